"""What is not kept of bookings, and stays that are over."""

from datetime import datetime, timedelta

from domain.bookings.lifecycle import UNSENT, Actor, Event, WrongState
from domain.bookings.models import BookingState
from domain.bookings.queries import step
from domain.unit_of_work import Database

# Somebody who thinks about a rate for a week will see other prices anyway.
DRAFTS_FOR = timedelta(days=7)
# Sealed documents are kept until hotels have no more questions.
DOCUMENTS_FOR = timedelta(days=30)
# What was booked elsewhere and is over for so long is of no more use to its traveller.
NOTED_FOR = timedelta(days=730)


async def complete_stays(database: Database, now: datetime) -> int:
    """Close the bookings whose last day is over everywhere on earth; return how many."""
    rows = await database.fetch(
        "SELECT id FROM universal_bookings WHERE state = $1 AND coalesce(ends_on, starts_on) < $2"
        " AND (kind = 'hotel' OR supplier = 'outside')",
        BookingState.CONFIRMED.value,
        (now - timedelta(days=1)).date(),
    )
    for row in rows:
        try:
            async with database.transaction():
                await step(database, row["id"], Event.STAYED, Actor.SERVICE, now, "stay over")
        except WrongState:
            continue
    return len(rows)


async def forget_bookings(database: Database, now: datetime) -> None:
    """Remove drafts that nobody went on with, documents of stays that are over, and old notes."""
    await database.execute(
        "DELETE FROM universal_bookings WHERE supplier = 'outside'"
        " AND coalesce(ends_on, starts_on) < $1",
        (now - NOTED_FOR).date(),
    )
    await database.execute(
        "DELETE FROM universal_bookings WHERE state = ANY($1::text[]) AND changed_at < $2",
        [state.value for state in UNSENT],
        now - DRAFTS_FOR,
    )
    await database.execute(
        """
        UPDATE booking_guests g SET documents = NULL FROM universal_bookings b
        WHERE b.id = g.booking_id AND g.documents IS NOT NULL AND b.ends_on < $1
        """,
        (now - DOCUMENTS_FOR).date(),
    )
