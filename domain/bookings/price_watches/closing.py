"""How a watch ends: what held, what was missed, and that it is looked at no longer."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from domain.app import App
from domain.bookings.models import BookingState
from domain.bookings.notices import Told, tell
from domain.bookings.price_watches.ledger import settle
from domain.bookings.price_watches.models import SavingKind
from domain.bookings.price_watches.queries import change_watch, to_close
from domain.bookings.queries import load_any
from domain.money import Money
from domain.unit_of_work import Database

CANCELLED_EARLY = frozenset({BookingState.CANCELLED, BookingState.FAILED})


async def close_watches(app: App) -> int:
    """End the watches that are over and settle those whose deadline has come; return how many."""
    now = app.clock.now()
    closing = await to_close(app.pool, now)
    for row in closing:
        await _close(app, row, now)
    return len(closing)


async def _close(app: App, row: Any, now: datetime) -> None:
    """Close one, in one transaction with what is told of it."""
    booking_id, state = row["booking_id"], BookingState(row["state"])
    is_gone = state in CANCELLED_EARLY
    is_over = row["is_over"] or state not in {
        BookingState.CONFIRMED, BookingState.CANCELLING, BookingState.CANCEL_PENDING,
    }  # fmt: skip
    async with app.pool.transaction():
        columns: dict[str, Any] = {"is_on": False} if is_over else {}
        if row["is_due"] or is_gone:
            columns["settled_at"] = now
        await change_watch(app.pool, booking_id, **columns)
        if not row["is_due"] or is_gone:
            return
        paid = Money.of(row["total"], row["currency"])
        kind = await settle(app.pool, booking_id, paid, now, has_held=_has_held(row))
        if kind is SavingKind.HELD:
            await tell(app.pool, Told.PRICE_HELD, await load_any(booking_id), now)


def _has_held(row: Any) -> bool:
    """Say whether it was looked at until now, and nobody was seen to sell it for less."""
    lowest = row["lowest_total"]
    is_known = row["is_on"] and row["judged_at"] is not None
    return is_known and (lowest is None or lowest >= row["total"])


async def stop_watching(database: Database, user_ids: Sequence[int]) -> None:
    """Watch no more for these people. Takes part in the transaction that is open."""
    rows = await database.fetch(
        """
        SELECT w.booking_id FROM booking_watches w JOIN universal_bookings b ON b.id = w.booking_id
        WHERE w.is_on AND b.user_id = ANY($1::bigint[]) ORDER BY w.trackable_id
        """,
        list(user_ids),
    )
    for row in rows:
        await change_watch(database, row["booking_id"], is_on=False)
