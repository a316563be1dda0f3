"""Trackers that watch the same nights of a hotel from several days: pure.

They tell what is cheapest now, and of another day only if it costs less than the one first wished
for.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from domain.alerts.freshness import FRESH
from domain.alerts.models import RuleKind
from domain.alerts.values import Shift, StoredAlert
from domain.money import Money


@dataclass(frozen=True, slots=True)
class WatchedDay:
    """One of the days from which a tracker watches the same nights of a hotel.

    `total` is None while it is sold out or not known. `is_own` is the day first asked for.
    """

    trackable_id: int
    check_in: date
    currency: str
    total: Decimal | None
    observed_at: datetime | None
    is_own: bool

    def is_fresh(self, now: datetime) -> bool:
        """Say whether its price may be told without asking again."""
        return self.observed_at is not None and now - self.observed_at <= FRESH


# By tracker; a tracker that watches one day, or several hotels, has none.
Days = Mapping[int, Sequence[WatchedDay]]


def is_news_of_its_day(one: StoredAlert, days: Sequence[WatchedDay]) -> bool:
    """Say whether an alert of another day than the traveller's own is worth a message.

    That day must cost least of all, and less than the traveller's own.
    """
    day = _day_of(one, days)
    if day is None or day.is_own:
        return True
    is_rise, seen = one.alert.kind is RuleKind.PRICE_RISE, one.alert.availability
    if is_rise or day.total is None or (seen is not None and seen.is_gone):
        return False
    return day == _cheapest(day.currency, days)


def shift_of(one: StoredAlert, days: Sequence[WatchedDay]) -> Shift | None:
    """Return the other day that saves most against the traveller's own, None where none does."""
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
    """Say whether an alert is of the day that costs least, or the only one."""
    day = _day_of(one, days)
    return day is None or day == _cheapest(day.currency, days)


def _day_of(one: StoredAlert, days: Sequence[WatchedDay]) -> WatchedDay | None:
    return next((day for day in days if day.trackable_id == one.trackable_id), None)


def _cheapest(currency: str, days: Sequence[WatchedDay]) -> WatchedDay | None:
    """Return the day that costs least; of equal ones the traveller's own, then the earliest."""
    priced = [day for day in days if day.currency == currency and day.total is not None]
    return min(priced, key=lambda d: (d.total, not d.is_own, d.check_in), default=None)
