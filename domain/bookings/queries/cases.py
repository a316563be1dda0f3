"""Cases for people to settle."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, NamedTuple

from domain.unit_of_work import Database


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


class Case(NamedTuple):
    """An open case with its booking, whose it is, and its stay.

    `details` are short texts by name, for operators; `total` is None for a draft.
    """

    case_id: int
    booking_id: int
    user_id: int
    kind: CaseKind
    title: str
    details: dict[str, Any]
    opened_at: datetime
    first_name: str
    starts_on: date
    ends_on: date | None
    total: Decimal | None
    currency: str


_CASES = """
    SELECT q.id AS case_id, q.booking_id, q.kind, q.details, q.opened_at, b.title, b.user_id,
           u.first_name, b.starts_on, b.ends_on, b.total, b.currency
    FROM booking_cases q JOIN universal_bookings b ON b.id = q.booking_id
        JOIN users u ON u.id = b.user_id
    WHERE q.closed_at IS NULL
"""


async def insert_case(
    database: Database, booking_id: int, kind: str, details: dict[str, Any], now: datetime
) -> int | None:
    """Store a case and return its id, None if the same one is open already."""
    case_id: int | None = await database.fetchval(
        """
        INSERT INTO booking_cases (booking_id, kind, details, opened_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (booking_id, kind) WHERE closed_at IS NULL DO NOTHING RETURNING id
        """,
        booking_id,
        kind,
        details,
        now,
    )
    return case_id


async def add_details(
    database: Database, booking_id: int, kind: str, details: dict[str, str]
) -> None:
    """Replace an open case's details that have the same names."""
    await database.execute(
        "UPDATE booking_cases SET details = details || $3"
        " WHERE booking_id = $1 AND kind = $2 AND closed_at IS NULL",
        booking_id,
        kind,
        details,
    )


async def is_case(database: Database, booking_id: int, kind: str, details: dict[str, str]) -> bool:
    """Return whether such a case with these details is or was open."""
    found: bool = await database.fetchval(
        """
        SELECT EXISTS (SELECT 1 FROM booking_cases
                       WHERE booking_id = $1 AND kind = $2 AND details @> $3)
        """,
        booking_id,
        kind,
        details,
    )
    return found


async def end_cases(
    database: Database,
    booking_id: int,
    kinds: Sequence[str],
    now: datetime,
    resolution: str,
    admin_id: int | None,
) -> None:
    """Close a booking's open cases of some kinds."""
    await database.execute(
        """
        UPDATE booking_cases SET closed_at = $2, resolution = $3, closed_by = $5
        WHERE booking_id = $1 AND closed_at IS NULL AND kind = ANY($4::text[])
        """,
        booking_id,
        now,
        resolution,
        list(kinds),
        admin_id,
    )


async def open_cases(database: Database, most: int) -> list[Case]:
    """Return the open cases, the oldest first."""
    return await database.fetch_as(Case, f"{_CASES} ORDER BY q.opened_at, q.id LIMIT $1", most)


async def oldest_opened(database: Database) -> datetime | None:
    """Return when the oldest open case was opened."""
    opened: datetime | None = await database.fetchval(
        "SELECT min(opened_at) FROM booking_cases WHERE closed_at IS NULL"
    )
    return opened


async def open_case_by_id(database: Database, case_id: int) -> Case | None:
    """Return an open case."""
    return await database.fetch_one_as(Case, f"{_CASES} AND q.id = $1", case_id)
