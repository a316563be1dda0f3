"""How often a supplier is asked what became of an order, and when a person is: pure."""

from datetime import timedelta
from itertools import accumulate

from domain.bookings.models import BookingState

# Suppliers may take 60 s for a call that books; after `SEND_SECONDS` it is given up, and whoever
# has written nothing down by `SENDER_LOST` is gone.
SEND_SECONDS = 75.0
SENDER_LOST = timedelta(seconds=120)
HOURLY = timedelta(hours=1)
# Most orders whose answer was lost are in the supplier's books within minutes.
SOON = tuple(timedelta(seconds=n) for n in (5, 10, 20, 40, 60, 120, 300, 300, 300, 600))
# An order "on request" waits for somebody at the hotel.
ON_REQUEST = tuple(
    timedelta(seconds=n) for n in (15, 30, 60, 120, 300, 600, 900, 1800, 1800, 3600, 3600, 3600)
)
MOST_HOURLY = 72
# A booking that was just confirmed is looked for in the supplier's books: it should stand once.
FIRST_CHECK = timedelta(minutes=1)


def pauses(state: BookingState) -> tuple[timedelta, ...]:
    """Return the pauses between looks until a person is asked."""
    return ON_REQUEST if state is BookingState.PENDING else SOON


def pause_after(state: BookingState, looks: int) -> timedelta | None:
    """Return how long to wait for the next look; None when it is not looked up any more.

    After a person was asked, it goes on hourly for three days: the supplier may be quicker.
    """
    early = pauses(state)
    if looks < len(early):
        return early[looks]
    return HOURLY if looks < len(early) + MOST_HOURLY else None


def needs_person(state: BookingState, looks: int) -> bool:
    """Say whether it was looked up often enough."""
    return looks >= len(pauses(state))


def answer_within(state: BookingState) -> timedelta:
    """Return within what time a traveller hears: all looks, and then from a person."""
    return list(accumulate(pauses(state)))[-1]
