"""What is refused of flights.

::

    FlightRefused
    ├── AirportUnknown(text)
    ├── AirportAmbiguous(text, candidates)
    ├── SameAirport(place)
    ├── FlightInPast(day, today)
    ├── FlightTooFarAhead(day, latest)
    ├── ReturnBeforeOutbound(outbound, inbound)
    └── FlightNotOffered()
"""

from dataclasses import dataclass
from datetime import date

from domain.full_names import FullName
from domain.suppliers.errors import FlightRefused


@dataclass(eq=False)
class AirportUnknown(FlightRefused):
    """No airport, and no place with one near, has that name."""

    text: str


@dataclass(eq=False)
class AirportAmbiguous(FlightRefused):
    """Several have that name; `candidates` are pairs of a key that finds it and its full name."""

    text: str
    candidates: tuple[tuple[str, FullName], ...]


@dataclass(eq=False)
class SameAirport(FlightRefused):
    """The flight would end where it begins."""

    place: FullName


@dataclass(eq=False)
class FlightInPast(FlightRefused):
    """The day of the flight is over."""

    day: date
    today: date


@dataclass(eq=False)
class FlightTooFarAhead(FlightRefused):
    """Airlines have no timetable so far ahead."""

    day: date
    latest: date


@dataclass(eq=False)
class ReturnBeforeOutbound(FlightRefused):
    """The way back lies before the way out."""

    outbound: date
    inbound: date


class FlightNotOffered(FlightRefused):
    """A flight that was listed before is not in the supplier's present answer."""
