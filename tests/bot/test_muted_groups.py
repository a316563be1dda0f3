"""Groups that take from the bot the right to write, and give it back."""

import asyncio
from typing import Any

import pytest

from bot.notices import NOTICES
from bot.sending.bots import background, create_bot
from bot.sending.telegram import TelegramChannel
from bot.updates.intake import UpdateIntake
from domain.accounts.groups import GroupWishes, change_group
from domain.trackers.models import Tracker, TrackerState
from tests.bot.test_alert_buttons import deliver
from tests.bot.test_groups import payload_of_a_hotel
from tests.patience import patience
from tests.sandbox_client import SandboxClient, Traveller, labels, words
from tests.scene import Scene
from workers.outbox import Carrier

pytestmark = pytest.mark.usefixtures("intake")
MUTED = "I can’t write in Trip any more."
EVERYTHING = ["can_send_messages", "can_send_photos", "can_send_other_messages"]


async def permit(sandbox: SandboxClient, who: Traveller, act: str, *allowed: str) -> None:
    body = {"from_user": who.id, "allowed": allowed}
    await sandbox.call("POST", f"chats/{who.chat_id}/{act}", body)


async def greeted(sandbox: SandboxClient, asha: Traveller) -> Traveller:
    """Return Asha in a new group."""
    here = asha.in_chat(await sandbox.add_group("Trip", asha, kind="supergroup"))
    await sandbox.wait_for(here, "I help you choose a hotel together")
    return here


async def tell(scene: Scene) -> None:
    """Send the notices that wait, as a worker does."""
    async with create_bot(scene.app.settings, background(scene.app)) as writing:
        await Carrier(scene.app, TelegramChannel(scene.app, writing, NOTICES)).carry()


async def state_of(intake: UpdateIntake) -> TrackerState:
    await intake.drained()
    return (await Tracker.get()).state


async def refusals(sandbox: SandboxClient, who: Traveller) -> list[dict[str, Any]]:
    return [
        one for one in await sandbox.requests("telegram")
        if one["status"] == 400 and str(one["params"].get("chat_id")) == str(who.chat_id)
    ]  # fmt: skip


async def test_a_group_that_mutes_the_bot_is_left_alone_until_it_may_write(
    sandbox: SandboxClient, asha: Traveller, scene: Scene, intake: UpdateIntake
) -> None:
    payload = await payload_of_a_hotel(sandbox, asha)
    here = await greeted(sandbox, asha)
    await sandbox.say(here, f"/start@often_hotels_bot {payload}")
    await sandbox.wait_for(here, "What do you think?")
    await sandbox.press(here, "🔔 Track for everyone")
    card = await sandbox.wait_for(here, lambda m: "🔕 Stop" in labels(m))
    await scene.check()
    # Nobody tells a bot that members may not write any more: the alert finds out.
    before = len(await refusals(sandbox, here))
    await permit(sandbox, here, "permissions")
    scene.price(8_000)
    await deliver(scene)
    assert await state_of(intake) is TrackerState.PAUSED
    # With its picture, and without: no more than that.
    assert len(await refusals(sandbox, here)) == before + 2
    await deliver(scene)
    assert len(await refusals(sandbox, here)) == before + 2
    await tell(scene)
    told = [m for m in await sandbox.messages(asha) if MUTED in words(m)]
    assert [words(m).split("\n")[1] for m in told] == ["I’ve paused 1 tracker there."]
    await sandbox.say(here, "/shortlist@often_hotels_bot")
    await intake.drained()
    assert await scene.rows("SELECT 1 FROM set_aside_updates") == []
    await tell(scene)
    assert len([m for m in await sandbox.messages(asha) if MUTED in words(m)]) == 1
    # Nor that they may again: whoever calls it shows.
    await permit(sandbox, here, "permissions", *EVERYTHING)
    await sandbox.say(here, "/shortlist@often_hotels_bot")
    await sandbox.wait_for(here, "Shortlist", after=card["message_id"])
    assert await state_of(intake) is TrackerState.ACTIVE
    for allowed, wanted in (((), TrackerState.PAUSED), (EVERYTHING, TrackerState.ACTIVE)):
        await permit(sandbox, here, "restrict_bot", *allowed)
        async with patience(30):
            # The bot has yet to be told.
            while await state_of(intake) is not wanted:
                await asyncio.sleep(0.02)


async def test_a_press_in_a_muted_group_says_so(
    sandbox: SandboxClient, asha: Traveller, intake: UpdateIntake, scene: Scene
) -> None:
    await payload_of_a_hotel(sandbox, asha)
    here = await greeted(sandbox, asha)
    await sandbox.say(here, "@often_hotels_bot Goa 12-15 dec 2 adults")
    listed = await sandbox.wait_for(here, lambda m: any("🗳" in one for one in labels(m)))
    await permit(sandbox, here, "permissions", "can_send_photos")
    await sandbox.press(here, next(one for one in labels(listed) if "🗳" in one))
    await intake.drained()
    assert await scene.rows("SELECT 1 FROM set_aside_updates") == []


async def test_a_group_reads_what_its_administrators_chose_whoever_asks(
    sandbox: SandboxClient, asha: Traveller, scene: Scene
) -> None:
    await payload_of_a_hotel(sandbox, asha)
    here = await greeted(sandbox, asha)
    wishes = GroupWishes(language="es", currency="EUR")
    await change_group(scene.app.pool, here.chat_id, wishes, scene.clock.now())
    await sandbox.say(here, "/shortlist@often_hotels_bot")
    await sandbox.wait_for(here, "Aún no hay nada propuesto")
    await sandbox.say(here, "@often_hotels_bot Goa 12-15 dec 2 adults")
    listed = await sandbox.wait_for(here, lambda m: any("🗳" in one for one in labels(m)))
    assert "noches" in words(listed)
