"""Thresholds: reported once when crossed, and once when back to normal."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum

from domain.accounts.admin_notices import tell_admins
from domain.administration.health.queries import Seen, alarms, end_alarm, open_alarm
from domain.unit_of_work import Database

HEALTH_BROKE, HEALTH_MENDED = "health broke", "health mended"
# Back to normal means below half the threshold, so that a value that hovers is reported once.
MENDED_SHARE = 0.5
FEWEST_SENT = 5


class Alarm(StrEnum):
    """What can go wrong."""

    CHECKS_LATE = "checks late"
    ALERTS_LATE = "alerts late"
    SENDS_FAIL = "sends fail"
    DATABASE_SLOW = "database slow"
    WALLET_LOW = "wallet low"
    REDIS_AWAY = "redis away"
    WORKERS_GONE = "workers gone"
    DATABASE_AWAY = "database away"
    SUPPLIER_FAILS = "supplier fails"
    SENDING_PAUSED = "sending paused"
    CASES_WAIT = "cases wait"


# Seconds; for sends the share that failed, for wallets how many are low.
THRESHOLDS: Mapping[Alarm, float] = {
    Alarm.CHECKS_LATE: 900.0,
    Alarm.ALERTS_LATE: 120.0,
    Alarm.SENDS_FAIL: 0.2,
    Alarm.DATABASE_SLOW: 2.0,
    Alarm.WALLET_LOW: 0.5,
    # Longer than a restart takes.
    Alarm.REDIS_AWAY: 60.0,
    Alarm.WORKERS_GONE: 120.0,
    # Reported when it is back: nobody can be told before.
    Alarm.DATABASE_AWAY: 60.0,
    Alarm.SUPPLIER_FAILS: 300.0,
    # Likewise: what Telegram takes is told when it takes something again.
    Alarm.SENDING_PAUSED: 60.0,
    Alarm.CASES_WAIT: 14_400.0,
}
# These are either so or not: once over, no figure is left to tell.
OVER = frozenset(
    {
        Alarm.REDIS_AWAY,
        Alarm.WORKERS_GONE,
        Alarm.DATABASE_AWAY,
        Alarm.SUPPLIER_FAILS,
        Alarm.SENDING_PAUSED,
        Alarm.CASES_WAIT,
    }
)


def measure(sample: Seen) -> dict[Alarm, float]:
    """Return the value behind each alarm."""
    # What is refused is tried again for minutes: nobody waits for its end to be told.
    failing = sample.failed + sample.retried
    tried = sample.sent + failing
    return {
        Alarm.CHECKS_LATE: sample.oldest_check,
        Alarm.ALERTS_LATE: sample.oldest_alert,
        Alarm.SENDS_FAIL: failing / tried if tried >= FEWEST_SENT else 0.0,
        Alarm.DATABASE_SLOW: sample.database_seconds,
        Alarm.WALLET_LOW: sample.wallets_low,
        Alarm.REDIS_AWAY: sample.redis_away,
        Alarm.WORKERS_GONE: sample.workers_gone,
        Alarm.DATABASE_AWAY: sample.database_away,
        Alarm.SUPPLIER_FAILS: sample.supplier_fails,
        Alarm.SENDING_PAUSED: sample.paused,
        Alarm.CASES_WAIT: sample.oldest_case,
    }


def judge(sample: Seen, open_alarms: Sequence[Alarm]) -> tuple[list[Alarm], list[Alarm]]:
    """Return which thresholds were newly crossed, and which are back to normal."""
    found = measure(sample)
    broken = [one for one in Alarm if one not in open_alarms and found[one] > THRESHOLDS[one]]
    mended = [one for one in open_alarms if found[one] < THRESHOLDS[one] * MENDED_SHARE]
    return broken, mended


async def read_alarms(database: Database) -> dict[Alarm, datetime]:
    """Return the open alarms, each with when it was raised."""
    known = await alarms(database)
    return {Alarm(kind): since for kind, since in known if kind in set(Alarm)}


async def raise_alarms(database: Database, sample: Seen, now: datetime) -> None:
    """Notify administrators of what a sample crossed or cleared, each once across processes."""
    async with database.transaction():
        broken, mended = judge(sample, list(await read_alarms(database)))
        for one in broken:
            new = await open_alarm(database, one.value, now)
            if new:
                await _tell(database, HEALTH_BROKE, one, sample, now, now)
        for one in mended:
            since = await end_alarm(database, one.value)
            if since:
                await _tell(database, HEALTH_MENDED, one, sample, since, now)


async def _tell(
    database: Database, kind: str, alarm: Alarm, sample: Seen, since: datetime, now: datetime
) -> None:
    """Notify every administrator, even during quiet hours."""
    supplier = sample.supplier if alarm is Alarm.SUPPLIER_FAILS else ""
    values = {"alarm": alarm.value, "value": measure(sample)[alarm], "supplier": supplier}
    await tell_admins(database, kind, f"{alarm.value}:{since.isoformat()}", values, now)
