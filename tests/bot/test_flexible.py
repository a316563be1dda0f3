"""Flexible dates in the chat: a picture that fills, a stop, and a search from another day."""

import asyncio
from datetime import timedelta

import pytest

from bot.middlewares import stage
from domain.search.flexible import MOST_ASKED
from domain.suppliers.contract import Unavailable
from tests.bot.test_conversations import more, results
from tests.patience import patience
from tests.sandbox_client import Message, SandboxClient, Traveller, labels, words
from tests.scene import Scene


def _is_done(message: Message) -> bool:
    return "Flexible dates" in words(message) and "⏹ Stop" not in labels(message)


async def test_days_fill_in_one_message_and_lead_to_their_search(
    sandbox: SandboxClient, asha: Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stage, "EDIT_SECONDS", 0.1)
    found = await results(sandbox, asha)
    await more(sandbox, asha)
    await sandbox.press(asha, "📅 Flexible dates")
    done = await sandbox.wait_for(asha, _is_done)
    assert done["message_id"] == found["message_id"]
    assert "photo" in done
    assert f"{MOST_ASKED + 1} of 31 days known" in words(done)
    assert "You chose Sat, 12 Dec: ₹5,000" in words(done)
    day = next(label for label in labels(done) if "₹5,000" in label)
    await sandbox.press(asha, day)
    again = await sandbox.wait_for(asha, lambda m: "1" in labels(m))
    assert "3 nights · 2 adults" in words(again)
    assert "12–15 Dec" not in words(again)


async def test_a_picture_stays_where_only_its_words_change(
    sandbox: SandboxClient, asha: Traveller, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stage, "EDIT_SECONDS", 0.1)
    await results(sandbox, asha)
    await more(sandbox, asha)
    await sandbox.press(asha, "📅 Flexible dates")
    done = await sandbox.wait_for(asha, _is_done)
    before = len(await sandbox.requests("telegram"))
    # Nobody answers: not a day more is known, and what is known has aged.
    scene.travclan.failure = scene.serpapi.failure = Unavailable
    scene.clock.advance(timedelta(minutes=5))
    await sandbox.press(asha, "🔎 Check more days")
    failed = await sandbox.wait_for(asha, lambda m: _is_done(m) and words(m) != words(done))
    assert failed["message_id"] == done["message_id"]
    assert failed["photo"] == done["photo"]
    asked = [r["method"].lower() for r in (await sandbox.requests("telegram"))[before:]]
    assert "editmessagecaption" in asked
    assert not {"editmessagemedia", "sendphoto"} & set(asked)


async def test_stop_leaves_what_is_known(
    sandbox: SandboxClient, asha: Traveller, scene: Scene
) -> None:
    await results(sandbox, asha)
    scene.travclan.gate.clear()
    await more(sandbox, asha)
    await sandbox.press(asha, "📅 Flexible dates")
    running = await sandbox.wait_for(asha, lambda m: "⏹ Stop" in labels(m))
    assert "0 of 10 dates checked" in words(running)
    async with patience(30):
        while len(await scene.rows("SELECT DISTINCT check_in FROM newest_quotes")) < 3:
            await asyncio.sleep(0.02)
    await sandbox.press(asha, "⏹ Stop")
    stopped = await sandbox.wait_for(asha, _is_done)
    # The day of the search, and two of which one supplier has been heard: what is seen is known.
    assert "3 of 31 days known" in words(stopped)
    assert "🔎 Check more days" in labels(stopped)
    scene.travclan.gate.set()
    # What was asked before is answered before the product closes.
    await asyncio.sleep(0.5)
