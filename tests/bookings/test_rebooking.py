"""Booking again what got cheaper: what is shown, what is agreed to, and every way it can go."""

import asyncio
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from domain.accounts.travellers import Traveller
from domain.bookings.cancellation import (
    CancelBusy,
    CancelOffer,
    CancelRequested,
    cancel_booking,
    quote_cancelling,
)
from domain.bookings.models import BookingState as State
from domain.bookings.price_watches.ledger import read_savings
from domain.bookings.price_watches.models import SavingKind
from domain.bookings.queries.bookings import load_any, load_booking
from domain.bookings.rebooking.agreement import confirm_rebooking
from domain.bookings.rebooking.execution import carry_on_due
from domain.bookings.rebooking.models import RebookingStep as Step
from domain.bookings.rebooking.offer import offer_rebooking
from domain.bookings.rebooking.queries import load_rebooking
from domain.bookings.rebooking.results import (
    NotNow,
    NotOffered,
    Rebooked,
    RebookOffer,
    RebookResult,
)
from domain.bookings.reconciliation import look_up_due
from domain.bookings.values import Booking
from domain.errors import NotFound
from domain.money import Money
from domain.suppliers.booking_contract import Submission
from domain.suppliers.booking_outcomes import HoldOutcome, RecordState
from domain.suppliers.contract import CancelRule, Refundability, Supplier, SupplierError
from tests.bookings.conftest import Desk
from tests.fake_booker import FakeHolder, Killed, Mood


