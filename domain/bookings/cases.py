"""The human queue: cases that no machine may settle, with everything needed to do so."""

from collections.abc import Collection
from datetime import datetime

from domain.accounts.admin_notices import tell_admins
from domain.bookings.notices import ADMIN_CASE
from domain.bookings.queries.cases import (
    Case,
    CaseKind,
    end_cases,
    insert_case,
    is_case,
    open_case_by_id,
    open_cases,
)
from domain.bookings.values import Booking
from domain.errors import NotFound
from domain.unit_of_work import Database

MOST_LISTED = 20


async def open_case(
    database: Database,
    kind: CaseKind,
    booking: Booking,
    now: datetime,
    **details: str,
) -> bool:
    """Open a case within the open transaction; False if the same one is open already."""
    known = {
        "supplier": booking.supplier.value,
        "client_ref": booking.client_ref,
        "supplier_ref": booking.supplier_ref or "",
        "hotel_id": booking.wanted.hotel.supplier_id,
        "stay": f"{booking.stay.check_in} – {booking.stay.check_out}",
        "total": f"{booking.terms.total.amount} {booking.terms.total.currency}",
        "state": booking.state.value,
        **details,
    }
    case_id = await insert_case(database, booking.booking_id, kind.value, known, now)
    if case_id is None:
        return False
    values = {"kind": kind.value, "title": booking.title}
    await tell_admins(database, ADMIN_CASE, str(case_id), values, now)
    return True


async def has_case(database: Database, booking_id: int, kind: CaseKind, **details: str) -> bool:
    """Return whether such a case with these details is open or was settled."""
    return await is_case(database, booking_id, kind.value, details)


async def close_cases(
    database: Database,
    booking_id: int,
    now: datetime,
    resolution: str,
    kinds: Collection[CaseKind] = tuple(CaseKind),
    admin_id: int | None = None,
) -> None:
    """Close a booking's open cases: the supplier has answered, or an administrator has decided."""
    await end_cases(database, booking_id, [kind.value for kind in kinds], now, resolution, admin_id)


async def list_cases(database: Database) -> tuple[Case, ...]:
    """Return the open cases, the oldest first, up to `MOST_LISTED`."""
    return tuple(await open_cases(database, MOST_LISTED))


async def load_case(database: Database, case_id: int) -> Case:
    """Return an open case. Raises NotFound."""
    stored = await open_case_by_id(database, case_id)
    if stored is None:
        raise NotFound("case")
    return stored
