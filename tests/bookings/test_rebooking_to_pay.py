"""Booking again what was not paid for here, where stays are paid in the chat: paid first."""

from dataclasses import replace
from typing import Any

import pytest
from pydantic import SecretStr

from domain.accounts.travellers import Traveller
from domain.bookings.models import BookingState as State
from domain.bookings.payment.checkout import (
    Approved,
    CheckoutRefusal,
    Refused,
    approve_checkout,
)
from domain.bookings.payment.fulfilment import book_paid
from domain.bookings.payment.receipts import receive_payment
from domain.bookings.queries.bookings import load_any
from domain.bookings.rebooking.models import RebookingStep as Step
from domain.bookings.rebooking.offer import offer_rebooking
from domain.bookings.rebooking.queries import load_rebooking
from domain.bookings.rebooking.results import NotNow, NotOffered, RebookOffer, ToPay
from domain.money import Money
from domain.payments.values import Invoice, Payment
from tests.bookings.conftest import Desk
from tests.bookings.test_rebooking import Moving


@pytest.fixture
async def unpaid(desk: Desk) -> tuple[Moving, Traveller, RebookOffer]:
    """An offer of somebody who booked before stays were paid in the chat."""
    moving = Moving(desk)
    asha, booking = await moving.booked()
    token = SecretStr("284685063:TEST:MzQ1Njc4")
    settings = moving.app.settings.model_copy(update={"payment_provider_token": token})
    moving.app = replace(moving.app, settings=settings)
    offer = await offer_rebooking(moving.app, asha, booking.booking_id)
    assert isinstance(offer, RebookOffer)
    return moving, asha, offer


async def paid_for(moving: Moving, asha: Traveller, invoice: Invoice) -> Any:
    payment = Payment(invoice.payload, "c1", "card c1", invoice.chat_id or 0, invoice.money)
    verdict = await approve_checkout(moving.app, payment)
    if isinstance(verdict, Approved):
        await receive_payment(moving.app, payment)
        await book_paid(moving.app, asha, invoice.booking_id)
    return verdict


async def test_where_stays_are_paid_in_the_chat_the_new_one_is_paid_before_the_old_one_is_given_up(
    unpaid: tuple[Moving, Traveller, RebookOffer],
) -> None:
    moving, asha, offer = unpaid
    assert offer.asked is not None
    assert offer.asked.money == Money.of(4_000, "INR")
    first = await moving.agree(asha, offer)
    assert isinstance(first, ToPay)
    assert moving.booker.calls.count("book") == 0
    # Asked for once more, it is asked for by another invoice; the one before is void.
    again = await offer_rebooking(moving.app, asha, offer.old.booking_id)
    assert isinstance(again, ToPay)
    assert isinstance(await paid_for(moving, asha, first.invoiced.invoice), Refused)
    assert isinstance(await paid_for(moving, asha, again.invoiced.invoice), Approved)
    await moving.settle(4)
    found = await load_rebooking(moving.app.pool, offer.rebooking.rebooking_id)
    assert found.step is Step.DONE
    assert len(moving.booker.standing) == 1
    new = await load_any(found.new_id)
    assert (new.state, new.paid) == (State.CONFIRMED, Money.of(4_000, "INR"))
    assert await moving.desk.cases() == []
    assert (await moving.desk.told())[-1] == "booking_rebooked"


async def test_what_is_not_paid_within_a_quarter_of_an_hour_leaves_the_old_one(
    unpaid: tuple[Moving, Traveller, RebookOffer],
) -> None:
    moving, asha, offer = unpaid
    asked = await moving.agree(asha, offer)
    assert isinstance(asked, ToPay)
    await moving.settle(10)
    found = await load_rebooking(moving.app.pool, offer.rebooking.rebooking_id)
    assert (found.step, found.cause) == (Step.STOPPED, "not paid")
    late = await paid_for(moving, asha, asked.invoiced.invoice)
    assert isinstance(late, Refused)
    assert late.reason is CheckoutRefusal.OLD
    assert (await load_any(found.old_id)).state is State.CONFIRMED
    assert (await moving.desk.told())[-1] == "booking_rebook_stopped"


async def test_what_telegram_cannot_take_is_not_booked_anew(
    unpaid: tuple[Moving, Traveller, RebookOffer],
) -> None:
    moving, asha, offer = unpaid
    settings = moving.app.settings.model_copy(update={"payment_currencies": ("EUR",)})
    moving.app = replace(moving.app, settings=settings)
    found = await offer_rebooking(moving.app, asha, offer.old.booking_id)
    assert isinstance(found, NotOffered)
    assert found.reason is NotNow.TO_BE_PAID