class Moving:
    """A booked room at the Palms that is sold for less now."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.app, self.booker = desk, desk.app, desk.booker
        ends = desk.scene.clock.now() + timedelta(days=9)
        self.palms = desk.scene.travclan.hotels["t2"]
        self.palms.rules = (
            CancelRule(None, ends, Money.of(0, "INR")),
            CancelRule(ends, None, Money.of(5_000, "INR")),
        )
        self.ends = ends

    async def booked(self) -> tuple[Traveller, Booking]:
        asha = await self.desk.scene.meet()
        booking = await self.desk.book(asha)
        assert booking.state is State.CONFIRMED
        self.palms.total = Decimal(4_000)
        self.booker.calls.clear()
        return asha, booking

    async def offered(self) -> tuple[Traveller, RebookOffer]:
        asha, booking = await self.booked()
        offer = await offer_rebooking(self.app, asha, booking.booking_id)
        assert isinstance(offer, RebookOffer)
        return asha, offer

    async def agree(self, asha: Traveller, offer: RebookOffer) -> RebookResult:
        found = offer.rebooking
        return await confirm_rebooking(self.app, asha, found.rebooking_id, found.review)

    async def settle(self, rounds: int = 40) -> None:
        """Let hours pass, with the jobs that a restarted process runs, until nothing is open."""
        more = 2
        for _ in range(rounds):
            open_ones = await self.app.pool.fetchval(
                "SELECT count(*) FROM rebookings WHERE step IN ('booking', 'cancelling')"
            )
            more = 2 if open_ones else more - 1
            if more < 0:
                return
            self.desk.scene.clock.advance(timedelta(minutes=10))
            for job in (look_up_due, carry_on_due):
                with suppress(Killed):
                    await job(self.app)


@pytest.fixture
def moving(desk: Desk) -> Moving:
    return Moving(desk)


async def test_the_new_one_is_booked_first_and_the_old_one_cancelled_after_it(
    moving: Moving,
) -> None:
    asha, offer = await moving.offered()
    assert (offer.saved.net, offer.rebooking.most_penalty) == (
        Money.of(1_000, "INR"),
        Money.of(1_000, "INR"),
    )
    assert (offer.new.named, offer.new.contact) == (offer.old.named, offer.old.contact)
    done = await moving.agree(asha, offer)
    assert isinstance(done, Rebooked)
    assert done.rebooking.step is Step.DONE
    assert (done.old.state, done.new.state) == (State.CANCELLED, State.CONFIRMED)
    acts = [call for call in moving.booker.calls if call in {"book", "cancel"}]
    assert acts == ["book", "cancel"]
    # The old one is read and the new one checked again; and right before the old one is given up,
    # the new one is seen to stand and the old one quoted again.
    agreed = moving.booker.calls[moving.booker.calls.index("book") - 3 :]
    assert agreed == [
        "details", "quote_cancellation", "recheck", "book", "details", "quote_cancellation",
        "cancel",
    ]  # fmt: skip
    [saved] = (await read_savings(moving.app.pool)).of(SavingKind.REALISED)
    assert saved.total == Money.of(1_000, "INR")
    assert (await moving.desk.told())[-1] == "booking_rebooked"
    assert await moving.desk.cases() == []


async def test_two_presses_and_two_devices_book_once(moving: Moving) -> None:
    asha, offer = await moving.offered()
    results = await asyncio.gather(*(moving.agree(asha, offer) for _ in range(3)))
    await moving.settle(4)
    assert all(isinstance(one, Rebooked) for one in results)
    assert moving.booker.calls.count("book") == 1
    assert moving.booker.calls.count("cancel") == 1
    assert len(moving.booker.standing) == 1


async def test_an_offer_of_before_and_a_stranger_book_nothing(moving: Moving) -> None:
    asha, first = await moving.offered()
    second = await offer_rebooking(moving.app, asha, first.old.booking_id)
    assert isinstance(second, RebookOffer)
    assert second.rebooking.rebooking_id == first.rebooking.rebooking_id
    assert isinstance(await moving.agree(asha, first), RebookOffer)
    stranger = await moving.desk.scene.meet(2)
    with pytest.raises(NotFound):
        await moving.agree(stranger, second)
    with pytest.raises(NotFound):
        await offer_rebooking(moving.app, stranger, first.old.booking_id)
    assert "book" not in moving.booker.calls


async def test_what_has_changed_since_the_offer_is_shown_anew(moving: Moving) -> None:
    asha, offer = await moving.offered()
    moving.booker.rate = lambda rate: replace(
        rate, quote=replace(rate.quote, total=Money.of(4_300, "INR"))
    )
    again = await moving.agree(asha, offer)
    assert isinstance(again, RebookOffer)
    assert again.is_anew
    assert again.saved.net == Money.of(700, "INR")
    moving.booker.penalty = Decimal(300)
    dearer = await moving.agree(asha, again)
    assert isinstance(dearer, RebookOffer)
    assert dearer.saved.net == Money.of(400, "INR")
    assert "book" not in moving.booker.calls


@pytest.mark.parametrize(
    ("total", "refundable", "penalty", "why"),
    [
        (5_000, Refundability.YES, 0, NotNow.NOT_CHEAPER),
        (4_000, Refundability.YES, 1_000, NotNow.NOT_CHEAPER),
        (4_000, Refundability.NO, 0, NotNow.NOT_SOLD),
        (None, Refundability.YES, 0, NotNow.NOT_SOLD),
    ],
)
async def test_what_saves_nothing_is_not_offered(
    moving: Moving, total: int | None, refundable: Refundability, penalty: int, why: NotNow
) -> None:
    asha, booking = await moving.booked()
    moving.palms.total = None if total is None else Decimal(total)
    moving.palms.refundable = refundable
    moving.booker.penalty = Decimal(penalty)
    found = await offer_rebooking(moving.app, asha, booking.booking_id)
    assert isinstance(found, NotOffered)
    assert found.reason is why


async def test_it_stops_where_the_penalty_is_no_longer_covered_and_tells_that_both_stand(
    moving: Moving,
) -> None:
    asha, offer = await moving.offered()

    async def penalty_rises() -> None:
        moving.booker.penalty = Decimal(1_500)

    moving.booker.before_answer = penalty_rises
    result = await moving.agree(asha, offer)
    assert isinstance(result, Rebooked)
    assert result.rebooking.step is Step.BOTH_STAND
    assert len(moving.booker.standing) == 2
    assert "cancel" not in moving.booker.calls
    assert await moving.desk.cases() == ["both_stand"]
    assert (await moving.desk.told())[-1] == "booking_both_stand"
    # The traveller may give up either one; then one stands, and the case is closed.
    quote = await quote_cancelling(moving.app, asha, offer.new.booking_id)
    assert isinstance(quote, CancelOffer)
    await cancel_booking(moving.app, asha, offer.new.booking_id, quote.quote.penalty)
    await moving.settle(6)
    assert (
        await load_rebooking(moving.app.pool, offer.rebooking.rebooking_id)
    ).step is Step.STOPPED
    assert await moving.desk.cases() == []
    assert (await load_booking(asha, offer.old.booking_id)).state is State.CONFIRMED


async def test_a_penalty_that_rises_and_is_covered_is_paid(moving: Moving) -> None:
    asha, offer = await moving.offered()

    async def penalty_rises() -> None:
        moving.booker.penalty = Decimal(600)

    moving.booker.before_answer = penalty_rises
    result = await moving.agree(asha, offer)
    assert isinstance(result, Rebooked)
    assert result.rebooking.step is Step.DONE
    [saved] = (await read_savings(moving.app.pool)).of(SavingKind.REALISED)
    assert saved.total == Money.of(400, "INR")


async def test_the_old_one_is_kept_where_the_new_one_is_gone_again(moving: Moving) -> None:
    asha, offer = await moving.offered()
    moving.booker.moods = {"details": [Mood.FINE, Mood.AWAY]}
    result = await moving.agree(asha, offer)
    assert isinstance(result, Rebooked)
    assert result.rebooking.step is Step.CANCELLING
    new = await load_any(offer.new.booking_id)
    moving.booker.set_state(new.client_ref, RecordState.CANCELLED)
    await moving.settle()
    assert (
        await load_rebooking(moving.app.pool, offer.rebooking.rebooking_id)
    ).step is Step.STOPPED
    assert (await load_booking(asha, offer.old.booking_id)).state is State.CONFIRMED
    assert "cancel" not in moving.booker.calls


async def test_nobody_else_cancels_either_of_them_meanwhile(moving: Moving) -> None:
    asha, offer = await moving.offered()
    quote = await quote_cancelling(moving.app, asha, offer.old.booking_id)
    assert isinstance(quote, CancelOffer)
    moving.booker.moods = {"book": [Mood.LOST_BEFORE]}
    await moving.agree(asha, offer)
    free = Money.of(0, "INR")
    busy = await cancel_booking(moving.app, asha, offer.old.booking_id, free)
    assert isinstance(busy, CancelBusy)
    assert isinstance(await quote_cancelling(moving.app, asha, offer.old.booking_id), CancelBusy)
    # When it hangs, the traveller decides: what is lost is with people by then.
    await moving.settle(10)
    late = await cancel_booking(moving.app, asha, offer.old.booking_id, free)
    assert isinstance(late, CancelRequested)


MOODS = [mood for mood in Mood if mood is not Mood.FINE]
# After these the supplier is asked for the outcome, which may fail as well.
OPEN = {Mood.LOST_BEFORE, Mood.LOST_AFTER, Mood.DUPLICATE, Mood.RAISES, Mood.KILLED_AFTER}
LOOKS = [Mood.AWAY, Mood.KILLED_BEFORE, Mood.KILLED_AFTER]
MATRIX = [
    *[("recheck", n, mood) for n in (1,) for mood in LOOKS],
    *[("book", 0, mood) for mood in MOODS],
    *[("details", n, mood) for n in (0, 1) for mood in LOOKS],
    *[("quote_cancellation", n, mood) for n in (0, 1) for mood in LOOKS],
    *[
        ("cancel", 0, mood)
        for mood in MOODS
        if mood not in {Mood.DUPLICATE, Mood.SOLD_OUT, Mood.PRICE, Mood.SESSION}
    ],
]


@pytest.mark.parametrize("then", [None, Mood.KILLED_AFTER], ids=str)
async def test_every_fault_at_every_call(moving: Moving, then: Mood | None) -> None:
    """Each fault at each call, alone and with the looks after it failing as well.

    Whatever happened: the traveller has a room, no confirm made two, and where the supplier's books
    hold two, a person has it and the traveller was told.
    """
    asha, offer = await moving.offered()
    matrix = [one for one in MATRIX if then is None or one[2] in OPEN]
    for number, (call, nth, mood) in enumerate(matrix):
        place = (call, nth, mood, then)
        looks = [] if then is None else [then]
        moving.booker.moods = {call: [*[Mood.FINE] * nth, mood], "find": looks}
        before = len(moving.booker.standing)
        assert before == 1, place
        with suppress(Killed, SupplierError):
            await moving.agree(asha, offer)
        await moving.settle()
        moving.booker.moods.clear()
        await agree(moving, offer, place)
        if number + 1 < len(matrix):
            offer = await moving_on(moving, asha)


async def agree(moving: Moving, offer: RebookOffer, place: object) -> None:
    """Check our word on a rebooking against the supplier's books."""
    found = await load_rebooking(moving.app.pool, offer.rebooking.rebooking_id)
    old, new = await load_any(found.old_id), await load_any(found.new_id)
    standing = {record.client_ref for record in moving.booker.standing}
    cases = await moving.desk.cases()
    assert standing, place
    assert standing <= {old.client_ref, new.client_ref}, place
    refs = [order.client_ref for order in moving.booker.orders]
    assert len(refs) == len(set(refs)), place
    match found.step:
        case Step.DONE:
            assert standing == {new.client_ref}, place
        case Step.STOPPED | Step.OFFERED:
            assert standing == {old.client_ref}, place
        case Step.BOTH_STAND:
            assert cases, place
        case _:
            assert cases, (place, old.state, new.state)


