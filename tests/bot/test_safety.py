"""Strangers, groups, repeated and old presses, hurry, and faults."""

import asyncio
from typing import Any

import pytest
from aiogram import Bot

from bot.middlewares.throttle import MOST_IN_WINDOW
from bot.updates.intake import UpdateIntake
from domain.trackers.models import Tracker, TrackerState
from tests.bot.test_conversations import SEARCH, more, results, tracked
from tests.sandbox_client import Message, SandboxClient, Traveller, labels, words
from tests.scene import Scene


def buttons(message: Message) -> list[str]:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button["callback_data"] for row in rows for button in row if "callback_data" in button]


def press_of(stranger: Traveller, message: Message, data: str, number: int) -> dict[str, Any]:
    """Return the update that Telegram would bring if a stranger could press this button."""
    person = {"id": stranger.id, "is_bot": False, "first_name": "Ravi"}
    chat = {"id": stranger.chat_id, "type": "private", "first_name": "Ravi"}
    shown = {"message_id": message["message_id"], "date": message["date"], "chat": chat}
    query = {
        "id": str(number), "from": person, "chat_instance": "1", "data": data,
        "message": {**shown, "text": "x"},
    }  # fmt: skip
    return {"update_id": 10_000_000 + number, "callback_query": query}


async def test_a_stranger_reaches_nothing_of_mine(
    sandbox: SandboxClient, asha: Traveller, intake: UpdateIntake
) -> None:
    seen = [await results(sandbox, asha), await more(sandbox, asha)]
    await sandbox.press(asha, "⬅️ Results")
    await sandbox.wait_for(asha, lambda m: "2" in labels(m))
    await sandbox.press(asha, "2")
    seen.append(await sandbox.wait_for(asha, lambda m: "🔔 Track" in labels(m)))
    await sandbox.press(asha, "🔔 Track")
    seen.append(await sandbox.wait_for(asha, "Tracking."))
    ravi = await sandbox.add_user("Ravi", language_code="en-IN")
    await sandbox.say(ravi, "/start")
    await sandbox.wait_for(ravi, "Hello Ravi!")
    # Buttons that name an id; those that lead home or to one's own list are anyone's.
    theirs = {data for message in seen for data in buttons(message) if data[0] in "rhtwvda"}
    assert {data[:2] for data in theirs} >= {"r1", "h1", "t1", "w1", "d1"}
    for number, data in enumerate(sorted(theirs)):
        await intake.receive(press_of(ravi, seen[0], data, number))
        await intake.drained()
    told = [words(m) for m in await sandbox.messages(ravi) if m["from"]["is_bot"]]
    assert not any("Taj" in text or "Goa ·" in text for text in told)
    (tracker,) = await Tracker.all()
    assert tracker.state is TrackerState.ACTIVE


async def test_a_press_in_a_group_is_refused(
    sandbox: SandboxClient, asha: Traveller, intake: UpdateIntake, bot: Bot
) -> None:
    screen = await tracked(sandbox, asha)
    ravi = await sandbox.add_user("Ravi", language_code="en-IN")
    group = await sandbox.add_group("Trip", asha, ravi)
    there = ravi.in_chat(group)
    keyboard = screen["reply_markup"]
    sent = await bot.send_message(group, "A tracker", reply_markup=keyboard)
    told = "This button isn’t for you. Write to me in our private chat."
    await sandbox.press_to_read(there, "⏸ Pause", told, message_id=sent.message_id)
    await intake.drained()
    assert (await Tracker.get()).state is TrackerState.ACTIVE


async def test_a_command_in_a_group_points_to_the_private_chat(
    sandbox: SandboxClient, asha: Traveller
) -> None:
    there = asha.in_chat(await sandbox.add_group("Trip", asha))
    await sandbox.say(there, "/search")
    await sandbox.wait_for(there, "Let’s talk in private")


