"""Records what a person found out about a case, just like a supplier's answer.

The supplier is asked first wherever possible: its answer settles the case by itself.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.app import App
from domain.bookings.cancellation_outcomes import cancelled_by_record, note_stands
from domain.bookings.cases import close_cases, load_case
from domain.bookings.gateways import gateway_of
from domain.bookings.lead_guest import note_corrected_by_hand
from domain.bookings.lifecycle import UNSETTLED, Actor
from domain.bookings.models import BookingState
from domain.bookings.payment.refunds import refund_by_hand
from domain.bookings.queries.bookings import load_any, set_columns
from domain.bookings.queries.cases import Case, CaseKind
from domain.bookings.queries.transitions import transitions_of
from domain.bookings.reconciliation import look_up
from domain.bookings.settlement import desk_of
from domain.bookings.values import Booking
from domain.suppliers.booking_outcomes import BookingRecord, RecordState


class Finding(StrEnum):
    """What a person reports about a case."""

    NOT_BOOKED = "not_booked"
    STANDS = "stands"
    SEEN_TO = "seen_to"


@dataclass(frozen=True, slots=True)
class Step:
    """One transition of a booking, for operators."""

    event: str
    state: str
    actor: str
    cause: str
    at: datetime


async def steps_of(app: App, booking_id: int) -> tuple[Step, ...]:
    """Return a booking's transitions, the first one first."""
    return tuple(Step(*one) for one in await transitions_of(app.pool, booking_id))


async def ask_again(app: App, case_id: int) -> Booking:
    """Ask the supplier now, and return the updated booking.

    Raises NotFound for a closed case, and a `SupplierError` if the supplier could not be asked
    about a cancellation.
    """
    case = await load_case(app.pool, case_id)
    booking = await load_any(case.booking_id)
    if case.kind is CaseKind.CANCEL_BY_HAND and booking.supplier_ref is not None:
        record = await gateway_of(app, booking).details(booking.supplier_ref)
        if record.state is RecordState.CANCELLED:
            async with app.pool.transaction():
                await cancelled_by_record(app, booking, record, app.clock.now())
    else:
        await look_up(app, booking.booking_id)
    return await load_any(case.booking_id)


async def record_named(app: App, case: Case, supplier_ref: str) -> BookingRecord:
    """Look an order up by the reference that the supplier gave a person.

    Raises a `SupplierError` if the supplier knows no such booking.
    """
    return await gateway_of(app, await load_any(case.booking_id)).details(supplier_ref)


async def settle_by_reference(app: App, case: Case, record: BookingRecord) -> None:
    """Settle a case by the supplier's own record. Joins the open transaction."""
    booking = await load_any(case.booking_id)
    if booking.state in UNSETTLED:
        await set_columns(app.pool, booking.booking_id, supplier_ref=record.supplier_ref)
        await desk_of(app).settle_record(booking, record, app.clock.now())


async def settle_case(app: App, case: Case, finding: Finding, admin_id: int) -> None:
    """Record what a person found out. Joins the open transaction.

    Raises WrongState if the supplier answered first.
    """
    now = app.clock.now()
    booking = await load_any(case.booking_id)
    match finding:
        case Finding.NOT_BOOKED:
            desk = desk_of(app)
            await desk.fail(booking, Actor.ADMIN, "not booked, a person found", now)
        case Finding.STANDS if booking.state in {
            BookingState.CANCELLING,
            BookingState.CANCEL_PENDING,
        }:
            await note_stands(app, booking, now)
        case Finding.SEEN_TO if case.kind is CaseKind.REFUND_BY_HAND:
            await refund_by_hand(app, case.booking_id, admin_id)
        case Finding.SEEN_TO if case.kind is CaseKind.NAME_BY_HAND:
            await note_corrected_by_hand(app, case, now)
    await close_cases(app.pool, case.booking_id, now, finding.value, (case.kind,), admin_id)
