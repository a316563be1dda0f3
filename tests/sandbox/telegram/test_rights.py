"""What a group lets its members and bots send, and how often; what a channel takes from a bot."""

import pytest

from tests.sandbox.telegram.serving import RawBot
from tests.sandbox_client import SandboxClient, SandboxError, Traveller

NO_RIGHTS = "Bad Request: not enough rights to send {} to the chat"
PLACE = {"latitude": 15.5, "longitude": 73.8}


@pytest.fixture
async def group(sandbox: SandboxClient, asha: Traveller) -> tuple[Traveller, Traveller]:
    """A supergroup that Asha made, with Ravi in it."""
    ravi = await sandbox.add_user("Ravi")
    number = await sandbox.add_group("Trip", asha, ravi, kind="supergroup")
    return asha.in_chat(number), ravi.in_chat(number)


async def allow(sandbox: SandboxClient, who: Traveller, *allowed: str, act: str) -> None:
    body = {"from_user": who.id, "allowed": allowed}
    await sandbox.call("POST", f"chats/{who.chat_id}/{act}", body)


async def test_each_sort_of_message_has_its_permission(
    bot: RawBot, sandbox: SandboxClient, group: tuple[Traveller, Traveller]
) -> None:
    asha, ravi = group
    place = {"chat_id": asha.chat_id}
    await allow(sandbox, asha, "can_send_messages", "can_send_documents", act="permissions")
    await bot.call("sendMessage", **place, text="₹4,814")
    await bot.call("sendLocation", **place, **PLACE)
    for method, sort, what in (
        ("sendPoll", "polls", {"question": "Goa?", "options": [{"text": "a"}, {"text": "b"}]}),
        ("sendDice", "dice", {}),
    ):
        assert await bot.refusal(method, **place, **what) == NO_RIGHTS.format(sort)
    await allow(sandbox, asha, "can_send_photos", act="permissions")
    wanted = NO_RIGHTS.format("text messages")
    assert await bot.refusal("sendMessage", **place, text="₹4,814") == wanted
    with pytest.raises(SandboxError, match="may not send text messages"):
        await sandbox.say(ravi, "Goa?")
    await sandbox.say(asha, "Goa?")  # who made the group
    shown = (await bot.call("getChat", **place))["permissions"]
    assert [name for name, is_allowed in shown.items() if is_allowed] == ["can_send_photos"]
    await sandbox.call("POST", f"chats/{asha.chat_id}/promote_bot", {"from_user": asha.id})
    await bot.call("sendMessage", **place, text="₹4,814")
    with pytest.raises(SandboxError, match="no permission"):
        await allow(sandbox, asha, "can_fly", act="permissions")
    with pytest.raises(SandboxError, match="Only an administrator"):
        await allow(sandbox, ravi, act="permissions")


async def test_permissions_bring_along_what_they_need(
    bot: RawBot, sandbox: SandboxClient, group: tuple[Traveller, Traveller]
) -> None:
    asha, ravi = group
    who = {"chat_id": asha.chat_id, "user_id": ravi.id}
    await sandbox.call("POST", f"chats/{asha.chat_id}/promote_bot", {"from_user": asha.id})
    for independent, may_write in ((False, True), (True, False)):
        given = {"permissions": {"can_send_polls": True},
                 "use_independent_chat_permissions": independent}  # fmt: skip
        await bot.call("restrictChatMember", **who, **given)
        shown = await bot.call("getChatMember", **who)
        assert (shown["status"], shown["can_send_polls"]) == ("restricted", True)
        assert (shown["can_send_messages"], shown["can_send_photos"]) == (may_write, False)


async def test_a_bot_is_told_what_it_alone_may_not_do(
    bot: RawBot, sandbox: SandboxClient, group: tuple[Traveller, Traveller]
) -> None:
    asha, _ = group
    await bot.call("getUpdates", offset=-1)
    for allowed, told in ((("can_send_photos",), False), (("can_send_messages",), True)):
        await allow(sandbox, asha, *allowed, act="restrict_bot")
        change = (await bot.call("getUpdates", offset=-1))[-1]["my_chat_member"]["new_chat_member"]
        assert (change["status"], change["is_member"]) == ("restricted", True)
        assert change["can_send_messages"] is told
    await sandbox.call("POST", f"chats/{asha.chat_id}/demote_bot", {"from_user": asha.id})
    change = (await bot.call("getUpdates", offset=-1))[-1]["my_chat_member"]
    assert change["new_chat_member"]["status"] == "member"


async def test_slow_mode_has_members_and_bots_wait(
    bot: RawBot, sandbox: SandboxClient, group: tuple[Traveller, Traveller]
) -> None:
    asha, ravi = group
    await sandbox.call(
        "POST", f"chats/{asha.chat_id}/slow_mode", {"from_user": asha.id, "seconds": 60}
    )
    await sandbox.say(ravi, "Goa?")
    with pytest.raises(SandboxError, match="Slow mode"):
        await sandbox.say(ravi, "or Jaipur?")
    first = await bot.call("sendMessage", chat_id=asha.chat_id, text="1")
    refused = await bot.refusal("sendMessage", chat_id=asha.chat_id, text="2")
    assert refused.startswith("Too Many Requests: retry after ")
    number = first["message_id"]
    await bot.call("editMessageText", chat_id=asha.chat_id, message_id=number, text="1!")
    assert (await bot.call("getChat", chat_id=asha.chat_id))["slow_mode_delay"] == 60


async def test_a_channel_takes_posts_from_those_who_may_post(
    bot: RawBot, sandbox: SandboxClient, asha: Traveller
) -> None:
    body = {"type": "channel", "title": "News", "members": [asha.id]}
    channel = (await sandbox.call("POST", "chats", body))["id"]
    wish = {"from_user": asha.id, "without": ["can_post_messages"]}
    await sandbox.call("POST", f"chats/{channel}/promote_bot", wish)
    refused = await bot.refusal("sendMessage", chat_id=channel, text="x")
    assert refused == "Bad Request: need administrator rights in the channel chat"
    me = await bot.call("getMe")
    shown = await bot.call("getChatMember", chat_id=channel, user_id=me["id"])
    assert (shown["status"], shown["can_post_messages"]) == ("administrator", False)
    await sandbox.call("POST", f"chats/{channel}/promote_bot", {"from_user": asha.id})
    await bot.call("sendMessage", chat_id=channel, text="x")
