"""When an alert may be sent: pure, over its reader's wishes and the clock."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from domain.alerts.models import DigestKind, RuleKind
from domain.alerts.quiet_hours import next_hour
from domain.alerts.values import Reader, StoredAlert

# A sent message is kept up to date for this long, or until check-in.
LIFE = timedelta(hours=48)
# Something that sells out and comes back all day is reported once a day each way; a change that
# came too soon is reported once the day is over, if it is still true.
TURN_EVERY = timedelta(days=1)
_RANKS = {RuleKind.TARGET_PRICE: 0, RuleKind.AVAILABILITY: 1}


@dataclass(frozen=True, slots=True)
class Postponed:
    """Not before `until`; then it is looked at again."""

    until: datetime


@dataclass(frozen=True, slots=True)
class Held:
    """Wait in a digest, which is due at `due_at`."""

    kind: DigestKind
    due_at: datetime


def wait_of(stored: StoredAlert, now: datetime) -> Postponed | Held | None:
    """Return why an alert must wait, or None."""
    reader, told = stored.reader, stored.told_before
    if reader.muted_until is not None and reader.muted_until > now:
        return Postponed(reader.muted_until)
    is_target = stored.alert.kind is RuleKind.TARGET_PRICE
    if reader.snoozed_until is not None and reader.snoozed_until > now and not is_target:
        return Postponed(reader.snoozed_until)
    if told is not None and now - told < TURN_EVERY:
        return Postponed(told + TURN_EVERY)
    waking = quiet_until(reader, now)
    return None if waking is None else Held(DigestKind.WAKING, waking)


def overflow(reader: Reader, now: datetime) -> Held | None:
    """Return where an alert beyond the daily cap waits, None for a reader without digests."""
    if reader.digest_hour is None:
        return None
    at = next_hour(now, reader.digest_hour, reader.zone)
    return Held(DigestKind.DAILY, quiet_until(reader, at) or at)


def digest_due(kind: DigestKind, reader: Reader, begun_at: datetime, now: datetime) -> datetime:
    """Return when a digest is due by the reader's current wishes; up to `now` means immediately.

    `begun_at` is when its first alert went in. A daily digest whose reader has switched digests off
    is due immediately.
    """
    daily = overflow(reader, begun_at) if kind is DigestKind.DAILY else None
    at = now if daily is None else max(daily.due_at, now)
    return quiet_until(reader, at) or at


def quiet_until(reader: Reader, now: datetime) -> datetime | None:
    """Return when the reader's current quiet hours end, None outside them."""
    return None if reader.quiet is None else reader.quiet.quiet_until(now)


def lives_until(stored: StoredAlert, now: datetime) -> datetime | None:
    """Return until when the message of an alert sent at `now` is kept up to date, or None.

    Its price must still be tracked: not so for a search's new hotel, or for one that is gone.
    """
    if stored.alert.kind is RuleKind.NEW_OPTION:
        return None
    availability = stored.alert.availability
    if availability is not None and availability.is_gone:
        return None
    arrival = datetime.combine(stored.check_in, time(), ZoneInfo(stored.reader.zone))
    end = min(now + LIFE, arrival.astimezone(UTC))
    return end if end > now else None


def importance(stored: StoredAlert) -> tuple[int, Decimal, int]:
    """Return a sort key, the most specific wish first.

    A reached target, then availability, then the largest saving.
    """
    return _RANKS.get(stored.alert.kind, 2), -stored.alert.saving_percent, stored.alert.alert_id


def ranked(alerts: Iterable[StoredAlert]) -> list[StoredAlert]:
    """Return alerts by importance."""
    return sorted(alerts, key=importance)
