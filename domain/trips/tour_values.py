"""Tours: several places one after the other, and their cost from each start date."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from domain.errors import Refusal
from domain.money import Money
from domain.reading.leftovers import Leftover
from domain.search.filters import NO_FILTERS, Filters
from domain.search.flexible_values import DayPrice
from domain.search.values import DestinationView
from domain.stay import Room, Stay

MOST_PLACES = 6
MOST_STARTS = 31


@dataclass(frozen=True, slots=True)
class TourPlace:
    """A place and its number of nights."""

    destination: DestinationView
    nights: int


@dataclass(frozen=True, slots=True)
class OpenStop:
    """A place of a tour while one of its places is in question, by the name that was written.

    `choices` are what an ambiguous name may mean, or the place that is like an unknown one.
    """

    name: str
    nights: int | None = None
    destination: DestinationView | None = None
    choices: tuple[DestinationView, ...] = ()


class TourGap(StrEnum):
    """What is missing before a tour can be priced."""

    PLACES = "places"
    WINDOW = "window"


@dataclass(frozen=True, slots=True)
class TourDraft:
    """A tour as far as it is known.

    `stops` are its places while one of them is in question, `ageless` are how many children there
    are whose ages are asked for.
    """

    places: tuple[TourPlace, ...] = ()
    first_start: date | None = None
    last_start: date | None = None
    rooms: tuple[Room, ...] = (Room(),)
    filters: Filters = NO_FILTERS
    with_flights: bool = False
    stops: tuple[OpenStop, ...] = ()
    ageless: int = 0

    @property
    def gaps(self) -> tuple[TourGap, ...]:
        """Return what is missing, in the order of asking."""
        gaps = {
            TourGap.PLACES: not self.places or bool(self.stops),
            TourGap.WINDOW: self.first_start is None or self.last_start is None,
        }
        return tuple(gap for gap, is_open in gaps.items() if is_open)


@dataclass(frozen=True, slots=True)
class TourReading:
    """What was read from a text: the draft, what was wrong with it, and what was left out."""

    draft: TourDraft
    problems: tuple[Refusal, ...] = ()
    leftovers: tuple[Leftover, ...] = ()


class PartKind(StrEnum):
    """The components of a tour's price."""

    STAY = "stay"
    FLIGHT = "flight"


@dataclass(frozen=True, slots=True)
class Part:
    """One component: the stay at the place with that number, or the flight on from it."""

    kind: PartKind
    number: int
    day: date


class Knowledge(StrEnum):
    """What is known about a start date."""

    PRICED = "priced"
    NOT_SOLD = "not sold"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class TourView:
    """A stored tour."""

    tour_id: int
    places: tuple[TourPlace, ...]
    first_start: date
    last_start: date
    rooms: tuple[Room, ...]
    filters: Filters
    with_flights: bool
    currency: str
    nationality: str

    @property
    def starts(self) -> tuple[date, ...]:
        """Return every possible start date."""
        days = (self.last_start - self.first_start).days
        return tuple(self.first_start + timedelta(days=n) for n in range(days + 1))

    @property
    def nights(self) -> int:
        """Return its total number of nights."""
        return sum(place.nights for place in self.places)

    def stays(self, start: date) -> Iterator[tuple[TourPlace, Stay]]:
        """Yield each place with its stay, for a start date."""
        check_in = start
        for place in self.places:
            check_out = check_in + timedelta(days=place.nights)
            yield place, Stay(check_in, check_out, self.rooms)
            check_in = check_out

    def parts(self, start: date) -> tuple[Part, ...]:
        """Return the components for a start date, in the order of travel."""
        parts = []
        for number, (_place, stay) in enumerate(self.stays(start)):
            parts.append(Part(PartKind.STAY, number, stay.check_in))
            if self.with_flights and number < len(self.places) - 1:
                parts.append(Part(PartKind.FLIGHT, number, stay.check_out))
        return tuple(parts)


@dataclass(frozen=True, slots=True)
class TourPrices:
    """What is known about a tour's parts. A part's total None: not sold.

    `answered` of `asking` start dates are done while suppliers are asked.
    """

    tour: TourView
    known: Mapping[Part, DayPrice] = field(default_factory=dict)
    failed: frozenset[Part] = frozenset()
    answered: int = 0
    asking: int = 0

    def unknown_parts(self, start: date) -> tuple[Part, ...]:
        """Return a start date's parts without a known price."""
        return tuple(part for part in self.tour.parts(start) if part not in self.known)

    def knowledge(self, start: date) -> Knowledge:
        """Return what is known about a start date: one part that is not sold settles it."""
        prices = [self.known.get(part) for part in self.tour.parts(start)]
        if any(price is not None and price.total is None for price in prices):
            return Knowledge.NOT_SOLD
        return Knowledge.UNKNOWN if None in prices else Knowledge.PRICED

    @property
    def dead_ends(self) -> tuple[Part, ...]:
        """Return a part for each place and flight that is not sold for any start date.

        Empty while a date may still be sold.
        """
        if any(self.knowledge(start) is not Knowledge.NOT_SOLD for start in self.tour.starts):
            return ()
        sold: dict[tuple[PartKind, int], bool] = {}
        last: dict[tuple[PartKind, int], Part] = {}
        for start in self.tour.starts:
            for part in self.tour.parts(start):
                key = (part.kind, part.number)
                price = self.known.get(part)
                sold[key] = sold.get(key, False) or price is None or price.total is not None
                last[key] = part
        return tuple(part for key, part in last.items() if not sold[key])

    def total(self, start: date) -> Money | None:
        """Return the sum of a start date's parts; None unless every one has a price."""
        amounts = self.amounts(start)
        if amounts is None:
            return None
        total = amounts[0][1]
        for _part, amount in amounts[1:]:
            total = total + amount
        return total

    def amounts(self, start: date) -> tuple[tuple[Part, Money], ...] | None:
        """Return each of a start date's parts with its price; None unless every one has one."""
        amounts = []
        for part in self.tour.parts(start):
            price = self.known.get(part)
            if price is None or price.counted is None:
                return None
            amounts.append((part, price.counted))
        return tuple(amounts)

    def is_converted(self, start: date) -> bool:
        """Return whether a start date's sum contains converted prices."""
        prices = (self.known.get(part) for part in self.tour.parts(start))
        return any(price is not None and price.is_converted for price in prices)

    def cheapest(self, count: int) -> tuple[tuple[date, Money], ...]:
        """Return the start dates with the lowest sums, cheapest first."""
        priced = [
            (start, total) for start in self.tour.starts if (total := self.total(start)) is not None
        ]
        return tuple(sorted(priced, key=lambda one: (one[1].amount, one[0]))[:count])

    def count(self, knowledge: Knowledge) -> int:
        """Return for how many start dates that is the case."""
        return sum(1 for start in self.tour.starts if self.knowledge(start) is knowledge)

    @property
    def oldest(self) -> datetime | None:
        """Return when the oldest price was seen."""
        return min((price.observed_at for price in self.known.values()), default=None)
