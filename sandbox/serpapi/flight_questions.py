"""What a question about flights asks for."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sandbox.market import Market
from sandbox.market.currency import in_currency, whole
from sandbox.market.flights import CABINS
from sandbox.market.places import Airport

from .questions import NothingFound, Question, Refused

ROUND_TRIP, ONE_WAY = 1, 2
CHILD_SHARE, LAP_SHARE = Decimal("0.8"), Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Trip:
    """What is flown, and for whom; `back` is None one way."""

    origins: tuple[Airport, ...]
    destinations: tuple[Airport, ...]
    out: date
    back: date | None
    cabin: int
    seats: Decimal
    currency: str

    @property
    def kind(self) -> str:
        return "One way" if self.back is None else "Round trip"


def read_trip(market: Market, question: Question) -> Trip:
    """Read what is asked for; raises `Refused` for what cannot be."""
    kind = question.number("type", ROUND_TRIP)
    if kind not in (ROUND_TRIP, ONE_WAY):
        raise Refused(400, f"Unsupported `{kind}` value for the `type` parameter.")
    origins, destinations = (
        _read_airports(market, question.required(name)) for name in ("departure_id", "arrival_id")
    )
    out = question.day("outbound_date")
    back = question.day("return_date") if kind == ROUND_TRIP else None
    if out < market.today or (back is not None and back < out):
        raise Refused(400, "`outbound_date` cannot be in the past nor after `return_date`.")
    cabin = question.number("travel_class", 1)
    if cabin not in CABINS:
        raise Refused(400, f"Unsupported `{cabin}` value for the `travel_class` parameter.")
    if not origins or not destinations or set(origins) & set(destinations):
        raise NothingFound
    seats = (
        question.number("adults", 1)
        + question.number("children") * CHILD_SHARE
        + question.number("infants_in_seat") * CHILD_SHARE
        + question.number("infants_on_lap") * LAP_SHARE
    )
    return Trip(origins, destinations, out, back, cabin, seats, question.currency)


def _read_airports(market: Market, text: str) -> tuple[Airport, ...]:
    """Return the airports that a list of codes names; unknown ones are passed over."""
    known = (market.geography.airport(code) for code in dict.fromkeys(text.upper().split(",")))
    return tuple(airport for airport in known if airport is not None)


def price_of(trip: Trip, fare: Decimal) -> int:
    return whole(in_currency(fare * Decimal(CABINS[trip.cabin][1]) * trip.seats, trip.currency))
