"""When a traveller is reminded of a booking: pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Generic, TypeVar
from zoneinfo import ZoneInfo

from domain.bookings.notices import NoticeKind
from domain.bookings.values import Booking

# Before the displayed deadline, which is two hours before the supplier's.
BEFORE_DEADLINE = (timedelta(days=7), timedelta(days=3), timedelta(days=1))
# The day before check-in, at this local time.
EVE_OF_STAY = time(10)


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Reminder(Generic[T]):
    """A reminder from an instant on; `name` tells it apart from the booking's others."""

    at: datetime
    told: T
    name: str


def last_fallen(
    planned: Iterable[Reminder[T]], since: datetime, now: datetime
) -> Reminder[T] | None:
    """Return the latest reminder, in planned order, due since then.

    Of several that were missed only the last is sent.
    """
    fallen = [one for one in planned if since < one.at <= now]
    return fallen[-1] if fallen else None


def next_at(planned: Iterable[Reminder[T]], now: datetime) -> datetime | None:
    """Return when the next reminder is due."""
    return min((one.at for one in planned if one.at > now), default=None)


def reminders(booking: Booking) -> tuple[Reminder[NoticeKind], ...]:
    """Return the reminders of a booking, the first one first."""
    planned = []
    deadline = booking.terms.deadline(booking.changed_at)
    if deadline is not None:
        planned = [
            Reminder(deadline.shown - span, NoticeKind.DEADLINE_NEAR, f"deadline-{span.days}")
            for span in BEFORE_DEADLINE
        ]
    eve = booking.stay.check_in - timedelta(days=1)
    there = datetime.combine(eve, EVE_OF_STAY, ZoneInfo(booking.time_zone))
    return (*planned, Reminder(there, NoticeKind.CHECK_IN_NEAR, "check-in"))


def due(booking: Booking, now: datetime) -> Reminder[NoticeKind] | None:
    """Return the latest reminder due since the booking was made, if it is still useful.

    Never one for a deadline that has passed.
    """
    last = last_fallen(reminders(booking), booking.changed_at, now)
    if last is not None and last.told is NoticeKind.DEADLINE_NEAR:
        return last if booking.terms.deadline(now) is not None else None
    return last


def next_after(booking: Booking, now: datetime) -> datetime | None:
    """Return when the next reminder is due."""
    return next_at(reminders(booking), now)
