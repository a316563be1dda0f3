"""Compares two to four hotels of one search, each with the offer shown in the results."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from domain.accounts.travellers import Traveller
from domain.app import App
from domain.catalog.amenities import Amenity, amenities_of
from domain.errors import NotFound
from domain.exchange_rates.rates import NO_RATES, ExchangeRates
from domain.search.errors import TooFewToCompare, TooManyToCompare
from domain.search.queries.searches import keep_chosen, load_search, lock_chosen
from domain.search.ranking import metres_away
from domain.search.selection import WITH_BREAKFAST
from domain.search.values import FoundHotel, SearchOutcome, SearchView
from domain.suppliers.contract import Board, Refundability

LEAST_COMPARED = 2
MOST_COMPARED = 4


class Aspect(StrEnum):
    """The aspects in which one hotel can be better than another."""

    PRICE = "price"
    STARS = "stars"
    RATING = "rating"
    DISTANCE = "distance"
    BREAKFAST = "breakfast"
    REFUNDABLE = "refundable"


@dataclass(frozen=True, slots=True)
class Compared:
    """A hotel in a comparison. Unknown values are None; `metres` are as in the results."""

    hotel: FoundHotel
    metres: float | None
    breakfast: bool | None
    refundable: bool | None
    amenities: frozenset[Amenity]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Hotels side by side.

    `best` are the positions (from 0) of the best hotels for each aspect, none if all are the same.
    `common` are the amenities that all have.
    """

    search: SearchView
    hotels: tuple[Compared, ...]
    best: Mapping[Aspect, frozenset[int]]
    common: frozenset[Amenity]
    rates: ExchangeRates = NO_RATES


async def choose_hotel(
    app: App, traveller: Traveller, search_id: int, hotel_id: int, *, on: bool
) -> SearchView:
    """Add a hotel to the comparison or remove it; the choice is stored with the search.

    Raises NotFound for somebody else's search, and `TooManyToCompare`.
    """
    async with app.pool.transaction() as connection:
        chosen = await lock_chosen(connection, search_id, traveller.user_id)
        if chosen is None:
            raise NotFound("search")
        others = [one for one in chosen if one != hotel_id]
        if on and len(others) >= MOST_COMPARED:
            raise TooManyToCompare(MOST_COMPARED)
        await keep_chosen(connection, search_id, [*others, hotel_id] if on else others)
    return await load_search(app.pool, traveller, search_id)


def compare_chosen(outcome: SearchOutcome) -> Comparison:
    """Compare the chosen hotels that are still listed. Raises `TooFewToCompare`."""
    listed = {hotel.hotel_id: hotel for hotel in (*outcome.found, *outcome.hotels)}
    chosen = [listed[one] for one in outcome.search.chosen if one in listed]
    if len(chosen) < LEAST_COMPARED:
        raise TooFewToCompare(LEAST_COMPARED)
    return compare(chosen, outcome.search, outcome.rates)


def compare(
    hotels: Sequence[FoundHotel], search: SearchView, rates: ExchangeRates = NO_RATES
) -> Comparison:
    """Put hotels side by side."""
    compared = tuple(_compared(hotel, search) for hotel in hotels)
    scores: dict[Aspect, Callable[[Compared], float | Decimal | None]] = {
        Aspect.PRICE: lambda one: _cheapness(one.hotel, search.currency, rates),
        Aspect.STARS: lambda one: one.hotel.stars,
        Aspect.RATING: lambda one: one.hotel.rating,
        Aspect.DISTANCE: lambda one: None if one.metres is None else -one.metres,
        Aspect.BREAKFAST: lambda one: one.breakfast,
        Aspect.REFUNDABLE: lambda one: one.refundable,
    }
    best = {aspect: _best([score(one) for one in compared]) for aspect, score in scores.items()}
    common = frozenset.intersection(*(one.amenities for one in compared))
    return Comparison(search, compared, best, common, rates)


def _compared(hotel: FoundHotel, search: SearchView) -> Compared:
    quote = hotel.best.quote if hotel.best else None
    return Compared(
        hotel,
        metres_away(hotel, search),
        None if quote is None or quote.board is Board.UNKNOWN else quote.board in WITH_BREAKFAST,
        None
        if quote is None or quote.refundable is Refundability.UNKNOWN
        else quote.refundable is Refundability.YES,
        amenities_of(hotel.amenities),
    )


def _cheapness(hotel: FoundHotel, currency: str, rates: ExchangeRates) -> Decimal | None:
    """Return a score that is higher the less a stay costs; None if it cannot be compared."""
    worth = rates.worth(hotel.best.quote.total, currency) if hotel.best else None
    return None if worth is None else -worth


def _best(scores: Sequence[float | Decimal | None]) -> frozenset[int]:
    """Return the positions of the highest score, none if all known values are the same."""
    told = [score for score in scores if score is not None]
    if not told or max(told) is False or all(score == told[0] for score in told):
        return frozenset()
    return frozenset(number for number, score in enumerate(scores) if score == max(told))
