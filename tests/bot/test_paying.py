"""Paying for a stay in the chat, through the real dispatcher, the sandbox and its provider."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from aiogram import Bot
from pydantic import SecretStr

from bot.notices import NOTICES
from bot.sending.invoices import refund_ports
from bot.sending.telegram import TelegramChannel
from bot.updates.intake import UpdateIntake
from domain.bookings.payment.fulfilment import settle_charges
from domain.bookings.payment.refunds import carry_refunds
from domain.bookings.reconciliation import look_up_due
from domain.ledger.queries import read_balances
from domain.settings import Settings
from domain.suppliers.contract import Supplier
from tests.bot.test_booking import REVIEW, begun, dearer, reviewed
from tests.fake_booker import FakeBooker, FakeHolder, Mood
from tests.ledger.imbalance import imbalance
from tests.patience import patience
from tests.sandbox_client import LOOK_AGAIN, Message, SandboxClient, Traveller, labels, words
from tests.scene import Scene
from workers.outbox import Carrier

PAY = "💳 Pay ₹5,000 and book"


@pytest.fixture
def bot_settings(settings: Settings, sandbox_url: str) -> Settings:
    """Settings that lead to the sandbox's Telegram and to its provider."""
    return settings.model_copy(
        update={
            "telegram_api_url": sandbox_url,
            "payment_provider_token": SecretStr("284685063:TEST:MzQ1Njc4"),
            "payment_refund_url": f"{sandbox_url}/provider",
        }
    )


@pytest.fixture
def booker(scene: Scene) -> FakeBooker:
    """Somebody who books the Palms."""
    booker = FakeBooker(Supplier.TRAVCLAN, scene.clock)
    scene.app.suppliers.booking[Supplier.TRAVCLAN] = booker
    return booker


