"""The terms agreed to, for settling payments."""

from decimal import Decimal
from typing import Any, NamedTuple

from domain.bookings.models import BookingState
from domain.unit_of_work import Database


class Agreed(NamedTuple):
    """The terms that a traveller agreed to (as JSON), and the cost of a cancellation."""

    supplier: str
    agreed: dict[str, Any]
    currency: str
    penalty: Decimal | None
    quoted_penalty: Decimal | None
    refund: Decimal | None


class BookedAnew(NamedTuple):
    """A booking that replaces another, and its agreed terms (as JSON)."""

    id: int
    agreed: dict[str, Any]


class Review(NamedTuple):
    """A booking's state, and its current review."""

    state: BookingState
    review: int


async def agreed_of(database: Database, booking_id: int) -> Agreed | None:
    """Return a booking's agreed terms, or None."""
    return await database.fetch_one_as(
        Agreed,
        """
        SELECT supplier, agreed, currency, penalty, quoted_penalty, refund
        FROM universal_bookings WHERE id = $1 AND agreed IS NOT NULL
        """,
        booking_id,
    )


async def booked_anew(database: Database, booking_id: int) -> BookedAnew | None:
    """Return the replacement of a booking, if nobody paid for it."""
    return await database.fetch_one_as(
        BookedAnew,
        """
        SELECT n.id, n.agreed FROM rebookings r JOIN universal_bookings n ON n.id = r.new_id
        WHERE r.old_id = $1 AND r.step IN ('booking', 'cancelling', 'both_stand')
              AND n.state IN ('confirmed', 'completed') AND n.agreed IS NOT NULL
              AND NOT EXISTS (SELECT FROM payment_charges c WHERE c.booking_id = n.id)
        ORDER BY r.id DESC LIMIT 1
        """,
        booking_id,
    )


async def lock_review(connection: Database, booking_id: int) -> Review | None:
    """Lock a booking: of two payments for it one waits."""
    return await connection.fetch_one_as(
        Review,
        "SELECT state, review FROM universal_bookings WHERE id = $1 FOR UPDATE",
        booking_id,
    )
