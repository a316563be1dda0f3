"""Thresholds: reported once when crossed, and once when back to normal."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum

from domain.accounts.admin_notices import tell_admins
from domain.administration.health.queries import Sample, alarms, end_alarm, open_alarm
from domain.unit_of_work import Database

HEALTH_BROKE, HEALTH_MENDED = "health broke", "health mended"
# Back to normal means below half the threshold, so that a value that hovers is reported once.
MENDED_SHARE = 0.5
FEWEST_SENT = 10


class Alarm(StrEnum):
    """What can go wrong."""

    CHECKS_LATE = "checks late"
    ALERTS_LATE = "alerts late"
    SENDS_FAIL = "sends fail"
    DATABASE_SLOW = "database slow"
    WALLET_LOW = "wallet low"


# Seconds; for sends the share that failed, for wallets how many are low.
THRESHOLDS: Mapping[Alarm, float] = {
    Alarm.CHECKS_LATE: 900.0,
    Alarm.ALERTS_LATE: 120.0,
    Alarm.SENDS_FAIL: 0.2,
    Alarm.DATABASE_SLOW: 2.0,
    Alarm.WALLET_LOW: 0.5,
}


def measure(sample: Sample) -> dict[Alarm, float]:
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
    }


def judge(sample: Sample, open_alarms: Sequence[Alarm]) -> tuple[list[Alarm], list[Alarm]]:
    """Return which thresholds were newly crossed, and which are back to normal."""
    found = measure(sample)
    broken = [one for one in Alarm if one not in open_alarms and found[one] > THRESHOLDS[one]]
    mended = [one for one in open_alarms if found[one] < THRESHOLDS[one] * MENDED_SHARE]
    return broken, mended


async def read_alarms(database: Database) -> dict[Alarm, datetime]:
    """Return the open alarms, and since when."""
    known = await alarms(database)
    return {Alarm(kind): since for kind, since in known if kind in set(Alarm)}


async def raise_alarms(database: Database, sample: Sample, now: datetime) -> None:
    """Notify administrators of what a sample crossed or cleared, each once across processes."""
    async with database.transaction():
        broken, mended = judge(sample, list(await read_alarms(database)))
        found = measure(sample)
        for one in broken:
            new = await open_alarm(database, one.value, now)
            if new:
                await _tell(database, HEALTH_BROKE, one, found[one], now, now)
        for one in mended:
            since = await end_alarm(database, one.value)
            if since:
                await _tell(database, HEALTH_MENDED, one, found[one], since, now)


async def _tell(
    database: Database, kind: str, alarm: Alarm, value: float, since: datetime, now: datetime
) -> None:
    """Notify every administrator, even during quiet hours."""
    values = {"alarm": alarm.value, "value": value}
    await tell_admins(database, kind, f"{alarm.value}:{since.isoformat()}", values, now)
