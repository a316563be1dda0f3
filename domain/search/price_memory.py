"""The prices that searches and hotel pages have seen, kept by the day as history.

One row per day, supplier and stay, and only comparable prices: all-in totals in the currency asked
for. Rows have no foreign keys: they are written in bulk and deleted by age. Current prices come
from the newest words, `domain.search.newest_prices`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

from domain.exchange_rates.queries import exchange_rates
from domain.money import Money
from domain.search.newest_prices import FRESH, is_comparable, people_key
from domain.search.queries.price_memory import (
    Asked,
    cheapest_by_day,
    heard_by_day,
    keep_sightings,
    nights_by_day,
)
from domain.search.values import FoundHotel, SearchView
from domain.stay import Room
from domain.suppliers.contract import PriceQuestion, Quote, RateSheet, Supplier
from domain.unit_of_work import Database


@dataclass(frozen=True, slots=True)
class Sighting:
    """A supplier's all-in price for the requested stay at a hotel."""

    hotel_id: int
    supplier: Supplier
    total: Decimal
    observed_at: datetime


@dataclass(frozen=True, slots=True)
class KnownPrice:
    """The cheapest known price of a check-in day, and its `worth` in the counted currency."""

    total: Money
    worth: Money
    hotel_id: int
    observed_at: datetime


def _is_comparable(quote: Quote, currency: str) -> bool:
    return quote.total.currency == currency and is_comparable(quote)


def sightings_of(hotels: Iterable[FoundHotel], currency: str) -> list[Sighting]:
    """Return the prices in a list of hotels, for each supplier and hotel."""
    return [
        Sighting(hotel.hotel_id, offer.supplier, offer.quote.total.amount, offer.quote.observed_at)
        for hotel in hotels
        for offer in hotel.offers
        if _is_comparable(offer.quote, currency)
    ]


def sightings_on(hotel_id: int, sheets: Iterable[RateSheet], currency: str) -> list[Sighting]:
    """Return the prices in a hotel's rate sheets: each supplier's cheapest rate."""
    found = []
    for sheet in sheets:
        quotes = [rate.quote for rate in sheet.rates if _is_comparable(rate.quote, currency)]
        if quotes:
            best = min(quotes, key=lambda quote: quote.total.amount)
            found.append(
                Sighting(hotel_id, sheet.hotel.supplier, best.total.amount, best.observed_at)
            )
    return found


async def remember(
    pool: Database,
    destination_id: int,
    question: PriceQuestion,
    sightings: Iterable[Sighting],
) -> None:
    """Store what was seen; a day's last sighting replaces earlier ones."""
    by_key = {
        (seen.hotel_id, seen.supplier, seen.observed_at.astimezone(UTC).date()): seen
        for seen in sightings
    }
    if not by_key:
        return
    stay = question.stay
    await keep_sightings(
        pool,
        (destination_id, stay.check_in, stay.nights, people_key(stay.rooms), question.currency),
        [
            (hotel_id, supplier.value, day, seen.total, seen.observed_at)
            for (hotel_id, supplier, day), seen in by_key.items()
        ],
    )


async def known_prices(
    pool: Database,
    search: SearchView,
    nationality: str,
    days: tuple[date, date],
    now: datetime,
    hotel_id: int | None = None,
) -> dict[date, KnownPrice]:
    """Return the cheapest recent price of each check-in day from the first to the last of `days`.

    For a search's people and nights, by worth in its currency; for one hotel, or for all at its
    destination. Days without a price are absent.
    """
    rates = await exchange_rates(pool, now)
    asked = Asked.of(search, nationality, days, hotel_id)
    cheapest: dict[date, KnownPrice] = {}
    for one in await cheapest_by_day(pool, asked, now - FRESH):
        total = Money.of(one.total, one.currency)
        worth = rates.convert(total, search.currency)
        held = cheapest.get(one.check_in)
        if worth is not None and (held is None or worth < held.worth):
            cheapest[one.check_in] = KnownPrice(total, worth, one.hotel_id, one.observed_at)
    return cheapest


@dataclass(frozen=True, slots=True)
class DayWord:
    """A supplier's newest word on a hotel for a check-in day; `total` is None without a price."""

    hotel_id: int
    supplier: Supplier
    total: Money | None
    at: datetime


async def words_of_days(
    pool: Database,
    search: SearchView,
    nationality: str,
    days: tuple[date, date],
    since: datetime,
    hotel_id: int | None = None,
) -> dict[date, list[DayWord]]:
    """Return the words since `since` for a search's people and nights, by check-in day."""
    words: dict[date, list[DayWord]] = {}
    for one in await heard_by_day(pool, Asked.of(search, nationality, days, hotel_id), since):
        total = None if one.total is None else Money.of(one.total, one.currency)
        word = DayWord(one.hotel_id, one.supplier, total, one.observed_at)
        words.setdefault(one.check_in, []).append(word)
    return words


async def known_nights(
    pool: Database,
    destination_id: int,
    rooms: tuple[Room, ...],
    nationality: str,
    currency: str,
    days: tuple[date, date],
    now: datetime,
) -> dict[date, Money]:
    """Return the cheapest recent price a night by check-in day, from stays of any length.

    `days` are the first and the last; days without a price are absent. Prices in other currencies
    count by their worth.
    """
    rates = await exchange_rates(pool, now)
    place = (destination_id, people_key(rooms), nationality)
    nights: dict[date, Money] = {}
    for one in await nights_by_day(pool, *place, days, now - FRESH):
        night = rates.convert(Money.of(one.night, one.currency), currency)
        if night is not None:
            nights[one.check_in] = min(night, nights.get(one.check_in, night))
    return nights
