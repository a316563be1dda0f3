"""A room that its supplier keeps unpaid, between the invoice and the payment."""

import asyncio
from datetime import timedelta

import pytest

from domain.accounts.travellers import Traveller
from domain.bookings.drafts import set_requests
from domain.bookings.holds import KEPT_FOR, release_unused
from domain.bookings.models import BookingState
from domain.bookings.payment.checkout import Approved, Refused, approve_checkout
from domain.bookings.payment.invoice import Invoiced, confirm_or_ask
from domain.bookings.review import review_booking
from domain.bookings.submission import Submitted
from domain.suppliers.contract import Supplier
from tests.bookings.conftest import Desk
from tests.bookings.test_paying import Till, asha, port, settings, till
from tests.fake_booker import FakeHolder, Mood

__all__ = ["asha", "port", "settings", "till"]


@pytest.fixture
def holder(desk: Desk) -> FakeHolder:
    """The desk's supplier, who keeps rooms."""
    holder = FakeHolder(Supplier.TRAVCLAN, desk.scene.clock)
    desk.booker = holder
    desk.app.suppliers.booking[Supplier.TRAVCLAN] = holder
    return holder


async def test_the_last_room_is_kept_for_whoever_was_sent_the_invoice(
    till: Till, asha: Traveller, holder: FakeHolder
) -> None:
    holder.rooms_left = 1
    review = await till.desk.review(asha)
    booking = review.booking
    found = await confirm_or_ask(till.app, asha, booking.booking_id, booking.review)
    assert isinstance(found, Invoiced)
    assert found.kept_until == holder.clock.now() + holder.hold_life
    assert holder.rooms_left == 0
    calls = len(holder.calls)
    outcome = await till.pay(asha, found.invoice)
    assert isinstance(outcome, Submitted)
    assert outcome.booking.state is BookingState.CONFIRMED
    # Nobody was asked for what is kept.
    assert "recheck" not in holder.calls[calls:]
    assert holder.held == {}
    await till.settle(2)
    await till.agree()


async def test_two_devices_that_ask_for_the_invoice_have_one_room_kept(
    till: Till, asha: Traveller, holder: FakeHolder
) -> None:
    booking = (await till.desk.review(asha)).booking
    found = await asyncio.gather(
        *(confirm_or_ask(till.app, asha, booking.booking_id, booking.review) for _ in range(3))
    )
    assert all(isinstance(one, Invoiced) for one in found)
    assert holder.calls.count("hold") == 1
    assert len(holder.held) == 1


async def test_what_is_edited_gives_the_room_back_before_it_is_asked_for_again(
    till: Till, asha: Traveller, holder: FakeHolder
) -> None:
    holder.rooms_left = 1
    invoice = await till.invoice(asha)
    await set_requests(till.app, asha, invoice.booking_id, "late arrival")
    assert isinstance(await approve_checkout(till.app, till.payment(invoice)), Refused)
    await review_booking(till.app, asha, invoice.booking_id)
    assert holder.calls[-2:] == ["release", "recheck"]
    assert (holder.held, holder.rooms_left) == ({}, 1)


@pytest.mark.parametrize("mood", [Mood.AWAY, Mood.LOST_BEFORE, Mood.LOST_AFTER, Mood.RAISES])
async def test_a_room_that_is_not_kept_is_asked_for_at_the_checkout(
    till: Till, asha: Traveller, holder: FakeHolder, mood: Mood
) -> None:
    holder.moods = {"hold": [mood]}
    invoice = await till.invoice(asha)
    calls = len(holder.calls)
    assert isinstance(await till.pay(asha, invoice), Submitted)
    assert holder.calls[calls:] == ["recheck", "book"]
    await till.agree()


async def test_a_room_that_is_kept_no_longer_is_asked_for_at_the_checkout(
    till: Till, asha: Traveller, holder: FakeHolder
) -> None:
    invoice = await till.invoice(asha)
    holder.clock.advance(holder.hold_life - timedelta(minutes=1))  # type: ignore[attr-defined]
    assert isinstance(await approve_checkout(till.app, till.payment(invoice)), Approved)
    assert holder.calls[-2:] == ["release", "recheck"]


async def test_a_room_that_nobody_pays_for_is_given_back(
    till: Till, asha: Traveller, holder: FakeHolder
) -> None:
    holder.hold_life = timedelta(days=20)
    await till.invoice(asha)
    assert await release_unused(till.app) == 0
    till.desk.scene.clock.advance(KEPT_FOR + timedelta(seconds=1))
    assert await release_unused(till.app) == 1
    assert holder.held == {}
    assert await release_unused(till.app) == 0
