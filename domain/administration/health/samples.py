"""One health sample a minute, kept for eight days, and read back in equal steps."""

import time
from dataclasses import fields
from datetime import datetime, timedelta
from enum import Enum

from domain.administration.health.queries import (
    Sample,
    Seen,
    count_retried,
    keep_sample,
    samples_since,
    settled_since,
)
from domain.app import App
from domain.bookings.queries.cases import oldest_opened
from domain.checks.throughput import checks_done
from domain.health.service import read_queue_health, read_redis_health
from domain.outbox.queries.pauses import EVERYWHERE, load_pauses
from domain.payments.queries.wallets import read_wallets
from domain.payments.wallets import count_low
from domain.reading.queries import count_unread
from domain.unit_of_work import Database

EVERY = timedelta(minutes=1)
KEPT_FOR = timedelta(days=8)
NOTHING = timedelta(0)
COLUMNS = tuple(one.name for one in fields(Sample))


class Window(Enum):
    """How far back to look, and in which steps."""

    HOUR = (timedelta(hours=1), timedelta(minutes=1))
    DAY = (timedelta(days=1), timedelta(minutes=15))
    WEEK = (timedelta(days=7), timedelta(hours=2))


def minute_of(now: datetime) -> datetime:
    """Return the minute that a moment belongs to."""
    return now.replace(second=0, microsecond=0)


async def take_sample(app: App) -> Seen:
    """Measure the service's health and store it, unless this minute has a sample."""
    now = app.clock.now()
    queue = await read_queue_health(app)
    begun = time.monotonic()
    settled = await settled_since(app.pool, now - EVERY)
    seconds = time.monotonic() - begun
    redis, done = await read_redis_health(app), await checks_done(app.redis, now - EVERY)
    pauses, oldest_case = await load_pauses(app.pool), await oldest_opened(app.pool)
    sample = Seen(
        minute_of(now), queue.checks_due, queue.oldest_check,
        queue.alerts_waiting, queue.oldest_alert, settled.sent, settled.failed, seconds,
        redis.seconds, settled.gone, done, await count_unread(app.pool, now - EVERY),
        count_low(await read_wallets(app.pool), app.settings.wallet_least),
        await count_retried(app.pool), pauses.get(EVERYWHERE, NOTHING).total_seconds(),
        (now - (oldest_case or now)).total_seconds(),
    )  # fmt: skip
    values = [getattr(sample, name) for name in COLUMNS]
    await keep_sample(app.pool, COLUMNS, values, now - KEPT_FOR)
    return sample


async def read_samples(database: Database, window: Window, now: datetime) -> tuple[Sample, ...]:
    """Return a window's samples, the worst of each step; steps without any are left out."""
    span, step = window.value
    return tuple(await samples_since(database, now - span, step))
