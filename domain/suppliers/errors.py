"""Questions about flights that no supplier accepts.

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
    """Airports, dates or people with which there is no flight."""


class NoFlyingAdult(FlightRefused):
    """No seats are sold to children alone."""


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
