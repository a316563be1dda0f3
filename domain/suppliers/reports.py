"""Suppliers' health over all processes, shared through Redis.

Each process adds its counts, and stores its breakers' states under its own name, which expires soon
after the process ends. None of this is needed to answer a traveller, so without Redis it is
skipped.
"""

import asyncio
import json
import os
import socket
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime
from uuid import uuid4

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

from domain.background import cancel_and_wait
from domain.clock import Clock
from domain.suppliers.access import MOST_KEPT, Asked
from domain.suppliers.breaker import BreakerState
from domain.suppliers.contract import Supplier
from domain.suppliers.status import SupplierMonitor, SupplierStatus

log = structlog.get_logger(__name__)

COUNTS, LAST = "suppliers:counts", "suppliers:last"
PROCESS, ASKED = "suppliers:process:", "suppliers:asked:"
ASKED_SECONDS = 86_400
REPORT_SECONDS = 5.0
# A process that has not reported for this long counts as gone.
PROCESS_SECONDS = 20

Key = tuple[Supplier, str, SupplierStatus]


@dataclass(frozen=True, slots=True)
class EndpointReport:
    """One supplier's endpoint over all processes.

    `counts` never fall while Redis lives. `last` is when each status last occurred, `latency` the
    slowest process's last answer in seconds, `resting` how many processes' breakers are open.
    """

    supplier: Supplier
    endpoint: str
    counts: Mapping[SupplierStatus, int]
    last: Mapping[SupplierStatus, datetime]
    latency: float | None
    resting: int


@dataclass(slots=True)
class Reporter:
    """One process's reports."""

    redis: Redis
    monitor: SupplierMonitor
    clock: Clock
    name: str = field(default_factory=lambda: f"{socket.gethostname()}:{os.getpid()}:{uuid4().hex}")
    _told: Counter[Key] = field(default_factory=Counter)

    async def report(self) -> None:
        """Report what has happened since the last report."""
        channels = self.monitor.report()
        counted: Counter[Key] = Counter(
            {
                (one.supplier, one.endpoint, status): count
                for one in channels
                for status, count in one.counts.items()
            }
        )
        fresh = counted - self._told
        now = self.clock.now().isoformat()
        state = {
            f"{one.supplier}|{one.endpoint}": [one.breaker.value, one.latency] for one in channels
        }
        try:
            async with self.redis.pipeline() as pipe:
                for key, count in fresh.items():
                    pipe.hincrby(COUNTS, "|".join(key), count)
                    pipe.hset(LAST, "|".join(key), now)
                pipe.set(f"{PROCESS}{self.name}", json.dumps(state), ex=PROCESS_SECONDS)
                for supplier, asked in self._asked().items():
                    pipe.lpush(f"{ASKED}{supplier}", *map(_as_json, asked))
                    pipe.ltrim(f"{ASKED}{supplier}", 0, MOST_KEPT - 1)
                    pipe.expire(f"{ASKED}{supplier}", ASKED_SECONDS)
                await pipe.execute()
            self._told = counted
        except (RedisError, OSError) as error:
            log.debug("suppliers not reported", why=type(error).__name__)

    def _asked(self) -> dict[Supplier, list[Asked]]:
        """Return the questions to each supplier since the last report, the oldest first."""
        found = {}
        for supplier in Supplier:
            waiting = self.monitor.access(supplier).asked
            if waiting:
                found[supplier] = list(waiting)
                waiting.clear()
        return found


def _as_json(one: Asked) -> str:
    return json.dumps({**asdict(one), "at": one.at.isoformat()})


async def read_asked(redis: Redis, supplier: Supplier, most: int) -> tuple[Asked, ...]:
    """Return the last questions to a supplier, the latest first. Raises Redis's errors."""
    kept = await redis.lrange(f"{ASKED}{supplier}", 0, most - 1)  # type: ignore[misc] # typed for both kinds of client
    told = [json.loads(one) for one in kept]
    return tuple(Asked(**{**one, "at": datetime.fromisoformat(one["at"])}) for one in told)


@asynccontextmanager
async def reporting(redis: Redis, monitor: SupplierMonitor, clock: Clock) -> AsyncIterator[None]:
    """Report regularly, and once more at the end."""
    reporter = Reporter(redis, monitor, clock)

    async def report_regularly() -> None:
        while True:
            await asyncio.sleep(REPORT_SECONDS)
            await reporter.report()

    task = asyncio.create_task(report_regularly())
    try:
        yield
    finally:
        await cancel_and_wait(task)
        await reporter.report()


async def read_reports(redis: Redis) -> tuple[EndpointReport, ...]:
    """Return each endpoint's health. Raises Redis's errors."""
    counts = await _hash(redis, COUNTS)
    last = await _hash(redis, LAST)
    names = [name async for name in redis.scan_iter(f"{PROCESS}*", count=500)]
    processes = [json.loads(told) for told in await redis.mget(names) if told] if names else []
    endpoints = sorted({key.rpartition("|")[0] for key in counts})
    return tuple(_merged(endpoint, counts, last, processes) for endpoint in endpoints)


def _merged(
    endpoint: str,
    counts: Mapping[str, str],
    last: Mapping[str, str],
    processes: list[dict[str, tuple[str, float | None]]],
) -> EndpointReport:
    supplier, _, name = endpoint.partition("|")
    states = [told[endpoint] for told in processes if endpoint in told]
    latencies = [latency for _state, latency in states if latency is not None]
    return EndpointReport(
        Supplier(supplier),
        name,
        {status: int(counts[key]) for status, key in _statuses(endpoint, counts)},
        {status: datetime.fromisoformat(last[key]) for status, key in _statuses(endpoint, last)},
        max(latencies, default=None),
        sum(state == BreakerState.OPEN for state, _latency in states),
    )


def _statuses(endpoint: str, kept: Mapping[str, str]) -> list[tuple[SupplierStatus, str]]:
    keys = ((status, f"{endpoint}|{status}") for status in SupplierStatus)
    return [(status, key) for status, key in keys if key in kept]


async def _hash(redis: Redis, name: str) -> dict[str, str]:
    kept: dict[bytes, bytes] = await redis.hgetall(name)  # type: ignore[misc] # typed for both kinds of client
    return {key.decode(): value.decode() for key, value in kept.items()}
