"""Deletes what is no longer kept about bookings, and completes past stays."""

from datetime import datetime, timedelta

from domain.bookings.lifecycle import UNSENT, Actor, Event, WrongState
from domain.bookings.queries.transitions import drop_documents, drop_drafts, drop_noted, stays_over
from domain.bookings.steps import step
from domain.unit_of_work import Database

# Somebody who thinks about a rate for a week will see other prices anyway.
DRAFTS_FOR = timedelta(days=7)
# Sealed documents are kept until hotels have no more questions.
DOCUMENTS_FOR = timedelta(days=30)
# How long past bookings made elsewhere are kept.
NOTED_FOR = timedelta(days=730)


async def complete_stays(database: Database, now: datetime) -> int:
    """Complete bookings whose last day is over everywhere on earth; return how many."""
    over = await stays_over(database, (now - timedelta(days=1)).date())
    for booking_id in over:
        try:
            async with database.transaction():
                await step(database, booking_id, Event.STAYED, Actor.SERVICE, now, "stay over")
        except WrongState:
            continue
    return len(over)


async def forget_bookings(database: Database, now: datetime) -> None:
    """Remove abandoned drafts, documents of past stays, and old notes."""
    await drop_noted(database, (now - NOTED_FOR).date())
    await drop_drafts(database, [state.value for state in UNSENT], now - DRAFTS_FOR)
    await drop_documents(database, (now - DOCUMENTS_FOR).date())
