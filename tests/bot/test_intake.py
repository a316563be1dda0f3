"""Updates survive a crash, stay in order, and are waited for at the end."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from aiogram import Bot, Dispatcher, Router
from aiogram.types import Message, PreCheckoutQuery

from bot.updates import holds
from bot.updates import intake as intake_module
from bot.updates.intake import UpdateIntake
from bot.updates.polling import poll
from domain.accounts.queries import updates
from domain.accounts.queries.updates import accept_update
from domain.background import cancel_and_wait
from domain.settings import BotMode
from tests.patience import patience
from tests.sandbox_client import SandboxClient
from tests.scene import Scene

CHAT = {"id": 7, "type": "private", "first_name": "Asha"}


def message(number: int, text: str, sender: int = 7) -> dict[str, Any]:
    return {
        "update_id": number,
        "message": {
            "message_id": number, "date": 1, "chat": CHAT | {"id": sender}, "text": text,
            "from": {"id": sender, "is_bot": False, "first_name": "Asha"},
        },
    }  # fmt: skip


class Diary:
    """A dispatcher that notes what it is given, and can be held up or fail."""

    def __init__(self) -> None:
        self.noted: list[str] = []
        self.gate = asyncio.Event()
        self.gate.set()
        router = Router()
        router.message.register(self._note)
        router.pre_checkout_query.register(self._note_checkout)
        self.dispatcher = Dispatcher()
        self.dispatcher.include_router(router)

    async def _note(
        self, event: Message, follow: Callable[[Coroutine[Any, Any, None]], None]
    ) -> None:
        await self.gate.wait()
        if event.text == "goes on":
            follow(self._go_on())
        if event.text == "fail":
            raise RuntimeError
        # The later one of a line would overtake the earlier if they ran side by side.
        await asyncio.sleep(0.02 if event.text == "slow" else 0)
        self.noted.append(event.text or "")

    async def _note_checkout(self, event: PreCheckoutQuery) -> None:
        self.noted.append(event.invoice_payload)

    async def _go_on(self) -> None:
        await asyncio.sleep(0.05)
        self.noted.append("sequel")


async def unfinished(scene: Scene) -> list[int]:
    rows = await scene.rows("SELECT update_id FROM incoming_updates WHERE handled_at IS NULL")
    return [row["update_id"] for row in rows]


async def test_what_a_crash_left_is_handled_at_the_next_start(scene: Scene, bot: Bot) -> None:
    for number in (2, 1):
        await accept_update(
            scene.app.pool, number, message(number, f"left {number}"), scene.clock.now()
        )
    diary = Diary()
    async with UpdateIntake(scene.app, bot, diary.dispatcher) as intake:
        await intake.drained()
    assert diary.noted == ["left 1", "left 2"]
    assert await unfinished(scene) == []


async def test_one_persons_updates_stay_in_order(scene: Scene, bot: Bot) -> None:
    diary = Diary()
    async with UpdateIntake(scene.app, bot, diary.dispatcher) as intake:
        await intake.receive(message(1, "slow"))
        await intake.receive(message(2, "quick"))
        await intake.receive(message(3, "other", sender=8))
        await intake.drained()
    assert diary.noted == ["other", "slow", "quick"]


async def test_a_checkout_waits_for_no_place_and_behind_nobody(
    scene: Scene, bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake_module, "MOST_AT_ONCE", 1)
    monkeypatch.setattr(intake_module, "MOST_WAITING", 2)
    diary = Diary()
    diary.gate.clear()
    query = {
        "id": "1", "from": {"id": 7, "is_bot": False, "first_name": "Asha"}, "currency": "INR",
        "total_amount": 100, "invoice_payload": "checkout",
    }  # fmt: skip
    async with UpdateIntake(scene.app, bot, diary.dispatcher) as intake:
        await intake.receive(message(1, "first"))
        await intake.receive(message(2, "second", sender=8))
        held_back = asyncio.create_task(intake.receive(message(3, "third")))
        await intake.receive({"update_id": 4, "pre_checkout_query": query})
        async with patience(30):
            while not diary.noted:
                await asyncio.sleep(0.005)
        assert (diary.noted, held_back.done()) == (["checkout"], False)
        diary.gate.set()
        await held_back
        await intake.drained()
    assert sorted(diary.noted) == ["checkout", "first", "second", "third"]


async def test_a_handler_that_fails_holds_nobody_up(scene: Scene, bot: Bot) -> None:
    diary = Diary()
    async with UpdateIntake(scene.app, bot, diary.dispatcher) as intake:
        await intake.receive(message(1, "fail"))
        await intake.receive({"update_id": 2, "message": "no message at all"})
        await intake.receive(message(3, "next"))
        await intake.drained()
    assert diary.noted == ["next"]
    assert await unfinished(scene) == []


async def test_running_handlers_finish_before_the_end(scene: Scene, bot: Bot) -> None:
    diary = Diary()
    diary.gate.clear()
    async with UpdateIntake(scene.app, bot, diary.dispatcher) as intake:
        await intake.receive(message(1, "running"))
        asyncio.get_running_loop().call_later(0.05, diary.gate.set)
    assert diary.noted == ["running"]


async def test_a_sequel_that_begins_at_the_end_is_waited_for(scene: Scene, bot: Bot) -> None:
    diary = Diary()
    async with UpdateIntake(scene.app, bot, diary.dispatcher) as intake:
        await intake.receive(message(1, "goes on"))
    assert diary.noted == ["goes on", "sequel"]


async def test_what_is_being_received_when_polling_ends_is_handled_before_the_end(
    scene: Scene, bot: Bot, sandbox: SandboxClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetched, gate = asyncio.Event(), asyncio.Event()

    async def held_up(*known: Any) -> bool:
        fetched.set()
        await gate.wait()
        return await accept_update(*known)

    monkeypatch.setattr(intake_module, "accept_update", held_up)
    diary = Diary()
    async with UpdateIntake(scene.app, bot, diary.dispatcher) as intake:
        polling = asyncio.create_task(poll(bot, intake, lambda: None))
        await sandbox.say(await sandbox.add_user("Asha"), "last words")
        await fetched.wait()
        asyncio.get_running_loop().call_later(0.05, gate.set)
        await cancel_and_wait(polling)
    assert diary.noted == ["last words"]
    assert await unfinished(scene) == []


async def test_a_handler_that_does_not_end_is_left_for_the_next_start(
    scene: Scene, bot: Bot, monkeypatch: Any
) -> None:
    monkeypatch.setattr(intake_module, "DRAIN_SECONDS", 0.05)
    diary = Diary()
    diary.gate.clear()
    async with UpdateIntake(scene.app, bot, diary.dispatcher) as intake:
        await intake.receive(message(1, "stuck"))
    assert diary.noted == []
    assert await unfinished(scene) == [1]


async def test_two_processes_handle_an_update_once_and_a_line_in_its_order(
    scene: Scene, bot: Bot
) -> None:
    first, second = Diary(), Diary()
    second.noted = first.noted
    first.gate.clear()
    app = replace(scene.app, settings=scene.app.settings.model_copy(
        update={"bot_mode": BotMode.WEBHOOK}
    ))  # fmt: skip
    async with UpdateIntake(app, bot, first.dispatcher) as one:
        await one.receive(message(1, "slow"))
        async with UpdateIntake(app, bot, second.dispatcher) as other:
            assert not await other.receive(message(1, "slow"))
            await other.receive(message(2, "quick"))
            await other.receive(message(3, "another's", sender=8))
            async with patience(30):
                while not first.noted:
                    await asyncio.sleep(0.005)
            first.gate.set()
    assert first.noted == ["another's", "slow", "quick"]


async def test_what_a_process_that_died_had_in_hand_is_taken_up_by_another(
    scene: Scene, bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(updates, "HOLD", timedelta(seconds=2))
    monkeypatch.setattr(holds, "SAY_AGAIN_SECONDS", 0.05)
    diary, dead = Diary(), Diary()
    dead.gate.clear()
    async with UpdateIntake(scene.app, bot, diary.dispatcher):
        first = UpdateIntake(scene.app, bot, dead.dispatcher)
        await first.__aenter__()
        await first.receive(message(1, "left behind"))
        await asyncio.sleep(2.5)
        assert diary.noted == []
        await cancel_and_wait(*[first._keeping] if first._keeping else [])
        async with patience(30):
            while not diary.noted:
                await asyncio.sleep(0.01)
    dead.gate.set()
    await first.drained()
    assert diary.noted == ["left behind"]
