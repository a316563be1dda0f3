"""How often a supplier is asked about an order, and when a person takes over: pure."""

from datetime import timedelta
from itertools import accumulate

from domain.bookings.models import BookingState

# Suppliers may take 60 s to book; after `SEND_SECONDS` the call is given up, and a sender that has
# recorded nothing by `SENDER_LOST` is gone.
SEND_SECONDS = 75.0
SENDER_LOST = timedelta(seconds=120)
HOURLY = timedelta(hours=1)
# Most orders with a lost answer are in the supplier's books within minutes.
SOON = tuple(timedelta(seconds=n) for n in (5, 10, 20, 40, 60, 120, 300, 300, 300, 600))
# An order "on request" waits for somebody at the hotel.
ON_REQUEST = tuple(
    timedelta(seconds=n) for n in (15, 30, 60, 120, 300, 600, 900, 1800, 1800, 3600, 3600, 3600)
)
MOST_HOURLY = 72
# A newly confirmed booking is looked up in the supplier's books: it should be there exactly once.
FIRST_CHECK = timedelta(minutes=1)


def pauses(state: BookingState) -> tuple[timedelta, ...]:
    """Return the pauses between look-ups until a person takes over."""
    return ON_REQUEST if state is BookingState.PENDING else SOON


def pause_after(state: BookingState, looks: int) -> timedelta | None:
    """Return how long to wait for the next look-up; None if there is none.

    After that, look-ups go on hourly for three days: the supplier may answer first.
    """
    early = pauses(state)
    if looks < len(early):
        return early[looks]
    return HOURLY if looks < len(early) + MOST_HOURLY else None


def needs_person(state: BookingState, looks: int) -> bool:
    """Return whether it was looked up often enough."""
    return looks >= len(pauses(state))


def answer_within(state: BookingState) -> timedelta:
    """Return how soon a traveller hears: after all look-ups, and a person's."""
    return list(accumulate(pauses(state)))[-1]
