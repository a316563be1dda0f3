"""python-telegram-bot as a bot that looks after a forum, its photo and titles, and stickers."""

import telegram
from telegram import ChatAdministratorRights, InputSticker, MaskPosition
from telegram.constants import StickerFormat

from tests.sandbox.telegram.test_python_telegram_bot import client, leftovers, ptb
from tests.sandbox.telegram.test_python_telegram_bot_groups import group
from tests.sandbox_client import SandboxClient, Traveller

__all__ = ["client", "group", "ptb"]
NAME = "goa_by_often_hotels_bot"


def _sticker(file_id: str, emoji: str) -> InputSticker:
    return InputSticker(file_id, [emoji], StickerFormat.STATIC)


async def test_a_forum_and_what_it_looks_like(
    ptb: telegram.Bot, sandbox: SandboxClient, asha: Traveller, group: int, picture: bytes
) -> None:
    ravi = await sandbox.add_user("Ravi")
    await sandbox.call("POST", f"chats/{group}/topics", {"from_user": asha.id, "name": "Hotels"})
    for act in ("join", "promote"):
        await sandbox.call("POST", f"chats/{group}/{act}", {"from_user": ravi.id})
    assert await ptb.edit_general_forum_topic(group, "Plans")
    assert await ptb.hide_general_forum_topic(group)
    assert await ptb.unhide_general_forum_topic(group)
    assert await ptb.reopen_general_forum_topic(group)
    assert await ptb.close_general_forum_topic(group)
    assert await ptb.unpin_all_general_forum_topic_messages(group)
    assert await ptb.set_chat_photo(group, picture)
    assert leftovers(await ptb.get_chat(group)) == []
    assert await ptb.delete_chat_photo(group)
    assert await ptb.set_chat_administrator_custom_title(group, ravi.id, "Planner")
    assert leftovers(await ptb.get_chat_administrators(group)) == []
    assert await ptb.ban_chat_sender_chat(group, group)
    assert await ptb.unban_chat_sender_chat(group, group)
    said = (await sandbox.say(asha.in_chat(group), "x", topic=2))["message_id"]
    assert await ptb.delete_message_reaction(group, said, user_id=ravi.id)
    assert await ptb.delete_all_message_reactions(group, user_id=ravi.id)
    assert leftovers(await ptb.get_user_chat_boosts(group, ravi.id)) == []
    assert leftovers(await ptb.get_updates()) == []


async def test_what_is_told_of_the_bot_and_of_people(ptb: telegram.Bot, asha: Traveller) -> None:
    rights = ChatAdministratorRights.all_rights()
    assert await ptb.set_my_default_administrator_rights(rights)
    assert (await ptb.get_my_default_administrator_rights()).can_invite_users
    assert (await ptb.get_my_star_balance()).amount == 0
    assert leftovers(await ptb.get_user_profile_audios(asha.id)) == []
    assert await ptb.get_forum_topic_icon_stickers() == ()
    assert await ptb.get_custom_emoji_stickers(["5"]) == ()


async def test_a_set_of_masks(ptb: telegram.Bot, asha: Traveller, picture: bytes) -> None:
    sun = (await ptb.upload_sticker_file(asha.id, picture, StickerFormat.STATIC)).file_id
    first = [_sticker(sun, "☀")]
    assert await ptb.create_new_sticker_set(asha.id, NAME, "Goa", first, sticker_type="mask")
    sea = (await ptb.upload_sticker_file(asha.id, picture + b"2", StickerFormat.STATIC)).file_id
    assert await ptb.add_sticker_to_set(asha.id, NAME, _sticker(sea, "🌊"))
    assert await ptb.set_sticker_position_in_set(sea, 0)
    assert await ptb.set_sticker_emoji_list(sea, ["🏖"])
    assert await ptb.set_sticker_keywords(sea, ["beach"])
    assert await ptb.set_sticker_mask_position(sea, MaskPosition("eyes", 0, 0, 1))
    assert await ptb.set_sticker_set_title(NAME, "Goa in December")
    assert await ptb.set_sticker_set_thumbnail(NAME, asha.id, StickerFormat.STATIC, picture)
    shown = await ptb.get_sticker_set(NAME)
    assert (shown.title, leftovers(shown)) == ("Goa in December", [])
    assert await ptb.replace_sticker_in_set(asha.id, NAME, sun, _sticker(sun, "🌞"))
    assert await ptb.delete_sticker_from_set(sea)
    assert await ptb.delete_sticker_set(NAME)
