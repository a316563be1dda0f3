"""Trackers that watch the same nights of a hotel on several dates: pure.

They report the cheapest date now, and another date only if it costs less than the one first asked
for.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from domain.alerts.freshness import FRESH
from domain.alerts.lines import is_rising
from domain.alerts.values import Shift, StoredAlert
from domain.money import Money


@dataclass(frozen=True, slots=True)
class WatchedDay:
    """One of the dates on which a tracker watches the same stay.

    `total` is None while it is sold out or unknown. `is_own` marks the date first asked for.
    """

    trackable_id: int
    check_in: date
    currency: str
    total: Decimal | None
    observed_at: datetime | None
    is_own: bool

    def is_fresh(self, now: datetime) -> bool:
        """Return whether its price may be reported without asking again."""
        return self.observed_at is not None and now - self.observed_at <= FRESH


# By tracker; a tracker that watches one date, or several hotels, has none.
Days = Mapping[int, Sequence[WatchedDay]]


def is_news_of_its_day(one: StoredAlert, days: Sequence[WatchedDay]) -> bool:
    """Return whether an alert about another date than the traveller's own is worth a message.

    That date must be the cheapest of all, and cheaper than the traveller's own.
    """
    day = _day_of(one, days)
    if day is None or day.is_own:
        return True
    is_rise, seen = is_rising(one.alert.kind), one.alert.availability
    if is_rise or day.total is None or (seen is not None and seen.is_gone):
        return False
    return day == _cheapest(day.currency, days)


def shift_of(one: StoredAlert, days: Sequence[WatchedDay]) -> Shift | None:
    """Return the date that saves most against the traveller's own, or None."""
    day = _day_of(one, days)
    if day is None:
        return None
    own = next((d for d in days if d.is_own and d.currency == day.currency), None)
    best = _cheapest(day.currency, days)
    if own is None or best is None or own.total is None or best.total is None or best.is_own:
        return None
    saving = Money.of(own.total - best.total, day.currency)
    return Shift((best.check_in - own.check_in).days, saving) if saving.amount > 0 else None


def is_cheapest_day(one: StoredAlert, days: Sequence[WatchedDay]) -> bool:
    """Return whether an alert is about the cheapest date, or the only one."""
    day = _day_of(one, days)
    return day is None or day == _cheapest(day.currency, days)


def _day_of(one: StoredAlert, days: Sequence[WatchedDay]) -> WatchedDay | None:
    return next((day for day in days if day.trackable_id == one.trackable_id), None)


def _cheapest(currency: str, days: Sequence[WatchedDay]) -> WatchedDay | None:
    """Return the cheapest date; among equals the traveller's own, then the earliest."""
    priced = [day for day in days if day.currency == currency and day.total is not None]
    return min(priced, key=lambda d: (d.total, not d.is_own, d.check_in), default=None)
