"""Booking a hotel, from the rate to its outcome, on the real database."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from domain.accounts.models import Role, User
from domain.bookings.drafts import begin_booking, books
from domain.bookings.errors import NotBookableHere
from domain.bookings.models import BookingState as State
from domain.bookings.queries.bookings import load_booking
from domain.bookings.review import review_booking
from domain.bookings.submission import Submitted, Unsent, confirm_booking
from domain.bookings.terms import Change
from domain.bookings.values import Booking, Need, Review
from domain.errors import NotFound
from domain.money import Money
from domain.suppliers.booking_outcomes import RecordState
from domain.suppliers.contract import Rate
from tests.bookings.conftest import Desk
from tests.fake_booker import Mood


async def test_a_rate_is_booked_and_its_receipt_told(desk: Desk) -> None:
    asha = await desk.scene.meet()
    booking = await desk.book(asha)
    assert booking.state is State.CONFIRMED
    assert booking.supplier_ref == "TC00001"
    assert booking.hotel_ref == "H1"
    assert list(desk.booker.books) == [booking.client_ref]
    assert await desk.told() == ["booking_confirmed"]
    steps = await desk.scene.rows("SELECT * FROM booking_transitions ORDER BY id")
    assert [(s["event"], s["actor"]) for s in steps] == [
        ("changed", "traveller"), ("changed", "traveller"), ("rechecked", "supplier"),
        ("submitted", "traveller"), ("confirmed", "supplier"),
    ]  # fmt: skip


async def test_a_draft_tells_what_is_missing(desk: Desk) -> None:
    asha = await desk.scene.meet()
    booking = await begin_booking(desk.app, asha, *await desk.rate(asha))
    assert booking.needs == (Need.NAMES, Need.CONTACT)
    assert await review_booking(desk.app, asha, booking.booking_id) == booking
    assert desk.booker.calls == []


async def test_two_taps_on_book_make_one_draft(desk: Desk) -> None:
    asha = await desk.scene.meet()
    page, rate = await desk.rate(asha)
    one, other = await asyncio.gather(
        begin_booking(desk.app, asha, page, rate), begin_booking(desk.app, asha, page, rate)
    )
    assert one.booking_id == other.booking_id


@pytest.mark.parametrize("taps", [2, 5])
async def test_many_taps_on_confirm_book_once(desk: Desk, taps: int) -> None:
    asha = await desk.scene.meet()
    review = await desk.review(asha)
    outcomes = await asyncio.gather(*(desk.confirm(asha, review) for _ in range(taps)))
    assert all(isinstance(one, Submitted) for one in outcomes)
    assert len(desk.booker.books) == 1
    assert desk.booker.calls.count("book") == 1


async def test_an_old_review_shows_the_new_one(desk: Desk) -> None:
    asha = await desk.scene.meet()
    old = await desk.review(asha)
    await review_booking(desk.app, asha, old.booking.booking_id)
    shown = await desk.confirm(asha, old)
    assert isinstance(shown, Review)
    assert desk.booker.books == {}


async def test_a_stranger_confirms_nothing(desk: Desk) -> None:
    review = await desk.review(await desk.scene.meet())
    stranger = await desk.scene.meet(2)
    with pytest.raises(NotFound):
        await desk.confirm(stranger, review)
    with pytest.raises(NotFound):
        await load_booking(stranger, review.booking.booking_id)
    assert desk.booker.books == {}


async def test_a_rate_of_a_website_is_not_booked_here(desk: Desk) -> None:
    asha = await desk.scene.meet()
    page, offered = await desk.rate(asha)
    elsewhere = replace(offered, rate=replace(offered.rate, seller="Booking.com"))
    assert not books(desk.app, elsewhere)
    with pytest.raises(NotBookableHere):
        await begin_booking(desk.app, asha, page, elsewhere)


def _dearer(rate: Rate) -> Rate:
    return replace(rate, quote=replace(rate.quote, total=Money.of("5100.50", "INR")))


def _cheaper(rate: Rate) -> Rate:
    return replace(rate, quote=replace(rate.quote, total=Money.of(1, "INR")))


@pytest.mark.parametrize("other", [_dearer, _cheaper])
async def test_another_price_is_a_new_review(desk: Desk, other: object) -> None:
    asha = await desk.scene.meet()
    desk.booker.rate = other  # type: ignore[assignment]
    review = await desk.review(asha)
    assert review.changed == {Change.PRICE}
    assert review.before is not None
    assert review.before.total == Money.of(5000, "INR")
    again = await review_booking(desk.app, asha, review.booking.booking_id)
    assert isinstance(again, Review)
    # What was shown is what was seen.
    assert desk.booker.rate is not None
    desk.booker.rate = None
    assert not again.changed


async def test_a_session_that_ran_out_is_renewed_where_the_terms_hold(desk: Desk) -> None:
    asha = await desk.scene.meet()
    review = await desk.review(asha)
    desk.scene.clock.advance(timedelta(hours=2))
    outcome = await desk.confirm(asha, review)
    assert isinstance(outcome, Submitted)
    assert outcome.booking.state is State.CONFIRMED
    assert desk.booker.calls == ["recheck", "recheck", "book"]


async def test_a_session_that_ran_out_shows_what_is_not_the_same(desk: Desk) -> None:
    asha = await desk.scene.meet()
    review = await desk.review(asha)
    desk.scene.clock.advance(timedelta(hours=2))
    desk.booker.rate = _dearer
    outcome = await desk.confirm(asha, review)
    assert isinstance(outcome, Review)
    assert outcome.changed == {Change.PRICE}
    assert desk.booker.books == {}


async def test_a_session_that_ends_on_the_way_is_sent_anew_under_another_reference(
    desk: Desk,
) -> None:
    asha = await desk.scene.meet()
    desk.booker.moods = {"book": [Mood.SESSION]}
    booking = await desk.book(asha)
    assert booking.state is State.CONFIRMED
    first, second = desk.booker.orders
    assert first.client_ref != second.client_ref
    attempts = await desk.scene.rows("SELECT outcome FROM booking_attempts ORDER BY id")
    assert [one["outcome"] for one in attempts] == ["SessionEnded", "Confirmed"]


async def test_sessions_that_end_again_and_again_end_in_a_review(desk: Desk) -> None:
    asha = await desk.scene.meet()
    desk.booker.moods = {"book": [Mood.SESSION, Mood.PRICE, Mood.SESSION]}
    review = await desk.review(asha)
    outcome = await desk.confirm(asha, review)
    assert isinstance(outcome, Review)
    assert len(desk.booker.orders) == 2


async def test_what_was_not_sent_can_be_sent_again(desk: Desk) -> None:
    asha = await desk.scene.meet()
    desk.booker.moods = {"book": [Mood.AWAY]}
    review = await desk.review(asha)
    outcome = await desk.confirm(asha, review)
    assert isinstance(outcome, Unsent)
    again = await desk.confirm(asha, review)
    assert isinstance(again, Submitted)
    assert again.booking.state is State.CONFIRMED
    assert len(desk.booker.books) == 1


async def test_sold_out_at_the_recheck_and_at_the_booking(desk: Desk) -> None:
    asha = await desk.scene.meet()
    draft = await desk.draft(asha)
    desk.booker.is_gone = True
    gone = await review_booking(desk.app, asha, draft.booking_id)
    assert isinstance(gone, Booking)
    assert gone.state is State.FAILED
    desk.booker.is_gone = False
    desk.booker.moods = {"book": [Mood.SOLD_OUT]}
    assert (await desk.book(asha)).state is State.FAILED
    assert desk.booker.books == {}


async def test_a_pending_order_is_looked_up_until_the_hotel_decides(desk: Desk) -> None:
    asha = await desk.scene.meet()
    desk.booker.moods = {"book": [Mood.PENDING]}
    booking = await desk.book(asha)
    assert booking.state is State.PENDING
    await desk.pass_time(timedelta(minutes=5))
    assert (await load_booking(asha, booking.booking_id)).state is State.PENDING
    desk.booker.set_state(booking.client_ref, RecordState.CONFIRMED)
    await desk.pass_time(timedelta(hours=1))
    assert (await load_booking(asha, booking.booking_id)).state is State.CONFIRMED
    assert await desk.told() == ["booking_confirmed"]


async def test_a_pending_order_that_nobody_decides_comes_to_a_person(desk: Desk) -> None:
    asha = await desk.scene.meet()
    desk.booker.moods = {"book": [Mood.PENDING]}
    booking = await desk.book(asha)
    await desk.pass_time(timedelta(hours=8), steps=60)
    assert await desk.cases() == ["still_pending"]
    assert await desk.told() == ["booking_with_people"]
    assert (await load_booking(asha, booking.booking_id)).state is State.PENDING


async def test_an_order_of_which_nothing_is_found_is_never_called_failed(desk: Desk) -> None:
    asha = await desk.scene.meet()
    desk.booker.moods = {"book": [Mood.LOST_BEFORE]}
    booking = await desk.book(asha)
    await desk.pass_time(timedelta(hours=2), steps=60)
    after = await load_booking(asha, booking.booking_id)
    assert after.state is State.UNKNOWN
    assert await desk.cases() == ["outcome_unknown"]
    assert await desk.told() == ["booking_with_people"]
    assert desk.booker.calls.count("book") == 1


async def test_a_booking_that_shows_late_closes_its_case(desk: Desk) -> None:
    asha = await desk.scene.meet()
    desk.booker.moods = {"book": [Mood.LOST_AFTER]}
    desk.booker.shows_bookings = False
    booking = await desk.book(asha)
    await desk.pass_time(timedelta(hours=2), steps=60)
    assert await desk.cases() == ["outcome_unknown"]
    desk.booker.shows_bookings = True
    await desk.pass_time(timedelta(hours=2), steps=10)
    assert (await load_booking(asha, booking.booking_id)).state is State.CONFIRMED
    assert await desk.cases() == []
    assert await desk.told() == ["booking_with_people", "booking_confirmed"]


async def test_another_price_in_the_supplier_s_books_comes_to_a_person(desk: Desk) -> None:
    asha = await desk.scene.meet()
    desk.booker.moods = {"book": [Mood.LOST_AFTER]}
    booking = await desk.book(asha)
    record = desk.booker.books[booking.client_ref]
    desk.booker.books[booking.client_ref] = replace(record, total=Money.of(9999, "INR"))
    await desk.pass_time(timedelta(minutes=5))
    assert (await load_booking(asha, booking.booking_id)).state is State.CONFIRMED
    assert await desk.cases() == ["other_price"]


async def test_many_confirm_the_last_room_at_once(desk: Desk) -> None:
    travellers = [await desk.scene.meet(number) for number in range(1, 21)]
    reviews = [(one, await desk.review(one)) for one in travellers]
    desk.booker.rooms_left = 1
    await asyncio.gather(*(desk.confirm(one, review) for one, review in reviews))
    states = [(await load_booking(one, review.booking.booking_id)).state for one, review in reviews]
    assert sorted(states) == [State.CONFIRMED, *[State.FAILED] * 19]


async def test_a_second_booking_of_the_same_days_is_pointed_out(desk: Desk) -> None:
    asha = await desk.scene.meet()
    await desk.book(asha)
    again = await desk.review(asha)
    assert again.twins == 1


async def test_confirming_goes_on_when_whoever_waits_leaves(desk: Desk) -> None:
    asha = await desk.scene.meet()
    review = await desk.review(asha)
    go = asyncio.Event()
    desk.booker.before_answer = go.wait  # type: ignore[assignment]
    waiting = asyncio.create_task(
        confirm_booking(desk.app, asha, review.booking.booking_id, review.booking.review)
    )
    while "book" not in desk.booker.calls:
        await asyncio.sleep(0.01)
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    go.set()
    for _ in range(500):
        booking = await load_booking(asha, review.booking.booking_id)
        if booking.state is not State.SUBMITTING:
            break
        await asyncio.sleep(0.01)
    assert booking.state is State.CONFIRMED


async def test_administrators_hear_once_a_day_that_the_account_at_a_supplier_did_not_pay(
    desk: Desk,
) -> None:
    asha = await desk.scene.meet()
    await User.filter(id=asha.user_id).update(role=Role.ADMIN)
    for chat_id in (2, 3):
        desk.booker.moods = {"book": [Mood.REFUSED]}
        booking = await desk.book(await desk.scene.meet(chat_id))
        assert booking.state is State.FAILED
    assert (await desk.told()).count("supplier_unpaid") == 1
