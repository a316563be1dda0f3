"""A broadcast to thousands, with everything in its way: faults, flood limits, kills, hours.

Whoever was told twice must have been in the hands of a process that was killed, or have had a call
whose answer was lost; whoever was not told must have blocked the bot.
"""

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from typing import Any

import httpx
from rich.table import Table

from bench.alert_crowd import add_people
from domain.accounts.travellers import meet_traveller
from domain.administration.audit import COMMAND_LINE
from domain.administration.broadcasts import drafts, service
from domain.administration.broadcasts.models import BroadcastState
from domain.administration.broadcasts.queries import load_broadcast
from domain.app import App, open_app
from tests.chaos.ground import Ground, Worker, open_ground
from tests.chaos.leases import holder_of
from tests.sandbox_client import Traveller, plain_transport

WORKERS = 3
HOURS = timedelta(hours=5)
FLOOD = timedelta(hours=2)
NEWS = "We now speak Hindi"
LEASE_PASSES = timedelta(seconds=61)
# So long nothing may be sent while it is paused, by an admin or by Telegram.
QUIET_SECONDS = 3.0
A_SECOND = 30
FAULTS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("status", {"status": 429, "retry_after": 2, "times": 2}),
    ("status", {"status": 500, "times": 20}),
    ("timeout", {"seconds": 3, "times": 3}),
    ("drop_after_processing", {"times": 5}),
    ("garbage", {"times": 3}),
    ("slow", {"seconds": 1, "times": 20}),
)
Say = Callable[[str], None]


@dataclass
class Outcome:
    """A broadcast's outcome. `in_flight` had a call that somebody may have answered unheard.

    `broken_silence` counts what was sent while nothing was to be sent.
    """

    readers: int
    deaf: frozenset[int]
    told: Counter[int] = field(default_factory=Counter)
    in_flight: set[int] = field(default_factory=set)
    kills: int = 0
    broken_silence: int = 0
    state: BroadcastState = BroadcastState.RUNNING
    report: service.Report | None = None
    seconds: float = 0.0

    @property
    def left_out(self) -> frozenset[int]:
        """Return who was never told and could have been."""
        return frozenset(c for c, n in self.told.items() if n == 0) - self.deaf

    @property
    def told_again(self) -> frozenset[int]:
        """Return who was told twice without a cause."""
        return frozenset(c for c, n in self.told.items() if n > 1) - self.in_flight

    @property
    def is_well(self) -> bool:
        """Return whether nothing was wrong."""
        return (
            not self.left_out
            and not self.told_again
            and not self.broken_silence
            and self.state is BroadcastState.DONE
            and self.report is not None
            and (self.report.size, self.report.blocked) == (self.readers, len(self.deaf))
            and self.report.sent == self.readers - len(self.deaf)
        )

    def table(self) -> Table:
        """Return all figures."""
        table = Table("a broadcast", "")
        doubles = sum(n > 1 for n in self.told.values())
        for name, value in (
            ("readers", self.readers),
            ("who had blocked the bot", len(self.deaf)),
            ("kills of a worker", self.kills),
            ("in flight at a kill, or with an answer that was lost", len(self.in_flight)),
            ("told twice, with a cause", doubles - len(self.told_again)),
            ("told twice without one", len(self.told_again)),
            ("left out", len(self.left_out)),
            ("sent while nothing was to be sent", self.broken_silence),
            ("state", self.state),
            ("sent", self.report and self.report.sent),
            ("seconds", round(self.seconds)),
        ):  # fmt: skip
            table.add_row(name, str(value))
        return table


