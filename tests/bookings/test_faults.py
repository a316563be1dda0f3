"""Every fault at every call, with the process killed before and after it: a generated matrix.

Afterwards the supplier's books and ours agree, or a person has the case; whatever happened, one
confirm has made one booking at most, and nothing was sent twice.
"""

from contextlib import suppress
from datetime import timedelta
from itertools import product

import pytest

from domain.bookings.cancellation import cancel_booking, quote_cancelling
from domain.bookings.lifecycle import UNSENT
from domain.bookings.models import BookingState as State
from domain.bookings.queries.bookings import load_booking
from domain.bookings.review import review_booking
from domain.bookings.values import Booking
from domain.money import Money
from domain.suppliers.booking_outcomes import RecordState
from domain.suppliers.contract import SupplierError
from tests.bookings.conftest import Desk
from tests.fake_booker import Killed, Mood

LOOKS = [None, Mood.AWAY, Mood.KILLED_BEFORE, Mood.KILLED_AFTER]
# After these the supplier is asked for the outcome, which may fail as well.
OPEN = {
    Mood.LOST_BEFORE, Mood.LOST_AFTER, Mood.DUPLICATE, Mood.RAISES, Mood.KILLED_BEFORE,
    Mood.KILLED_AFTER,
}  # fmt: skip
BOOKING = [
    *product(["recheck"], [Mood.AWAY, Mood.KILLED_BEFORE, Mood.KILLED_AFTER], [None]),
    *product(["book"], [mood for mood in Mood if mood not in {*OPEN, Mood.FINE}], [None]),
    *product(["book"], sorted(OPEN), LOOKS),
]
CANCELLING = [
    *product([Mood.AWAY, Mood.REFUSED], [None]),
    *product([*sorted(OPEN - {Mood.DUPLICATE}), Mood.PENDING], LOOKS),
]


async def _agree(desk: Desk, booking: Booking) -> None:
    """Check our word on a booking against the supplier's books."""
    record = desk.booker.books.get(booking.client_ref)
    state = None if record is None else record.state
    if await desk.cases():
        return
    match booking.state:
        case State.CONFIRMED:
            assert state is RecordState.CONFIRMED
        case State.CANCELLED:
            assert state is RecordState.CANCELLED
        case State.PENDING:
            assert state is RecordState.PENDING
        case State.FAILED:
            assert not desk.booker.standing
        case other:
            assert other in UNSENT, other
            assert not desk.booker.standing


@pytest.mark.parametrize(("call", "mood", "look"), BOOKING, ids=str)
async def test_booking_under_a_fault(desk: Desk, call: str, mood: Mood, look: Mood | None) -> None:
    asha = await desk.scene.meet()
    booking = await desk.draft(asha)
    desk.booker.moods = {call: [mood], "find": [look] if look else []}
    with suppress(Killed, SupplierError):
        review = await review_booking(desk.app, asha, booking.booking_id)
        if not isinstance(review, Booking):
            await desk.confirm(asha, review)
    for _ in range(40):
        with suppress(Killed):
            await desk.pass_time(timedelta(minutes=3), steps=2)
    after = await load_booking(asha, booking.booking_id)
    assert len(desk.booker.standing) <= 1
    assert desk.booker.calls.count("book") <= 2
    refs = [order.client_ref for order in desk.booker.orders]
    assert len(refs) == len(set(refs))
    if after.state in {State.UNKNOWN, State.SUBMITTING}:
        assert await desk.cases() == ["outcome_unknown"]
    await _agree(desk, after)


@pytest.mark.parametrize(("mood", "look"), CANCELLING, ids=str)
async def test_cancelling_under_a_fault(desk: Desk, mood: Mood, look: Mood | None) -> None:
    asha = await desk.scene.meet()
    booking = await desk.book(asha)
    await quote_cancelling(desk.app, asha, booking.booking_id)
    desk.booker.moods = {"cancel": [mood], "details": [look] if look else []}
    with suppress(Killed):
        await cancel_booking(desk.app, asha, booking.booking_id, Money.of(0, "INR"))
    for _ in range(40):
        with suppress(Killed):
            await desk.pass_time(timedelta(minutes=3), steps=2)
    after = await load_booking(asha, booking.booking_id)
    if after.state in {State.CANCELLING, State.CANCEL_PENDING}:
        assert await desk.cases() == ["cancel_unknown"]
    await _agree(desk, after)
    assert desk.booker.calls.count("cancel") == 1
