"""What passes between the tracker service and those who show it."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from domain.alerts.backtest import Backtest
from domain.alerts.models import RuleKind
from domain.alerts.values import Shift
from domain.checks.cadence import Frequency
from domain.money import Money
from domain.prices.forecast_views import ForecastView
from domain.prices.models import Availability, TrackableKind
from domain.prices.terms import ANY_RATE, Alternative, RateTerms
from domain.prices.values import FlightDays, PriceSeries
from domain.stay import Stay
from domain.trackers.models import TrackerState


@dataclass(frozen=True, slots=True)
class RuleView:
    """A rule as data. `percent`/`amount` for a drop, `target` for a target price.

    One that `is_set_aside` could not be evaluated and stays silent until it is changed.
    """

    rule_id: int
    kind: RuleKind
    percent: Decimal | None
    amount: Money | None
    target: Money | None
    is_set_aside: bool = False


@dataclass(frozen=True, slots=True)
class ItemView:
    """One thing of a tracker that watches several."""

    trackable_id: int
    hotel_id: int | None
    stay: Stay
    availability: Availability
    last_total: Money | None

    @property
    def total(self) -> Money | None:
        """Return its current price, None while it is sold out or unknown."""
        return None if self.availability.is_gone else self.last_total


@dataclass(frozen=True, slots=True)
class TrackerView:
    """A tracker as its owner sees it.

    One of its `items` leads, and the other fields describe it: the dates first asked for, or the
    cheapest hotel of a cluster. `hotel_id` is None for a search. For a flight, `flight_days` says
    when, and `stay` only gives the adults. `first_total` is the price when the watch began.
    `next_check_at` is None unless active; `next_reason` is a `domain.checks.cadence.Reason` value.
    `supplier_status` other than "ok" says why the price may be older than wished. `set_aside_at` is
    since when it is not checked at all, because its checks only fail. `custom_seconds` is a custom
    frequency's interval, `rate` what a hotel's price must offer, and `alternative` what there is
    when nobody offers that. While it `is_awaited` the watch has yet to see its own price: what is
    known is older. `sizes_in` is the currency of its rules' amounts. `with_flights`: a trip's price
    holds those between its places.
    """

    tracker_id: int
    kind: TrackableKind
    name: str
    state: TrackerState
    frequency: Frequency
    hotel_id: int | None
    destination_id: int | None
    stay: Stay
    currency: str
    availability: Availability
    first_total: Money | None
    last_total: Money | None
    last_checked_at: datetime | None
    next_check_at: datetime | None
    next_reason: str
    supplier_status: str
    set_aside_at: datetime | None
    ends_at: datetime
    rules: tuple[RuleView, ...]
    series: PriceSeries
    items: tuple[ItemView, ...]
    flight_days: FlightDays | None = None
    custom_seconds: int | None = None
    muted_until: datetime | None = None
    rate: RateTerms = ANY_RATE
    alternative: Alternative | None = None
    folder_id: int | None = None
    is_awaited: bool = False
    told: ForecastView | None = None
    with_flights: bool = False
    sizes_in: str = ""

    @property
    def watched(self) -> tuple[ItemView, ...]:
        """Return each tracked thing once, whatever its selling currencies."""
        return tuple({(one.hotel_id, one.stay): one for one in reversed(self.items)}.values())[::-1]

    @property
    def elsewhere(self) -> tuple[Money, ...]:
        """Return the leading stay's current prices in its other selling currencies."""
        return tuple(
            one.total
            for one in self.items
            if (one.hotel_id, one.stay) == (self.hotel_id, self.stay)
            and one.total is not None
            and one.total.currency != self.currency
        )

    @property
    def nights(self) -> int:
        """Return the number of nights that the price is for; 1 if it is not for nights."""
        return 1 if self.flight_days is not None else self.stay.nights

    @property
    def hotel_ids(self) -> set[int | None]:
        """Return the tracked hotels."""
        return {item.hotel_id for item in self.items}

    def cheaper_dates(self) -> Shift | None:
        """Return the date on which the same nights are cheapest, if they cost less."""
        if self.last_total is None or len(self.hotel_ids) != 1 or len(self.items) == 1:
            return None
        priced = [
            (item.total.amount, item)
            for item in self.items
            if item.total is not None and item.total.currency == self.currency
        ]
        least, item = min(priced, key=lambda pair: pair[0], default=(None, None))
        is_gone = self.availability.is_gone
        if least is None or item is None or (least >= self.last_total.amount and not is_gone):
            return None
        days = (item.stay.check_in - self.stay.check_in).days
        return (
            Shift(days, Money.of(self.last_total.amount - least, self.currency)) if days else None
        )


@dataclass(frozen=True, slots=True)
class TrackingStarted:
    """The answer to "Track": `is_new` is False if the same thing was tracked already.

    `backtest` says what the first rule would have alerted recently, with enough history.
    """

    tracker: TrackerView
    is_new: bool
    backtest: Backtest | None = None


@dataclass(frozen=True, slots=True)
class TargetSet:
    """The answer to a new target; `already_met` if today's price is at or below it.

    `backtest` says what it would have alerted recently, with enough history.
    """

    tracker: TrackerView
    already_met: bool
    backtest: Backtest | None = None
