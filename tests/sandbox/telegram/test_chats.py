"""Chats that go away, groups that move, and what a bot sees of a group."""

from typing import Any

import pytest

from tests.sandbox.telegram.serving import RawBot
from tests.sandbox_client import SandboxClient, SandboxError, Traveller


async def heard(bot: RawBot) -> list[dict[str, Any]]:
    """Return the bot's pending updates and confirm them."""
    updates: list[dict[str, Any]] = await bot.call("getUpdates")
    if updates:
        await bot.call("getUpdates", offset=updates[-1]["update_id"] + 1)
    return updates


def changes(updates: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [
        (
            update["my_chat_member"]["old_chat_member"]["status"],
            update["my_chat_member"]["new_chat_member"]["status"],
        )
        for update in updates
        if "my_chat_member" in update
    ]


async def test_a_blocked_bot_is_told_and_refused(
    bot: RawBot, sandbox: SandboxClient, asha: Traveller
) -> None:
    await sandbox.block(asha)
    assert await bot.answer("sendMessage", chat_id=asha.id, text="x") == {
        "ok": False,
        "error_code": 403,
        "description": "Forbidden: bot was blocked by the user",
    }
    with pytest.raises(SandboxError, match="unblock it first"):
        await sandbox.say(asha, "hello?")
    await sandbox.unblock(asha)
    await bot.call("sendMessage", chat_id=asha.id, text="x")
    assert changes(await heard(bot)) == [("member", "kicked"), ("kicked", "member")]


async def test_strangers_and_deleted_accounts_cannot_be_written_to(
    bot: RawBot, sandbox: SandboxClient, asha: Traveller
) -> None:
    stranger = await sandbox.add_user("Bodo")
    assert await bot.refusal("sendMessage", chat_id=stranger.id, text="x") == (
        "Forbidden: bot can't initiate conversation with a user"
    )
    await sandbox.call("POST", f"users/{asha.id}/deactivate")
    assert await bot.refusal("sendMessage", chat_id=asha.id, text="x") == (
        "Forbidden: user is deactivated"
    )


async def test_a_group_that_became_a_supergroup_tells_its_new_id(
    bot: RawBot, sandbox: SandboxClient, asha: Traveller
) -> None:
    group = await sandbox.add_group("Goa trip", asha)
    await bot.call("sendMessage", chat_id=group, text="hello")
    new = (await sandbox.call("POST", f"chats/{group}/migrate"))["id"]
    assert await bot.answer("sendMessage", chat_id=group, text="x") == {
        "ok": False,
        "error_code": 400,
        "description": "Bad Request: group chat was upgraded to a supergroup chat",
        "parameters": {"migrate_to_chat_id": new},
    }
    sent = await bot.call("sendMessage", chat_id=new, text="x")
    assert sent["chat"] == {"id": new, "type": "supergroup", "title": "Goa trip"}
    messages = [update.get("message", {}) for update in await heard(bot)]
    assert [m["migrate_to_chat_id"] for m in messages if "migrate_to_chat_id" in m] == [new]
    with pytest.raises(SandboxError, match=f"became the supergroup {new}"):
        await sandbox.say(asha.in_chat(group), "old")


@pytest.mark.parametrize("kind", ["group", "supergroup"])
async def test_a_removed_bot_cannot_write(
    bot: RawBot, sandbox: SandboxClient, asha: Traveller, kind: str
) -> None:
    group = await sandbox.add_group("Goa trip", asha, kind=kind)
    await heard(bot)
    await sandbox.call("POST", f"chats/{group}/remove_bot", {"from_user": asha.id})
    assert await bot.refusal("sendMessage", chat_id=group, text="x") == (
        f"Forbidden: bot was kicked from the {kind} chat"
    )
    await sandbox.call("POST", f"chats/{group}/add_bot", {"from_user": asha.id})
    await bot.call("sendMessage", chat_id=group, text="x")
    assert changes(await heard(bot)) == [("member", "kicked"), ("kicked", "member")]


async def test_in_groups_a_bot_hears_only_what_is_meant_for_it(
    bot: RawBot, sandbox: SandboxClient, asha: Traveller
) -> None:
    group = asha.in_chat(await sandbox.add_group("Goa trip", asha))
    hello = await bot.call("sendMessage", chat_id=group.chat_id, text="hello")
    await heard(bot)
    for text in (
        "just us",
        "/search",
        "/search@often_hotels_bot Goa",
        "/start@other_bot",
        "what about @often_hotels_bot?",
    ):
        await sandbox.say(group, text)
    await sandbox.say(group, "an answer", reply_to=hello["message_id"])
    assert [update["message"]["text"] for update in await heard(bot)] == [
        "/search",
        "/search@often_hotels_bot Goa",
        "what about @often_hotels_bot?",
        "an answer",
    ]


async def test_message_numbers_are_each_chats_own(
    bot: RawBot, sandbox: SandboxClient, asha: Traveller
) -> None:
    group = await sandbox.add_group("Goa trip", asha)
    numbers = [
        (await bot.call("sendMessage", chat_id=chat, text="x"))["message_id"]
        for chat in (asha.id, group, asha.id, group)
    ]
    assert numbers == [2, 2, 3, 3]


async def test_a_bot_cannot_delete_others_messages_in_a_group(
    bot: RawBot, sandbox: SandboxClient, asha: Traveller
) -> None:
    group = asha.in_chat(await sandbox.add_group("Goa trip", asha))
    said = await sandbox.say(group, "mine")
    place = {"chat_id": group.chat_id, "message_id": said["message_id"]}
    assert await bot.refusal("deleteMessage", **place) == ("Bad Request: message can't be deleted")


async def test_a_pinned_message_is_announced_and_kept(
    bot: RawBot, sandbox: SandboxClient, asha: Traveller
) -> None:
    sent = await bot.call("sendMessage", chat_id=asha.id, text="Your trip")
    await bot.call("pinChatMessage", chat_id=asha.id, message_id=sent["message_id"])
    assert (await sandbox.last_message(asha))["pinned_message"]["text"] == "Your trip"
    assert (await bot.call("getChat", chat_id=asha.id))["pinned_message"]["text"] == "Your trip"


async def test_what_people_share(bot: RawBot, sandbox: SandboxClient, asha: Traveller) -> None:
    place = {"latitude": 15.5, "longitude": 73.7}
    await sandbox.say(asha, location=place)
    contact = {"phone_number": "+10000000000", "first_name": "Asha", "user_id": asha.id}
    await sandbox.say(asha, contact=contact)
    venue = {"location": place, "title": "Baga Beach", "address": "Goa"}
    await sandbox.say(asha, venue=venue)
    _, located, shared, met = [update["message"] for update in await heard(bot)]
    assert (located["location"], shared["contact"]) == (place, contact)
    assert (met["venue"], met["location"]) == (venue, place)


async def test_impossible_acts_are_explained(sandbox: SandboxClient, asha: Traveller) -> None:
    with pytest.raises(SandboxError, match="422: Telegram does not send empty messages"):
        await sandbox.say(asha, "  ")
    with pytest.raises(SandboxError, match="404: No user has the id 5"):
        await sandbox.say(Traveller(5, asha.chat_id), "x")
    bodo = await sandbox.add_user("Bodo")
    with pytest.raises(SandboxError, match="403: This user is not in this chat"):
        await sandbox.say(bodo.in_chat(asha.chat_id), "x")
    with pytest.raises(SandboxError, match="404: No chat has the id -1"):
        await sandbox.say(asha.in_chat(-1), "x")