async def test_the_same_update_twice_is_handled_once(
    sandbox: SandboxClient, asha: Traveller, intake: UpdateIntake, scene: Scene
) -> None:
    (row,) = await scene.rows("SELECT update_id, payload FROM incoming_updates")
    # What was written is of no more use once it is handled.
    assert row["payload"] == {}
    person = {"id": asha.id, "first_name": "Asha", "is_bot": False}
    chat = {"id": asha.id, "type": "private"}
    again = {"message_id": 1, "date": 0, "chat": chat, "from": person, "text": "/start"}
    await intake.receive({"update_id": row["update_id"], "message": again})
    await intake.drained()
    greetings = [m for m in await sandbox.messages(asha) if "Hello Asha!" in words(m)]
    assert len(greetings) == 1


@pytest.mark.parametrize(
    "data", ["r0:1", "zz9:1:2", "nonsense", "r1:x:y:z", "c1:i:20269999:", "q1:d:0:2:-"]
)
async def test_an_old_button_is_answered_and_leads_home(
    sandbox: SandboxClient, asha: Traveller, intake: UpdateIntake, data: str
) -> None:
    hello = await sandbox.last_message(asha)
    await intake.receive(press_of(asha, hello, data, 1))
    await intake.drained()
    shown = await sandbox.last_message(asha)
    assert "has expired" in words(shown)
    assert "🏠 Home" in labels(shown)


async def test_a_search_of_past_dates_is_refused_and_stays(
    sandbox: SandboxClient, asha: Traveller, scene: Scene
) -> None:
    found = await results(sandbox, asha)
    await scene.app.pool.execute(
        "UPDATE searches SET check_in = '2026-11-01', check_out = '2026-11-03'"
    )
    number = found["message_id"]
    await sandbox.press_to_read(asha, "↕️ Sort: price", "has passed", message_id=number)
    (still,) = (m for m in await sandbox.messages(asha) if m["message_id"] == number)
    assert words(still) == words(found)


async def test_hurry_is_slowed_with_one_sentence(
    sandbox: SandboxClient, asha: Traveller, intake: UpdateIntake
) -> None:
    for _ in range(MOST_IN_WINDOW + 5):
        await sandbox.say(asha, "/help")
    await sandbox.wait_for(asha, "You’re too fast for me.")
    await intake.drained()
    slowed = [m for m in await sandbox.messages(asha) if "You’re too fast for me." in words(m)]
    assert len(slowed) == 1


async def test_a_fault_shows_a_reference_and_the_way_on(
    sandbox: SandboxClient, asha: Traveller, scene: Scene
) -> None:
    await results(sandbox, asha)
    scene.travclan.failure = RuntimeError  # type: ignore[assignment]  # a mistake in the code
    await sandbox.press(asha, "2")
    fault = await sandbox.wait_for(asha, "Reference:")
    assert "🔄 Try again" in labels(fault)
    scene.travclan.failure = None
    await sandbox.press(asha, "🔄 Try again")
    await sandbox.wait_for(asha, lambda m: "🔔 Track" in labels(m))


async def test_names_from_outside_are_shown_as_they_are(
    sandbox: SandboxClient, intake: UpdateIntake, scene: Scene
) -> None:
    # Marks, and what nobody sees: a space of no width, a mark of direction.
    name = "<b>Taj</b> & \u200bSons\u200f &amp;"
    scene.travclan.hotels["t1"].name = scene.serpapi.hotels["s1"].name = name
    eve = await sandbox.add_user("<i>Eve</i>", language_code="en-IN")
    await sandbox.say(eve, "/start")
    await sandbox.wait_for(eve, "Hello <i>Eve</i>!")
    found = await results(sandbox, eve, SEARCH)
    seen = words(found).replace("\u200b", "").replace("\u200f", "")
    assert "<b>Taj</b> & Sons &amp;" in seen
    await intake.drained()


async def test_who_blocked_the_bot_is_remembered(
    sandbox: SandboxClient, asha: Traveller, scene: Scene, intake: UpdateIntake
) -> None:
    for block, reachable in ((sandbox.block, False), (sandbox.unblock, True)):
        await block(asha)
        await _until_reachable(scene, reachable=reachable)
    await intake.drained()


async def _until_reachable(scene: Scene, *, reachable: bool) -> None:
    for _ in range(200):
        (row,) = await scene.rows("SELECT is_reachable FROM chats")
        if row["is_reachable"] is reachable:
            return
        await asyncio.sleep(0.02)
    raise AssertionError(reachable)
