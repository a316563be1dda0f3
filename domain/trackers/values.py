"""What passes between the tracker service and those who show it."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from domain.alerts.backtest import Backtest
from domain.alerts.models import RuleKind
from domain.money import Money
from domain.prices.models import Availability, TrackableKind
from domain.prices.values import PriceSeries
from domain.stay import Stay
from domain.trackers.models import Frequency, TrackerState


@dataclass(frozen=True, slots=True)
class RuleView:
    """One trigger in words' stead. `percent`/`amount` for a drop, `target` for a target price."""

    rule_id: int
    kind: RuleKind
    percent: Decimal | None
    amount: Money | None
    target: Money | None


@dataclass(frozen=True, slots=True)
class TrackerView:
    """A tracker as its owner sees it.

    `first_total` is the price when the watch began. `next_check_at` is None unless active;
    `next_reason` is a `domain.trackers.cadence.Reason` value. `supplier_status` other than
    "ok" says why the price may be older than wished. `set_aside_at` is since when it is not checked
    at all, because its checks only fail.
    """

    tracker_id: int
    kind: TrackableKind
    name: str
    state: TrackerState
    frequency: Frequency
    hotel_id: int
    destination_id: int
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


@dataclass(frozen=True, slots=True)
class TrackingStarted:
    """The answer to "Track": `is_new` is False when the same thing was watched already.

    `backtest` tells what the first rule would have told lately, where enough is known.
    """

    tracker: TrackerView
    is_new: bool
    backtest: Backtest | None = None


@dataclass(frozen=True, slots=True)
class TargetSet:
    """The answer to a new target; `already_met` when today's price is at or below it."""

    tracker: TrackerView
    already_met: bool
