"""A rule's terms, its state on one trackable, and its firings: plain values."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Self

from domain.alerts.models import RuleKind, RulePhase
from domain.prices.models import Availability

# A lowest price means something once there was a price on this many days over this period: a week
# covers every weekday, and a day's many checks count as one.
ENOUGH_DAYS = 7
ENOUGH_TIME = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class RuleTerms:
    """A rule's terms.

    `percent` and/or `amount` (both must hold) for a drop or a rise, `percent` below the typical
    range for a deal, `target` as the total to reach or the most that a new option may cost.
    """

    kind: RuleKind
    percent: Decimal | None = None
    amount: Decimal | None = None
    target: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Past:
    """A trackable's counted totals before the current one.

    `is_enough` means that the history is long enough for its lowest price to mean something.
    """

    lowest: Decimal | None = None
    is_enough: bool = False

    @classmethod
    def of(cls, lowest: Decimal | None, days: int, first: datetime | None, now: datetime) -> Self:
        """Return a history of prices on this many days since `first`."""
        is_long = first is not None and now - first >= ENOUGH_TIME
        return cls(lowest, is_long and days >= ENOUGH_DAYS)


@dataclass(frozen=True, slots=True)
class State:
    """A rule's state on one trackable.

    Nothing happens to a price rule while the total is in the open interval from `low` to `high`;
    None means unbounded. Without both it sleeps: its tracker is paused or gone. A waiting rule has
    not seen its first price. `availability` is what an availability rule saw last.
    """

    phase: RulePhase = RulePhase.WAITING
    reference: Decimal | None = None
    last_alerted: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    firings: int = 0
    availability: Availability | None = None

    def is_quiet(self, total: Decimal) -> bool:
        """Return whether nothing happens to the rule at `total`."""
        if self.phase is RulePhase.WAITING:
            return False
        is_below = self.low is not None and total <= self.low
        is_above = self.high is not None and total >= self.high
        return not is_below and not is_above


@dataclass(frozen=True, slots=True)
class Firing:
    """A firing of a rule: from what to what, and its number since the rule was created.

    `previous` is the price last reported; for the first firing, the one that the line is measured
    from (the low end of the typical range for a deal). `total` is None when it is now sold out.
    `hotel_id` is the new option of a search.
    """

    previous: Decimal | None
    total: Decimal | None
    number: int
    hotel_id: int | None = None