async def run_broadcast(readers: int, kills: int, seed: int, say: Say) -> Outcome:
    """Send one broadcast through all of it, and judge."""
    dice, began = Random(seed), time.monotonic()
    async with (
        open_ground(WORKERS, 3_600) as ground,
        open_app(ground.settings, clock=ground.clock) as app,
    ):
        chats = await _gather(ground, app, readers)
        deaf = frozenset(dice.sample(chats, max(1, readers // 50)))
        for chat in deaf:
            await ground.sandbox.block(Traveller(chat, chat))
        outcome = await _Run(ground, app, dice, Outcome(readers, deaf), say).go(kills)
        await _listen(ground, chats, outcome)
    outcome.seconds = time.monotonic() - began
    return outcome


async def _gather(ground: Ground, app: App, readers: int) -> list[int]:
    async with httpx.AsyncClient(
        base_url=ground.sandbox.base_url, timeout=60, transport=plain_transport()
    ) as client:
        chats = await add_people(client, readers)
    for chat in chats:
        await meet_traveller(chat, "Reader", "en-IN", app.clock.now())
    return chats


async def _listen(ground: Ground, chats: Sequence[int], outcome: Outcome) -> None:
    for chat in chats:
        read = await ground.sandbox.messages(Traveller(chat, chat))
        outcome.told[chat] = sum(NEWS in (one.get("text") or "") for one in read)
    for call in await ground.sandbox.requests("telegram"):
        if call["status"] == 0:
            outcome.in_flight.add(int(call["params"].get("chat_id") or 0))


@dataclass
class _Run:
    ground: Ground
    app: App
    dice: Random
    outcome: Outcome
    say: Say

    async def go(self, kills: int) -> Outcome:
        app, ground = self.app, self.ground
        await ground.sandbox.call("POST", "flood", {"enabled": True})
        for worker in ground.workers:
            await worker.start()
        draft = await drafts.new_draft(app.pool, COMMAND_LINE, app.clock.now())
        number = draft.broadcast_id
        await drafts.set_text(
            app.pool, COMMAND_LINE, number, "en", NEWS, len(NEWS), app.clock.now()
        )
        await service.start(app.pool, COMMAND_LINE, number, app.clock.now())
        half = self.outcome.readers // 2
        await self._kill_until(half, kills // 2)
        await self._pause(number)
        await self._flood()
        await self._kill_until(self.outcome.readers * 9 // 10, kills - kills // 2)
        await ground.sandbox.clear_faults()
        await self._pass(LEASE_PASSES)
        async with asyncio.timeout(120 + 3 * self.outcome.readers / A_SECOND):
            while (await load_broadcast(app.pool, number)).state is BroadcastState.RUNNING:
                await asyncio.sleep(0.2)
                for worker in ground.workers:
                    await worker.become_ready()
                # What failed for a moment is tried again after minutes.
                await self._pass(timedelta(seconds=10))
        done = await load_broadcast(app.pool, number)
        self.outcome.state = done.state
        self.outcome.report = await service.report(app.pool, done)
        return self.outcome

    async def _kill_until(self, reached: int, kills: int) -> None:
        """Kill one worker after the other, until this many messages are settled."""
        begun = await self._settled()
        for number in range(1, kills + 1):
            kind, details = self.dice.choice(FAULTS)
            await self.ground.sandbox.set_fault("telegram", kind, match="send", **details)
            await self._until_settled(begun + (reached - begun) * number // (kills + 1))
            worker = self.dice.choice(self.ground.workers)
            await self._kill(worker)
            await worker.start()
        self.say(f"{self.outcome.kills} kills, {await self._settled()} settled")

    async def _kill(self, worker: Worker) -> None:
        pid = worker.pid
        await worker.kill()
        self.outcome.kills += 1
        rows = await self.app.pool.fetch(
            "SELECT address, lease FROM outbox_messages WHERE state = 'sending'"
        )
        self.outcome.in_flight |= {int(r["address"]) for r in rows if holder_of(r["lease"]) == pid}

    async def _pause(self, number: int) -> None:
        """Pause as an admin does, for hours, over the end of all processes and of what Valkey knew.

        What was in progress at the pause may arrive still.
        """
        app = self.app
        await service.pause(app.pool, COMMAND_LINE, number, app.clock.now())
        for worker in self.ground.workers:
            await self._kill(worker)
        await self.ground.wipe_valkey()
        await self._pass(HOURS)
        await self._start_all()
        await self._nothing_is_sent()
        await service.resume(app.pool, COMMAND_LINE, number, app.clock.now())
        self.say(f"paused for {HOURS}, and resumed")

    async def _flood(self) -> None:
        """Have Telegram ask for hours of silence, and end all processes in it."""
        seconds = int(FLOOD.total_seconds())
        await self.ground.sandbox.set_fault(
            "telegram", "status", match="send", status=429, retry_after=seconds, times=1
        )
        async with asyncio.timeout(60):
            while not await self.app.pool.fetchval(
                "SELECT count(*) FROM flood_pauses WHERE until > now() + $1::interval", FLOOD / 2
            ):
                await asyncio.sleep(0.05)
        # What was in progress when the answer came arrives still.
        await asyncio.sleep(1)
        for worker in self.ground.workers:
            await self._kill(worker)
        await self.ground.wipe_valkey()
        await self._start_all()
        await self._nothing_is_sent()
        await self._pass(FLOOD)
        self.say(f"silent for {FLOOD}, as Telegram wished")

    async def _start_all(self) -> None:
        for worker in self.ground.workers:
            await worker.start()
        for worker in self.ground.workers:
            await worker.become_ready()

    async def _nothing_is_sent(self) -> None:
        before = await self._calls()
        await asyncio.sleep(QUIET_SECONDS)
        self.outcome.broken_silence += await self._calls() - before

    async def _calls(self) -> int:
        received = await self.ground.sandbox.requests("telegram")
        return sum(call["method"].startswith("send") for call in received)

    async def _pass(self, step: timedelta) -> None:
        """Let time pass for processes, leases, the pauses that Telegram wished, and Valkey."""
        ground, pool = self.ground, self.app.pool
        ground.clock.put(ground.clock.error + step)
        if step >= LEASE_PASSES:
            # Its holder may have sent it by now.
            rows = await pool.fetch("SELECT address FROM outbox_messages WHERE state = 'sending'")
            self.outcome.in_flight |= {int(row["address"]) for row in rows}
            await pool.execute(
                "UPDATE outbox_messages SET leased_until = leased_until - $1::interval", step
            )
            await pool.execute("UPDATE flood_pauses SET until = until - $1::interval", step)
            await ground.wipe_valkey()

    async def _settled(self) -> int:
        number: int = await self.app.pool.fetchval(
            "SELECT count(*) FROM outbox_messages WHERE ended_at IS NOT NULL"
        )
        return number

    async def _until_settled(self, number: int) -> None:
        async with asyncio.timeout(60 + 3 * self.outcome.readers / A_SECOND):
            while await self._settled() < number:
                for worker in self.ground.workers:
                    await worker.become_ready()
                await asyncio.sleep(0.05)
