"""Prices seen by searches by the day, and current prices from the newest words."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from domain.search.newest_prices import people_key
from domain.search.values import SearchView
from domain.suppliers.contract import Supplier
from domain.unit_of_work import Database


class Asked(NamedTuple):
    """A question for prices by day: people, nights, first and last day; one hotel, or all there."""

    destination_id: int
    people: str
    nights: int
    nationality: str
    first: date
    last: date
    hotel_id: int | None

    @classmethod
    def of(
        cls, search: SearchView, nationality: str, days: tuple[date, date], hotel_id: int | None
    ) -> "Asked":
        """Return the question for a search's people and nights on other days."""
        stay = search.stay
        return cls(
            search.destination.destination_id, people_key(stay.rooms), stay.nights, nationality,
            *days, hotel_id,
        )  # fmt: skip


class DayPrice(NamedTuple):
    """The cheapest price of a check-in day in a currency."""

    check_in: date
    currency: str
    total: Decimal
    hotel_id: int
    observed_at: datetime


class Heard(NamedTuple):
    """A supplier's word on a hotel for a check-in day; no comparable price: `total` is None."""

    check_in: date
    hotel_id: int
    supplier: Supplier
    observed_at: datetime
    currency: str
    total: Decimal | None


class NightPrice(NamedTuple):
    """The cheapest price a night for a check-in day in a currency."""

    check_in: date
    currency: str
    night: Decimal


_ASKED = """
    destination_id = $1 AND people = $2 AND nights = $3 AND nationality = $4
    AND check_in BETWEEN $5 AND $6 AND ($7::bigint IS NULL OR hotel_id = $7) AND terms = ''
    AND observed_at > $8
"""


async def keep_sightings(
    database: Database,
    stay: tuple[int, date, int, str, str],
    seen: Sequence[tuple[int, str, date, Decimal, datetime]],
) -> None:
    """Store sightings of a stay; a day's last sighting replaces earlier ones.

    `stay` is (destination_id, check_in, nights, people, currency); `seen` are tuples of (hotel_id,
    supplier, day, total, moment).
    """
    await database.execute(
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
        *stay,
        *(list(column) for column in zip(*seen, strict=True)),
    )


async def forget_seen_prices(pool: Database, now: datetime, days: int) -> None:
    """Delete sightings older than `days`."""
    await pool.execute("DELETE FROM seen_prices WHERE seen_on < $1", (now - timedelta(days)).date())


async def cheapest_by_day(database: Database, asked: Asked, since: datetime) -> list[DayPrice]:
    """Return the cheapest price of each day and currency since then."""
    return await database.fetch_as(
        DayPrice,
        f"""
        SELECT DISTINCT ON (check_in, currency) check_in, currency, total, hotel_id, observed_at
        FROM newest_quotes WHERE {_ASKED} AND is_comparable
        ORDER BY check_in, currency, total
        """,
        *asked,
        since,
    )


async def heard_by_day(database: Database, asked: Asked, since: datetime) -> list[Heard]:
    """Return every word since then."""
    return await database.fetch_as(
        Heard,
        f"""
        SELECT check_in, hotel_id, supplier, observed_at, currency,
               CASE WHEN is_comparable THEN total END AS total
        FROM newest_quotes WHERE {_ASKED}
        """,
        *asked,
        since,
    )


async def nights_by_day(
    database: Database,
    destination_id: int,
    people: str,
    nationality: str,
    days: tuple[date, date],
    since: datetime,
) -> list[NightPrice]:
    """Return the cheapest price a night for each check-in day and currency, from stays of any
    length.
    """
    return await database.fetch_as(
        NightPrice,
        """
        SELECT check_in, currency, min(total / nights) AS night FROM newest_quotes
        WHERE destination_id = $1 AND people = $2 AND nationality = $3
          AND check_in BETWEEN $4 AND $5 AND observed_at > $6 AND terms = '' AND is_comparable
        GROUP BY check_in, currency
        """,
        destination_id,
        people,
        nationality,
        *days,
        since,
    )
