"""A tracker that belongs to a group: greeting, alerts for all, and who may stop it."""

import pytest

from bot.updates.intake import UpdateIntake
from domain.trackers.models import Tracker, TrackerState
from tests.bot.test_alert_buttons import deliver
from tests.bot.test_groups import payload_of_a_hotel
from tests.sandbox_client import SandboxClient, Traveller, labels
from tests.scene import Scene

pytestmark = pytest.mark.usefixtures("intake")


async def test_a_group_is_greeted_and_sent_to_the_private_chat(
    sandbox: SandboxClient, asha: Traveller
) -> None:
    group = await sandbox.add_group("Trip", asha)
    here = asha.in_chat(group)
    greeting = await sandbox.wait_for(here, "I help you choose a hotel together")
    assert "💬 Open the chat" in labels(greeting)
    await sandbox.say(here, "/trackers@often_hotels_bot")
    hint = await sandbox.wait_for(here, "private", after=greeting["message_id"])
    (link,) = hint["reply_markup"]["inline_keyboard"][0]
    assert link["url"].startswith("https://t.me/")
    await sandbox.say(here, "/shortlist@often_hotels_bot")
    await sandbox.wait_for(here, "No hotels yet")


async def test_a_groups_alert_goes_to_the_group_and_only_the_allowed_stop(
    sandbox: SandboxClient, asha: Traveller, scene: Scene, intake: UpdateIntake
) -> None:
    payload = await payload_of_a_hotel(sandbox, asha)
    ravi = await sandbox.add_user("Ravi", language_code="en-IN")
    mira = await sandbox.add_user("Mira", language_code="en-IN")
    # Who made the group administers it.
    group = await sandbox.add_group("Trip", ravi, asha, mira)
    await intake.drained()
    here = asha.in_chat(group)
    await sandbox.say(here, f"/start@often_hotels_bot {payload}")
    await sandbox.wait_for(here, "What do you think?")
    await sandbox.press(here, "🔔 Track for everyone")
    card = await sandbox.wait_for(here, lambda m: "🔕 Stop" in labels(m))
    await scene.check()
    scene.price(8_000)
    await deliver(scene)
    await sandbox.wait_for(here, "The price has dropped")
    assert not any("has dropped" in m.get("text", "") for m in await sandbox.messages(asha))
    number = card["message_id"]
    refused = "or a group administrator can stop it"
    await sandbox.press_to_read(mira.in_chat(group), "🔕 Stop", refused, message_id=number)
    assert (await Tracker.get()).state is TrackerState.ACTIVE
    await sandbox.press(ravi.in_chat(group), "🔕 Stop", message_id=number)
    await sandbox.wait_for(here, lambda m: "🔔 Track for everyone" in labels(m))
    assert (await Tracker.get()).state is TrackerState.DELETED
    await sandbox.press(here, "🔔 Track for everyone", message_id=number)
    await sandbox.wait_for(here, lambda m: "🔕 Stop" in labels(m) and m["message_id"] == number)
    await sandbox.press(here, "🔕 Stop", message_id=number)
    await sandbox.wait_for(here, "What do you think?")
    assert (await Tracker.get()).state is TrackerState.DELETED


async def test_another_groups_buttons_find_nothing(
    sandbox: SandboxClient, asha: Traveller, scene: Scene
) -> None:
    payload = await payload_of_a_hotel(sandbox, asha)
    ours = asha.in_chat(await sandbox.add_group("Trip", asha))
    await sandbox.say(ours, f"/start@often_hotels_bot {payload}")
    await sandbox.wait_for(ours, "What do you think?")
    (row,) = await scene.rows("SELECT id, chat_id FROM group_hotels")
    await scene.app.pool.execute("UPDATE group_hotels SET chat_id = $1", asha.chat_id)
    await sandbox.press(ours, "👍 0")
    assert await scene.rows("SELECT 1 FROM group_votes") == []
    assert row["chat_id"] == ours.chat_id
