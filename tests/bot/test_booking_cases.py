"""The human queue: what administrators see of a booking and what they settle."""

from dataclasses import replace
from datetime import timedelta

import pytest
from aiogram import Bot

from bot.updates.intake import UpdateIntake
from domain.accounts.models import Role, User
from domain.administration.audit import Act, read_audit
from domain.bookings.models import BookingState, UniversalBooking
from domain.bookings.reconciliation import look_up_due
from tests.bot.test_booking import booker, reviewed, told
from tests.fake_booker import FakeBooker, Mood
from tests.sandbox_client import SandboxClient, Traveller, words
from tests.scene import Scene

__all__ = ["booker"]


@pytest.fixture
async def admin(sandbox: SandboxClient, intake: UpdateIntake) -> Traveller:  # noqa: ARG001
    """Somebody with the role, who has said hello."""
    ravi = await sandbox.add_user("Ravi", language_code="en-IN")
    await sandbox.say(ravi, "/start")
    await sandbox.wait_for(ravi, "Hello Ravi!")
    await User.filter(chats__id=ravi.chat_id).update(role=Role.ADMIN)
    return ravi


async def lost(
    sandbox: SandboxClient, asha: Traveller, scene: Scene, booker: FakeBooker, bot: Bot, mood: Mood
) -> None:
    """Let an order's answer be lost, and nothing be found of it for hours."""
    booker.moods, booker.shows_bookings = {"book": [mood]}, False
    await reviewed(sandbox, asha)
    await sandbox.press(asha, "✅ Confirm and book")
    await sandbox.wait_for(asha, "nothing is booked twice")
    for _ in range(30):
        scene.clock.advance(timedelta(minutes=4))
        await look_up_due(scene.app)
    await told(scene, bot)
    await sandbox.wait_for(asha, "one of us is asking them now")


async def open_case(sandbox: SandboxClient, admin: Traveller) -> str:
    await sandbox.say(admin, "/admin")
    await sandbox.wait_for(admin, "Checks and alerts")
    await sandbox.press(admin, "🙋 Booking cases")
    await sandbox.wait_for(admin, "Palms Retreat · booked or not?")
    await sandbox.press(admin, "1")
    return words(await sandbox.wait_for(admin, "never said whether this was booked"))


async def test_a_case_holds_all_that_is_needed_and_a_reference_settles_it(
    sandbox: SandboxClient, asha: Traveller, admin: Traveller, scene: Scene,
    booker: FakeBooker, bot: Bot,
) -> None:  # fmt: skip
    await lost(sandbox, asha, scene, booker, bot, Mood.LOST_AFTER)
    shown = await open_case(sandbox, admin)
    [order] = booker.orders
    assert order.client_ref in shown
    assert "total: 5000" in shown
    assert "ReadTimeout" in shown
    await sandbox.press(admin, "🔖 Enter its reference")
    await sandbox.wait_for(admin, "Send me the supplier’s reference.")
    await sandbox.say(admin, "TC00001")
    await sandbox.wait_for(admin, "Everything is settled.")
    await told(scene, bot)
    await sandbox.wait_for(asha, "Booked! Your receipt")


async def test_nothing_booked_is_asked_first_and_then_told(
    sandbox: SandboxClient, asha: Traveller, admin: Traveller, scene: Scene,
    booker: FakeBooker, bot: Bot,
) -> None:  # fmt: skip
    await lost(sandbox, asha, scene, booker, bot, Mood.LOST_BEFORE)
    await open_case(sandbox, admin)
    await sandbox.press(admin, "✖️ Nothing was booked")
    asked = words(await sandbox.wait_for(admin, "Make sure the supplier has no such order."))
    assert "Palms Retreat · 12–15 Dec · ₹5,000 · of Asha (user" in asked
    assert "I’ll tell Asha right away" in asked
    await sandbox.press(admin, "✖️ Tell the traveller")
    await sandbox.wait_for(admin, "Everything is settled.")
    await told(scene, bot)
    await sandbox.wait_for(asha, "nothing is booked")
    assert (await UniversalBooking.get()).state is BookingState.FAILED
    entries = await scene.rows("SELECT act FROM audit_entries")
    assert [one["act"] for one in entries] == ["booking case settled"]


async def test_asking_again_settles_what_the_supplier_shows_by_now(
    sandbox: SandboxClient, asha: Traveller, admin: Traveller, scene: Scene,
    booker: FakeBooker, bot: Bot,
) -> None:  # fmt: skip
    await lost(sandbox, asha, scene, booker, bot, Mood.LOST_AFTER)
    await open_case(sandbox, admin)
    booker.shows_bookings = True
    await sandbox.press(admin, "🔄 Ask the supplier")
    await sandbox.wait_for(admin, "Everything is settled.")
    [entry] = await read_audit(scene.app.pool, 2)
    assert (entry.deed.act, entry.actor.chat_id) == (Act.CASE_ASKED, admin.chat_id)
    assert (await UniversalBooking.get()).state is BookingState.CONFIRMED


async def test_what_a_hotel_told_a_person_is_noted_and_told(
    sandbox: SandboxClient, asha: Traveller, admin: Traveller, scene: Scene,
    booker: FakeBooker, bot: Bot,
) -> None:  # fmt: skip
    await reviewed(sandbox, asha)
    await sandbox.press(asha, "✅ Confirm and book")
    await sandbox.wait_for(asha, "Booked: Palms Retreat")
    [(client_ref, record)] = booker.books.items()
    booker.books[client_ref] = replace(record, twins=("TC00099",))
    scene.clock.advance(timedelta(minutes=2))
    await look_up_due(scene.app)
    await sandbox.say(admin, "/admin")
    await sandbox.wait_for(admin, "Checks and alerts")
    await sandbox.press(admin, "🙋 Booking cases")
    await sandbox.wait_for(admin, "Palms Retreat · booked twice")
    await sandbox.press(admin, "1")
    await sandbox.wait_for(admin, "show the same order twice")
    await sandbox.press(admin, "✏️ Changed by hotel")
    await sandbox.wait_for(admin, "What has the hotel changed?")
    await sandbox.say(admin, "x" * 301)
    await sandbox.wait_for(admin, "a note can have 300")
    await sandbox.say(admin, "The pool is closed <b>until Friday</b>.")
    await sandbox.wait_for(admin, "show the same order twice")
    await told(scene, bot)
    await sandbox.wait_for(asha, "The pool is closed <b>until Friday</b>.")
    await sandbox.press(admin, "🚫 No-show")
    await sandbox.wait_for(admin, "Did no one arrive?")
    await sandbox.press(admin, "🚫 Tell the traveller")
    await told(scene, bot)
    await sandbox.wait_for(asha, "The hotel reports a no-show")
    await sandbox.press(asha, "🧳 Open booking")
    page = words(await sandbox.wait_for(asha, "No-show reported"))
    assert "Changed by the hotel" in page
