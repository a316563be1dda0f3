"""What no supplier takes of a question about flights.

::

    Refusal
    └── FlightRefused
        ├── NoFlyingAdult()
        ├── TooManyTravellers(travellers, most)
        └── InfantsWithoutLap(infants, adults)
"""

from dataclasses import dataclass

from domain.errors import Refusal


class FlightRefused(Refusal):
    """Airports, dates or people that make no flight."""


class NoFlyingAdult(FlightRefused):
    """Children alone are not sold a seat here."""


@dataclass(eq=False)
class TooManyTravellers(FlightRefused):
    """More people than seats sold in one request."""

    travellers: int
    most: int


@dataclass(eq=False)
class InfantsWithoutLap(FlightRefused):
    """More children under two than adults to hold them."""

    infants: int
    adults: int
