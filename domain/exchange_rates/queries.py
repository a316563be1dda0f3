"""The stored rates: read together, written source by source."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache

from domain.exchange_rates.contract import Published, RateSource
from domain.exchange_rates.rates import ExchangeRates, Reference, rates_on
from domain.unit_of_work import Database


@dataclass(frozen=True, slots=True)
class SourceHealth:
    """A source's health: its last answer, the day of its rates, its current problem."""

    source: str
    answered_at: datetime | None
    day: date | None
    problem: str | None


async def _told(pool: Database) -> str:
    """Return every rate as one text: it is read at each update and changes once a day."""
    told: str | None = await pool.fetchval(
        """
        SELECT string_agg(concat_ws(' ', currency, per_euro, day, source), ',' ORDER BY id)
        FROM exchange_rates
        """
    )
    return told or ""


@lru_cache(maxsize=2)
def _references(told: str) -> tuple[Reference, ...]:
    rows = (one.split(" ") for one in told.split(",") if one)
    return tuple(
        Reference(currency, Decimal(per_euro), date.fromisoformat(day), RateSource(source))
        for currency, per_euro, day, source in rows
    )


@lru_cache(maxsize=2)
def _rates(today: date, told: str) -> ExchangeRates:
    return rates_on(today, _references(told))


async def claim_due(
    pool: Database, sources: Iterable[RateSource], now: datetime, pause: timedelta
) -> frozenset[RateSource]:
    """Claim the sources that are due; no other process gets them for `pause`."""
    rows = await pool.fetch(
        """
        INSERT INTO exchange_rate_sources (source, due_at)
        SELECT source, $2::timestamptz + $3::interval FROM unnest($1::text[]) AS asked (source)
        ON CONFLICT (source) DO UPDATE SET due_at = excluded.due_at
        WHERE exchange_rate_sources.due_at <= $2
        RETURNING source
        """,
        [source.value for source in sources],
        now,
        pause,
    )
    return frozenset(RateSource(row["source"]) for row in rows)


async def keep_published(
    connection: Database,
    source: RateSource,
    published: Published,
    now: datetime,
    due_at: datetime,
) -> None:
    """Store a source's rates; a rate that it no longer publishes stays until it is too old."""
    await connection.execute(
        """
        INSERT INTO exchange_rates (source, currency, per_euro, day)
        SELECT $1, told.currency, told.per_euro, $2
        FROM unnest($3::text[], $4::numeric[]) AS told (currency, per_euro)
        ON CONFLICT (source, currency) DO UPDATE
            SET per_euro = excluded.per_euro, day = excluded.day
        """,
        source.value,
        published.day,
        list(published.per_euro),
        list(published.per_euro.values()),
    )
    await connection.execute(
        """
        UPDATE exchange_rate_sources SET answered_at = $2, due_at = $3, day = $4, problem = NULL
        WHERE source = $1
        """,
        source.value,
        now,
        due_at,
        published.day,
    )


async def note_problem(pool: Database, source: RateSource, detail: str) -> None:
    """Store why a source did not answer."""
    await pool.execute(
        "UPDATE exchange_rate_sources SET problem = $2 WHERE source = $1",
        source.value,
        detail[:100],
    )


async def read_source_health(pool: Database) -> tuple[SourceHealth, ...]:
    """Return the health of each source that was ever asked."""
    rows = await pool.fetch(
        "SELECT source, answered_at, day, problem FROM exchange_rate_sources ORDER BY source"
    )
    return tuple(
        SourceHealth(row["source"], row["answered_at"], row["day"], row["problem"]) for row in rows
    )


async def exchange_rates(pool: Database, now: datetime) -> ExchangeRates:
    """Return the current rates."""
    return _rates(now.date(), await _told(pool))
