"""The savings ledger's lines."""

from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from domain.bookings.price_watches.models import SavingKind
from domain.money import Money
from domain.unit_of_work import Database


class Sum(NamedTuple):
    """How many bookings in one currency had a result, and the sum."""

    kind: SavingKind
    bookings: int
    total: Money


async def put_saving(
    database: Database,
    booking_id: int,
    kind: SavingKind,
    saved: Money,
    *,
    by_word: bool,
    now: datetime,
) -> None:
    """Write a line, or raise the amount in the existing one."""
    await database.execute(
        """
        INSERT INTO savings (booking_id, kind, amount, currency, by_word, noted_at)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (booking_id, kind) DO UPDATE SET
            amount = greatest(savings.amount, excluded.amount), noted_at = excluded.noted_at
        """,
        booking_id,
        kind.value,
        saved.amount,
        saved.currency,
        by_word,
        now,
    )


async def drop_saving(database: Database, booking_id: int, kind: SavingKind) -> None:
    """Remove a booking's line of a kind."""
    await database.execute(
        "DELETE FROM savings WHERE booking_id = $1 AND kind = $2", booking_id, kind.value
    )


async def savings_of(database: Database, booking_id: int) -> dict[SavingKind, Money]:
    """Return a booking's lines."""
    rows = await database.fetch(
        "SELECT kind, amount, currency FROM savings WHERE booking_id = $1", booking_id
    )
    return {SavingKind(row["kind"]): Money.of(row["amount"], row["currency"]) for row in rows}


async def count_watched(database: Database) -> int:
    """Return how many bookings' prices were or are watched."""
    watched: int = await database.fetchval(
        """
        SELECT (SELECT count(*) FROM booking_watches WHERE trackable_id IS NOT NULL)
             + (SELECT count(*) FROM universal_bookings WHERE watched_by IS NOT NULL)
        """
    )
    return watched


async def sums_of_savings(database: Database) -> list[Sum]:
    """Return the sums over all bookings, the largest count first."""
    rows = await database.fetch(
        """
        SELECT kind, currency, count(*) AS bookings, sum(amount) AS total FROM savings
        GROUP BY kind, currency ORDER BY kind, count(*) DESC, currency
        """
    )
    return [
        Sum(SavingKind(row["kind"]), row["bookings"], Money.of(row["total"], row["currency"]))
        for row in rows
    ]


async def count_by_word(database: Database) -> int:
    """Return how many savings were reported by travellers."""
    by_word: int = await database.fetchval(
        "SELECT count(*) FROM savings WHERE by_word AND kind = 'realised'"
    )
    return by_word


async def lowest_told(database: Database, tracker_id: int, currency: str) -> Decimal | None:
    """Return the lowest price in a currency that a tracker has reported."""
    lowest: Decimal | None = await database.fetchval(
        """
        SELECT min(total) FROM tracker_alerts
        WHERE tracker_id = $1 AND currency = $2 AND state = 'sent'
        """,
        tracker_id,
        currency,
    )
    return lowest
