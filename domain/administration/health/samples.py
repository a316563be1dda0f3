"""A sample a minute, kept for eight days, and read back as a series of equal steps."""

import time
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from enum import Enum

from domain.app import App
from domain.checks.done import checks_done
from domain.health import read_queue_health, read_redis_health
from domain.payments.wallets import count_low, read_wallets
from domain.reading.unread import count_unread
from domain.unit_of_work import Database

EVERY = timedelta(minutes=1)
KEPT_FOR = timedelta(days=8)


@dataclass(frozen=True, slots=True)
class Sample:
    """How the service fared in a minute, or at worst in a step of several; ages in seconds.

    `failed` were refused for good, `gone` had nobody left to read them: a chat that is blocked or
    deleted is no fault of ours. `redis_seconds` None: it did not answer.
    `wallets_low` are those that hold too little now; it is not kept.
    """

    at: datetime
    checks_due: float
    oldest_check: float
    alerts_waiting: float
    oldest_alert: float
    sent: float
    failed: float
    database_seconds: float
    redis_seconds: float | None = None
    gone: float = 0.0
    checks_done: float = 0.0
    unread: float = 0.0
    wallets_low: float = 0.0


COLUMNS = tuple(one.name for one in fields(Sample) if one.name != "wallets_low")


class Window(Enum):
    """How far back one looks, and in which steps."""

    HOUR = (timedelta(hours=1), timedelta(minutes=1))
    DAY = (timedelta(days=1), timedelta(minutes=15))
    WEEK = (timedelta(days=7), timedelta(hours=2))


async def take_sample(app: App) -> Sample:
    """Read how the service fares and keep it; a minute that has a sample keeps it."""
    now = app.clock.now()
    queue = await read_queue_health(app)
    begun = time.monotonic()
    settled = await _settled(app.pool, now)
    seconds = time.monotonic() - begun
    redis, done = await read_redis_health(app), await checks_done(app.redis, now - EVERY)
    sample = Sample(
        now.replace(second=0, microsecond=0), queue.checks_due, queue.oldest_check,
        queue.alerts_waiting, queue.oldest_alert, settled.sent, settled.failed, seconds,
        redis.seconds, settled.gone, done, await count_unread(app.pool, now - EVERY),
        count_low(await read_wallets(app.pool), app.settings.wallet_least),
    )  # fmt: skip
    await app.pool.execute(
        f"INSERT INTO health_samples ({', '.join(COLUMNS)}) "
        f"VALUES ({', '.join(f'${n}' for n in range(1, len(COLUMNS) + 1))}) "
        "ON CONFLICT (at) DO NOTHING",
        *(getattr(sample, name) for name in COLUMNS),
    )
    await app.pool.execute("DELETE FROM health_samples WHERE at < $1", now - KEPT_FOR)
    return sample


@dataclass(frozen=True, slots=True)
class _Settled:
    sent: int
    failed: int
    gone: int


async def _settled(database: Database, now: datetime) -> _Settled:
    """Return what became of the last minute's messages, whatever they told."""
    row = await database.fetchrow(
        """
        SELECT count(*) FILTER (WHERE state = 'sent') AS sent,
            count(*) FILTER (WHERE state = 'failed') AS failed,
            count(*) FILTER (WHERE state = 'gone') AS gone
        FROM outbox_messages WHERE ended_at > $1
        """,
        now - EVERY,
    )
    return _Settled(row["sent"], row["failed"], row["gone"])


async def read_samples(database: Database, window: Window, now: datetime) -> tuple[Sample, ...]:
    """Return a window's samples, the worst of each step; steps without any are left out."""
    span, step = window.value
    rows = await database.fetch(
        """
        SELECT date_bin($2, at, $1) AS bin, max(checks_due) AS checks_due,
            max(oldest_check) AS oldest_check, max(alerts_waiting) AS alerts_waiting,
            max(oldest_alert) AS oldest_alert, avg(sent)::float8 AS sent,
            sum(failed)::float8 AS failed, max(database_seconds) AS database_seconds,
            max(redis_seconds) AS redis_seconds, sum(gone)::float8 AS gone,
            avg(checks_done)::float8 AS checks_done, sum(unread)::float8 AS unread
        FROM health_samples WHERE at > $1 GROUP BY bin ORDER BY bin
        """,
        now - span,
        step,
    )
    return tuple(Sample(*(row[name] for name in row.keys())) for row in rows)  # noqa: SIM118 - a record's
