"""What goes wrong, in an order that the seed decides, while workers are killed again and again."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from random import Random
from typing import Any

import asyncpg

from domain.trackers.watching import return_to_chat
from tests.chaos.ground import Ground, Worker
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


@dataclass(frozen=True, slots=True)
class Interruption:
    """Something after which a send may be made again: what, when, and the alerts under way."""

    what: str
    at: datetime
    under_way: frozenset[int]


@dataclass
class Mischief:
    """Does it, and remembers what was under way each time."""

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
            await self._wait_for_a_send()
        await worker.kill()
        self.kills += 1
        await self._note(f"kill {self.kills}")
        await worker.start()

    async def _wait_for_a_send(self) -> None:
        """Make the next sends slow, and wait for one."""
        await self.ground.sandbox.set_fault("telegram", "slow", match="send", seconds=0.5, times=2)
        deadline = asyncio.get_running_loop().time() + self.plan.aim
        while asyncio.get_running_loop().time() < deadline and not await self._under_way():
            await asyncio.sleep(0.02)
        await asyncio.sleep(self.dice.uniform(0, 0.5))

    async def _under_way(self) -> frozenset[int]:
        rows = await self._fetch("SELECT id FROM tracker_alerts WHERE state = 'sending'")
        return frozenset(row["id"] for row in rows)

    async def _fetch(self, sql: str) -> list[Any]:
        """Read, also right after the database has come back."""
        while True:
            try:
                found: list[Any] = await self.ground.pool.fetch(sql)
            except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError):
                await asyncio.sleep(0.02)
            else:
                return found

    async def _note(self, what: str, before: frozenset[int] = frozenset()) -> None:
        under_way = before | await self._under_way()
        self.interruptions.append(Interruption(what, datetime.now(UTC), under_way))

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
                (f"clock put by {jump.total_seconds():+.0f} s", partial(self._jump, jump))
                for jump in self.plan.jumps
            ),
        ]
        deeds = [*faults, *others]
        self.dice.shuffle(deeds)
        blocking: Deed = ("chats blocked", partial(self._block, blocked))
        deeds.insert(len(deeds) // 2, blocking)
        return [*deeds, ("chats unblocked", partial(self._unblock, back))]

    async def _jump(self, step: timedelta) -> None:
        before = await self._under_way()
        self.ground.clock.put(self.ground.clock.error + step)
        await self._note(_put(step), before)

    async def _restart_postgres(self) -> None:
        before = await self._under_way()
        await self.ground.restart_postgres()
        await self._note("restart of PostgreSQL", before)

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
