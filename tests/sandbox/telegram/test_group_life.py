"""People who come and go, edit, react and vote; anonymous administrators, topics and channels."""

from typing import Any

import pytest
from aiogram.types import Update

from tests.sandbox.telegram.serving import RawBot
from tests.sandbox.telegram.test_chats import heard
from tests.sandbox_client import SandboxClient, SandboxError, Traveller

ALL = [
    "message", "edited_message", "channel_post", "edited_channel_post", "chat_member",
    "message_reaction", "poll", "poll_answer", "my_chat_member",
]  # fmt: skip


@pytest.fixture
async def group(bot: RawBot, sandbox: SandboxClient, asha: Traveller) -> int:
    """A supergroup of Asha's that the bot administers, and hears everything of."""
    await bot.call("getUpdates", allowed_updates=ALL, timeout=0)
    made = await sandbox.add_group("Goa trip", asha, kind="supergroup")
    await sandbox.call("POST", f"chats/{made}/promote_bot", {"from_user": asha.id})
    await heard(bot)
    return made


async def news(bot: RawBot) -> list[tuple[str, dict[str, Any]]]:
    """Return the kinds and bodies of what the bot was told; aiogram reads all of it."""
    found = []
    for update in await heard(bot):
        Update.model_validate(update)
        (kind,) = set(update) - {"update_id"}
        found.append((kind, update[kind]))
    return found


async def test_members_come_and_go(
    bot: RawBot, sandbox: SandboxClient, asha: Traveller, group: int
) -> None:
    ravi = await sandbox.add_user("Ravi")
    await sandbox.call("POST", f"chats/{group}/join", {"from_user": ravi.id})
    await sandbox.call("POST", f"chats/{group}/promote", {"from_user": ravi.id})
    assert await bot.call("getChatMemberCount", chat_id=group) == 3
    listed = await bot.call("getChatAdministrators", chat_id=group)
    assert [one["status"] for one in listed] == ["creator", "administrator", "administrator"]
    await sandbox.call("POST", f"chats/{group}/leave", {"from_user": ravi.id, "by": asha.id})
    told = await news(bot)
    assert [kind for kind, _body in told] == [
        "message", "chat_member", "chat_member", "message", "chat_member"
    ]  # fmt: skip
    assert told[0][1]["new_chat_members"][0]["id"] == ravi.id
    statuses = [
        (body["old_chat_member"]["status"], body["new_chat_member"]["status"])
        for kind, body in told if kind == "chat_member"
    ]  # fmt: skip
    assert statuses == [
        ("left", "member"), ("member", "administrator"), ("administrator", "kicked")
    ]  # fmt: skip
    assert told[3][1]["left_chat_member"]["id"] == ravi.id


async def test_an_anonymous_administrator_writes_as_the_group(
    bot: RawBot, sandbox: SandboxClient, asha: Traveller, group: int
) -> None:
    wish = {"from_user": asha.id, "anonymous": True}
    await sandbox.call("POST", f"chats/{group}/promote", wish)
    await heard(bot)
    await sandbox.say(asha.in_chat(group), "/settings")
    ((kind, body),) = await news(bot)
    assert kind == "message"
    assert body["from"]["username"] == "GroupAnonymousBot"
    assert body["sender_chat"]["id"] == group


async def test_people_edit_react_and_vote(
    bot: RawBot, sandbox: SandboxClient, asha: Traveller, group: int
) -> None:
    here = asha.in_chat(group)
    said = (await sandbox.say(here, "/help"))["message_id"]
    wish = {"from_user": asha.id, "text": "/help me"}
    await sandbox.call("PUT", f"chats/{group}/messages/{said}", wish)
    react = {"from_user": asha.id, "emoji": "👍"}
    await sandbox.call("POST", f"chats/{group}/messages/{said}/react", react)
    poll = await bot.call(
        "sendPoll", chat_id=group, question="Where?", options=["Goa", "Jaipur"], is_anonymous=False
    )
    vote = {"from_user": asha.id, "options": [1]}
    await sandbox.call("POST", f"chats/{group}/messages/{poll['message_id']}/vote", vote)
    told = dict((await news(bot))[1:])
    assert told["edited_message"]["text"] == "/help me"
    assert told["message_reaction"]["new_reaction"] == [{"type": "emoji", "emoji": "👍"}]
    assert told["poll_answer"]["option_ids"] == [1]
    assert told["poll"]["total_voter_count"] == 1
    closed = await bot.call("stopPoll", chat_id=group, message_id=poll["message_id"])
    assert closed["is_closed"]
    assert "already been closed" in await bot.refusal(
        "stopPoll", chat_id=group, message_id=poll["message_id"]
    )
    with pytest.raises(SandboxError, match="Nobody can vote"):
        await sandbox.call("POST", f"chats/{group}/messages/{poll['message_id']}/vote", vote)


async def test_topics_hold_what_is_said_in_them(
    bot: RawBot, sandbox: SandboxClient, asha: Traveller, group: int
) -> None:
    opened = await sandbox.call(
        "POST", f"chats/{group}/topics", {"from_user": asha.id, "name": "Hotels"}
    )
    topic = opened["message_thread_id"]
    await sandbox.say(asha.in_chat(group), "/shortlist", topic=topic)
    sent = await bot.call("sendMessage", chat_id=group, text="here", message_thread_id=topic)
    assert sent["is_topic_message"]
    assert "message thread not found" in await bot.refusal(
        "sendMessage", chat_id=group, text="nowhere", message_thread_id=9_999
    )
    told = [body for _kind, body in await news(bot)]
    assert told[-1]["message_thread_id"] == topic
    assert (await bot.call("getChat", chat_id=group))["is_forum"]


async def test_channels_post_and_messages_are_passed_on_and_unpinned(
    bot: RawBot, sandbox: SandboxClient, asha: Traveller, group: int
) -> None:
    channel = await sandbox.add_group("News", asha, kind="channel")
    await heard(bot)
    post = await sandbox.call("POST", f"chats/{channel}/posts", {"text": "Hello"})
    at = f"chats/{channel}/posts/{post['message_id']}"
    await sandbox.call("PUT", at, {"text": "Hello again"})
    assert [kind for kind, _body in await news(bot)] == ["channel_post", "edited_channel_post"]
    passed = await bot.call(
        "forwardMessage", chat_id=group, from_chat_id=channel, message_id=post["message_id"]
    )
    assert passed["text"] == "Hello again"
    assert passed["forward_origin"]["type"] == "channel"
    copies = await bot.call(
        "copyMessages", chat_id=group, from_chat_id=channel, message_ids=[post["message_id"], 99]
    )
    assert len(copies) == 1
    contact = await bot.call("sendContact", chat_id=group, phone_number="+91", first_name="Taj")
    await bot.call("pinChatMessage", chat_id=group, message_id=contact["message_id"])
    await bot.call("unpinChatMessage", chat_id=group)
    assert "pinned_message" not in await bot.call("getChat", chat_id=group)
