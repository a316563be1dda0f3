"""Plans and sends reminders of bookings made elsewhere."""

from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter

from domain.app import App
from domain.bookings.models import BookingKind, BookingState
from domain.bookings.noted_bookings.queries import claim_due, set_look
from domain.bookings.noted_bookings.rebooking_outcome import has_been_cheaper
from domain.bookings.noted_bookings.values import Noted
from domain.bookings.queries.people import reader_of
from domain.bookings.reminders import BEFORE_DEADLINE, EVE_OF_STAY, Reminder, last_fallen, next_at
from domain.outbox.queries.messages import put_messages
from domain.outbox.values import ChannelName, NewMessage
from domain.suppliers.cancel_rules import Deadline
from domain.unit_of_work import Database

NOTED: TypeAdapter[Noted] = TypeAdapter(Noted)
MOST_CLAIMED = 50
CLAIM = timedelta(seconds=60)


class NotedTold(StrEnum):
    """The reminders a traveller gets about a booking made elsewhere."""

    DEADLINE_NEAR = "noted_deadline_near"
    TOMORROW = "noted_tomorrow"
    DID_YOU_REBOOK = "noted_did_you_rebook"


def reminders(noted: Noted) -> tuple[Reminder[NotedTold], ...]:
    """Return a booking's reminders: of its deadline, and on the eve; insurance has none."""
    planned = []
    if noted.free_until is not None:
        shown = Deadline(noted.free_until).shown
        planned = [
            Reminder(shown - span, NotedTold.DEADLINE_NEAR, f"deadline-{span.days}")
            for span in BEFORE_DEADLINE
        ]
        if noted.watched_by is not None and noted.price is not None:
            asked = Reminder(noted.free_until, NotedTold.DID_YOU_REBOOK, "rebooked")
            planned.append(asked)
    if noted.kind is not BookingKind.INSURANCE:
        eve = noted.starts_on - timedelta(days=1)
        there = datetime.combine(eve, EVE_OF_STAY, ZoneInfo(noted.time_zone or "UTC"))
        planned.append(Reminder(there, NotedTold.TOMORROW, "eve"))
    return tuple(sorted(planned, key=lambda one: one.at))


def due(noted: Noted, now: datetime) -> Reminder[NotedTold] | None:
    """Return the latest reminder due since it was noted, if it is still useful."""
    last = last_fallen(reminders(noted), noted.changed_at, now)
    if last is None or noted.state is not BookingState.CONFIRMED:
        return None
    if last.told is NotedTold.DEADLINE_NEAR:
        is_over = noted.free_until is None or Deadline(noted.free_until).shown <= now
        return None if is_over else last
    is_question = last.told is NotedTold.DID_YOU_REBOOK
    return last if is_question or now.date() <= noted.starts_on else None


def next_after(noted: Noted, now: datetime) -> datetime | None:
    """Return when the next reminder is due."""
    return next_at(reminders(noted), now)


async def remind_due(app: App) -> int:
    """Send due reminders of bookings made elsewhere; return how many were looked at.

    Two processes never send the same one.
    """
    now = app.clock.now()
    claimed = await claim_due(app.pool, now, now + CLAIM, MOST_CLAIMED)
    for noted in claimed:
        async with app.pool.transaction():
            reminder = due(noted, now)
            if reminder is not None and await _helps(app.pool, reminder, noted, now):
                await _tell(app.pool, reminder, noted, now)
            await set_look(app.pool, noted.booking_id, next_after(noted, now))
    return len(claimed)


async def _helps(
    database: Database, reminder: Reminder[NotedTold], noted: Noted, now: datetime
) -> bool:
    """Return whether it is useful: the question about rebooking needs a reported lower price."""
    if reminder.told is not NotedTold.DID_YOU_REBOOK:
        return True
    return await has_been_cheaper(database, noted, now)


async def _tell(
    database: Database, reminder: Reminder[NotedTold], noted: Noted, now: datetime
) -> None:
    """Notify the traveller once, even during quiet hours: a deadline does not wait."""
    reader = await reader_of(database, noted.user_id, noted.chat_id)
    if reader is None:
        return
    message = NewMessage(
        ChannelName.TELEGRAM,
        str(noted.chat_id),
        reminder.told.value,
        f"{reminder.told.value}:{noted.booking_id}:{reminder.name}:{noted.changed_at.timestamp():.0f}",
        reader.language,
        reader.region,
        {
            "noted": NOTED.dump_python(noted, mode="json"),
            "zone": reader.time_zone,
            "quiet": [None, None, reader.time_zone],
        },
        noted.user_id,
    )
    await put_messages(database, [message], now)
