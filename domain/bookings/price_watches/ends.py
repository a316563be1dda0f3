"""Ends watches: records what held or was missed, and stops looking."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from domain.app import App
from domain.bookings.models import BookingState
from domain.bookings.notices import NoticeKind, tell
from domain.bookings.price_watches.ledger import settle
from domain.bookings.price_watches.models import SavingKind
from domain.bookings.price_watches.queries import Closing, change_watch, to_close, watched_by
from domain.bookings.queries.bookings import load_any
from domain.money import Money
from domain.unit_of_work import Database

CANCELLED_EARLY = frozenset({BookingState.CANCELLED, BookingState.FAILED})


async def close_watches(app: App) -> int:
    """End the watches that are over and settle those past their deadline; return how many."""
    now = app.clock.now()
    closing = await to_close(app.pool, now)
    for watch in closing:
        await _close(app, watch, now)
    return len(closing)


async def _close(app: App, watch: Closing, now: datetime) -> None:
    """Close one, in one transaction with its notice."""
    booking_id, state = watch.booking_id, watch.state
    is_gone = state in CANCELLED_EARLY
    is_over = watch.is_over or state not in {
        BookingState.CONFIRMED, BookingState.CANCELLING, BookingState.CANCEL_PENDING,
    }  # fmt: skip
    async with app.pool.transaction():
        columns: dict[str, Any] = {"is_on": False} if is_over else {}
        if watch.is_due or is_gone:
            columns["settled_at"] = now
        await change_watch(app.pool, booking_id, **columns)
        if not watch.is_due or is_gone:
            return
        paid = Money.of(watch.total, watch.currency)
        kind = await settle(app.pool, booking_id, paid, now, has_held=_has_held(watch))
        if kind is SavingKind.HELD:
            await tell(app.pool, NoticeKind.PRICE_HELD, await load_any(booking_id), now)


def _has_held(watch: Closing) -> bool:
    """Return whether it was watched until now, its price was seen, and nobody sold it for less."""
    lowest = watch.lowest_total
    is_known = watch.is_on and watch.judged_at is not None
    return is_known and lowest is not None and lowest >= watch.total


async def stop_watching(database: Database, user_ids: Sequence[int]) -> None:
    """Stop these people's watches. Joins the open transaction."""
    for booking_id in await watched_by(database, user_ids):
        await change_watch(database, booking_id, is_on=False)
