"""Booking a hotel in the chat, through the real dispatcher."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from aiogram import Bot

from bot.dispatcher import create_dispatcher
from bot.notices import NOTICES
from bot.sending.telegram import TelegramChannel
from bot.updates.intake import UpdateIntake
from domain.accounts.alert_wishes import set_quiet_hours
from domain.accounts.queries.updates import accept_update
from domain.bookings.reconciliation import look_up_due
from domain.money import Money
from domain.suppliers.contract import Rate, Supplier
from tests.bot.test_conversations import results
from tests.bot.test_safety import press_of
from tests.fake_booker import FakeBooker, Mood
from tests.sandbox_client import SandboxClient, Traveller, labels, words
from tests.scene import Scene
from workers.outbox import Carrier

CONTACT = "asha@example.com +91 98765 43210"
REVIEW = "Check and confirm"


@pytest.fixture
def booker(scene: Scene) -> FakeBooker:
    """Somebody who books the Palms."""
    booker = FakeBooker(Supplier.TRAVCLAN, scene.clock)
    scene.app.suppliers.booking[Supplier.TRAVCLAN] = booker
    return booker


async def rate(sandbox: SandboxClient, who: Traveller) -> None:
    """Open the Palms' one rate."""
    await results(sandbox, who)
    await sandbox.press(who, "1")
    await sandbox.wait_for(who, lambda m: "🛏 All rates" in labels(m))
    await sandbox.press(who, "🛏 All rates")
    await sandbox.wait_for(who, lambda m: "⬅️ Hotel" in labels(m))
    await sandbox.press(who, "1")
    await sandbox.wait_for(who, lambda m: "💳 Book" in labels(m))


async def begun(sandbox: SandboxClient, who: Traveller) -> None:
    await rate(sandbox, who)
    await sandbox.press(who, "💳 Book")
    await sandbox.wait_for(who, "Who is the lead guest?")


async def reviewed(sandbox: SandboxClient, who: Traveller) -> str:
    await begun(sandbox, who)
    await sandbox.say(who, "Asha Rao")
    await sandbox.wait_for(who, "How can the hotel reach you?")
    await sandbox.say(who, CONTACT)
    return words(await sandbox.wait_for(who, REVIEW))


async def told(scene: Scene, bot: Bot) -> None:
    await Carrier(scene.app, TelegramChannel(scene.app, bot, NOTICES)).carry()


async def test_a_hotel_is_booked_in_the_chat_and_its_receipt_comes(
    sandbox: SandboxClient, asha: Traveller, scene: Scene, booker: FakeBooker, bot: Bot
) -> None:
    review = await reviewed(sandbox, asha)
    assert "Palms Retreat" in review
    assert "Asha Rao" in review
    assert "asha@example.com · +919876543210" in review
    assert "₹5,000 in all, taxes included" in review
    assert "Free until" in review or "Cancelling costs" in review
    # A receipt does not wait for the end of quiet hours.
    await set_quiet_hours(await scene.meet(asha.chat_id), "00:00-23:59")
    await sandbox.press(asha, "✅ Confirm and book")
    await sandbox.wait_for(asha, "Booked: Palms Retreat")
    await told(scene, bot)
    receipt = words(await sandbox.wait_for(asha, "Booked! Your receipt"))
    assert "Booking reference: TC00001" in receipt
    assert f"Invoice: OH-{scene.clock.now():%Y}-000001" in receipt
    assert "Issued by Often Hotels" in receipt
    [order] = booker.orders
    assert (order.order.lead.first_name, order.order.contact.phone) == ("Asha", "+919876543210")
    await sandbox.press(asha, "🧳 Open booking")
    await sandbox.wait_for(asha, "✅ confirmed")
    await sandbox.say(asha, "/bookings")
    assert "Palms Retreat · ₹5,000 · ✅ confirmed" in words(
        await sandbox.wait_for(asha, "My bookings")
    )


async def test_two_quick_taps_on_confirm_book_once(
    sandbox: SandboxClient, asha: Traveller, booker: FakeBooker
) -> None:
    await reviewed(sandbox, asha)
    message = await sandbox.last_message(asha)
    data = _data(message, "✅ Confirm and book")
    number = message["message_id"]
    await asyncio.gather(
        *(sandbox.press(asha, data=data, message_id=number) for _ in range(2)),
        return_exceptions=True,
    )
    await sandbox.wait_for(asha, "Booked: Palms Retreat")
    assert len(booker.books) == 1


