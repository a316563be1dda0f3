"""Ends a rebooking: one booking stands, or both do and a person takes over; notifies the
traveller.
"""

from datetime import datetime, timedelta
from typing import Any

from domain.app import App
from domain.bookings.cases import close_cases, open_case
from domain.bookings.notices import NoticeKind, tell
from domain.bookings.price_watches.ledger import note_realised
from domain.bookings.price_watches.saving import all_in
from domain.bookings.queries.bookings import load_any
from domain.bookings.queries.cases import CaseKind
from domain.bookings.rebooking.lifecycle import Event
from domain.bookings.rebooking.queries import move
from domain.bookings.rebooking.values import RebookingView
from domain.bookings.values import Booking
from domain.money import Money
from domain.payments.queries.charges import void_invoices

# Whether one of the two was given up in the meantime.
BOTH_LOOKED_AT = timedelta(minutes=10)


async def finish(app: App, found: RebookingView, old: Booking, new: Booking) -> None:
    """Record that only the new one stands and what was saved, and notify the traveller."""
    now, saved = app.clock.now(), realised(old, new)
    columns: dict[str, Any] = {} if saved is None else {"saving": saved.amount}
    async with app.pool.transaction():
        await move(
            app.pool, found.rebooking_id, Event.OLD_CANCELLED, now, look_at=None,
            leased_until=None, **columns,
        )  # fmt: skip
        await _close(app, old, now)
        if saved is not None and saved.amount > 0:
            await note_realised(app.pool, old.booking_id, saved, now)
        await tell(
            app.pool, NoticeKind.REBOOKED, new, now, str(found.rebooking_id),
            saved=None if saved is None else str(saved.amount),
        )  # fmt: skip


def realised(old: Booking, new: Booking) -> Money | None:
    """Return the realised saving, given the supplier's charge; None if unknown."""
    paid, costs = all_in(old.terms), all_in(new.terms)
    charged = old.penalty if old.penalty is not None else old.quoted_penalty
    if paid is None or costs is None or charged is None:
        return None
    if len({paid.currency, costs.currency, charged.currency}) > 1:
        return None
    return paid - costs - charged


async def stop(app: App, found: RebookingView, event: Event, cause: str) -> None:
    """Record that only the old one stands, and notify the traveller."""
    now, old = app.clock.now(), await load_any(found.old_id)
    async with app.pool.transaction():
        await move(app.pool, found.rebooking_id, event, now, cause, look_at=None, leased_until=None)
        # Nothing may pay for the new one any more.
        await void_invoices(app.pool, found.new_id)
        await _close(app, old, now)
        await tell(app.pool, NoticeKind.REBOOK_STOPPED, old, now, str(found.rebooking_id))


async def keep_both(app: App, found: RebookingView, cause: str) -> None:
    """Hand it to a person, and tell the traveller that both bookings stand."""
    now, old, new = app.clock.now(), await load_any(found.old_id), await load_any(found.new_id)
    async with app.pool.transaction():
        await move(
            app.pool, found.rebooking_id, Event.OLD_KEPT, now, cause,
            look_at=now + BOTH_LOOKED_AT, leased_until=None,
        )  # fmt: skip
        await open_case(
            app.pool, CaseKind.BOTH_STAND, old, now, why=cause,
            new_reference=new.supplier_ref or "", new_client_ref=new.client_ref,
            most_penalty=f"{found.most_penalty.amount} {found.most_penalty.currency}",
        )  # fmt: skip
        await tell(app.pool, NoticeKind.BOTH_STAND, old, now, str(found.rebooking_id))


async def _close(app: App, old: Booking, now: datetime) -> None:
    await close_cases(app.pool, old.booking_id, now, "one stands", (CaseKind.BOTH_STAND,))