class Till:
    """The chat of somebody who pays, the provider's books, and the jobs."""

    def __init__(self, sandbox: SandboxClient, who: Traveller, scene: Scene, bot: Bot) -> None:
        self.sandbox, self.who, self.scene, self.bot = sandbox, who, scene, bot

    async def invoice(self, label: str = PAY) -> Message:
        """Press the review's button and return the invoice."""
        last = (await self.sandbox.last_message(self.who))["message_id"]
        await self.sandbox.press(self.who, label)
        await self.sandbox.wait_for(self.who, "Pay to book")
        return await self.sandbox.wait_for(self.who, lambda m: "invoice" in m, after=last)

    async def pay(self, invoice: Message) -> dict[str, Any]:
        body = {"from_user": self.who.id, "chat": self.who.chat_id}
        found: dict[str, Any] = await self.sandbox.call(
            "POST", f"payments/{invoice['message_id']}", body
        )
        return found

    async def kept(self, count: int) -> None:
        """Wait until this many payments are written down: the bot hears of them by and by."""
        async with patience(self.sandbox.patience):
            while len(await self.scene.rows("SELECT id FROM payment_charges")) < count:
                await asyncio.sleep(LOOK_AGAIN)

    async def trick(self, name: str, times: int | None = 1) -> None:
        await self.sandbox.call("POST", "provider/tricks", {"trick": name, "times": times})

    async def charges(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = (await self.sandbox.call("GET", "provider"))["charges"]
        return found

    async def settle(self, rounds: int = 3, step: timedelta = timedelta(minutes=3)) -> None:
        """Let time pass, with all jobs and what they tell."""
        app = self.scene.app
        for _ in range(rounds):
            await settle_charges(app)
            await carry_refunds(app, refund_ports(app.settings, self.bot))
            await look_up_due(app)
            self.scene.clock.advance(step)
        await Carrier(app, TelegramChannel(app, self.bot, NOTICES)).carry()

    async def agree(self) -> None:
        """Compare the ledger with the provider's books."""
        pool = self.scene.app.pool
        assert not await imbalance(pool)
        ours = {one.account: one.money.amount for one in await read_balances(pool)}
        kept = sum(one["amount"] - one["refunded"] for one in await self.charges())
        assert ours.get("provider", 0) * 100 == kept
        assert ours.get("held", 0) == ours.get("refunds", 0) == 0


@pytest.fixture
def till(sandbox: SandboxClient, asha: Traveller, scene: Scene, bot: Bot) -> Till:
    return Till(sandbox, asha, scene, bot)


async def test_a_stay_is_paid_in_the_chat_and_its_receipt_says_so(
    sandbox: SandboxClient, asha: Traveller, booker: FakeBooker, till: Till
) -> None:
    review = await reviewed(sandbox, asha)
    assert "You pay ₹5,000 here" in review
    invoice = await till.invoice()
    assert invoice["invoice"]["total_amount"] == 500_000
    assert booker.books == {}
    assert (await till.pay(invoice))["outcome"] == "paid"
    await sandbox.wait_for(asha, "Booked: Palms Retreat")
    await till.settle(1)
    receipt = words(await sandbox.wait_for(asha, "Booked! Your receipt"))
    assert "Paid here: ₹5,000" in receipt
    # Told once more, and paid once more.
    [charge] = await till.charges()
    await sandbox.call("POST", f"provider/{charge['id']}/tell")
    refused = await till.pay(invoice)
    assert refused["error"] == "This has already been paid. Nothing was charged again."
    await till.trick("charges_refused")
    assert (await till.pay(invoice))["outcome"] == "paid"
    await till.kept(2)
    await till.settle()
    await sandbox.wait_for(asha, "₹5,000 goes back to you")
    await sandbox.wait_for(asha, "₹5,000 has been refunded")
    assert len(booker.books) == 1
    await till.agree()


async def test_a_room_that_is_kept_says_until_when_and_is_booked_though_all_others_are_gone(
    sandbox: SandboxClient, asha: Traveller, till: Till, scene: Scene
) -> None:
    holder = FakeHolder(Supplier.TRAVCLAN, scene.clock, rooms_left=1)
    scene.app.suppliers.booking[Supplier.TRAVCLAN] = holder
    await reviewed(sandbox, asha)
    invoice = await till.invoice()
    told = words(await sandbox.wait_for(asha, "Pay to book"))
    assert "The supplier is holding the room for you until" in told
    assert holder.rooms_left == 0
    assert (await till.pay(invoice))["outcome"] == "paid"
    await sandbox.wait_for(asha, "Booked: Palms Retreat")
    await till.settle(1)
    await till.agree()


async def test_a_changed_price_is_refused_at_the_checkout_and_reviewed_anew(
    sandbox: SandboxClient, asha: Traveller, booker: FakeBooker, till: Till
) -> None:
    await reviewed(sandbox, asha)
    old = await till.invoice()
    booker.rate = dearer
    refused = await till.pay(old)
    assert refused["error"] == (
        "The offer has just changed. Nothing was charged: look at it in the chat first."
    )
    await sandbox.wait_for(asha, "the price: ₹5,000 before, ₹5,200 now")
    newer = await till.invoice("💳 Pay ₹5,200 and book")
    ids = [one["message_id"] for one in await sandbox.messages(asha) if "invoice" in one]
    assert ids == [newer["message_id"]]
    assert (await till.pay(newer))["outcome"] == "paid"
    await sandbox.wait_for(asha, "Booked: Palms Retreat")
    await till.settle(1)
    await till.agree()


async def test_a_supplier_that_is_away_at_the_checkout_is_told_and_tried_again(
    sandbox: SandboxClient, asha: Traveller, booker: FakeBooker, till: Till
) -> None:
    await reviewed(sandbox, asha)
    invoice = await till.invoice()
    booker.moods = {"recheck": [Mood.AWAY, Mood.AWAY]}
    refused = await till.pay(invoice)
    assert refused["error"] is not None
    assert refused["error"].startswith("The supplier didn’t confirm the price in time.")
    await sandbox.wait_for(asha, "I couldn’t reach the supplier")
    again = await till.invoice("🔄 Try again")
    assert (await till.pay(again))["outcome"] == "paid"
    await sandbox.wait_for(asha, "Booked: Palms Retreat")


async def test_a_booking_that_fails_is_paid_back_however_the_provider_behaves(
    sandbox: SandboxClient, asha: Traveller, booker: FakeBooker, till: Till
) -> None:
    await reviewed(sandbox, asha)
    invoice = await till.invoice()
    booker.moods = {"book": [Mood.SOLD_OUT]}
    for trick in ("lies_done", "silent_before", "silent_after"):
        await till.trick(trick)
    assert (await till.pay(invoice))["outcome"] == "paid"
    await sandbox.wait_for(asha, "just sold out")
    await till.settle(6)
    await sandbox.wait_for(asha, "₹5,000 has been refunded")
    [charge] = await till.charges()
    assert [one["amount"] for one in charge["refunds"]] == [500_000]
    await till.agree()


async def test_a_payment_is_kept_past_the_throttle_and_beside_a_long_search(
    sandbox: SandboxClient,
    asha: Traveller,
    booker: FakeBooker,
    till: Till,
    scene: Scene,
    intake: UpdateIntake,
) -> None:
    await reviewed(sandbox, asha)
    invoice = await till.invoice()
    scene.travclan.gate.clear()
    await sandbox.say(asha, "hotels in Goa 20-22 december")
    for number in range(30):
        await sandbox.say(asha, f"one more line {number}")
    paid = await asyncio.wait_for(till.pay(invoice), 7)
    assert paid["outcome"] == "paid"
    address = dict.fromkeys(
        ("country_code", "state", "city", "street_line1", "street_line2", "post_code"), "x"
    )
    query = {
        "id": "77", "from": {"id": asha.id, "is_bot": False, "first_name": "Asha"},
        "invoice_payload": "x", "shipping_address": address,
    }  # fmt: skip
    await intake.receive({"update_id": 1, "shipping_query": query})
    scene.travclan.gate.set()
    await intake.drained()
    await till.settle(2)
    await sandbox.wait_for(asha, "Booked! Your receipt")
    assert len(booker.books) == 1
    calls = await sandbox.requests("telegram")
    [shipping] = [one for one in calls if one["method"] == "answerShippingQuery"]
    assert "isn’t sent to an address" in shipping["params"]["error_message"]
    await till.agree()


ODD: list[dict[str, Any]] = [
    {"invoice_payload": "a\x00b"},
    {"total_amount": 2**62},
    {"total_amount": 0},
    {"total_amount": -5},
    {"currency": "XXXXXXXX"},
    {"telegram_payment_charge_id": "z" * 600},
]


async def test_a_payment_that_cannot_be_written_down_is_set_aside_and_the_next_one_counts(
    sandbox: SandboxClient,
    asha: Traveller,
    booker: FakeBooker,
    till: Till,
    scene: Scene,
    intake: UpdateIntake,
) -> None:
    await reviewed(sandbox, asha)
    invoice = await till.invoice()
    person = {"id": asha.id, "is_bot": False, "first_name": "Asha"}
    chat = {"id": asha.chat_id, "type": "private", "first_name": "Asha"}
    for number, odd in enumerate(ODD):
        paid = {
            "currency": "INR", "total_amount": 500_000, "invoice_payload": "x",
            "telegram_payment_charge_id": f"odd{number}", "provider_payment_charge_id": "p", **odd,
        }  # fmt: skip
        message = {
            "message_id": 9_000 + number, "date": 1, "chat": chat, "from": person,
            "successful_payment": paid,
        }  # fmt: skip
        await intake.receive({"update_id": 2_000_000_000 + number, "message": message})
    await intake.drained()
    assert len(await scene.rows("SELECT id FROM set_aside_updates")) == len(ODD)
    assert (await till.pay(invoice))["outcome"] == "paid"
    await sandbox.wait_for(asha, "Booked: Palms Retreat")
    assert len(booker.books) == 1
    await till.settle(1)
    await till.agree()


async def test_a_stay_is_cancelled_and_part_of_what_was_paid_goes_back(
    sandbox: SandboxClient, asha: Traveller, booker: FakeBooker, till: Till
) -> None:
    await reviewed(sandbox, asha)
    await till.pay(await till.invoice())
    booked = await sandbox.wait_for(asha, "Booked: Palms Retreat")
    await till.settle(1)
    await sandbox.wait_for(asha, "Booked! Your receipt", after=booked["message_id"])
    booker.penalty = booker.penalty + 1250
    await sandbox.press(asha, "🧳 Open booking")
    await sandbox.wait_for(asha, lambda m: "✖️ Cancel booking" in labels(m))
    await sandbox.press(asha, "✖️ Cancel booking")
    await sandbox.wait_for(asha, "Cancelling costs ₹1,250")
    await sandbox.press(asha, "✖️ Cancel for ₹1,250")
    await sandbox.wait_for(asha, "Cancelling cost: ₹1,250")
    await till.settle()
    back = await sandbox.wait_for(asha, "₹3,750 goes back to you")
    assert "the terms of your booking" in words(back)
    await sandbox.wait_for(asha, "₹3,750 has been refunded")
    await till.agree()


async def test_stars_are_asked_for_and_given_back(
    sandbox: SandboxClient, asha: Traveller, booker: FakeBooker, till: Till, scene: Scene
) -> None:
    day = scene.clock.now().date()
    await scene.rows(
        "INSERT INTO exchange_rates (source, currency, per_euro, day)"
        " VALUES ('ecb', 'USD', 1.1, $1), ('ecb', 'INR', 99, $1) RETURNING 1",
        day,
    )
    stars = scene.app.settings.model_copy(
        update={"payment_stars": True, "payment_provider_token": None}
    )
    object.__setattr__(scene.app, "settings", stars)
    review = await reviewed(sandbox, asha)
    assert "reference rate of" in review
    label = next(one for one in labels(await sandbox.last_message(asha)) if "⭐" in one)
    invoice = await till.invoice(label)
    assert (invoice["invoice"]["currency"], invoice["invoice"]["total_amount"]) == ("XTR", 4359)
    booker.moods = {"book": [Mood.SOLD_OUT]}
    assert (await till.pay(invoice))["outcome"] == "paid"
    await sandbox.wait_for(asha, "just sold out")
    await till.settle(2)
    await sandbox.wait_for(asha, "⭐ 4,359 has been refunded")
    [charge] = await till.charges()
    assert charge["refunded"] == 4359


async def test_an_invoice_beyond_telegrams_bounds_is_told_before_anybody_pays(
    sandbox: SandboxClient, asha: Traveller, booker: FakeBooker, scene: Scene
) -> None:
    day = scene.clock.now().date()
    await scene.rows(
        "INSERT INTO exchange_rates (source, currency, per_euro, day)"
        " VALUES ('ecb', 'USD', 1.1, $1), ('ecb', 'INR', 0.0011, $1) RETURNING 1",
        day,
    )
    await begun(sandbox, asha)
    await sandbox.say(asha, "Asha Rao")
    await sandbox.wait_for(asha, "How can the hotel reach you?")
    await sandbox.say(asha, "asha@example.com +91 98765 43210")
    review = await sandbox.wait_for(asha, REVIEW)
    assert "Telegram accepts at most" in words(review)
    assert not any(label.startswith("💳") for label in labels(review))
    assert booker.books == {}
