"""The human queue: what no machine may settle, with everything that is needed to settle it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from domain.accounts.admin_notices import tell_admins
from domain.bookings.notices import ADMIN_CASE
from domain.bookings.values import Booking
from domain.errors import NotFound
from domain.unit_of_work import Database

MOST_LISTED = 20


class CaseKind(StrEnum):
    """Why a person is needed."""

    OUTCOME_UNKNOWN = "outcome_unknown"
    STILL_PENDING = "still_pending"
    CANCEL_UNKNOWN = "cancel_unknown"
    CANCEL_BY_HAND = "cancel_by_hand"
    OTHER_PRICE = "other_price"
    CHARGED_MORE = "charged_more"
    TERMS_CHANGED = "terms_changed"
    BOOKED_TWICE = "booked_twice"
    CANCELLED_THERE = "cancelled_there"
    NAME_BY_HAND = "name_by_hand"
    BOTH_STAND = "both_stand"
    REFUND_BY_HAND = "refund_by_hand"
    REFUND_DIFFERS = "refund_differs"


@dataclass(frozen=True, slots=True)
class Case:
    """An open case. `details` are short texts by name, for operators."""

    case_id: int
    booking_id: int
    user_id: int
    kind: CaseKind
    title: str
    details: dict[str, Any]
    opened_at: datetime


async def open_case(
    database: Database,
    kind: CaseKind,
    booking: Booking,
    now: datetime,
    **details: str,
) -> bool:
    """Open a case within the open transaction; False where the same one is open already."""
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
    case_id = await database.fetchval(
        """
        INSERT INTO booking_cases (booking_id, kind, details, opened_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (booking_id, kind) WHERE closed_at IS NULL DO NOTHING RETURNING id
        """,
        booking.booking_id,
        kind.value,
        known,
        now,
    )
    if case_id is None:
        return False
    values = {"kind": kind.value, "title": booking.title}
    await tell_admins(database, ADMIN_CASE, str(case_id), values, now)
    return True


async def has_case(database: Database, booking_id: int, kind: CaseKind, **details: str) -> bool:
    """Say whether such a case with these details is open, or was settled before."""
    found: bool = await database.fetchval(
        """
        SELECT EXISTS (SELECT 1 FROM booking_cases
                       WHERE booking_id = $1 AND kind = $2 AND details @> $3)
        """,
        booking_id,
        kind.value,
        details,
    )
    return found


async def close_cases(
    database: Database,
    booking_id: int,
    now: datetime,
    resolution: str,
    kinds: Collection[CaseKind] = tuple(CaseKind),
    admin_id: int | None = None,
) -> None:
    """Close a booking's open cases: the supplier has spoken, or an administrator has."""
    await database.execute(
        """
        UPDATE booking_cases SET closed_at = $2, resolution = $3, closed_by = $5
        WHERE booking_id = $1 AND closed_at IS NULL AND kind = ANY($4::text[])
        """,
        booking_id,
        now,
        resolution,
        [kind.value for kind in kinds],
        admin_id,
    )


_CASES = """
    SELECT q.id, q.booking_id, q.kind, q.details, q.opened_at, b.title, b.user_id
    FROM booking_cases q JOIN universal_bookings b ON b.id = q.booking_id
    WHERE q.closed_at IS NULL
"""


async def list_cases(database: Database) -> tuple[Case, ...]:
    """Return the open cases, the oldest first, up to `MOST_LISTED`."""
    rows = await database.fetch(f"{_CASES} ORDER BY q.opened_at, q.id LIMIT {MOST_LISTED}")
    return tuple(_case(row) for row in rows)


async def load_case(database: Database, case_id: int) -> Case:
    """Return an open case. Raises NotFound."""
    row = await database.fetchrow(f"{_CASES} AND q.id = $1", case_id)
    if row is None:
        raise NotFound("case")
    return _case(row)


def _case(row: Any) -> Case:
    return Case(
        row["id"],
        row["booking_id"],
        row["user_id"],
        CaseKind(row["kind"]),
        row["title"],
        row["details"],
        row["opened_at"],
    )
