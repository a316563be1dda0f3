"""Settles what suppliers left open; each act is logged with it."""

from domain.administration.audit import Act, Actor, Deed, note
from domain.app import App
from domain.bookings.case_resolution import (
    Finding,
    ask_again,
    record_named,
    settle_by_reference,
    settle_case,
)
from domain.bookings.cases import load_case
from domain.bookings.lifecycle import Actor as ByAdmin
from domain.bookings.notes import NoteKind, note_booking
from domain.bookings.queries.bookings import load_any
from domain.bookings.queries.cases import Case
from domain.suppliers.booking_outcomes import BookingRecord


async def settle(app: App, actor: Actor, case_id: int, finding: Finding) -> None:
    """Record what an administrator found out. Raises NotFound for a closed case."""
    async with app.pool.transaction():
        case = await load_case(app.pool, case_id)
        await settle_case(app, case, finding, actor.user_id or 0)
        await _note(app, actor, case, Act.CASE_SETTLED, {"finding": finding.value})


async def enter_reference(app: App, actor: Actor, case_id: int, supplier_ref: str) -> BookingRecord:
    """Settle a case with the supplier's own reference.

    Raises NotFound for a closed case, and a `SupplierError` for a reference that the supplier does
    not know.
    """
    case = await load_case(app.pool, case_id)
    record = await record_named(app, case, supplier_ref)
    async with app.pool.transaction():
        await settle_by_reference(app, case, record)
        found = {"reference": record.supplier_ref, "state": record.state.value}
        await _note(app, actor, case, Act.CASE_REFERENCE, found)
    return record


async def ask_supplier(app: App, actor: Actor, case_id: int) -> None:
    """Ask the supplier about a case's booking now; its answer may settle the case.

    Raises NotFound for a closed case, and a `SupplierError` if the supplier could not be asked.
    """
    case = await load_case(app.pool, case_id)
    await _note(app, actor, case, Act.CASE_ASKED, {})
    await ask_again(app, case_id)


async def note_report(app: App, actor: Actor, case_id: int, kind: NoteKind, text: str) -> None:
    """Record what the hotel reported about a case's booking, and notify the traveller.

    Raises NotFound for a closed case, and NoteTooLong.
    """
    async with app.pool.transaction():
        case = await load_case(app.pool, case_id)
        booking = await load_any(case.booking_id)
        await note_booking(app.pool, booking, kind, ByAdmin.ADMIN, app.clock.now(), text)
        await _note(app, actor, case, Act.CASE_NOTED, {"kind": kind.value})


async def _note(app: App, actor: Actor, case: Case, act: Act, found: dict[str, str]) -> None:
    deed = Deed(act, f"booking:{case.booking_id}", {"case": case.kind.value}, found)
    await note(app.pool, actor, deed, app.clock.now())
