"""What must be read is said below where the press's answer no longer carries it."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from aiogram import Bot
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.hotel.buttons import RateButton
from bot.middlewares import prompt_answers
from bot.updates.intake import UpdateIntake
from domain.maintenance import begin_maintenance
from sandbox.telegram.world import TelegramState
from tests.bot.test_alert_buttons import alerted_in_group
from tests.bot.test_conversations import tracked
from tests.bot.test_maintenance import seen
from tests.sandbox.telegram.serving import running_sandbox
from tests.sandbox_client import SandboxClient, Traveller, labels, words
from tests.scene import Scene

SLOW, LATE = "answered before with nothing", "too late for an answer"


@pytest.fixture(params=[SLOW, LATE], autouse=True)
async def sandbox_url(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[str]:
    """The address of a sandbox in which no answer to a press says anything."""
    if request.param == SLOW:
        monkeypatch.setattr(prompt_answers, "GRACE_SECONDS", 0)
        telegram = TelegramState()
    else:
        telegram = TelegramState(answer_seconds=0)
    async with running_sandbox(telegram) as url:
        yield url


async def read_below(sandbox: SandboxClient, who: Traveller, label: str, wanted: str) -> None:
    """Press a button and read below what the answer could not say."""
    newest = (await sandbox.last_message(who))["message_id"]
    assert not (await sandbox.press(who, label))["text"]
    await sandbox.wait_for(who, wanted, after=newest)


async def test_in_a_group_who_may_stop_it_and_where_a_target_is_set(
    sandbox: SandboxClient, asha: Traveller, scene: Scene, intake: UpdateIntake
) -> None:
    asha, _ravi, mira, _alert = await alerted_in_group(sandbox, asha, scene, intake)
    await read_below(sandbox, mira, "🔕 Stop", "or a group administrator can stop it")
    await read_below(sandbox, asha, "🎯 New target", "private chat")


async def test_that_a_button_in_a_group_is_anothers(
    sandbox: SandboxClient, asha: Traveller, bot: Bot
) -> None:
    screen = await tracked(sandbox, asha)
    there = asha.in_chat(await sandbox.add_group("Trip", asha))
    await bot.send_message(there.chat_id, "A tracker", reply_markup=screen["reply_markup"])
    await read_below(sandbox, there, "⏸ Pause", "This button isn’t for you.")


async def test_that_there_is_maintenance(
    sandbox: SandboxClient, asha: Traveller, scene: Scene
) -> None:
    label = labels(await sandbox.last_message(asha))[0]
    await begin_maintenance(scene.app.redis, scene.clock.now(), timedelta(minutes=25))
    await seen()
    await read_below(sandbox, asha, label, "back in 25 minutes at the latest")


async def test_that_a_rate_is_gone_above_those_that_are_there(
    sandbox: SandboxClient, asha: Traveller, scene: Scene, bot: Bot
) -> None:
    await tracked(sandbox, asha)
    (row,) = await scene.rows("SELECT s.id, hotel_id FROM searches s, trackables")
    gone = RateButton(search_id=row["id"], hotel_id=row["hotel_id"], rate="00000000")
    button = InlineKeyboardButton(text="1", callback_data=gone.pack())
    keyboard = InlineKeyboardMarkup(inline_keyboard=[[button]])
    sent = await bot.send_message(asha.chat_id, "A rate", reply_markup=keyboard)
    assert not (await sandbox.press(asha, "1", message_id=sent.message_id))["text"]
    shown = await sandbox.wait_for(asha, "This rate is no longer available. These are.")
    assert "Taj" in words(shown)
