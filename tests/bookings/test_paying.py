"""Paying for a booking: whatever comes between the invoice and the receipt, the books agree."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from pydantic import SecretStr

from domain.accounts.models import User
from domain.accounts.travellers import Traveller
from domain.bookings.cancellation import cancel_booking, quote_cancelling
from domain.bookings.drafts import set_requests
from domain.bookings.models import BookingState
from domain.bookings.payment.checkout import (
    Approved,
    CheckoutRefusal,
    Refused,
    approve_checkout,
)
from domain.bookings.payment.fulfilment import book_paid, settle_charges
from domain.bookings.payment.invoice import Invoiced, NotPayable, confirm_or_ask
from domain.bookings.payment.receipts import receive_payment
from domain.bookings.payment.refunds import carry_refunds
from domain.bookings.queries.bookings import load_booking
from domain.bookings.rebooking.offer import offer_rebooking
from domain.bookings.rebooking.results import RebookOffer
from domain.bookings.submission import Submitted, Unsent
from domain.bookings.values import Booking, Review
from domain.ledger.queries import read_balances
from domain.money import Money
from domain.payments.amounts import CannotAsk, Unpayable
from domain.payments.contract import RefundPort
from domain.payments.values import Invoice, Payment, Reason
from domain.settings import Settings
from domain.suppliers.booking_outcomes import RecordState
from domain.suppliers.contract import Rate
from tests.bookings.conftest import Desk
from tests.bookings.test_rebooking import Moving
from tests.fake_booker import Killed, Mood
from tests.fake_refunds import FakeRefunds, RefundMood
from tests.ledger.imbalance import imbalance

PRICE = Money.of(5000, "INR")


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """Settings with a payment provider."""
    token = SecretStr("284685063:TEST:MzQ1Njc4")
    return settings.model_copy(update={"payment_provider_token": token})


@pytest.fixture
async def asha(desk: Desk) -> Traveller:
    return await desk.scene.meet()


@pytest.fixture
def port() -> FakeRefunds:
    return FakeRefunds()


class Till:
    """Pays invoices, as Telegram and its provider do, with its own books."""

    def __init__(self, desk: Desk, port: FakeRefunds) -> None:
        self.desk, self.app, self.port = desk, desk.app, port
        self.charged: dict[str, Money] = {}

    async def invoice(self, traveller: Traveller, review: Review | None = None) -> Invoice:
        booking = (review or await self.desk.review(traveller)).booking
        found = await confirm_or_ask(self.app, traveller, booking.booking_id, booking.review)
        assert isinstance(found, Invoiced)
        return found.invoice

    def payment(self, invoice: Invoice, number: int | None = None) -> Payment:
        name = f"c{len(self.charged) + 1 if number is None else number}"
        return Payment(invoice.payload, name, f"card {name}", invoice.chat_id or 0, invoice.money)

    async def pay(self, traveller: Traveller, invoice: Invoice) -> Any:
        payment = self.payment(invoice)
        assert isinstance(await approve_checkout(self.app, payment), Approved)
        return await self.come(traveller, payment)

    async def come(self, traveller: Traveller, payment: Payment) -> Any:
        """Let a payment come, and be booked."""
        self.charged[payment.charge_id] = payment.money
        received = await receive_payment(self.app, payment)
        if received.reason is not None or received.charge.booking_id is None:
            return received
        return await book_paid(self.app, traveller, received.charge.booking_id)

    async def settle(self, rounds: int = 14, step: timedelta = timedelta(minutes=2)) -> None:
        """Let time pass, with all jobs."""
        for _ in range(rounds):
            await settle_charges(self.app)
            await self.refund()
            await self.desk.pass_time(step, 1)
        await self.refund()

    async def refund(self) -> None:
        ports: Mapping[str | None, RefundPort] = {None: self.port}
        await carry_refunds(self.app, ports)

    async def balances(self) -> dict[str, Decimal]:
        return {one.account: one.money.amount for one in await read_balances(self.app.pool)}

    async def agree(self) -> None:
        """Compare our books with the supplier's and the provider's."""
        assert not await imbalance(self.app.pool)
        ours = await self.balances()
        kept = sum(
            (money.amount - self.port.back(name).amount for name, money in self.charged.items()),
            Decimal(0),
        )
        assert ours.get("provider", Decimal(0)) == kept
        billed = Decimal(0)
        for record in self.desk.booker.books.values():
            assert record.total is not None
            is_over = record.state in {RecordState.CANCELLED, RecordState.FAILED}
            charged = record.charged.amount if record.charged else Decimal(0)
            billed += charged if is_over else record.total.amount
        assert -ours.get("wallet:travclan", Decimal(0)) == billed
        assert ours.get("held", Decimal(0)) == 0
        assert ours.get("refunds", Decimal(0)) == 0


@pytest.fixture
def till(desk: Desk, port: FakeRefunds) -> Till:
    return Till(desk, port)


async def state(traveller: Traveller, invoice: Invoice) -> BookingState:
    return (await load_booking(traveller, invoice.booking_id)).state


async def test_a_stay_is_paid_and_booked(till: Till, asha: Traveller) -> None:
    invoice = await till.invoice(asha)
    assert (invoice.money, invoice.covers) == (PRICE, PRICE)
    assert till.desk.booker.books == {}
    outcome = await till.pay(asha, invoice)
    assert isinstance(outcome, Submitted)
    assert outcome.booking.state is BookingState.CONFIRMED
    assert (outcome.booking.paid, outcome.booking.returned) == (PRICE, None)
    assert await till.balances() == {
        "provider": 5000, "sales": -5000, "costs": 5000, "wallet:travclan": -5000,
    }  # fmt: skip
    await till.settle(2)
    await till.agree()
    assert till.port.calls == []


async def test_a_payment_that_is_told_twice_counts_once(till: Till, asha: Traveller) -> None:
    invoice = await till.invoice(asha)
    payment = till.payment(invoice)
    for _ in range(3):
        await till.come(asha, payment)
    await till.settle(2)
    await till.agree()
    assert len(till.desk.booker.books) == 1


async def test_two_invoices_paid_and_one_paid_twice_go_back_but_for_one(
    till: Till, asha: Traveller
) -> None:
    review = await till.desk.review(asha)
    first = await till.invoice(asha, review)
    second = await till.invoice(asha, review)
    refused = await approve_checkout(till.app, till.payment(first))
    assert isinstance(refused, Refused)
    assert refused.reason is CheckoutRefusal.OLD
    # A provider that charges whatever the bot says.
    assert (await till.come(asha, till.payment(first))).reason is Reason.OLD
    assert isinstance(await till.pay(asha, second), Submitted)
    assert (await till.come(asha, till.payment(second))).reason is Reason.DOUBLED
    paid = await approve_checkout(till.app, till.payment(second))
    assert isinstance(paid, Refused)
    assert paid.reason is CheckoutRefusal.PAID
    await till.settle(2)
    await till.agree()
    assert sorted(till.port.charges.values()) == ["c1", "c3"]
    assert (await till.desk.told()).count("payment_is_back") == 2


async def test_what_nobody_asked_for_goes_back(till: Till, asha: Traveller) -> None:
    stray = Payment("no such thing", "c1", "card c1", 1, Money.of(700, "INR"))
    assert (await till.come(asha, stray)).reason is Reason.STRAY
    invoice = await till.invoice(asha)
    less = replace(till.payment(invoice), money=Money.of(1, "INR"))
    assert (await till.come(asha, less)).reason is Reason.STRAY
    other = Payment(invoice.payload, "c3", "card c3", 999, invoice.money)
    refused = await approve_checkout(till.app, other)
    assert isinstance(refused, Refused)
    assert refused.reason is CheckoutRefusal.NOT_YOURS
    # A provider that charges a stranger all the same.
    assert (await till.come(asha, other)).reason is Reason.STRAY
    await User.filter(id=asha.user_id).update(is_active=False)
    assert isinstance(await approve_checkout(till.app, till.payment(invoice)), Refused)
    await till.settle(2)
    await till.agree()
    assert till.desk.booker.books == {}


def dearer(rate: Rate) -> Rate:
    return replace(rate, quote=replace(rate.quote, total=Money.of(5200, "INR")))


async def test_a_price_that_changes_before_the_checkout_is_reviewed_anew(
    till: Till, asha: Traveller
) -> None:
    invoice = await till.invoice(asha)
    till.desk.booker.rate = dearer
    refused = await approve_checkout(till.app, till.payment(invoice))
    assert isinstance(refused, Refused)
    assert refused.reason is CheckoutRefusal.CHANGED
    assert refused.review is not None
    assert refused.review.booking.terms.total == Money.of(5200, "INR")
    newer = await till.invoice(asha, refused.review)
    assert newer.money == Money.of(5200, "INR")
    await till.pay(asha, newer)
    await till.agree()


async def test_a_slow_or_absent_supplier_at_the_checkout_is_refused(
    till: Till, asha: Traveller
) -> None:
    invoice = await till.invoice(asha)
    till.desk.booker.moods = {"recheck": [Mood.AWAY]}
    refused = await approve_checkout(till.app, till.payment(invoice))
    assert isinstance(refused, Refused)
    assert (refused.reason, refused.review) == (CheckoutRefusal.TOO_SLOW, None)
    till.desk.booker.is_gone = True
    gone = await approve_checkout(till.app, till.payment(invoice))
    assert isinstance(gone, Refused)
    assert gone.reason is CheckoutRefusal.SOLD_OUT
    assert await state(asha, invoice) is BookingState.FAILED


async def test_what_is_edited_after_the_invoice_is_not_paid_by_it(
    till: Till, asha: Traveller
) -> None:
    invoice = await till.invoice(asha)
    await set_requests(till.app, asha, invoice.booking_id, "late arrival")
    refused = await approve_checkout(till.app, till.payment(invoice))
    assert isinstance(refused, Refused)
    assert refused.reason is CheckoutRefusal.OLD
    assert (await till.come(asha, till.payment(invoice))).reason is Reason.OLD
    await till.settle(1)
    await till.agree()


@pytest.mark.parametrize("mood", [Mood.SOLD_OUT, Mood.REFUSED])
async def test_a_booking_that_fails_after_its_payment_is_refunded_once(
    till: Till, asha: Traveller, mood: Mood
) -> None:
    invoice = await till.invoice(asha)
    till.desk.booker.moods = {"book": [mood]}
    outcome = await till.pay(asha, invoice)
    assert outcome.booking.state is BookingState.FAILED
    await till.settle(3)
    await till.agree()
    assert till.port.back("c1") == PRICE
    assert len(till.port.calls) == 1
    told = await till.desk.told()
    assert "payment_goes_back" in told
    assert told.count("payment_is_back") == 1


async def test_a_price_that_changes_after_the_payment_gives_the_money_back(
    till: Till, asha: Traveller
) -> None:
    invoice = await till.invoice(asha)
    till.desk.booker.moods = {"book": [Mood.PRICE]}

    async def rise() -> None:
        till.desk.booker.rate = dearer

    till.desk.booker.before_answer = rise
    outcome = await till.pay(asha, invoice)
    assert isinstance(outcome, Review)
    assert outcome.changed
    await till.settle(2)
    await till.agree()
    assert till.port.back("c1") == PRICE
    assert till.desk.booker.books == {}


async def test_of_an_unknown_outcome_nothing_goes_back_before_it_is_known(
    till: Till, asha: Traveller
) -> None:
    invoice = await till.invoice(asha)
    till.desk.booker.moods = {"book": [Mood.LOST_BEFORE]}
    till.desk.booker.shows_bookings = False
    await till.pay(asha, invoice)
    await till.settle(60, timedelta(minutes=5))
    assert await state(asha, invoice) is BookingState.UNKNOWN
    assert "outcome_unknown" in await till.desk.cases()
    assert (await till.balances())["held"] == -5000
    assert till.port.calls == []


async def test_a_lost_answer_is_looked_up_and_the_payment_kept(till: Till, asha: Traveller) -> None:
    invoice = await till.invoice(asha)
    till.desk.booker.moods = {"book": [Mood.LOST_AFTER]}
    await till.pay(asha, invoice)
    assert (await till.balances())["held"] == -5000
    await till.settle(3)
    await till.agree()
    assert await state(asha, invoice) is BookingState.CONFIRMED


async def test_an_order_that_does_not_leave_is_tried_again_and_given_up_in_the_end(
    till: Till, asha: Traveller
) -> None:
    invoice = await till.invoice(asha)
    till.desk.booker.moods = {"book": [Mood.AWAY, Mood.AWAY]}
    assert isinstance(await till.pay(asha, invoice), Unsent)
    await till.settle(4)
    await till.agree()
    assert await state(asha, invoice) is BookingState.CONFIRMED
    other = await till.invoice(await till.desk.scene.meet(2))
    till.desk.booker.moods = {"book": [Mood.AWAY] * 20, "recheck": [Mood.FINE]}
    ravi = await till.desk.scene.meet(2)
    assert isinstance(await till.pay(ravi, other), Unsent)
    await till.settle(12, timedelta(minutes=5))
    await till.agree()
    assert till.port.back("c2") == PRICE


@pytest.mark.parametrize(
    ("moods", "asked", "case"),
    [
        ([RefundMood.LOST_BEFORE] * 2, 3, None),
        ([RefundMood.LOST_AFTER], 2, None),
        ([RefundMood.DOUBLES], 1, "refund_differs"),
        ([RefundMood.REFUSES], 1, "refund_by_hand"),
        ([RefundMood.LOST_BEFORE] * 99, 7, "refund_by_hand"),
    ],
)
async def test_a_provider_that_is_silent_doubles_or_refuses(
    till: Till, asha: Traveller, moods: list[RefundMood], asked: int, case: str | None
) -> None:
    invoice = await till.invoice(asha)
    till.desk.booker.moods = {"book": [Mood.SOLD_OUT]}
    till.port.moods = moods
    await till.pay(asha, invoice)
    await till.settle(16, timedelta(hours=1))
    assert len(till.port.calls) == asked
    assert len(set(till.port.calls)) == 1
    assert await till.desk.cases() == ([] if case is None else [case])
    if case is None:
        await till.agree()


@pytest.mark.parametrize(("penalty", "back"), [(0, 5000), (1250, 3750), (5000, 0), (9000, 0)])
async def test_a_cancelled_stay_gives_back_what_its_terms_do(
    till: Till, asha: Traveller, penalty: int, back: int
) -> None:
    invoice = await till.invoice(asha)
    await till.pay(asha, invoice)
    till.desk.booker.penalty = Decimal(min(penalty, 5000))
    quoted: Any = await quote_cancelling(till.app, asha, invoice.booking_id)
    await cancel_booking(till.app, asha, invoice.booking_id, quoted.quote.penalty)
    await till.settle(2)
    await till.agree()
    assert till.port.back("c1") == Money.of(back, "INR")
    cancelled = await load_booking(asha, invoice.booking_id)
    assert (cancelled.returned or Money.of(0, "INR")) == Money.of(back, "INR")


async def test_a_supplier_that_cancels_unasked_gives_all_of_it_back(
    till: Till, asha: Traveller
) -> None:
    invoice = await till.invoice(asha)
    await till.pay(asha, invoice)
    [reference] = till.desk.booker.books
    till.desk.booker.set_state(reference, RecordState.CANCELLED)
    await till.settle(3)
    assert till.port.back("c1") == PRICE


async def test_a_stay_that_is_booked_anew_is_paid_by_what_was_paid_for_the_old_one(
    till: Till, asha: Traveller
) -> None:
    moving = Moving(till.desk)
    invoice = await till.invoice(asha)
    await till.pay(asha, invoice)
    moving.palms.total = Decimal(4_000)
    offer = await offer_rebooking(till.app, asha, invoice.booking_id)
    assert isinstance(offer, RebookOffer)
    await moving.agree(asha, offer)
    await moving.settle()
    await till.settle(2)
    await till.agree()
    assert till.port.back("c1") == Money.of(1_000, "INR")
    new = await load_booking(asha, offer.rebooking.new_id)
    assert (new.paid, new.returned) == (PRICE, Money.of(1_000, "INR"))
    quoted: Any = await quote_cancelling(till.app, asha, new.booking_id)
    await cancel_booking(till.app, asha, new.booking_id, quoted.quote.penalty)
    await till.settle(2)
    await till.agree()
    assert till.port.back("c1") == PRICE
    # Both parts of the one payment are told: each goes back for its own booking.
    told = await till.desk.told()
    assert (told.count("payment_goes_back"), told.count("payment_is_back")) == (2, 2)


async def test_of_twenty_who_pay_for_the_last_room_at_once_one_has_it_and_all_are_answered(
    till: Till,
) -> None:
    people = [await till.desk.scene.meet(number) for number in range(1, 21)]
    invoices = [await till.invoice(one) for one in people]
    payments = [till.payment(one, number) for number, one in enumerate(invoices)]
    till.desk.booker.rooms_left = 1
    await asyncio.gather(
        *(till.come(who, payment) for who, payment in zip(people, payments, strict=True))
    )
    states = [await state(who, one) for who, one in zip(people, invoices, strict=True)]
    assert sorted(states) == [BookingState.CONFIRMED] + [BookingState.FAILED] * 19
    await till.settle(2, timedelta(minutes=1))
    await till.agree()
    assert (await till.desk.told()).count("payment_is_back") == 19


MOMENTS = ["charged", "booking", "booked", "cancelling"]


@pytest.mark.parametrize("moment", MOMENTS)
async def test_a_process_that_dies_after_any_step_leaves_books_that_agree(
    till: Till, asha: Traveller, moment: str
) -> None:
    invoice = await till.invoice(asha)
    payment = till.payment(invoice)
    assert isinstance(await approve_checkout(till.app, payment), Approved)
    till.charged[payment.charge_id] = payment.money
    await receive_payment(till.app, payment)
    if moment != "charged":
        killed = Mood.KILLED_BEFORE if moment == "booking" else Mood.KILLED_AFTER
        till.desk.booker.moods = {"book": [killed if moment != "cancelling" else Mood.FINE]}
        try:
            await book_paid(till.app, asha, invoice.booking_id)
        except Killed:
            assert moment != "cancelling"
    if moment == "cancelling":
        quoted: Any = await quote_cancelling(till.app, asha, invoice.booking_id)
        till.desk.booker.moods = {"cancel": [Mood.KILLED_AFTER]}
        with pytest.raises(Killed):
            await cancel_booking(till.app, asha, invoice.booking_id, quoted.quote.penalty)
    await till.settle(20, timedelta(minutes=3))
    if moment == "booking":
        # It is unknown whether it was sent: a person finds out, and then it is refunded.
        assert await till.desk.cases() == ["outcome_unknown"]
        return
    await till.agree()
    over = BookingState.CANCELLED if moment == "cancelling" else BookingState.CONFIRMED
    assert await state(asha, invoice) is over


async def test_amounts_that_telegram_takes_in_no_invoice_are_told(
    till: Till, asha: Traveller
) -> None:
    await till.app.pool.execute(
        "INSERT INTO exchange_rates (source, currency, per_euro, day) VALUES"
        " ('ecb', 'USD', 1.1, $1), ('ecb', 'INR', 0.001, $1)",
        till.app.clock.now().date(),
    )
    review = await till.desk.review(asha)
    booking: Booking = review.booking
    found = await confirm_or_ask(till.app, asha, booking.booking_id, booking.review)
    assert isinstance(found, NotPayable)
    assert isinstance(found.why, CannotAsk)
    assert found.why.reason is Unpayable.TOO_MUCH
    assert found.why.bound is not None
    assert found.why.bound < PRICE
