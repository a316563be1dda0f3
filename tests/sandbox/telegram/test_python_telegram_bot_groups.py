"""python-telegram-bot as a bot that governs groups, and sends all that can be heard or moves."""

import pytest
import telegram
from telegram import ChatPermissions, InlineQueryResultArticle, InputTextMessageContent

from tests.sandbox.telegram.test_python_telegram_bot import client, leftovers, ptb
from tests.sandbox_client import SandboxClient, Traveller

__all__ = ["client", "ptb"]
PERMISSIONS = ChatPermissions.no_permissions()


@pytest.fixture
async def group(sandbox: SandboxClient, asha: Traveller) -> int:
    """A supergroup that the bot administers."""
    made = await sandbox.add_group("Goa trip", asha, kind="supergroup")
    await sandbox.call("POST", f"chats/{made}/promote_bot", {"from_user": asha.id})
    return made


async def test_what_is_heard_or_moves(ptb: telegram.Bot, asha: Traveller, picture: bytes) -> None:
    sent = [
        await ptb.send_video(asha.id, b"film", 9, caption="x", has_spoiler=True),
        await ptb.send_animation(asha.id, b"loop"),
        await ptb.send_audio(asha.id, b"song", duration=9, performer="A", title="B"),
        await ptb.send_voice(asha.id, b"word"),
        await ptb.send_video_note(asha.id, b"face", length=240),
        await ptb.send_sticker(asha.id, picture),
        await ptb.send_dice(asha.id, emoji="🎯"),
        await ptb.send_location(asha.id, 15.5, 73.7, live_period=60),
    ]
    assert leftovers(sent) == []
    assert sent[0].video is not None
    assert sent[0].has_media_spoiler
    point = sent[-1].message_id
    moved = await ptb.edit_message_live_location(asha.id, point, latitude=16, longitude=73)
    stopped = await ptb.stop_message_live_location(asha.id, point)
    assert leftovers([moved, stopped]) == []
    assert await ptb.send_message_draft(asha.id, 1, "Looking…")
    photos = await ptb.get_user_profile_photos(asha.id)
    assert (photos.total_count, leftovers(photos)) == (0, [])
    card = InlineQueryResultArticle("1", "Taj", InputTextMessageContent("Taj"))
    prepared = await ptb.save_prepared_inline_message(asha.id, card)
    assert leftovers(prepared) == []


async def test_topics(
    ptb: telegram.Bot, sandbox: SandboxClient, asha: Traveller, group: int
) -> None:
    wish = {"from_user": asha.id, "name": "Hotels"}
    await sandbox.call("POST", f"chats/{group}/topics", wish)
    topic = await ptb.create_forum_topic(group, "Flights")
    number = topic.message_thread_id
    assert leftovers(topic) == []
    assert await ptb.edit_forum_topic(group, number, name="Planes")
    pinned = await ptb.send_message(group, "x", message_thread_id=number)
    await ptb.pin_chat_message(group, pinned.message_id)
    assert await ptb.unpin_all_forum_topic_messages(group, number)
    assert await ptb.close_forum_topic(group, number)
    ravi = await sandbox.add_user("Ravi")
    await sandbox.call("POST", f"chats/{group}/join", {"from_user": ravi.id})
    with pytest.raises(Exception, match="This topic is closed"):
        await sandbox.say(ravi.in_chat(group), "x", topic=number)
    assert await ptb.reopen_forum_topic(group, number)
    await sandbox.say(ravi.in_chat(group), "x", topic=number)
    assert await ptb.delete_forum_topic(group, number)
    assert leftovers(await ptb.get_updates()) == []
    assert "x" not in [one.get("text") for one in await sandbox.messages(ravi.in_chat(group))]


async def test_who_may_be_there(
    ptb: telegram.Bot, sandbox: SandboxClient, asha: Traveller, group: int
) -> None:
    ravi = await sandbox.add_user("Ravi")
    here = ravi.in_chat(group)
    kinds = ["chat_member", "chat_join_request"]
    last = (await ptb.get_updates(offset=-1, allowed_updates=kinds))[0].update_id
    links = [
        await ptb.create_chat_invite_link(group, name="Friends", creates_join_request=True),
    ]
    address = links[0].invite_link
    links.append(await ptb.edit_chat_invite_link(group, address, name="Family"))
    links.append(await ptb.revoke_chat_invite_link(group, address))
    assert leftovers(links) == []
    assert (await ptb.export_chat_invite_link(group)).startswith("https://t.me/+")
    for answer in (ptb.decline_chat_join_request, ptb.approve_chat_join_request):
        await sandbox.call("POST", f"chats/{group}/ask", {"from_user": ravi.id})
        assert await answer(group, ravi.id)
    await sandbox.say(here, "hello")
    assert await ptb.restrict_chat_member(group, ravi.id, PERMISSIONS)
    with pytest.raises(Exception, match="may not send"):
        await sandbox.say(here, "hello")
    assert leftovers(await ptb.get_chat_member(group, ravi.id)) == []
    everything = ChatPermissions.all_permissions()
    assert await ptb.restrict_chat_member(group, ravi.id, everything)
    assert await ptb.promote_chat_member(group, ravi.id, can_delete_messages=True)
    assert await ptb.promote_chat_member(group, ravi.id)
    assert await ptb.set_chat_permissions(group, PERMISSIONS)
    with pytest.raises(Exception, match="may not send"):
        await sandbox.say(here, "hello")
    assert await ptb.set_chat_permissions(group, everything)
    assert await ptb.ban_chat_member(group, ravi.id)
    with pytest.raises(Exception, match="put out"):
        await sandbox.call("POST", f"chats/{group}/join", {"from_user": ravi.id})
    assert await ptb.unban_chat_member(group, ravi.id)
    await sandbox.call("POST", f"chats/{group}/join", {"from_user": ravi.id})
    with pytest.raises(telegram.error.BadRequest, match="Can't remove chat owner"):
        await ptb.ban_chat_member(group, asha.id)
    updates = await ptb.get_updates(offset=last + 1, allowed_updates=kinds)
    assert leftovers(updates) == []
    changes = [
        (one.chat_member.old_chat_member.status, one.chat_member.new_chat_member.status)
        for one in updates
        if one.chat_member
    ]
    assert changes == [
        ("left", "member"), ("member", "restricted"), ("restricted", "member"),
        ("member", "administrator"), ("administrator", "member"), ("member", "kicked"),
        ("kicked", "left"), ("left", "member"),
    ]  # fmt: skip
    assert sum(one.chat_join_request is not None for one in updates) == 2


async def test_what_a_group_is_called(ptb: telegram.Bot, group: int) -> None:
    assert await ptb.set_chat_title(group, "Kerala trip")
    assert await ptb.set_chat_description(group, "Where shall we go?")
    chat = await ptb.get_chat(group)
    assert (chat.title, chat.description) == ("Kerala trip", "Where shall we go?")
    assert leftovers([chat, *await ptb.get_updates()]) == []


async def test_the_end(ptb: telegram.Bot) -> None:
    assert await ptb.close()
    assert await ptb.log_out()
