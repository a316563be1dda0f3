"""Health samples, their sources, and open alarms."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from domain.outbox.values import ChannelName, MessageClass
from domain.unit_of_work import Database


class Settled(NamedTuple):
    """How messages ended."""

    sent: int
    failed: int
    gone: int


@dataclass(frozen=True, slots=True)
class Sample:
    """The service's health in a minute, or the worst in a step of several; ages in seconds.

    `failed` were refused for good; `gone` went to a chat that is blocked or deleted, which is no
    bug of ours. `redis_seconds` None: it did not answer.
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


@dataclass(frozen=True, slots=True)
class Seen(Sample):
    """A sample with what is true of now alone, and not stored.

    How many wallets hold too little, how many messages have failed more than once and are tried
    again, for how many seconds Telegram still wants nothing, the age of the oldest booking case;
    and for how many seconds something has been away, or a `supplier` has only failed.
    """

    wallets_low: float = 0.0
    retried: float = 0.0
    paused: float = 0.0
    oldest_case: float = 0.0
    redis_away: float = 0.0
    workers_gone: float = 0.0
    database_away: float = 0.0
    supplier_fails: float = 0.0
    supplier: str = ""


async def keep_sample(
    database: Database, columns: Sequence[str], values: Sequence[Any], forget_before: datetime
) -> None:
    """Store a sample, unless its minute has one, and remove those before a given moment."""
    await database.execute(
        f"INSERT INTO health_samples ({', '.join(columns)}) "
        f"VALUES ({', '.join(f'${n}' for n in range(1, len(columns) + 1))}) "
        "ON CONFLICT (at) DO NOTHING",
        *values,
    )
    await database.execute("DELETE FROM health_samples WHERE at < $1", forget_before)


async def is_sampled(database: Database, minute: datetime) -> bool:
    """Return whether a minute has a sample."""
    found: bool = await database.fetchval(
        "SELECT EXISTS (SELECT FROM health_samples WHERE at = $1)", minute
    )
    return found


async def settled_since(database: Database, since: datetime) -> Settled:
    """Return the outcomes of messages of every kind since then; edits do not count."""
    (settled,) = await database.fetch_as(
        Settled,
        f"""
        SELECT count(*) FILTER (WHERE state = 'sent') AS sent,
            count(*) FILTER (WHERE state = 'failed') AS failed,
            count(*) FILTER (WHERE state = 'gone') AS gone
        FROM outbox_messages WHERE ended_at > $1 AND class <> {MessageClass.EDIT.value}
        """,
        since,
    )
    return settled


async def count_retried(database: Database) -> int:
    """Return how many of the bot's messages have failed more than once and are tried again.

    One failure may be a moment's. Edits do not count, nor do webhooks, whose receivers may be away.
    """
    count: int = await database.fetchval(
        f"""
        SELECT count(*) FROM outbox_messages
        WHERE state IN ('waiting', 'sending') AND tries > 1 AND channel = $1
          AND class <> {MessageClass.EDIT.value}
        """,
        ChannelName.TELEGRAM.value,
    )
    return count


async def samples_since(database: Database, since: datetime, step: timedelta) -> list[Sample]:
    """Return the worst of each step since then; steps without samples are left out."""
    return await database.fetch_as(
        Sample,
        """
        SELECT date_bin($2, at, $1) AS at, max(checks_due) AS checks_due,
            max(oldest_check) AS oldest_check, max(alerts_waiting) AS alerts_waiting,
            max(oldest_alert) AS oldest_alert, avg(sent)::float8 AS sent,
            sum(failed)::float8 AS failed, max(database_seconds) AS database_seconds,
            max(redis_seconds) AS redis_seconds, sum(gone)::float8 AS gone,
            avg(checks_done)::float8 AS checks_done, sum(unread)::float8 AS unread
        FROM health_samples WHERE at > $1 GROUP BY 1 ORDER BY 1
        """,
        since,
        step,
    )


async def alarms(database: Database) -> list[tuple[str, datetime]]:
    """Return the open alarms, each with when it was raised."""
    rows = await database.fetch("SELECT kind, since FROM health_alarms ORDER BY since")
    return [(row["kind"], row["since"]) for row in rows]


async def open_alarm(database: Database, kind: str, now: datetime) -> bool:
    """Open an alarm, and return whether it is new."""
    new: str | None = await database.fetchval(
        """
        INSERT INTO health_alarms (kind, since) VALUES ($1, $2)
        ON CONFLICT DO NOTHING RETURNING kind
        """,
        kind,
        now,
    )
    return new is not None


async def end_alarm(database: Database, kind: str) -> datetime | None:
    """Close an alarm, and return when it was raised."""
    since: datetime | None = await database.fetchval(
        "DELETE FROM health_alarms WHERE kind = $1 RETURNING since", kind
    )
    return since
