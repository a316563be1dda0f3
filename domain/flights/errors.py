"""Refusals of flight searches.

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
    """No airport has that name, and no place with an airport nearby."""

    text: str


@dataclass(eq=False)
class AirportAmbiguous(FlightRefused):
    """Several places have that name; `candidates` are pairs of a key for `endpoint_by_key` and a
    full name.
    """

    text: str
    candidates: tuple[tuple[str, FullName], ...]


@dataclass(eq=False)
class SameAirport(FlightRefused):
    """The flight would end where it begins."""

    place: FullName


@dataclass(eq=False)
class FlightInPast(FlightRefused):
    """The day of the flight is past."""

    day: date
    today: date


@dataclass(eq=False)
class FlightTooFarAhead(FlightRefused):
    """Airlines have not published timetables for that day."""

    day: date
    latest: date


@dataclass(eq=False)
class ReturnBeforeOutbound(FlightRefused):
    """The return is before the outbound flight."""

    outbound: date
    inbound: date


class FlightNotOffered(FlightRefused):
    """A flight from an earlier list is missing from the supplier's current answer."""
