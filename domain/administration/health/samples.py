"""A sample a minute, kept for eight days, and read back as a series of equal steps."""

import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from domain.app import App
from domain.health import read_queue_health
from domain.unit_of_work import Database

EVERY = timedelta(minutes=1)
KEPT_FOR = timedelta(days=8)


@dataclass(frozen=True, slots=True)
class Sample:
    """How the service fared in a minute, or at worst in a step of several; ages in seconds."""

    at: datetime
    checks_due: float
    oldest_check: float
    alerts_waiting: float
    oldest_alert: float
    sent: float
    failed: float
    database_seconds: float


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
    sent, failed = await _settled(app.pool, now)
    seconds = time.monotonic() - begun
    minute = now.replace(second=0, microsecond=0)
    sample = Sample(
        minute, queue.checks_due, queue.oldest_check, queue.alerts_waiting, queue.oldest_alert,
        sent, failed, seconds,
    )  # fmt: skip
    await app.pool.execute(
        """
        INSERT INTO health_samples (at, checks_due, oldest_check, alerts_waiting, oldest_alert,
            sent, failed, database_seconds)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (at) DO NOTHING
        """,
        minute, queue.checks_due, queue.oldest_check, queue.alerts_waiting, queue.oldest_alert,
        sent, failed, seconds,
    )  # fmt: skip
    await app.pool.execute("DELETE FROM health_samples WHERE at < $1", now - KEPT_FOR)
    return sample


async def _settled(database: Database, now: datetime) -> tuple[int, int]:
    """Return how many messages were sent and failed in the last minute, alerts among them."""
    row = await database.fetchrow(
        """
        SELECT (SELECT count(*) FROM outbox_messages WHERE ended_at > $1 AND state = 'sent')
             + (SELECT count(*) FROM tracker_alerts WHERE sent_at > $1 AND state = 'sent') AS sent,
            (SELECT count(*) FROM outbox_messages WHERE ended_at > $1 AND state = 'failed')
                AS failed
        """,
        now - EVERY,
    )
    return row["sent"], row["failed"]


async def read_samples(database: Database, window: Window, now: datetime) -> tuple[Sample, ...]:
    """Return a window's samples, the worst of each step; steps without any are left out."""
    span, step = window.value
    rows = await database.fetch(
        """
        SELECT date_bin($2, at, $1) AS bin, max(checks_due) AS checks_due,
            max(oldest_check) AS oldest_check, max(alerts_waiting) AS alerts_waiting,
            max(oldest_alert) AS oldest_alert, avg(sent)::float8 AS sent,
            sum(failed)::float8 AS failed, max(database_seconds) AS database_seconds
        FROM health_samples WHERE at > $1 GROUP BY bin ORDER BY bin
        """,
        now - span,
        step,
    )
    return tuple(Sample(*(row[name] for name in row.keys())) for row in rows)  # noqa: SIM118 - a record's
