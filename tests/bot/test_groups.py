"""A group chooses a hotel through the real dispatcher."""

import asyncio

from tests.bot.test_conversations import results
from tests.sandbox_client import SandboxClient, Traveller, labels, words
from tests.scene import Scene


async def payload_of_a_hotel(sandbox: SandboxClient, asha: Traveller) -> str:
    """Return what the button of a hotel's share screen says to a group."""
    await results(sandbox, asha)
    await sandbox.press(asha, "2")
    await sandbox.wait_for(asha, lambda m: "📤 Share" in labels(m) and "🔔 Track" in labels(m))
    await sandbox.press(asha, "📤 Share")
    shown = await sandbox.wait_for(asha, lambda m: "👥 Vote on it in a group" in labels(m))
    rows = shown["reply_markup"]["inline_keyboard"]
    (url,) = [b["url"] for row in rows for b in row if "startgroup=" in b.get("url", "")]
    return str(url.partition("startgroup=")[2])


async def test_members_vote_on_a_hotel_and_have_it_watched_once(
    sandbox: SandboxClient, asha: Traveller, scene: Scene
) -> None:
    payload = await payload_of_a_hotel(sandbox, asha)
    ravi = await sandbox.add_user("Ravi", language_code="en-IN")
    group = await sandbox.add_group("Trip", asha, ravi)
    here, there = asha.in_chat(group), ravi.in_chat(group)
    await sandbox.say(here, f"/start@often_hotels_bot {payload}")
    card = await sandbox.wait_for(here, "What do you think?")
    assert "Taj Holiday Village" in words(card)
    await sandbox.press(here, "👍 0")
    await sandbox.wait_for(here, lambda m: "👍 1" in labels(m))
    await sandbox.press(there, "👎 0")
    await sandbox.wait_for(here, lambda m: {"👍 1", "👎 1"} <= set(labels(m)))
    await sandbox.press(there, "👍 1")
    await sandbox.wait_for(here, lambda m: {"👍 2", "👎 0"} <= set(labels(m)))
    await sandbox.press(there, "🔔 Track for us all")
    await sandbox.wait_for(here, "I watch its price and write here")
    (tracker,) = await scene.rows("SELECT chat_id, state FROM trackers")
    assert (tracker["chat_id"], tracker["state"]) == (group, "active")
    await sandbox.say(there, "/shortlist@often_hotels_bot")
    listed = await sandbox.wait_for(here, "Shortlist")
    assert "👍 2 👎 0 🔔" in words(listed)


async def test_a_group_that_moves_keeps_its_hotels_and_tracker(
    sandbox: SandboxClient, asha: Traveller, scene: Scene
) -> None:
    payload = await payload_of_a_hotel(sandbox, asha)
    group = await sandbox.add_group("Trip", asha)
    here = asha.in_chat(group)
    await sandbox.say(here, f"/start@often_hotels_bot {payload}")
    await sandbox.wait_for(here, "What do you think?")
    moved = (await sandbox.call("POST", f"chats/{group}/migrate"))["id"]
    there = asha.in_chat(moved)
    async with asyncio.timeout(10):
        while await scene.rows("SELECT FROM group_hotels WHERE chat_id = $1", moved) == []:
            await asyncio.sleep(0.02)
    await sandbox.say(there, "/shortlist@often_hotels_bot")
    assert "Taj" in words(await sandbox.wait_for(there, "Shortlist"))
