"""What goes wrong, in an order that the seed decides, while workers are killed again and again."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from random import Random
from typing import Any

import asyncpg

from domain.trackers.chats import return_to_chat
from tests.chaos.ground import Ground, Worker
from tests.chaos.leases import holder_of
from tests.chaos.plan import Plan
from tests.sandbox_client import Traveller

Deed = tuple[str, Callable[[], Awaitable[object]]]

# Longer than SUPPLIER_DEADLINE of the run.
SILENCE = 6
FAULTS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("status", {"status": 500, "times": 3}),
    ("status", {"status": 503, "times": 3}),
    ("status", {"status": 429, "retry_after": 1, "times": 2}),
    ("status", {"status": 429, "times": 1}),
    ("status", {"status": 401, "times": 2}),
    ("status", {"status": 400, "times": 1}),
    ("timeout", {"seconds": SILENCE, "times": 2}),
    ("drop_after_processing", {"times": 2}),
    ("garbage", {"times": 1}),
    ("slow", {"seconds": 1, "times": 4}),
    ("large", {"times": 1}),
    ("other_currency", {"times": 2}),
    ("sparse", {"fields": ["price", "total", "rate_per_night"], "times": 2}),
)
TELEGRAM_FAULTS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("status", {"status": 429, "retry_after": 2, "times": 2}),
    ("status", {"status": 500, "times": 4}),
    ("status", {"status": 502, "times": 4}),
    ("timeout", {"seconds": 3, "times": 2}),
    ("drop_after_processing", {"times": 2}),
    ("garbage", {"times": 1}),
    ("slow", {"seconds": 1, "times": 6}),
)


# This many sends at once are a line.
LINE = 2


@dataclass(frozen=True, slots=True)
class Interruption:
    """Something that happened to senders: what, when, and which alerts they had in progress.

    With `cuts_short`, a send may be made again after it: of a kill, what the killed process had in
    hand. A leap of the processes' clocks cuts nothing short: leases go by the database's.
    """

    what: str
    at: datetime
    under_way: frozenset[int]
    cuts_short: bool = True


@dataclass
class Mischief:
    """Does it, and remembers what was in progress each time."""

    ground: Ground
    plan: Plan
    chats: Sequence[int]
    dice: Random
    kills: int = 0
    deeds: list[str] = field(default_factory=list)
    interruptions: list[Interruption] = field(default_factory=list)

    async def run(self) -> None:
        """Kill as often as planned, with all deeds spread between the kills."""
        deeds = self._all_deeds()
        done = 0
        for number in range(1, self.plan.kills + 1):
            while done < len(deeds) * number // self.plan.kills:
                name, deed = deeds[done]
                await deed()
                self.deeds.append(name)
                done += 1
                await asyncio.sleep(self.dice.uniform(0, self.plan.breath))
            await self._kill(self.dice.choice(self.ground.workers))

    async def _kill(self, worker: Worker) -> None:
        """Kill a worker some time after it has begun, every second time in the middle of a send."""
        await worker.become_ready()
        await asyncio.sleep(self.dice.uniform(*self.plan.lives))
        if self.dice.random() < 0.5:
            await self._wait_for_sends(1, self.plan.aim)
            await asyncio.sleep(self.dice.uniform(0, 0.5))
        process = worker.pid
        await worker.kill()
        self.kills += 1
        in_hand = await self._under_way(process)
        self._note(f"kill {self.kills}, of {worker.name} (process {process})", in_hand)
        await worker.start()

    async def _wait_for_sends(self, number: int, seconds: float) -> None:
        """Make the next sends slow, and wait until this many are in progress."""
        await self.ground.sandbox.set_fault(
            "telegram", "slow", match="send", seconds=0.5, times=2 * number
        )
        deadline = asyncio.get_running_loop().time() + seconds
        while len(await self._under_way()) < number:
            if asyncio.get_running_loop().time() > deadline:
                return
            await asyncio.sleep(0.02)

    async def _under_way(self, process: int | None = None) -> frozenset[int]:
        """Return the alerts that senders, or one process, have in hand."""
        rows = await self._fetch(
            "SELECT subject_id AS id, lease FROM outbox_messages "
            "WHERE state = 'sending' AND kind = 'alert'"
        )
        return frozenset(
            row["id"] for row in rows if row["lease"] and process in {None, holder_of(row["lease"])}
        )

    async def _fetch(self, sql: str) -> list[Any]:
        """Read, also right after the database has come back."""
        while True:
            try:
                found: list[Any] = await self.ground.pool.fetch(sql)
            except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError):
                await asyncio.sleep(0.02)
            else:
                return found

    def _note(self, what: str, under_way: frozenset[int], *, cuts_short: bool = True) -> None:
        self.interruptions.append(Interruption(what, datetime.now(UTC), under_way, cuts_short))

    def _all_deeds(self) -> list[Deed]:
        ground = self.ground
        faults: list[Deed] = [
            (
                f"{target}: {details.get('status', kind)}",
                partial(ground.sandbox.set_fault, target, kind, **details),
            )
            for target, kinds in (
                ("travclan", FAULTS), ("serpapi", FAULTS), ("telegram", TELEGRAM_FAULTS),
            )
            for kind, details in kinds
        ]  # fmt: skip
        blocked = self.dice.sample(list(self.chats), self.plan.blocked)
        back = blocked[: len(blocked) // 2]
        others: list[Deed] = [
            *(("Valkey wiped", ground.wipe_valkey) for _ in range(2)),
            *(("Valkey restarted", ground.restart_valkey) for _ in range(2)),
            *(("PostgreSQL restarted", self._restart_postgres) for _ in range(2)),
            *(
                (f"clock put by {leap.total_seconds():+.0f} s", partial(self._leap, leap))
                for leap in self.plan.leaps
            ),
        ]
        deeds = [*faults, *others]
        self.dice.shuffle(deeds)
        blocking: Deed = ("chats blocked", partial(self._block, blocked))
        deeds.insert(len(deeds) // 2, blocking)
        return [*deeds, ("chats unblocked", partial(self._unblock, back))]

    async def _leap(self, step: timedelta) -> None:
        """Put the processes' clocks while a line of sends stands."""
        await self._wait_for_sends(LINE, self.plan.aim)
        before = await self._under_way()
        self.ground.clock.put(self.ground.clock.error + step)
        self._note(_put(step), before | await self._under_way(), cuts_short=False)

    async def let_pass(self, step: timedelta, patience: float) -> None:
        """Let so much time pass for everybody, the database too, while a line of sends stands."""
        await self._wait_for_sends(LINE, patience)
        before = await self._under_way()
        self.ground.clock.put(self.ground.clock.error + step)
        await self.ground.end_leases(step)
        self._note(f"{step} later", before | await self._under_way())

    async def _restart_postgres(self) -> None:
        before = await self._under_way()
        await self.ground.restart_postgres()
        self._note("restart of PostgreSQL", before | await self._under_way())

    async def _block(self, chats: Sequence[int]) -> None:
        for chat in chats:
            await self.ground.sandbox.block(Traveller(chat, chat))

    async def _unblock(self, chats: Sequence[int]) -> None:
        """Unblock, and resume as the bot does when Telegram tells it."""
        for chat in chats:
            await self.ground.sandbox.unblock(Traveller(chat, chat))
            await return_to_chat(self.ground.pool, chat, self.ground.clock.now())


def _put(step: timedelta) -> str:
    return f"clock put by {step.total_seconds():+.0f} s"
