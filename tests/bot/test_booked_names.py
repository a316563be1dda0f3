"""After booking: a name corrected by the supplier or by a person, and the flight next to a
stay.
"""

from aiogram import Bot

from domain.bookings.queries.cases import CaseKind
from domain.suppliers.contract import Supplier
from tests.bot.test_booking import reviewed, told
from tests.bot.test_booking_cases import admin
from tests.fake_booker import FakeBooker, Mood, NamingBooker
from tests.sandbox_client import SandboxClient, Traveller, labels, words
from tests.scene import Scene

__all__ = ["admin"]


async def opened(sandbox: SandboxClient, who: Traveller) -> None:
    """Book the Palms and open the booking."""
    await reviewed(sandbox, who)
    await sandbox.press(who, "✅ Confirm and book")
    await sandbox.wait_for(who, "Booked: Palms Retreat")
    await show(sandbox, who)


async def show(sandbox: SandboxClient, who: Traveller) -> None:
    await sandbox.say(who, "/bookings")
    listed = words(await sandbox.wait_for(who, "My bookings"))
    number = next(line.split(".")[0] for line in listed.splitlines() if "Palms" in line)
    await sandbox.press(who, number)
    await sandbox.wait_for(who, lambda m: "✏️ Correct a name" in labels(m))


async def corrected(sandbox: SandboxClient, who: Traveller, name: str) -> None:
    await sandbox.press(who, "✏️ Correct a name")
    await sandbox.wait_for(who, "It’s booked as")
    await sandbox.say(who, name)


async def test_a_supplier_that_can_corrects_the_name(
    sandbox: SandboxClient, asha: Traveller, scene: Scene
) -> None:
    booker = NamingBooker(Supplier.TRAVCLAN, scene.clock)
    scene.app.suppliers.booking[Supplier.TRAVCLAN] = booker
    await opened(sandbox, asha)
    booker.moods = {"correct_name": [Mood.AWAY]}
    await sandbox.press(asha, "✏️ Correct a name")
    await sandbox.wait_for(asha, "It’s booked as Asha Rao")
    await sandbox.say(asha, "4sha")
    await sandbox.wait_for(asha, "What is the lead guest’s name")
    await sandbox.say(asha, "Aasha Rao")
    await sandbox.wait_for(asha, "The name hasn’t changed")
    await corrected(sandbox, asha, "Aasha Rao")
    await sandbox.wait_for(asha, "The supplier has corrected the name")
    assert booker.names == ("Aasha Rao",)
    await show(sandbox, asha)
    await sandbox.wait_for(asha, "👤 Aasha Rao")
    [step] = await scene.rows(
        "SELECT actor FROM booking_transitions WHERE event = 'name_corrected'"
    )
    assert step["actor"] == "traveller"


async def test_where_it_cannot_a_person_does_and_a_flight_beside_it_is_spoken_of(
    sandbox: SandboxClient, asha: Traveller, admin: Traveller, scene: Scene, bot: Bot
) -> None:  # fmt: skip
    scene.app.suppliers.booking[Supplier.TRAVCLAN] = FakeBooker(Supplier.TRAVCLAN, scene.clock)
    await opened(sandbox, asha)
    await corrected(sandbox, asha, "आशा राव")
    await sandbox.wait_for(asha, "Only a person can correct this")
    [case] = await scene.rows("SELECT kind, details FROM booking_cases WHERE closed_at IS NULL")
    assert case["kind"] == CaseKind.NAME_BY_HAND
    await sandbox.say(admin, "/admin")
    await sandbox.wait_for(admin, "Checks and alerts")
    await sandbox.press(admin, "🙋 Booking cases")
    await sandbox.wait_for(admin, "a name to be corrected by hand")
    await sandbox.press(admin, "1")
    shown = await sandbox.wait_for(admin, "राव, आशा")
    assert "✓ Settled" in labels(shown)
    await sandbox.press(admin, "✓ Settled")
    await sandbox.wait_for(admin, "I’ll tell Asha that the supplier has corrected it.")
    await sandbox.press(admin, "✓ Tell the traveller")
    await sandbox.wait_for(admin, "Everything is settled.")
    await told(scene, bot)
    await sandbox.wait_for(asha, "your booking is for आशा राव")

    # A flight noted in a line stands next to the stay; giving one up speaks of the other. Nobody
    # types all this in the throttle's four seconds, as a fast machine does.
    await scene.app.redis.delete(f"throttle:{asha.id}")
    await sandbox.say(asha, "booked flight Delhi Goa 12 dec 9,200 PNR ABC123")
    await sandbox.wait_for(asha, "Is this right?")
    await sandbox.press(asha, "✅ Add it")
    await sandbox.wait_for(asha, "Added to your bookings")
    await sandbox.press(asha, "🗑 Remove")
    question = words(await sandbox.wait_for(asha, "This doesn’t cancel anything with the seller"))
    assert "Your stay is still booked: Palms Retreat, from Sat, 12 Dec" in question
    await sandbox.press(asha, "⬅️ Keep it")
    await show(sandbox, asha)
    await sandbox.press(asha, "✖️ Cancel booking")
    offer = words(await sandbox.wait_for(asha, "Cancel this booking?"))
    assert "Your flight is still booked: flight Delhi Goa, Sat, 12 Dec" in offer
    await sandbox.press(asha, "✖️ Cancel for free")
    await sandbox.wait_for(asha, "Cancelled")
    await told(scene, bot)
    notice = words(await sandbox.wait_for(asha, "Your booking is cancelled"))
    assert "Only its seller can cancel it" in notice