async def moving_on(moving: Moving, asha: Traveller) -> RebookOffer:
    """Begin again with its own booking, in the same scene."""
    moving.booker.books.clear()
    moving.booker.orders.clear()
    await moving.app.pool.execute("DELETE FROM universal_bookings")
    moving.palms.total = Decimal(5_000)
    booking = await moving.desk.book(asha)
    moving.palms.total = Decimal(4_000)
    offer = await offer_rebooking(moving.app, asha, booking.booking_id)
    assert isinstance(offer, RebookOffer)
    return offer


@pytest.fixture
def keeping(desk: Desk) -> Moving:
    """The same at a supplier that keeps rooms unpaid."""
    desk.booker = FakeHolder(Supplier.TRAVCLAN, desk.scene.clock)
    desk.app.suppliers.booking[Supplier.TRAVCLAN] = desk.booker
    return Moving(desk)


async def test_where_rooms_are_kept_the_old_one_is_quoted_before_the_new_one_is_booked(
    keeping: Moving,
) -> None:
    asha, offer = await keeping.offered()
    result = await keeping.agree(asha, offer)
    assert isinstance(result, Rebooked)
    assert result.rebooking.step is Step.DONE
    calls = keeping.booker.calls
    assert calls[calls.index("hold") :] == [
        "hold", "details", "quote_cancellation", "book", "details", "quote_cancellation", "cancel",
    ]  # fmt: skip
    assert len(keeping.booker.standing) == 1


