"""What every search and hotel page has seen: what stays cost by the day, kept as history.

One row per day, supplier and stay, and only prices that can be compared: all-in totals in the
currency asked for. Rows stand alone, without foreign keys: they are written many at a time and
forgotten by age. What days cost now is read from the newest words, `domain.search.newest`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from domain.exchange_rates.queries import exchange_rates
from domain.money import Money
from domain.search.newest import FRESH, is_comparable, people_key
from domain.search.values import FoundHotel, SearchView
from domain.stay import Room
from domain.suppliers.contract import PriceQuestion, Quote, RateSheet, Supplier
from domain.unit_of_work import Database


@dataclass(frozen=True, slots=True)
class Sighting:
    """A supplier's all-in price of a hotel for the stay that was asked for."""

    hotel_id: int
    supplier: Supplier
    total: Decimal
    observed_at: datetime


@dataclass(frozen=True, slots=True)
class KnownPrice:
    """The cheapest known price of a check-in day, and its `worth` in the currency counted in."""

    total: Money
    worth: Money
    hotel_id: int
    observed_at: datetime


def _is_comparable(quote: Quote, currency: str) -> bool:
    return quote.total.currency == currency and is_comparable(quote)


def sightings_of(hotels: Iterable[FoundHotel], currency: str) -> list[Sighting]:
    """Return what a list of hotels shows: each supplier's price of each."""
    return [
        Sighting(hotel.hotel_id, offer.supplier, offer.quote.total.amount, offer.quote.observed_at)
        for hotel in hotels
        for offer in hotel.offers
        if _is_comparable(offer.quote, currency)
    ]


def sightings_on(hotel_id: int, sheets: Iterable[RateSheet], currency: str) -> list[Sighting]:
    """Return what a hotel's rate sheets show: each supplier's cheapest rate."""
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
    """Keep what was seen; the last sighting of a day is that day's."""
    by_key = {
        (seen.hotel_id, seen.supplier, seen.observed_at.astimezone(UTC).date()): seen
        for seen in sightings
    }
    if not by_key:
        return
    await pool.execute(
        """
        INSERT INTO seen_prices (destination_id, check_in, nights, people, currency,
            hotel_id, supplier, seen_on, total, observed_at)
        SELECT $1, $2, $3, $4, $5, seen.* FROM unnest(
            $6::bigint[], $7::text[], $8::date[], $9::numeric[], $10::timestamptz[]
        ) AS seen
        ON CONFLICT (hotel_id, check_in, nights, people, currency, supplier, seen_on)
        DO UPDATE SET total = excluded.total, observed_at = excluded.observed_at,
            destination_id = excluded.destination_id
        WHERE seen_prices.observed_at <= excluded.observed_at
        """,
        destination_id,
        question.stay.check_in,
        question.stay.nights,
        people_key(question.stay.rooms),
        question.currency,
        [key[0] for key in by_key],
        [key[1].value for key in by_key],
        [key[2] for key in by_key],
        [seen.total for seen in by_key.values()],
        [seen.observed_at for seen in by_key.values()],
    )


async def forget_seen_prices(pool: Database, now: datetime, days: int) -> None:
    """Delete what was seen more than `days` ago."""
    await pool.execute("DELETE FROM seen_prices WHERE seen_on < $1", (now - timedelta(days)).date())


async def known_prices(
    pool: Database,
    search: SearchView,
    nationality: str,
    days: tuple[date, date],
    now: datetime,
    hotel_id: int | None = None,
) -> dict[date, KnownPrice]:
    """Return the cheapest recent price of each check-in day from the first to the last of `days`.

    For a search's people and nights, by worth in its currency; of one hotel, or of all at its
    destination. Days without one are absent.
    """
    rates = await exchange_rates(pool, now)
    rows = await pool.fetch(
        """
        SELECT DISTINCT ON (check_in, currency) check_in, currency, total, hotel_id, observed_at
        FROM newest_quotes
        WHERE destination_id = $1 AND people = $2 AND nights = $3
          AND nationality = $4 AND check_in BETWEEN $5 AND $6 AND observed_at > $7
          AND ($8::bigint IS NULL OR hotel_id = $8) AND terms = '' AND is_comparable
        ORDER BY check_in, currency, total
        """,
        search.destination.destination_id,
        people_key(search.stay.rooms),
        search.stay.nights,
        nationality,
        *days,
        now - FRESH,
        hotel_id,
    )
    cheapest: dict[date, KnownPrice] = {}
    for row in rows:
        total = Money(row["total"], row["currency"])
        worth = rates.convert(total, search.currency)
        held = cheapest.get(row["check_in"])
        if worth is not None and (held is None or worth < held.worth):
            known = KnownPrice(total, worth, row["hotel_id"], row["observed_at"])
            cheapest[row["check_in"]] = known
    return cheapest


@dataclass(frozen=True, slots=True)
class DayWord:
    """A supplier's newest word on a hotel from a check-in day on; `total` None is not a price."""

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
    """Return what was heard after `since` of a search's people and nights, by check-in day."""
    rows = await pool.fetch(
        """
        SELECT check_in, hotel_id, supplier, observed_at, currency,
               CASE WHEN is_comparable THEN total END AS total
        FROM newest_quotes
        WHERE destination_id = $1 AND people = $2 AND nights = $3
          AND nationality = $4 AND check_in BETWEEN $5 AND $6 AND observed_at > $7
          AND ($8::bigint IS NULL OR hotel_id = $8) AND terms = ''
        """,
        search.destination.destination_id,
        people_key(search.stay.rooms),
        search.stay.nights,
        nationality,
        *days,
        since,
        hotel_id,
    )
    words: dict[date, list[DayWord]] = {}
    for row in rows:
        total = None if row["total"] is None else Money(row["total"], row["currency"])
        word = DayWord(row["hotel_id"], Supplier(row["supplier"]), total, row["observed_at"])
        words.setdefault(row["check_in"], []).append(word)
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
    """Return the cheapest recent price of a night by check-in day, whatever the stays' lengths.

    `days` are the first and the last; days without a price are absent. Prices in other currencies
    count as what they are worth.
    """
    rates = await exchange_rates(pool, now)
    rows = await pool.fetch(
        """
        SELECT check_in, currency, min(total / nights) AS night FROM newest_quotes
        WHERE destination_id = $1 AND people = $2 AND nationality = $3
          AND check_in BETWEEN $4 AND $5 AND observed_at > $6 AND terms = '' AND is_comparable
        GROUP BY check_in, currency
        """,
        destination_id,
        people_key(rooms),
        nationality,
        *days,
        now - FRESH,
    )
    nights: dict[date, Money] = {}
    for row in rows:
        night = rates.convert(Money.of(row["night"], row["currency"]), currency)
        if night is not None:
            nights[row["check_in"]] = min(night, nights.get(row["check_in"], night))
    return nights
