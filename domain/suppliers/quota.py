"""Counts down how many questions an account has left, over all processes.

The supplier's own count is read now and then and corrects ours, which includes questions that
turned out to be free (answered from the supplier's cache, or failed). Without Redis each process
counts for itself, and an unreadable account stops nobody: the question itself will tell.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

from domain.background import cancel_and_wait
from domain.clock import Clock
from domain.suppliers.contract import (
    Priority,
    QuotaExhausted,
    RateLimited,
    Supplier,
    SupplierError,
)
from domain.suppliers.ledger import Account, Ledger, OwnLedger, RedisLedger, Turn

log = structlog.get_logger(__name__)

READ_AGAIN = timedelta(minutes=5)
# An exhausted account is read more often: it may have been topped up.
LOOK_AGAIN = timedelta(minutes=1)
# The longest that a traveller waits for reading the account.
READ_SECONDS = 2.0
# The share of an hour's questions that background work may use.
BACKGROUND_SHARE = 0.8


@dataclass(slots=True)
class Quota:
    """One account's questions; `reserve` of them are kept for waiting travellers."""

    supplier: Supplier
    clock: Clock
    read_account: Callable[[], Awaitable[Account]]
    reserve: int
    redis: Redis | None = None
    _ledger: Ledger = field(init=False)
    _reading: "asyncio.Task[None] | None" = None

    def __post_init__(self) -> None:
        own = OwnLedger()
        self._ledger = own if self.redis is None else RedisLedger(self.redis, self.supplier)

    async def take(self, operation: str, priority: Priority) -> None:
        """Count one question. Raises `QuotaExhausted`, or `RateLimited` until the next hour."""
        try:
            turn = await self._turn(priority)
            if turn is None:
                return
            refusal = self._refusal(operation, priority, turn)
            if refusal is not None:
                await self._put_back(priority)
                raise refusal
        except (RedisError, OSError) as error:
            log.warning("quota not counted", supplier=self.supplier.value, why=type(error).__name__)

    async def _turn(self, priority: Priority) -> Turn | None:
        """Count a question; the account is read again if that is due.

        None as long as it could not be read.
        """
        turn, now = await self._take(priority), self.clock.now()
        if turn is None or turn.left < 0:
            if turn is None or turn.read_at is None or now - turn.read_at >= LOOK_AGAIN:
                if turn is not None:
                    await self._put_back(priority)
                await self._read_within(READ_SECONDS)
                turn = await self._take(priority)
        elif turn.read_at is None or now - turn.read_at >= READ_AGAIN:
            self._begin_reading()
        return turn

    async def _take(self, priority: Priority) -> Turn | None:
        now = self.clock.now()
        return await self._ledger.take(_hour(now), day_of(now), priority)

    async def _put_back(self, priority: Priority) -> None:
        now = self.clock.now()
        await self._ledger.put_back(_hour(now), day_of(now), priority)

    def _refusal(self, operation: str, priority: Priority, turn: Turn) -> SupplierError | None:
        is_live = priority is Priority.LIVE
        if turn.left < (0 if is_live else self.reserve):
            return QuotaExhausted(self.supplier, operation, is_foreseen=True)
        if turn.per_hour is not None:
            most = turn.per_hour if is_live else int(turn.per_hour * BACKGROUND_SHARE)
            if turn.this_hour > most:
                return RateLimited(self.supplier, operation, _until_next_hour(self.clock.now()))
        return None

    async def note_exhausted(self) -> None:
        """Record that the supplier reported an exhausted account."""
        try:
            await self._ledger.write(Account(0), None, _hour(self.clock.now()))
        except (RedisError, OSError) as error:
            log.warning("quota not kept", supplier=self.supplier.value, why=type(error).__name__)

    async def _read_within(self, seconds: float) -> None:
        reading = self._begin_reading()
        await asyncio.wait({reading}, timeout=seconds)

    def _begin_reading(self) -> "asyncio.Task[None]":
        if self._reading is None or self._reading.done():
            self._reading = asyncio.create_task(self._read())
        return self._reading

    async def _read(self) -> None:
        """Read the account unless another process is doing so; failures are retried later."""
        now = self.clock.now()
        try:
            if not await self._ledger.claim_reading(now):
                return
            account = await self.read_account()
            await self._ledger.write(account, now, _hour(now))
        except (SupplierError, RedisError, OSError) as error:
            log.info("account not read", supplier=self.supplier.value, why=type(error).__name__)

    async def aclose(self) -> None:
        """Cancel a reading in progress."""
        if self._reading is not None:
            await cancel_and_wait(self._reading)


def day_of(now: datetime) -> str:
    """Return the day for which a question is counted."""
    return now.astimezone(UTC).strftime("%Y%m%d")


def _hour(now: datetime) -> str:
    return now.astimezone(UTC).strftime("%Y%m%d%H")


def _until_next_hour(now: datetime) -> float:
    return 3600.0 - (now.minute * 60 + now.second)
