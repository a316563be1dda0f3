"""Cancelling a booking, for what was shown and no more."""

import asyncio
from datetime import timedelta
from decimal import Decimal

import pytest

from domain.bookings.cancellation import (
    CancelDeclined,
    CancelOffer,
    CancelRequested,
    CancelUnsent,
    cancel_booking,
    quote_cancelling,
)
from domain.bookings.models import BookingState as State
from domain.bookings.queries.bookings import load_booking
from domain.errors import NotFound
from domain.money import Money
from domain.suppliers.booking_outcomes import RecordState
from tests.bookings.conftest import Desk
from tests.fake_booker import Mood

FREE = Money.of(0, "INR")


async def test_cancelling_shows_what_it_costs_and_does_it_once(desk: Desk) -> None:
    asha = await desk.scene.meet()
    booking = await desk.book(asha)
    desk.booker.penalty = Decimal(1500)
    offer = await quote_cancelling(desk.app, asha, booking.booking_id)
    assert isinstance(offer, CancelOffer)
    assert offer.quote.penalty == Money.of(1500, "INR")
    assert offer.quote.refund == Money.of(3500, "INR")
    outcomes = await asyncio.gather(
        *(cancel_booking(desk.app, asha, booking.booking_id, offer.quote.penalty) for _ in "123")
    )
    assert all(isinstance(one, CancelRequested) for one in outcomes)
    after = await load_booking(asha, booking.booking_id)
    assert (after.state, after.penalty) == (State.CANCELLED, Money.of(1500, "INR"))
    assert desk.booker.calls.count("cancel") == 1
    assert await desk.told() == ["booking_confirmed", "booking_cancelled"]


async def test_a_penalty_that_rose_stops_and_is_shown(desk: Desk) -> None:
    asha = await desk.scene.meet()
    booking = await desk.book(asha)
    await quote_cancelling(desk.app, asha, booking.booking_id)
    desk.booker.penalty = Decimal(5000)
    risen = await cancel_booking(desk.app, asha, booking.booking_id, FREE)
    assert isinstance(risen, CancelOffer)
    assert (risen.raised_from, risen.quote.penalty) == (FREE, Money.of(5000, "INR"))
    assert (await load_booking(asha, booking.booking_id)).state is State.CONFIRMED
    again = await cancel_booking(desk.app, asha, booking.booking_id, risen.quote.penalty)
    assert isinstance(again, CancelRequested)
    assert again.booking.state is State.CANCELLED


async def test_a_button_of_an_earlier_quote_quotes_again(desk: Desk) -> None:
    asha = await desk.scene.meet()
    booking = await desk.book(asha)
    shown = await cancel_booking(desk.app, asha, booking.booking_id, Money.of(1, "INR"))
    assert isinstance(shown, CancelOffer)
    assert "cancel" not in desk.booker.calls


async def test_a_stranger_cancels_nothing(desk: Desk) -> None:
    booking = await desk.book(await desk.scene.meet())
    stranger = await desk.scene.meet(2)
    with pytest.raises(NotFound):
        await quote_cancelling(desk.app, stranger, booking.booking_id)
    with pytest.raises(NotFound):
        await cancel_booking(desk.app, stranger, booking.booking_id, FREE)
    assert desk.booker.standing


async def test_what_cannot_be_cancelled_online_comes_to_a_person(desk: Desk) -> None:
    asha = await desk.scene.meet()
    booking = await desk.book(asha)
    await quote_cancelling(desk.app, asha, booking.booking_id)
    desk.booker.moods = {"cancel": [Mood.REFUSED]}
    declined = await cancel_booking(desk.app, asha, booking.booking_id, FREE)
    assert isinstance(declined, CancelDeclined)
    assert declined.by_hand
    assert await desk.cases() == ["cancel_by_hand"]


async def test_a_supplier_that_is_away_leaves_the_booking_as_it_is(desk: Desk) -> None:
    asha = await desk.scene.meet()
    booking = await desk.book(asha)
    await quote_cancelling(desk.app, asha, booking.booking_id)
    desk.booker.moods = {"cancel": [Mood.AWAY]}
    unsent = await cancel_booking(desk.app, asha, booking.booking_id, FREE)
    assert isinstance(unsent, CancelUnsent)
    assert unsent.booking.state is State.CONFIRMED


async def test_a_cancellation_that_the_supplier_keeps_open(desk: Desk) -> None:
    asha = await desk.scene.meet()
    booking = await desk.book(asha)
    await quote_cancelling(desk.app, asha, booking.booking_id)
    desk.booker.moods = {"cancel": [Mood.PENDING]}
    await cancel_booking(desk.app, asha, booking.booking_id, FREE)
    assert (await load_booking(asha, booking.booking_id)).state is State.CANCEL_PENDING
    await desk.pass_time(timedelta(minutes=10))
    desk.booker.set_state(booking.client_ref, RecordState.CANCELLED)
    await desk.pass_time(timedelta(minutes=20))
    assert (await load_booking(asha, booking.booking_id)).state is State.CANCELLED


async def test_a_cancellation_that_never_came_is_told_by_a_person(desk: Desk) -> None:
    asha = await desk.scene.meet()
    booking = await desk.book(asha)
    await quote_cancelling(desk.app, asha, booking.booking_id)
    desk.booker.moods = {"cancel": [Mood.LOST_BEFORE]}
    await cancel_booking(desk.app, asha, booking.booking_id, FREE)
    await desk.pass_time(timedelta(hours=2), steps=60)
    assert await desk.cases() == ["cancel_unknown"]
    assert (await desk.told())[-1] == "booking_with_people"
    assert desk.booker.calls.count("cancel") == 1


async def test_more_charged_than_was_agreed_comes_to_a_person(desk: Desk) -> None:
    asha = await desk.scene.meet()
    booking = await desk.book(asha)
    await quote_cancelling(desk.app, asha, booking.booking_id)
    desk.booker.moods = {"cancel": [Mood.LOST_BEFORE]}
    await cancel_booking(desk.app, asha, booking.booking_id, FREE)
    desk.booker.charge(booking.client_ref, Decimal(700))
    await desk.pass_time(timedelta(minutes=30))
    assert (await load_booking(asha, booking.booking_id)).state is State.CANCELLED
    assert await desk.cases() == ["charged_more"]
