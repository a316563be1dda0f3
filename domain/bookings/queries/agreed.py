"""What was agreed to of bookings, for those who settle what is paid."""

from decimal import Decimal
from typing import Any, NamedTuple

from domain.bookings.models import BookingState
from domain.unit_of_work import Database


class Agreed(NamedTuple):
    """What a traveller agreed to (as JSON), and what a cancellation came to."""

    supplier: str
    agreed: dict[str, Any]
    currency: str
    penalty: Decimal | None
    quoted_penalty: Decimal | None
    refund: Decimal | None


class BookedAnew(NamedTuple):
    """A booking in the place of another, and what was agreed to there (as JSON)."""

    id: int
    agreed: dict[str, Any]


class Review(NamedTuple):
    """A booking's state, and which of its reviews counts."""

    state: BookingState
    review: int


async def agreed_of(database: Database, booking_id: int) -> Agreed | None:
    """Return what was agreed to of a booking, None where nothing was."""
    return await database.fetch_one_as(
        Agreed,
        """
        SELECT supplier, agreed, currency, penalty, quoted_penalty, refund
        FROM universal_bookings WHERE id = $1 AND agreed IS NOT NULL
        """,
        booking_id,
    )


async def booked_anew(database: Database, booking_id: int) -> BookedAnew | None:
    """Return the booking that was made in place of one and that nobody paid for."""
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
    """Hold a booking: of two payments for it one is second."""
    return await connection.fetch_one_as(
        Review,
        "SELECT state, review FROM universal_bookings WHERE id = $1 FOR UPDATE",
        booking_id,
    )
