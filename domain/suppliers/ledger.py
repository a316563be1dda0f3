"""Counts an account's questions: in Redis for all processes, or in memory for one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

from redis.asyncio import Redis

from domain.suppliers.contract import Priority, Supplier

# One process reads the account for all; after a failure, another tries after this time.
READING_SECONDS = 20
# An hour's count is kept a little longer than the hour.
HOUR_SECONDS = 7_200
# A day's counts are kept for a month and a little longer.
DAYS_KEPT = 40


@dataclass(frozen=True, slots=True)
class Account:
    """The questions left, the limit per hour (None if unknown), and those asked in this hour.

    `per_month` is the plan's quota, `used` the supplier's count of it; None if unknown.
    """

    left: int
    per_hour: int | None = None
    this_hour: int = 0
    per_month: int | None = None
    used: int | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """The count after taking a question: `left` is negative if none was left.

    `per_hour` is the limit per hour (None if unknown), `read_at` when the account was last read.
    """

    left: int
    this_hour: int
    per_hour: int | None = None
    read_at: datetime | None = None


# A way to Redis costs as much as a page of results takes to be drawn, so all that a question
# counts is one.
# KEYS: the account, the hour, the day. ARGV: the hour, seconds that its count lives, who asks,
# seconds that the day's count lives. Returns nothing while the account is not known.
TAKE = """
if redis.call('HEXISTS', KEYS[1], 'left') == 0 then return false end
local left = redis.call('HINCRBY', KEYS[1], 'left', -1)
redis.call('HSET', KEYS[1], 'hour', ARGV[1])
local this_hour = redis.call('INCR', KEYS[2])
redis.call('EXPIRE', KEYS[2], ARGV[2])
redis.call('HINCRBY', KEYS[3], ARGV[3], 1)
redis.call('EXPIRE', KEYS[3], ARGV[4])
local told = redis.call('HMGET', KEYS[1], 'per_hour', 'read_at')
return {left, this_hour, told[1] or '', told[2] or ''}
"""


class Ledger(Protocol):
    """The count. `hour` names an hour in UTC, `day` a day. Callers handle Redis's errors."""

    async def read(self) -> tuple[Account | None, datetime | None]:
        """Return the account as counted down, and when the supplier last told of it."""

    async def write(self, account: Account, read_at: datetime | None, hour: str) -> None:
        """Put the supplier's word in place of the count."""

    async def take(self, hour: str, day: str, priority: Priority) -> Turn | None:
        """Count one question, among the day's own as well; None where no account is known."""

    async def put_back(self, hour: str, day: str, priority: Priority) -> None:
        """Count one question less: it was not asked."""

    async def claim_reading(self, now: datetime) -> bool:
        """Return whether the caller is to read the account, for everybody."""


