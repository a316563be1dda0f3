"""What a rule was told, where it stands on one trackable, and what it tells: plain values."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Self

from domain.alerts.models import RuleKind, RulePhase
from domain.prices.models import Availability

# A lowest price means something once there was a price on so many days over this long: a week has
# each day of the week in it, and a day's many looks are one day's.
ENOUGH_DAYS = 7
ENOUGH_TIME = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class RuleTerms:
    """What a rule was told.

    `percent` and/or `amount` (both hold) for a drop or a rise, `percent` below the typical range
    for a deal, `target` as the total to reach or the most that a new option may cost.
    """

    kind: RuleKind
    percent: Decimal | None = None
    amount: Decimal | None = None
    target: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Past:
    """What is known of a trackable's counted totals before the present one.

    `is_enough` says that the history is long enough for its lowest price to mean something.
    """

    lowest: Decimal | None = None
    is_enough: bool = False

    @classmethod
    def of(cls, lowest: Decimal | None, days: int, first: datetime | None, now: datetime) -> Self:
        """Return the past of prices on so many days since `first`."""
        is_long = first is not None and now - first >= ENOUGH_TIME
        return cls(lowest, is_long and days >= ENOUGH_DAYS)


@dataclass(frozen=True, slots=True)
class State:
    """Where a rule stands on one trackable.

    Nothing happens to a price rule while the total lies in the open interval from `low` to `high`;
    None on either side is no end. Without both it sleeps: its tracker is paused or gone. A waiting
    rule has not seen its first price. `availability` is what an availability rule saw last.
    """

    phase: RulePhase = RulePhase.WAITING
    reference: Decimal | None = None
    last_alerted: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    firings: int = 0
    availability: Availability | None = None

    def is_quiet(self, total: Decimal) -> bool:
        """Say whether nothing happens to the rule at `total`."""
        if self.phase is RulePhase.WAITING:
            return False
        is_below = self.low is not None and total <= self.low
        is_above = self.high is not None and total >= self.high
        return not is_below and not is_above


@dataclass(frozen=True, slots=True)
class Firing:
    """A rule has fired: from what to what, and which firing it is since the rule was made.

    `previous` is the price last told of; on the first telling, the one that the line is drawn from
    (the low end of the typical range for a deal). `total` is None when it is sold out now.
    `hotel_id` is the new option of a search.
    """

    previous: Decimal | None
    total: Decimal | None
    number: int
    hotel_id: int | None = None
