"""A booking's price watch in the chat: its page, and the alert for a cheaper price."""

from datetime import timedelta
from decimal import Decimal

import pytest
from aiogram import Bot

from domain.bookings.price_watches.alerts import judge_watches
from domain.bookings.price_watches.ends import close_watches
from domain.bookings.price_watches.starts import open_watches
from domain.money import Money
from domain.suppliers.contract import Board, CancelRule
from tests.bot.test_booking import booker, reviewed, told
from tests.fake_booker import FakeBooker, Mood
from tests.sandbox_client import SandboxClient, Traveller, words
from tests.scene import Scene

__all__ = ["booker"]
pytestmark = pytest.mark.usefixtures("booker")


async def booked(sandbox: SandboxClient, asha: Traveller, scene: Scene, bot: Bot) -> None:
    """Book the Palms on terms that can be cancelled for nine days, and have it watched."""
    ends = scene.clock.now() + timedelta(days=9)
    rules = (
        CancelRule(None, ends, Money.of(0, "INR")),
        CancelRule(ends, None, Money.of(5_000, "INR")),
    )
    scene.travclan.hotels["t2"].rules = rules
    await reviewed(sandbox, asha)
    await sandbox.press(asha, "✅ Confirm and book")
    await sandbox.wait_for(asha, "Your receipt comes below")
    await told(scene, bot)
    await sandbox.wait_for(asha, "Booked! Your receipt")
    await open_watches(scene.app)


async def cheaper(scene: Scene, bot: Bot, total: int) -> None:
    """Let the Palms cost something else, be looked at, and have it told."""
    scene.travclan.hotels["t2"].total = Decimal(total)
    await scene.check(timedelta(hours=4))
    await judge_watches(scene.app)
    await told(scene, bot)


async def test_a_cheaper_price_is_told_with_all_it_costs_and_its_page_shows_it(
    sandbox: SandboxClient, asha: Traveller, scene: Scene, bot: Bot
) -> None:
    await booked(sandbox, asha, scene, bot)
    await sandbox.press(asha, "🧳 Open booking")
    await sandbox.wait_for(asha, "✅ confirmed")
    await sandbox.press(asha, "📉 Price watch")
    page = words(await sandbox.wait_for(asha, "I’ll write when you’d save: 3% or more (₹150)"))
    assert "You booked it for: ₹5,000" in page
    await sandbox.press(asha, "10%")
    await sandbox.wait_for(asha, "I’ll write when you’d save: 10% or more (₹500)")
    await cheaper(scene, bot, 4_600)
    await cheaper(scene, bot, 4_200)
    alert = words(await sandbox.wait_for(asha, "Your room is cheaper now: save ₹800"))
    assert "It costs now: ₹4,200" in alert
    assert "Cancelling yours is free" in alert
    assert "Same room, same meals, same terms." in alert
    await sandbox.press(asha, "📉 Price watch")
    assert "Lowest since then: ₹4,200" in words(await sandbox.wait_for(asha, "Price watch"))
    await sandbox.press(asha, "🔕 Switch off")
    await sandbox.wait_for(asha, "Off: I won’t tell you when it gets cheaper.")
    await sandbox.press(asha, "🔔 Switch on")
    await sandbox.wait_for(asha, "I’ll write when you’d save: 10%")


async def test_a_price_that_held_is_told_in_the_end(
    sandbox: SandboxClient, asha: Traveller, scene: Scene, bot: Bot
) -> None:
    await booked(sandbox, asha, scene, bot)
    await cheaper(scene, bot, 5_000)
    scene.clock.advance(timedelta(days=9))
    await close_watches(scene.app)
    await told(scene, bot)
    await sandbox.wait_for(asha, "Your price held: no one sold it cheaper.")


async def test_what_cannot_be_compared_says_why(
    sandbox: SandboxClient, asha: Traveller, scene: Scene, bot: Bot
) -> None:
    scene.travclan.hotels["t2"].board = Board.UNKNOWN
    await booked(sandbox, asha, scene, bot)
    await sandbox.press(asha, "🧳 Open booking")
    await sandbox.wait_for(asha, "✅ confirmed")
    await sandbox.press(asha, "📉 Price watch")
    await sandbox.wait_for(asha, "The supplier doesn’t say which meals are included")


async def test_the_same_room_is_booked_anew_for_less_in_the_chat(
    sandbox: SandboxClient, asha: Traveller, scene: Scene, bot: Bot
) -> None:
    await booked(sandbox, asha, scene, bot)
    await cheaper(scene, bot, 4_200)
    await sandbox.wait_for(asha, "Your room is cheaper now: save ₹800")
    await sandbox.press(asha, "🔁 Rebook…")
    offer = words(await sandbox.wait_for(asha, "Rebook at this price?"))
    assert "Asha Rao" in offer
    assert "You save: ₹800" in offer
    assert "₹5,000 in all" in offer
    assert "₹4,200 in all" in offer
    assert "for ₹800 at most" in offer
    await sandbox.press(asha, "🔁 Rebook and save ₹800")
    await sandbox.wait_for(asha, "Rebooked: you saved ₹800.")
    await told(scene, bot)
    await sandbox.wait_for(asha, "The new booking stands, and the old one is cancelled.")
    await sandbox.say(asha, "/bookings")
    page = words(await sandbox.wait_for(asha, "My bookings"))
    assert "₹4,200 · ✅ confirmed" in page
    assert "₹5,000 · cancelled" in page


async def test_where_both_stand_the_traveller_and_people_know(
    sandbox: SandboxClient, asha: Traveller, scene: Scene, booker: FakeBooker, bot: Bot
) -> None:
    await booked(sandbox, asha, scene, bot)
    scene.travclan.hotels["t2"].total = Decimal(4_200)
    await cheaper(scene, bot, 4_200)
    await sandbox.wait_for(asha, "Your room is cheaper now")
    await sandbox.press(asha, "🔁 Rebook…")
    await sandbox.wait_for(asha, "Rebook at this price?")
    booker.moods = {"cancel": [Mood.REFUSED]}
    await sandbox.press(asha, "🔁 Rebook and save ₹800")
    await sandbox.wait_for(asha, "You now have both bookings.")
    await told(scene, bot)
    await sandbox.press(asha, "🧳 Open booking")
    await sandbox.wait_for(asha, "✅ confirmed")