def _data(message: dict[str, object], label: str) -> str:
    rows = message["reply_markup"]["inline_keyboard"]  # type: ignore[index]
    return next(str(one["callback_data"]) for row in rows for one in row if one["text"] == label)


async def test_bad_answers_are_asked_again_and_good_ones_kept(
    sandbox: SandboxClient, asha: Traveller, booker: FakeBooker
) -> None:
    await begun(sandbox, asha)
    await sandbox.say(asha, "Asha")
    await sandbox.wait_for(asha, "first and a last name")
    await sandbox.say(asha, "आशा राव")
    await sandbox.wait_for(asha, "How can the hotel reach you?")
    await sandbox.say(asha, "asha@example.com 98765 43210")
    await sandbox.wait_for(asha, "Start with the country code")
    await sandbox.say(asha, CONTACT)
    assert "आशा राव" in words(await sandbox.wait_for(asha, REVIEW))
    await sandbox.press(asha, "📝 Requests")
    await sandbox.wait_for(asha, "ask the hotel for")
    await sandbox.say(asha, "Late arrival, about 11 pm")
    assert "Late arrival" in words(await sandbox.wait_for(asha, lambda m: "📝 Late" in words(m)))
    await sandbox.press(asha, "👤 Guests")
    await sandbox.wait_for(asha, lambda m: "👤 आशा राव" in labels(m))
    await sandbox.press(asha, "👤 आशा राव")
    await sandbox.wait_for(asha, REVIEW)
    assert booker.books == {}


async def test_a_price_that_changed_is_shown_and_agreed_to(
    sandbox: SandboxClient, asha: Traveller, booker: FakeBooker
) -> None:
    booker.rate = dearer
    review = await reviewed(sandbox, asha)
    assert "the price: ₹5,000 before, ₹5,200 now" in review
    await sandbox.press(asha, "✅ Confirm and book")
    await sandbox.wait_for(asha, "Booked: Palms Retreat")
    assert booker.orders[0].total == Money.of(5200, "INR")


def dearer(rate: Rate) -> Rate:
    return replace(rate, quote=replace(rate.quote, total=Money.of(5200, "INR")))


async def test_sold_out_leads_to_other_rates_and_hotels(
    sandbox: SandboxClient, asha: Traveller, booker: FakeBooker
) -> None:
    booker.moods = {"book": [Mood.SOLD_OUT]}
    await reviewed(sandbox, asha)
    await sandbox.press(asha, "✅ Confirm and book")
    gone = await sandbox.wait_for(asha, "just sold out")
    assert {"🛏 Other rates", "🏨 Other hotels"} <= set(labels(gone))
    await sandbox.press(asha, "🏨 Other hotels")
    await sandbox.wait_for(asha, lambda m: "2" in labels(m))


async def test_a_supplier_that_is_away_can_be_tried_again(
    sandbox: SandboxClient, asha: Traveller, booker: FakeBooker
) -> None:
    booker.moods = {"book": [Mood.AWAY]}
    await reviewed(sandbox, asha)
    await sandbox.press(asha, "✅ Confirm and book")
    await sandbox.wait_for(asha, "Nothing was booked. Your details are kept")
    await sandbox.press(asha, "🔄 Try again")
    await sandbox.wait_for(asha, "Booked: Palms Retreat")


async def test_a_lost_answer_is_told_as_it_is_and_settled_unasked(
    sandbox: SandboxClient, asha: Traveller, scene: Scene, booker: FakeBooker, bot: Bot
) -> None:
    booker.moods = {"book": [Mood.LOST_AFTER]}
    await reviewed(sandbox, asha)
    await sandbox.press(asha, "✅ Confirm and book")
    await sandbox.wait_for(asha, "nothing is booked twice")
    scene.clock.advance(timedelta(seconds=10))
    await look_up_due(scene.app)
    await told(scene, bot)
    await sandbox.wait_for(asha, "Booked! Your receipt")


