"""Flights between any two airports of the market, and what they cost.

Each route has a timetable fixed by the seed: non-stops of the airlines at home at either end and
connections over the hubs that lie on the way. Fares are rupees for one adult in economy, one way.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import pairwise
from zoneinfo import ZoneInfo

from .airlines import AIRLINES, Airline
from .draws import draw_between, seeded
from .geography import Geography
from .places import Airport, distance_km

SHORT_HAUL_KM = 3800
NARROW_BODY_MINUTES = 330
SHORTEST_HOP_KM = 250
LONGEST_NON_STOP_KM = 13_000
LEAD_TIMES = ((60, "0.92"), (30, "1.00"), (14, "1.12"), (7, "1.35"), (0, "1.70"))
CABINS = {1: ("Economy", "1"), 2: ("Premium Economy", "1.7"), 3: ("Business", "3.4"),
          4: ("First", "5.5")}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Leg:
    """One flight; times are local to their airport."""

    airline: Airline
    number: int
    origin: Airport
    destination: Airport
    departs: datetime
    arrives: datetime

    @property
    def minutes(self) -> int:
        return round((self.arrives - self.departs).total_seconds() / 60)

    @property
    def airplane(self) -> str:
        return "Airbus A321neo" if self.minutes < NARROW_BODY_MINUTES else "Boeing 787"


@dataclass(frozen=True, slots=True)
class Itinerary:
    """Legs flown one after the other; `fare` is rupees for one adult in economy."""

    number: int
    legs: tuple[Leg, ...]
    fare: Decimal

    @property
    def minutes(self) -> int:
        return round((self.legs[-1].arrives - self.legs[0].departs).total_seconds() / 60)


@dataclass(frozen=True, slots=True)
class FareMove:
    """`percent` changes all fares of a route; `total` sets its cheapest, the others follow."""

    percent: Decimal | None = None
    total: Decimal | None = None
    until: datetime | None = None


class FlightMarket:
    """Timetables and fares of every route, and controls that change them."""

    def __init__(self, seed: int, geography: Geography) -> None:
        self._seed = seed
        self._geography = geography
        self._moves: dict[str, list[FareMove]] = {}

    def reset(self) -> None:
        self._moves.clear()

    def move(self, route: str, move: FareMove) -> None:
        """Move a route like "DEL-GOI"."""
        self._moves.setdefault(route, []).append(move)

    def search(
        self, origin: Airport, destination: Airport, day: date, now: datetime
    ) -> list[Itinerary]:
        """All itineraries of a day, the cheapest first; empty for an airport to itself."""
        if origin.code == destination.code:
            return []
        paths = self._paths(origin, destination)
        found = [
            self._fly(number, airline, stops, day, now)
            for number, (airline, stops) in enumerate(paths)
        ]
        found.sort(key=lambda itinerary: (itinerary.fare, itinerary.number))
        return self._apply_moves(f"{origin.code}-{destination.code}", found, now)

    def usual_fare(self, origin: Airport, destination: Airport) -> Decimal:
        """Return the fare a month ahead on a typical day, the basis for judging a price level."""
        km = Decimal(round(_km(origin, destination)))
        fare = 1900 + km * Decimal("3.1") if km < SHORT_HAUL_KM else 6500 + km * Decimal("3.4")
        route = sorted((origin.code, destination.code))
        return fare * draw_between("0.85", "1.2", self._seed, "route", *route)

    def _paths(
        self, origin: Airport, destination: Airport
    ) -> list[tuple[Airline, tuple[Airport, ...]]]:
        km = _km(origin, destination)
        homes = {origin.country, destination.country}
        dice = seeded(self._seed, "timetable", origin.code, destination.code)
        paths: list[tuple[Airline, tuple[Airport, ...]]] = []
        for airline in AIRLINES:
            reaches = airline.long_haul or km < SHORT_HAUL_KM
            if airline.country in homes and reaches and km < LONGEST_NON_STOP_KM:
                paths += [(airline, (origin, destination))] * dice.randint(1, 2)
            for code in airline.hubs:
                hub = self._geography.airport(code)
                if hub is None or not reaches:
                    continue
                if min(_km(origin, hub), _km(hub, destination)) < SHORTEST_HOP_KM:
                    continue
                if _km(origin, hub) + _km(hub, destination) < 1.35 * km + 300:
                    paths.append((airline, (origin, hub, destination)))
        if not paths:
            paths = [(dice.choice(AIRLINES), (origin, destination))]
        return paths[:9]

    def _fly(self, number: int, airline: Airline, stops: tuple[Airport, ...],
             day: date, now: datetime) -> Itinerary:  # fmt: skip
        key = (stops[0].code, stops[-1].code, number)
        dice = seeded(self._seed, "flight", *key)
        minute = dice.randrange(5 * 60, 22 * 60, 5)
        departs = datetime.combine(day, time(minute // 60, minute % 60))
        at = departs.replace(tzinfo=ZoneInfo(stops[0].timezone))
        legs: list[Leg] = []
        for here, there in pairwise(stops):
            flown = timedelta(minutes=5 * round((35 + _km(here, there) / 13.2) / 5))
            arrives = (at.astimezone(UTC) + flown).astimezone(ZoneInfo(there.timezone))
            legs.append(Leg(airline, dice.randint(100, 2999), here, there, at, arrives))
            wait = timedelta(minutes=dice.randrange(70, 300, 5))
            at = (arrives.astimezone(UTC) + wait).astimezone(ZoneInfo(there.timezone))
        fare = self.usual_fare(stops[0], stops[-1])
        fare *= draw_between("0.96", "1.30", self._seed, "fare", *key)
        fare *= Decimal("0.9") if len(legs) > 1 else 1
        fare *= Decimal("1.12") if day.weekday() in (4, 6) else 1
        fare *= draw_between("0.96", "1.04", self._seed, "fare", *key, day, now.date())
        return Itinerary(number, tuple(legs), fare * _lead_factor((day - now.date()).days))

    def _apply_moves(self, route: str, found: list[Itinerary], now: datetime) -> list[Itinerary]:
        factor = Decimal(1)
        for move in self._moves.get(route, []):
            if move.until is not None and now >= move.until:
                continue
            if move.total is not None:
                factor = move.total / found[0].fare
            elif move.percent is not None:
                factor *= 1 + move.percent / 100
        return [Itinerary(i.number, i.legs, i.fare * factor) for i in found]


def _lead_factor(days_ahead: int) -> Decimal:
    return next((Decimal(f) for least, f in LEAD_TIMES if days_ahead >= least), Decimal(1))


def _km(a: Airport, b: Airport) -> float:
    return distance_km((a.latitude, a.longitude), (b.latitude, b.longitude))
