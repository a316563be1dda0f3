"""Noting in the chat what was booked elsewhere."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from aiogram import Bot
from icalendar import Calendar

from domain.bookings.feeds import renew_feed
from domain.bookings.noted_bookings.reminders import remind_due
from domain.bookings.price_watches.ledger import read_savings
from domain.bookings.price_watches.models import SavingKind
from domain.money import Money
from domain.privacy.deletion import delete_person
from domain.privacy.export import export_person
from tests.bookings.test_noted_reading import AGODA, BOOKING, ES
from tests.bot.test_booking import told
from tests.bot.test_booking_files import opened, sent
from tests.sandbox_client import SandboxClient, Traveller, labels, words
from tests.scene import Scene

PALMS = AGODA.replace("USD 240.50", "INR 5,600").replace("Palms Retreat", "Palms Retreat, Goa")


async def added(sandbox: SandboxClient, who: Traveller, text: str) -> str:
    """Paste a confirmation in which nothing is unsure, and keep it."""
    await sandbox.say(who, text)
    await sandbox.wait_for(who, "Is this right?")
    await sandbox.press(who, "✅ Add it")
    return words(await sandbox.wait_for(who, "Added to your bookings"))


async def test_a_pasted_confirmation_becomes_a_booking(
    sandbox: SandboxClient, asha: Traveller, scene: Scene, bot: Bot
) -> None:
    await sandbox.say(asha, BOOKING)
    summary = words(await sandbox.wait_for(asha, "Is this right?"))
    for part in ("Lotus Beach Resort", "₹14,160", "Booking.com", "23:59"):
        assert part in summary
    await sandbox.press(asha, "✅ Add it")
    told_of = words(await sandbox.wait_for(asha, "Added to your bookings"))
    assert "You booked it with Booking.com" in told_of
    await sandbox.press(asha, "🗓 Calendar file")
    _name, content = await sent(sandbox, asha, bot, ".ics")
    stay, deadline = Calendar.from_ical(content).walk("VEVENT")
    assert str(stay["summary"]) == "🏨 Lotus Beach Resort"
    assert "Lotus Beach Resort" in str(deadline["summary"])

    me = await scene.meet(asha.chat_id)
    path = f"/calendar/{await renew_feed(scene.app, me)}.ics"
    assert b"Lotus Beach Resort" in (await opened(scene, path)).content

    # The same again is no second booking, and nothing of the text is left anywhere.
    await sandbox.say(asha, BOOKING)
    await sandbox.wait_for(asha, "Is this right?")
    await sandbox.press(asha, "✅ Add it")
    await sandbox.wait_for(asha, "It was already in your bookings")
    [row] = await scene.rows("SELECT * FROM universal_bookings")
    for private in ("Thanks", "832 123", "4012", "PIN"):
        assert private not in repr(dict(row))
    assert not await scene.rows(
        "SELECT 1 FROM incoming_updates WHERE payload::text LIKE '%4012.345%'"
    )

    scene.clock.advance(datetime(2026, 12, 7, 23, tzinfo=UTC) - scene.clock.now())
    assert await remind_due(scene.app) == 1
    await told(scene, bot)
    reminder = words(await sandbox.wait_for(asha, "Free cancellation ends soon"))
    assert "Booked with: Booking.com" in reminder

    export = repr(await export_person(scene.app, me.user_id))
    assert "Lotus Beach Resort" in export
    await delete_person(scene.app, me.user_id)
    assert not await scene.rows("SELECT 1 FROM universal_bookings")


async def test_what_is_unsure_is_asked_one_by_one(
    sandbox: SandboxClient, asha: Traveller, scene: Scene
) -> None:
    await sandbox.say(asha, "/bookings")
    await sandbox.wait_for(asha, "Nothing here yet")
    await sandbox.press(asha, "➕ Add a booking")
    await sandbox.wait_for(asha, "What did you book elsewhere?")
    await sandbox.say(asha, "lovely weather 😀")
    await sandbox.wait_for(asha, "I couldn’t find a booking in that text")
    await sandbox.say(asha, "Hotel Sea View, 12-15 dec")
    await sandbox.wait_for(asha, "What does it cost in all?")
    await sandbox.say(asha, "a lot")
    await sandbox.wait_for(asha, lambda m: "⚠️" in words(m) and "cost in all" in words(m))
    await sandbox.say(asha, "€300")
    await sandbox.wait_for(asha, "Until when can it be cancelled for free?")
    await sandbox.say(asha, "20 dec")
    await sandbox.wait_for(asha, "Who did you book it with?")
    await sandbox.press(asha, "🏨 The hotel itself")
    await sandbox.wait_for(asha, "Is this right?")
    await sandbox.press(asha, "✅ Add it")
    await sandbox.wait_for(asha, "isn’t a day before check-in")
    await sandbox.press(asha, "✏️ Free until")
    await sandbox.wait_for(asha, lambda m: "✖️ It’s never free" in labels(m))
    await sandbox.press(asha, "✖️ It’s never free")
    assert "Never free to cancel" in words(await sandbox.wait_for(asha, "Is this right?"))
    await sandbox.press(asha, "✅ Add it")
    await sandbox.wait_for(asha, "Added to your bookings")
    await sandbox.press(asha, "🧳 My bookings")
    listed = words(await sandbox.wait_for(asha, "My bookings"))
    assert "12–15 Dec · Hotel Sea View · €300" in listed
    await sandbox.press(asha, "1")
    await sandbox.wait_for(asha, lambda m: "🗑 Remove" in labels(m))
    await sandbox.press(asha, "🗑 Remove")
    await sandbox.wait_for(asha, "This doesn’t cancel anything with the seller")
    await sandbox.press(asha, "🗑 Remove it")
    await sandbox.wait_for(asha, "Nothing here yet")
    assert not await scene.rows("SELECT 1 FROM universal_bookings")


async def test_its_price_is_watched_until_the_deadline(
    sandbox: SandboxClient, asha: Traveller, scene: Scene
) -> None:
    await added(sandbox, asha, PALMS)
    await sandbox.press(asha, "📉 Watch its price")
    found = words(await sandbox.wait_for(asha, "less than you paid"))
    assert "It costs ₹5,000 now, ₹600 less than you paid" in found
    [tracker] = await scene.rows(
        "SELECT t.ends_at, b.free_until, b.watched_by = t.id AS is_kept, r.target"
        " FROM trackers t JOIN price_rules r ON r.tracker_id = t.id, universal_bookings b"
    )
    assert tracker["ends_at"] == tracker["free_until"]
    assert tracker["is_kept"]
    assert tracker["target"] == 5544
    await sandbox.press(asha, "🗑 Remove")
    await sandbox.wait_for(asha, "Remove it from your bookings?")
    await sandbox.press(asha, "🗑 Remove it")
    await sandbox.wait_for(asha, "Nothing here yet")
    assert [one["state"] for one in await scene.rows("SELECT state FROM trackers")] == ["deleted"]


async def test_a_hotel_that_nobody_sells_is_said_to_be_so(
    sandbox: SandboxClient, asha: Traveller
) -> None:
    await added(sandbox, asha, ES.replace("Booking.com", "Agoda"))
    await sandbox.press(asha, "📉 Watch its price")
    await sandbox.wait_for(asha, "Which town is it in?")
    await sandbox.say(asha, "xqzzv")
    await sandbox.wait_for(asha, "I don’t know a town by that name")
    await sandbox.say(asha, "Goa")
    await sandbox.wait_for(asha, "I couldn’t find a price for this hotel in Goa")


async def test_items_are_noted_beside_their_booking(
    sandbox: SandboxClient, asha: Traveller, scene: Scene
) -> None:
    await added(sandbox, asha, PALMS)
    await sandbox.say(asha, "Airport transfer 12 dec 1,500 ABC123")
    summary = words(await sandbox.wait_for(asha, "Is this right?"))
    assert "🚕 Airport transfer" in summary
    assert "🔖 Reference: ABC123" in summary
    await sandbox.press(asha, "✅ Add it")
    await sandbox.wait_for(asha, "Added to your bookings")
    await sandbox.say(asha, "/bookings")
    await sandbox.wait_for(asha, "Airport transfer · ₹1,500 · ABC123")
    await sandbox.press(asha, "➕ Add a booking")
    await sandbox.wait_for(asha, "What did you book elsewhere?")
    await sandbox.press(asha, "🛡 Insurance")
    await sandbox.wait_for(asha, "Write it in one line.")
    await sandbox.say(asha, "Travel cover from 10 to 20 dec")
    await sandbox.wait_for(asha, "What does it cost in all?")
    await sandbox.press(asha, "🤷 I don’t know")
    await sandbox.wait_for(asha, "What is its reference?")
    await sandbox.say(asha, "POL-77/8")
    await sandbox.wait_for(asha, "Is this right?")
    await sandbox.press(asha, "✅ Add it")
    await sandbox.wait_for(asha, "Added to your bookings")
    rows = await scene.rows("SELECT kind, beside_id FROM universal_bookings ORDER BY id")
    assert [row["kind"] for row in rows] == ["hotel", "transfer", "insurance"]
    assert [row["beside_id"] for row in rows] == [None, 1, 1]
    await sandbox.say(asha, "/bookings")
    listed = words(
        await sandbox.wait_for(asha, lambda m: "Palms" in words(m) and "POL" in words(m))
    )
    number = next(line.split(".")[0] for line in listed.splitlines() if "Palms" in line)
    await sandbox.press(asha, number)
    page = words(await sandbox.wait_for(asha, "Goes with it:"))
    assert "🚕 Sat, 12 Dec · Airport transfer · ₹1,500 · ABC123" in page


async def test_every_kind_of_note_stands_in_the_trip_the_list_the_calendar_and_the_export(
    sandbox: SandboxClient, asha: Traveller, scene: Scene
) -> None:
    await added(sandbox, asha, PALMS)
    notes = {
        "Dolphin boat trip 13 dec 2,000 DT-5512": "🎟",
        "экскурсия по старому городу 12 декабря 1800 рублей заказ EX-77123": "🎟",
        "traslado al aeropuerto 14 dic 30 euros TR-90211": "🚕",
        "यात्रा बीमा 11 दिसंबर 900 रुपये BM-44120": "🛡",
    }
    for note in notes:
        await added(sandbox, asha, note)
    references = [note.split()[-1] for note in notes]
    rows = await scene.rows(
        "SELECT supplier_ref, beside_id, total FROM universal_bookings WHERE id > 1 ORDER BY id"
    )
    assert [row["supplier_ref"] for row in rows] == references
    assert {row["beside_id"] for row in rows} == {1}
    assert all(row["total"] for row in rows)

    await sandbox.say(asha, "/bookings")
    listed = words(await sandbox.wait_for(asha, "My bookings"))
    number = next(line.split(".")[0] for line in listed.splitlines() if "Palms" in line)
    await sandbox.press(asha, number)
    page = words(await sandbox.wait_for(asha, "Goes with it:"))
    me = await scene.meet(asha.chat_id)
    feed = (await opened(scene, f"/calendar/{await renew_feed(scene.app, me)}.ics")).content
    events = Calendar.from_ical(feed).walk("VEVENT")
    calendar = "\n".join(f"{one['summary']} {one.get('description', '')}" for one in events)
    export = repr(await export_person(scene.app, me.user_id))
    for reference, sign in zip(references, notes.values(), strict=True):
        assert reference in listed
        assert any(sign in line and reference in line for line in page.splitlines())
        assert reference in calendar
        assert reference in export


@pytest.mark.parametrize("text", ["12 dec", "/bookings", "x" * 4000, "\u202e\u0007 Hotel 1 jan"])
async def test_odd_texts_end_in_a_sentence(
    sandbox: SandboxClient, asha: Traveller, text: str
) -> None:
    await sandbox.say(asha, "/bookings")
    await sandbox.wait_for(asha, "My bookings")
    await sandbox.press(asha, "➕ Add a booking")
    await sandbox.wait_for(asha, "What did you book elsewhere?")
    await sandbox.say(asha, text)
    await sandbox.wait_for(
        asha,
        lambda m: any(
            one in words(m)
            for one in (
                "find a booking",
                "My bookings",
                "Which hotel",
                "From when",
                "cost in all",
            )
        ),
    )


async def test_whether_it_was_rebooked_is_asked_and_stands_in_the_record(
    sandbox: SandboxClient, asha: Traveller, scene: Scene, bot: Bot
) -> None:
    await added(sandbox, asha, PALMS)
    me = await scene.meet(asha.chat_id)
    tracker = await scene.track("Palms Retreat", chat_id=asha.chat_id)
    scene.travclan.hotels["t2"].total = Decimal(4_200)
    assert await scene.check() == 1
    await scene.rows("UPDATE tracker_alerts SET state = 'sent'")
    [row] = await scene.rows(
        "UPDATE universal_bookings SET watched_by = $2, look_at = free_until WHERE user_id = $1"
        " RETURNING id, free_until",
        me.user_id,
        tracker.tracker_id,
    )
    scene.clock.advance(row["free_until"] - scene.clock.now())
    await remind_due(scene.app)
    await told(scene, bot)
    await sandbox.wait_for(asha, "Did you rebook?")
    record = await read_savings(scene.app.pool)
    [missed] = record.of(SavingKind.MISSED)
    assert missed.total == Money.of(1_400, "INR")
    await sandbox.press(asha, "🔁 I rebooked for less")
    await sandbox.wait_for(asha, "What does the new booking cost in all?")
    await sandbox.say(asha, "6,000")
    await sandbox.wait_for(asha, "You paid ₹5,600.")
    await sandbox.say(asha, "much less")
    await sandbox.wait_for(asha, "What does the new booking cost in all?")
    await sandbox.say(asha, "4,600")
    await sandbox.wait_for(asha, "Noted: you saved ₹1,000.")
    record = await read_savings(scene.app.pool)
    assert record.of(SavingKind.MISSED) == ()
    [saved] = record.of(SavingKind.REALISED)
    assert (saved.total, record.by_word) == (Money.of(1_000, "INR"), 1)
    await sandbox.say(asha, "/savings")
    page = words(await sandbox.wait_for(asha, "What was saved by rebooking"))
    assert "1 of them as reported by the traveller" in page
