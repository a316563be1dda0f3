"""Topics of forums and the general one, what a group looks like, and what keeps a bot silent."""

import aiogram.types
import pytest

from tests.sandbox.telegram.serving import TOKEN, RawBot
from tests.sandbox_client import SandboxClient, SandboxError, Traveller


@pytest.fixture
async def forum(sandbox: SandboxClient, asha: Traveller) -> int:
    """A supergroup of Asha's with one topic, in which the bot is a plain member."""
    made = await sandbox.add_group("Goa trip", asha, kind="supergroup")
    await sandbox.call("POST", f"chats/{made}/topics", {"from_user": asha.id, "name": "Hotels"})
    return made


async def administers(sandbox: SandboxClient, group: int, by: Traveller) -> None:
    await sandbox.call("POST", f"chats/{group}/promote_bot", {"from_user": by.id})


async def test_the_general_topic_is_closed_hidden_renamed_and_opened_again(
    bot: RawBot, sandbox: SandboxClient, asha: Traveller, forum: int
) -> None:
    ravi = await sandbox.add_user("Ravi")
    await sandbox.call("POST", f"chats/{forum}/join", {"from_user": ravi.id})
    right = "not enough rights to close or open the topic"
    for method in ("closeGeneralForumTopic", "hideGeneralForumTopic"):
        assert await bot.refusal(method, chat_id=forum) == f"Bad Request: {right}"
    await administers(sandbox, forum, asha)
    assert await bot.call("editGeneralForumTopic", chat_id=forum, name="Plans")
    assert await bot.call("hideGeneralForumTopic", chat_id=forum)
    again = await bot.refusal("closeGeneralForumTopic", chat_id=forum)
    assert again == "Bad Request: TOPIC_NOT_MODIFIED"
    with pytest.raises(SandboxError, match="general topic is closed"):
        await sandbox.say(ravi.in_chat(forum), "Hello?")
    assert await bot.call("unhideGeneralForumTopic", chat_id=forum)
    await bot.call("pinChatMessage", chat_id=forum, message_id=await said(bot, forum))
    assert await bot.call("unpinAllGeneralForumTopicMessages", chat_id=forum)
    assert "pinned_message" not in await bot.call("getChat", chat_id=forum)
    assert await bot.call("reopenGeneralForumTopic", chat_id=forum)
    await sandbox.say(ravi.in_chat(forum), "Hello!")
    told = [set(one) for one in await sandbox.messages(asha.in_chat(forum))]
    for news in (
        "forum_topic_edited", "general_forum_topic_hidden", "general_forum_topic_unhidden",
        "forum_topic_reopened",
    ):  # fmt: skip
        assert any(news in one for one in told)
    shown = next(one for one in await sandbox.call("GET", "chats") if one["id"] == forum)
    assert shown["general"] == {"name": "Plans", "is_closed": False, "is_hidden": False}


async def said(bot: RawBot, chat: int) -> int:
    number: int = (await bot.call("sendMessage", chat_id=chat, text="x"))["message_id"]
    return number


async def test_a_closed_topic_and_one_that_is_gone_take_nothing(
    bot: RawBot, sandbox: SandboxClient, asha: Traveller, forum: int
) -> None:
    made = next(one for one in await sandbox.call("GET", "chats") if one["id"] == forum)
    topic = made["topics"][0]["id"]
    await administers(sandbox, forum, asha)
    await bot.call("closeForumTopic", chat_id=forum, message_thread_id=topic)
    await bot.call("closeGeneralForumTopic", chat_id=forum)
    await sandbox.call("POST", f"chats/{forum}/demote_bot", {"from_user": asha.id})
    there = {"chat_id": forum, "text": "x"}
    closed = "Bad Request: TOPIC_CLOSED"
    assert await bot.refusal("sendMessage", **there, message_thread_id=topic) == closed
    assert await bot.refusal("sendMessage", **there) == closed
    plain = await sandbox.add_group("No topics", asha, kind="supergroup")
    for chat, thread in ((forum, 999), (plain, topic), (asha.id, topic)):
        gone = await bot.refusal("sendMessage", chat_id=chat, text="x", message_thread_id=thread)
        assert gone == "Bad Request: message thread not found"