async def test_a_stranger_finds_no_booking(
    sandbox: SandboxClient, asha: Traveller, booker: FakeBooker, intake: UpdateIntake
) -> None:
    await reviewed(sandbox, asha)
    data = _data(await sandbox.last_message(asha), "✅ Confirm and book")
    ravi = await sandbox.add_user("Ravi", language_code="en-IN")
    await sandbox.say(ravi, "/start")
    hello = await sandbox.wait_for(ravi, "Hello Ravi!")
    await intake.receive(press_of(ravi, hello, data, 1))
    await intake.drained()
    assert booker.books == {}
    await sandbox.press(asha, "✅ Confirm and book")
    await sandbox.wait_for(asha, "Booked: Palms Retreat")


async def test_a_booking_is_cancelled_for_what_was_shown(
    sandbox: SandboxClient, asha: Traveller, scene: Scene, booker: FakeBooker, bot: Bot
) -> None:
    await reviewed(sandbox, asha)
    await sandbox.press(asha, "✅ Confirm and book")
    await sandbox.wait_for(asha, "Booked: Palms Retreat")
    await told(scene, bot)
    await sandbox.wait_for(asha, "Booked! Your receipt")
    await sandbox.press(asha, "🧳 Open booking")
    await sandbox.wait_for(asha, lambda m: "✖️ Cancel booking" in labels(m))
    booker.penalty = Money.of(1500, "INR").amount
    await sandbox.press(asha, "✖️ Cancel booking")
    asked = words(await sandbox.wait_for(asha, "Cancel this booking?"))
    assert "Cancelling costs ₹1,500." in asked
    assert "You get back ₹3,500." in asked
    booker.penalty = Money.of(2000, "INR").amount
    await sandbox.press(asha, "✖️ Cancel for ₹1,500")
    await sandbox.wait_for(asha, "costs ₹2,000, not ₹1,500")
    await sandbox.press(asha, "✖️ Cancel for ₹2,000")
    await sandbox.wait_for(asha, "Cancelling cost: ₹2,000")
    await told(scene, bot)
    await sandbox.wait_for(asha, "Your booking is cancelled.")
    assert booker.standing == []


async def test_a_rate_is_not_offered_where_nobody_books_it(
    sandbox: SandboxClient, asha: Traveller, scene: Scene
) -> None:
    scene.app.suppliers.booking.clear()
    await results(sandbox, asha)
    await sandbox.press(asha, "1")
    await sandbox.wait_for(asha, lambda m: "🛏 All rates" in labels(m))
    await sandbox.press(asha, "🛏 All rates")
    await sandbox.wait_for(asha, lambda m: "⬅️ Hotel" in labels(m))
    await sandbox.press(asha, "1")
    shown = await sandbox.wait_for(asha, lambda m: "🔔 Track this rate" in labels(m))
    assert "💳 Book" not in labels(shown)


async def test_a_name_that_was_kept_before_the_process_died_is_one_guest(
    sandbox: SandboxClient,
    asha: Traveller,
    scene: Scene,
    booker: FakeBooker,
    intake: UpdateIntake,
    bot: Bot,
) -> None:
    """Killed after its names were kept and before the update was done: it is handled again."""
    assert booker.books == {}
    await begun(sandbox, asha)
    asked = await scene.rows(
        """
        UPDATE universal_bookings SET "order" = replace("order"::text,
            '"required_guest_fields": []', '"required_guest_fields": ["all_guests"]')::jsonb
        RETURNING "order" #>> '{}' AS told
        """
    )
    assert "all_guests" in asked[0]["told"], asked[0]["told"]
    said = await sandbox.say(asha, "Asha Rao")
    await sandbox.wait_for(asha, "✓ Asha Rao")
    await intake.drained()
    update_id = 2**31
    parts = ("message_id", "date", "chat", "from", "text")
    again = {"update_id": update_id, "message": {k: said[k] for k in parts if k in said}}
    await accept_update(scene.app.pool, update_id, again, scene.clock.now())
    async with UpdateIntake(scene.app, bot, create_dispatcher(scene.app)) as after:
        await after.drained()
    assert len(await scene.rows("SELECT 1 FROM booking_guests")) == 1
    # Whoever types the same name anew means another guest.
    await sandbox.say(asha, "Asha Rao")
    await sandbox.wait_for(asha, "How can the hotel reach you?")
    assert len(await scene.rows("SELECT 1 FROM booking_guests")) == 2