async def test_what_is_not_covered_any_more_is_given_back_and_nobody_has_two(
    keeping: Moving,
) -> None:
    asha, offer = await keeping.offered()
    holder = keeping.booker
    assert isinstance(holder, FakeHolder)
    keep = holder.hold

    async def penalty_rises(submission: Submission) -> HoldOutcome:
        outcome = await keep(submission)
        holder.penalty = Decimal(1_500)
        return outcome

    holder.hold = penalty_rises  # type: ignore[method-assign]
    result = await keeping.agree(asha, offer)
    assert isinstance(result, Rebooked)
    assert (result.rebooking.step, result.rebooking.cause) == (Step.STOPPED, "penalty 1500.00 INR")
    assert holder.held == {}
    assert "book" not in holder.calls
    assert len(holder.standing) == 1
    assert await keeping.desk.cases() == []


@pytest.mark.parametrize(
    "mood",
    [
        Mood.AWAY, Mood.LOST_BEFORE, Mood.LOST_AFTER, Mood.SOLD_OUT, Mood.REFUSED, Mood.RAISES,
        Mood.KILLED_BEFORE, Mood.KILLED_AFTER,
    ],
)  # fmt: skip
async def test_a_room_that_was_not_kept_is_booked_without_it(keeping: Moving, mood: Mood) -> None:
    asha, offer = await keeping.offered()
    keeping.booker.moods = {"hold": [mood]}
    with suppress(Killed):
        await keeping.agree(asha, offer)
    await keeping.settle()
    assert keeping.booker.calls.count("hold") == 1
    await agree(keeping, offer, mood)
    found = await load_rebooking(keeping.app.pool, offer.rebooking.rebooking_id)
    assert found.step is Step.DONE
