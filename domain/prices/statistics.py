"""A stay's usual price, from comparable stays: pure rules.

It uses the median and quartiles of prices per night, which one odd price does not move. Every stay
counts once, however often it was seen. With too little evidence there is no answer: five stays seen
in one look at a month are one day's prices, and only days before today are history. See
`docs/decisions/0033-what-is-history.md`.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from statistics import median, quantiles

from domain.money import Money

# Comparable: same weeks of the year, as long, as many weekend nights, booked as early.
SEASON = timedelta(days=28)
LENGTH_RATIO = 2
WEEKEND_SHARE = Fraction(3, 10)
LEAD_RATIO, LEAD_GRACE = 3, 3
# The evenings before the days when most people do not work, as hotels price them.
WEEKEND_NIGHTS = frozenset({4, 5})
FEWEST_STAYS = 5
FEWEST_DAYS = 7
# A smaller difference is everyday noise.
LEAST_PERCENT = 5


class Basis(StrEnum):
    """What a usual price is the median of."""

    SIMILAR_STAYS = "similar_stays"
    SAME_STAY = "same_stay"


@dataclass(frozen=True, slots=True)
class PricedStay:
    """A stay at one hotel, and its cheapest all-in total seen on one day."""

    check_in: date
    nights: int
    seen_on: date
    total: Decimal

    @property
    def a_night(self) -> Decimal:
        """Return the price per night."""
        return self.total / self.nights

    @property
    def lead(self) -> int:
        """Return how many days before check-in it was seen."""
        return max((self.check_in - self.seen_on).days, 0)


@dataclass(frozen=True, slots=True)
class Usual:
    """A stay's usual price: the median, the middle half, and their basis.

    `count` is the number of similar stays or of earlier days, as `basis` says; the first was seen
    on `since`.
    """

    median: Money
    low: Money
    high: Money
    count: int
    since: date
    basis: Basis

    def percent_below(self, total: Money) -> int | None:
        """Return by how many whole percent `total` is below the median.

        None within or above the middle half, for another currency, or if the difference is
        negligible.
        """
        if total.currency != self.median.currency or total >= self.low:
            return None
        percent = int(-self.median.percent_of_change_to(total))
        return percent if percent >= LEAST_PERCENT else None


def weekend_nights(check_in: date, nights: int) -> int:
    """Return how many of a stay's nights are weekend nights."""
    first = check_in.weekday()
    return sum((first + n) % 7 in WEEKEND_NIGHTS for n in range(nights))


def is_similar(one: tuple[date, int], other: tuple[date, int]) -> bool:
    """Return whether stays (check-in, nights) at a hotel should cost about the same per night."""
    (first, nights), (second, other_nights) = one, other
    share = Fraction(weekend_nights(first, nights), nights)
    other_share = Fraction(weekend_nights(second, other_nights), other_nights)
    return (
        abs(first - second) <= SEASON
        and max(nights, other_nights) <= min(nights, other_nights) * LENGTH_RATIO
        and abs(share - other_share) <= WEEKEND_SHARE
    )


def is_as_early(lead: int, other: int) -> bool:
    """Return whether prices were seen about as many days before their stays."""
    sooner, later = sorted((lead + LEAD_GRACE, other + LEAD_GRACE))
    return later <= sooner * LEAD_RATIO


def usual_price(
    evidence: Iterable[PricedStay], check_in: date, nights: int, today: date, currency: str
) -> Usual | None:
    """Return the usual price of a hotel's stay as of `today`; None without enough evidence.

    `evidence` is from that hotel, for the same people, in `currency`. Today's prices of the very
    stay are what the answer is compared with, so they are not evidence.
    """
    asked = check_in, nights
    lead = max((check_in - today).days, 0)
    stays: dict[tuple[date, int], list[PricedStay]] = defaultdict(list)
    for seen in evidence:
        if seen.seen_on < today or (seen.check_in, seen.nights) != asked:
            stays[seen.check_in, seen.nights].append(seen)
    similar = [
        alike
        for stay, observations in stays.items()
        if is_similar(stay, asked)
        and (alike := [seen for seen in observations if is_as_early(seen.lead, lead)])
    ]
    days_seen = {seen.seen_on for stay in similar for seen in stay if seen.seen_on < today}
    if len(similar) >= FEWEST_STAYS and len(days_seen) >= FEWEST_DAYS:
        prices = [median(seen.a_night for seen in stay) for stay in similar]
        since = min(seen.seen_on for stay in similar for seen in stay)
        return _usual(prices, nights, currency, since, Basis.SIMILAR_STAYS)
    days: dict[date, Decimal] = {}
    for seen in stays.get(asked, []):
        days[seen.seen_on] = min(seen.a_night, days.get(seen.seen_on, seen.a_night))
    if len(days) >= FEWEST_DAYS:
        return _usual(list(days.values()), nights, currency, min(days), Basis.SAME_STAY)
    return None


def _usual(prices: list[Decimal], nights: int, currency: str, since: date, basis: Basis) -> Usual:
    low, middle, high = (
        Money.of(price * nights, currency) for price in quantiles(prices, n=4, method="inclusive")
    )
    return Usual(middle, low, high, len(prices), since, basis)