async def test_a_group_gets_a_photo_a_name_and_titles(
    bot: RawBot, sandbox: SandboxClient, asha: Traveller, forum: int, picture: bytes
) -> None:
    path, files = f"/bot{TOKEN}/setChatPhoto", {"photo": picture}
    refused = await bot.raw("POST", path, data={"chat_id": forum}, files=files)
    wanted = "Bad Request: not enough rights to change chat photo"
    assert refused.json()["description"] == wanted
    await administers(sandbox, forum, asha)
    assert (await bot.raw("POST", path, data={"chat_id": forum}, files=files)).json()["result"]
    photo = (await bot.call("getChat", chat_id=forum))["photo"]
    aiogram.types.ChatPhoto.model_validate(photo)
    assert (await bot.call("getFile", file_id=photo["big_file_id"]))["file_size"] == len(picture)
    assert await bot.call("deleteChatPhoto", chat_id=forum)
    assert "photo" not in await bot.call("getChat", chat_id=forum)
    assert await bot.call("setChatTitle", chat_id=forum, title="  Goa   in " + "y" * 200)
    assert (await bot.call("getChat", chat_id=forum))["title"] == "Goa in " + "y" * 121
    ravi = await sandbox.add_user("Ravi")
    for act in ("join", "promote"):
        await sandbox.call("POST", f"chats/{forum}/{act}", {"from_user": ravi.id})
    who = {"chat_id": forum, "user_id": ravi.id}
    assert await bot.call("setChatAdministratorCustomTitle", **who, custom_title="Planner")
    assert (await bot.call("getChatMember", **who))["custom_title"] == "Planner"


async def test_what_a_silent_group_and_a_channel_take_from_a_bot(
    bot: RawBot, sandbox: SandboxClient, asha: Traveller, forum: int, picture: bytes
) -> None:
    await administers(sandbox, forum, asha)
    await bot.call("setChatPermissions", chat_id=forum, permissions={})
    await sandbox.call("POST", f"chats/{forum}/demote_bot", {"from_user": asha.id})
    right = "Bad Request: not enough rights to send {} to the chat"
    assert await bot.refusal("sendMessage", chat_id=forum, text="x") == right.format(
        "text messages"
    )
    sent = await bot.raw(
        "POST", f"/bot{TOKEN}/sendPhoto", data={"chat_id": forum}, files={"photo": picture}
    )
    assert sent.json()["description"] == right.format("photos")
    body = {"type": "channel", "title": "News", "members": [asha.id]}
    channel = (await sandbox.call("POST", "chats", body))["id"]
    await sandbox.call("POST", f"chats/{channel}/demote_bot", {"from_user": asha.id})
    refused = await bot.refusal("sendMessage", chat_id=channel, text="x")
    assert refused == "Bad Request: need administrator rights in the channel chat"


async def test_a_bot_s_own_reactions_and_what_it_takes_away(
    bot: RawBot, sandbox: SandboxClient, asha: Traveller, forum: int
) -> None:
    number = (await sandbox.say(asha.in_chat(forum), "Goa?"))["message_id"]
    place = {"chat_id": forum, "message_id": number}
    await bot.call("setMessageReaction", **place, reaction=[{"type": "emoji", "emoji": "👍"}])
    react = {"from_user": asha.id, "emoji": "🔥"}
    await sandbox.call("POST", f"chats/{forum}/messages/{number}/react", react)
    shown = await sandbox.last_message(asha.in_chat(forum))
    assert [one["emoji"] for one in shown["reactions"]] == ["👍", "🔥"]
    refused = await bot.refusal("deleteMessageReaction", **place, user_id=asha.id)
    assert refused == "Bad Request: CHAT_ADMIN_REQUIRED"
    await administers(sandbox, forum, asha)
    assert await bot.call("deleteAllMessageReactions", chat_id=forum, user_id=asha.id)
    await bot.call("setMessageReaction", **place, reaction=[])
    assert "reactions" not in await sandbox.last_message(asha.in_chat(forum))