class RedisLedger:
    """The count of all processes together."""

    def __init__(self, redis: Redis, supplier: Supplier) -> None:
        self._redis, self._key = redis, f"quota:{supplier.value}"
        self._take = redis.register_script(TAKE)

    async def read(self) -> tuple[Account | None, datetime | None]:
        """Return the account as counted down, and when the supplier last told of it."""
        kept: dict[bytes, bytes] = await self._redis.hgetall(self._key)  # type: ignore[misc] # typed for both kinds of client
        if b"left" not in kept:
            return None, None
        per_hour, read_at = kept.get(b"per_hour"), kept.get(b"read_at")
        hour = kept.get(b"hour", b"").decode()
        this_hour = await self._redis.get(self._hour_key(hour))
        per_month, used = kept.get(b"per_month"), kept.get(b"used")
        account = Account(
            int(kept[b"left"]),
            int(per_hour) if per_hour else None,
            int(this_hour or 0),
            int(per_month) if per_month else None,
            int(used) if used else None,
        )
        return account, datetime.fromisoformat(read_at.decode()) if read_at else None

    async def write(self, account: Account, read_at: datetime | None, hour: str) -> None:
        """Put the supplier's word in place of the count."""
        values = {
            "left": account.left,
            "per_hour": account.per_hour or "",
            "per_month": account.per_month or "",
            "used": "" if account.used is None else account.used,
            "read_at": read_at.isoformat() if read_at else "",
            "hour": hour,
        }
        async with self._redis.pipeline() as pipe:
            pipe.hset(self._key, mapping=values)
            if read_at is not None:
                pipe.set(self._hour_key(hour), account.this_hour, ex=HOUR_SECONDS)
            await pipe.execute()

    async def take(self, hour: str, day: str, priority: Priority) -> Turn | None:
        """Count one question, among the day's own as well; None where no account is known."""
        taken = await self._take(
            [self._key, self._hour_key(hour), self._day_key(day)],
            [hour, HOUR_SECONDS, priority.value, DAYS_KEPT * 86_400],
        )
        if taken is None:
            return None
        left, this_hour, per_hour, read_at = taken
        return Turn(
            left,
            this_hour,
            int(per_hour) if per_hour else None,
            datetime.fromisoformat(read_at.decode()) if read_at else None,
        )

    async def put_back(self, hour: str, day: str, priority: Priority) -> None:
        """Count one question less: it was not asked."""
        async with self._redis.pipeline() as pipe:
            pipe.hincrby(self._key, "left", 1)
            pipe.decr(self._hour_key(hour))
            pipe.hincrby(self._day_key(day), priority.value, -1)
            await pipe.execute()

    async def read_asked(self, days: Sequence[str]) -> dict[Priority, int]:
        """Return how many questions were our own on those days, by who wanted them."""
        async with self._redis.pipeline() as pipe:
            for day in days:
                pipe.hgetall(self._day_key(day))
            kept: list[dict[bytes, bytes]] = await pipe.execute()
        return {one: sum(int(day.get(one.value.encode(), 0)) for day in kept) for one in Priority}

    def _day_key(self, day: str) -> str:
        return f"{self._key}:day:{day}"

    async def claim_reading(self, now: datetime) -> bool:
        """Return whether the caller is to read the account, for everybody."""
        name = f"{self._key}:reading"
        return bool(await self._redis.set(name, now.isoformat(), nx=True, ex=READING_SECONDS))

    def _hour_key(self, hour: str) -> str:
        return f"{self._key}:hour:{hour}"


class OwnLedger:
    """The count of this process alone."""

    def __init__(self) -> None:
        self._account: Account | None = None
        self._read_at: datetime | None = None
        self._hour = ""
        self._claimed_at: datetime | None = None

    async def read(self) -> tuple[Account | None, datetime | None]:
        """Return the account as counted down, and when the supplier last told of it."""
        return self._account, self._read_at

    async def write(self, account: Account, read_at: datetime | None, hour: str) -> None:
        """Put the supplier's word in place of the count."""
        self._account, self._read_at, self._hour = account, read_at, hour

    async def take(self, hour: str, _day: str, _priority: Priority) -> Turn | None:
        """Count one question; None where no account is known. Nobody reads one process's days."""
        known = self._account
        if known is None:
            return None
        before = known.this_hour if hour == self._hour else 0
        self._hour = hour
        self._account = replace(known, left=known.left - 1, this_hour=before + 1)
        return Turn(known.left - 1, before + 1, known.per_hour, self._read_at)

    async def put_back(self, hour: str, _day: str, _priority: Priority) -> None:
        """Count one question less: it was not asked."""
        if self._account is not None and hour == self._hour:
            left, this_hour = self._account.left + 1, self._account.this_hour - 1
            self._account = replace(self._account, left=left, this_hour=this_hour)

    async def claim_reading(self, now: datetime) -> bool:
        """Return whether the caller is to read the account, for everybody."""
        last = self._claimed_at
        if last is not None and now - last < timedelta(seconds=READING_SECONDS):
            return False
        self._claimed_at = now
        return True
