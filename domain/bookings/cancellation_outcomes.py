"""Records what became of a cancellation: by its answer, by the supplier's books, by a person."""

from datetime import datetime, timedelta
from typing import Any

from domain.app import App
from domain.bookings.cases import close_cases, open_case
from domain.bookings.lifecycle import Actor, Event
from domain.bookings.models import BookingState
from domain.bookings.notices import NoticeKind, tell
from domain.bookings.queries.bookings import load_any, set_columns
from domain.bookings.queries.cases import CaseKind
from domain.bookings.rebooking.queries import is_given_up
from domain.bookings.steps import step
from domain.bookings.timetable import FIRST_CHECK, needs_person, pause_after
from domain.bookings.values import Booking
from domain.money import Money
from domain.suppliers.booking_outcomes import (
    BookingRecord,
    Cancelled,
    CancelNotSent,
    CancelOutcome,
    CancelPending,
    CancelRefusal,
    CancelRefused,
    CancelUnknown,
    PenaltyAbove,
    RecordState,
)

# Why a cancellation came to nothing, when a person found that out.
STANDS = "it stands"


async def settle_cancelling(
    app: App, booking: Booking, outcome: CancelOutcome, most: Money, now: datetime
) -> None:
    """Record the call's outcome."""
    async with app.pool.transaction():
        match outcome:
            case Cancelled(penalty, refund):
                await _cancelled(app, booking, penalty, refund, most, now)
            case CancelPending():
                await _look_soon(app, booking, "pending", now)
            case CancelUnknown(detail):
                await _look_soon(app, booking, detail, now)
            case CancelNotSent(reason):
                await _stands(app, booking, reason.value, now)
            case PenaltyAbove(risen):
                await _stands(app, booking, "penalty rose", now, quoted_penalty=risen.amount)
            case CancelRefused(reason, detail):
                await _stands(app, booking, reason.value, now)
                if reason is CancelRefusal.NOT_ONLINE:
                    await open_case(
                        app.pool, CaseKind.CANCEL_BY_HAND, booking, now,
                        most_penalty=_said(most), detail=detail,
                    )  # fmt: skip


async def _cancelled(
    app: App,
    booking: Booking,
    penalty: Money | None,
    refund: Money | None,
    most: Money | None,
    now: datetime,
) -> None:
    total = booking.terms.total
    if penalty is None and refund is not None and refund.currency == total.currency:
        penalty = total - refund
    await step(
        app.pool, booking.booking_id, Event.CANCELLED, Actor.SUPPLIER, now, "", look_at=None,
        looks=0, penalty=_in(penalty, total), refund=_in(refund, total),
    )  # fmt: skip
    await close_cases(
        app.pool, booking.booking_id, now, "cancelled",
        (CaseKind.CANCEL_UNKNOWN, CaseKind.CANCEL_BY_HAND),
    )  # fmt: skip
    cancelled = await load_any(booking.booking_id)
    if not await is_given_up(app.pool, booking.booking_id):
        # The rebooking reports on the booking it replaced, once it has ended.
        await tell(app.pool, NoticeKind.CANCELLED, cancelled, now)
    is_more = penalty is not None and most is not None and penalty.currency == most.currency
    if is_more and penalty is not None and most is not None and penalty > most:
        await open_case(
            app.pool, CaseKind.CHARGED_MORE, cancelled, now,
            agreed=_said(most), charged=_said(penalty),
        )  # fmt: skip


def _in(money: Money | None, total: Money) -> Any:
    """Return an amount in the booking's own currency, None in any other."""
    return money.amount if money is not None and money.currency == total.currency else None


async def _look_soon(app: App, booking: Booking, cause: str, now: datetime) -> None:
    pause = pause_after(BookingState.CANCEL_PENDING, 0) or timedelta(0)
    await step(
        app.pool, booking.booking_id, Event.CANCEL_TAKEN, Actor.SUPPLIER, now, cause,
        look_at=now + pause, looks=0,
    )  # fmt: skip


async def _stands(app: App, booking: Booking, cause: str, now: datetime, **columns: Any) -> None:
    await step(
        app.pool, booking.booking_id, Event.NOT_CANCELLED, Actor.SUPPLIER, now, cause,
        look_at=now + FIRST_CHECK, looks=0, **columns,
    )  # fmt: skip


async def settle_by_record(
    app: App, booking: Booking, record: BookingRecord | None, now: datetime
) -> None:
    """Record what the supplier's books say about a booking whose cancellation is open.

    That it still stands there does not prove that it will: after enough look-ups a person takes
    over.
    """
    async with app.pool.transaction():
        if record is not None and record.state is RecordState.CANCELLED:
            await cancelled_by_record(app, booking, record, now)
            return
        if booking.state is BookingState.CANCELLING:
            await step(
                app.pool, booking.booking_id, Event.CANCEL_TAKEN, Actor.SERVICE, now, "looked up"
            )
        looks = booking.looks + 1
        pause = pause_after(BookingState.CANCEL_PENDING, looks)
        await set_columns(
            app.pool, booking.booking_id, looks=looks,
            look_at=None if pause is None else now + pause,
        )  # fmt: skip
        if needs_person(BookingState.CANCEL_PENDING, looks):
            state = "nothing" if record is None else record.state.value
            opened = await open_case(
                app.pool, CaseKind.CANCEL_UNKNOWN, booking, now,
                supplier_says=state,
            )  # fmt: skip
            if opened:
                await tell(app.pool, NoticeKind.WITH_PEOPLE, booking, now)


async def cancelled_by_record(
    app: App, booking: Booking, record: BookingRecord, now: datetime
) -> None:
    """Record that the supplier's books show it as cancelled, with their charge."""
    await _cancelled(app, booking, record.charged, None, booking.quoted_penalty, now)


async def note_stands(app: App, booking: Booking, now: datetime) -> None:
    """Record that a person found the booking standing, and notify the traveller."""
    await step(
        app.pool, booking.booking_id, Event.NOT_CANCELLED, Actor.ADMIN, now, STANDS,
        look_at=now + FIRST_CHECK, looks=0,
    )  # fmt: skip
    await tell(app.pool, NoticeKind.NOT_CANCELLED, await load_any(booking.booking_id), now)


def _said(money: Money) -> str:
    return f"{money.amount} {money.currency}"
