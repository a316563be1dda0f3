"""A booking as files: its voucher and calendar, handed over in the chat."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import httpx
import pytest
from aiogram import Bot
from icalendar import Calendar
from markupsafe import Markup

from bot.bookings.files.sheets import calendar_entries, code_of, plain, voucher
from bot.locales.translator import translator
from bot.papers.calendars import write_calendar
from bot.papers.sheet import draw_sheet
from domain.bookings.feeds import read_feed, renew_feed
from domain.bookings.models import BookingState
from domain.bookings.operator import Operator
from domain.bookings.queries.bookings import load_any
from domain.bookings.values import Booking
from domain.errors import NotFound
from domain.money import Money
from tests.bot.test_booking import booker, reviewed, told  # noqa: F401 - a fixture and ways
from tests.fake_booker import FakeBooker
from tests.sandbox_client import Message, SandboxClient, Traveller, labels
from tests.scene import Scene
from webhooks.app import create_web


async def booked(sandbox: SandboxClient, who: Traveller) -> Message:
    """Book the Palms and open the booking."""
    await reviewed(sandbox, who)
    await sandbox.press(who, "✅ Confirm and book")
    await sandbox.wait_for(who, "Booked: Palms Retreat")
    await sandbox.press(who, "🧳 My bookings")
    await sandbox.wait_for(who, "My bookings")
    await sandbox.press(who, "1")
    return await sandbox.wait_for(who, lambda m: "📄 Voucher" in labels(m))


async def sent(sandbox: SandboxClient, who: Traveller, bot: Bot, ending: str) -> tuple[str, bytes]:
    """Return a file that was sent: its name and content."""
    message = await sandbox.wait_for(
        who, lambda m: m.get("document", {}).get("file_name", "").endswith(ending)
    )
    content = BytesIO()
    await bot.download(message["document"]["file_id"], content)
    return message["document"]["file_name"], content.getvalue()


async def test_a_voucher_and_a_calendar_are_handed_over(
    sandbox: SandboxClient,
    asha: Traveller,
    bot: Bot,
    booker: FakeBooker,  # noqa: F811, ARG001 - the fixture
) -> None:
    await booked(sandbox, asha)
    await sandbox.press(asha, "📄 Voucher")
    name, content = await sent(sandbox, asha, bot, ".pdf")
    assert name.startswith("voucher-")
    assert content.startswith(b"%PDF")
    await sandbox.press(asha, "🗓 Calendar file")
    name, content = await sent(sandbox, asha, bot, ".ics")
    stay = Calendar.from_ical(content).walk("VEVENT")[0]
    assert str(stay["summary"]) == "🏨 Palms Retreat"


async def test_what_does_not_stand_has_no_files(
    sandbox: SandboxClient,
    asha: Traveller,
    scene: Scene,
    bot: Bot,
    booker: FakeBooker,  # noqa: F811
) -> None:
    await reviewed(sandbox, asha)
    await sandbox.press(asha, "✅ Confirm and book")
    await sandbox.wait_for(asha, "Booked: Palms Retreat")
    await told(scene, bot)
    receipt = await sandbox.wait_for(asha, "Booked! Your receipt")
    assert "📄 Voucher" in labels(receipt)
    await sandbox.press(asha, "🧳 My bookings")
    await sandbox.press(asha, "1")
    await sandbox.wait_for(asha, lambda m: "✖️ Cancel booking" in labels(m))
    booker.penalty = Money.of(1500, "INR").amount
    await sandbox.press(asha, "✖️ Cancel booking")
    await sandbox.wait_for(asha, "Cancel this booking?")
    await sandbox.press(asha, "✖️ Cancel for ₹1,500")
    await sandbox.wait_for(asha, "Cancelling cost: ₹1,500")
    await sandbox.press(asha, "📄 Voucher", message_id=receipt["message_id"])
    assert not [m for m in await sandbox.messages(asha) if "document" in m]


async def test_an_address_opens_the_calendar_until_it_is_ended(
    sandbox: SandboxClient,
    asha: Traveller,
    scene: Scene,
    booker: FakeBooker,  # noqa: F811, ARG001 - the fixture
) -> None:
    await booked(sandbox, asha)
    await sandbox.press(asha, "🧳 My bookings")
    await sandbox.press(asha, "🗓 In my calendar")
    await sandbox.wait_for(asha, "There is no address yet")
    await sandbox.press(asha, "🔗 Create an address")
    first = await address(sandbox, asha)
    answer = await opened(scene, first)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    stay = Calendar.from_ical(answer.content).walk("VEVENT")[0]
    assert str(stay["summary"]) == "🏨 Palms Retreat"
    kept = await scene.app.pool.fetchval("SELECT secret_hash FROM calendar_feeds")
    assert kept not in first

    await sandbox.press(asha, "🔗 New address")
    await sandbox.wait_for(
        asha, lambda m: "/calendar/" in m.get("text", "") and first not in m["text"]
    )
    second = await address(sandbox, asha)
    assert (await opened(scene, first)).status_code == 404
    assert (await opened(scene, second)).status_code == 200

    await sandbox.press(asha, "✖️ Switch off")
    await sandbox.wait_for(asha, "Switched off")
    assert (await opened(scene, second)).status_code == 404


async def test_a_banned_accounts_calendar_is_closed(scene: Scene) -> None:
    who = await scene.meet()
    secret = await renew_feed(scene.app, who)
    assert (await read_feed(scene.app, secret, scene.clock.now())).stays == []
    await scene.app.pool.execute("UPDATE users SET is_active = false")
    with pytest.raises(NotFound):
        await read_feed(scene.app, secret, scene.clock.now())
    for wrong in ("", "x", "%", secret[:-1], f"{secret}x"):
        with pytest.raises(NotFound):
            await read_feed(scene.app, wrong, scene.clock.now())


async def address(sandbox: SandboxClient, who: Traveller) -> str:
    """Return the path of the calendar that the last message tells."""
    text: str = (await sandbox.wait_for(who, "/calendar/"))["text"]
    return text[text.index("/calendar/") :].split(maxsplit=1)[0]


async def opened(scene: Scene, path: str) -> httpx.Response:
    """Return what the web service answers to a calendar."""
    transport = httpx.ASGITransport(create_web(scene.app))
    async with httpx.AsyncClient(transport=transport, base_url="http://web") as client:
        return await client.get(path)


async def a_booking(sandbox: SandboxClient, asha: Traveller) -> Booking:
    await booked(sandbox, asha)
    return await load_any(1)


async def test_papers_say_what_was_agreed_in_every_language(
    sandbox: SandboxClient,
    asha: Traveller,
    scene: Scene,
    booker: FakeBooker,  # noqa: F811, ARG001 - the fixture
) -> None:
    booking = await a_booking(sandbox, asha)
    now = scene.clock.now()
    terms = "https://often.example/terms"
    operator = Operator("Often Hotels Private Limited", "GSTIN 29ABCDE1234F1Z5", terms)
    for language in ("en", "es", "hi", "ru"):
        t = translator(language)
        sheet = voucher(booking, operator, now, "Asia/Kolkata", t)
        told = repr(sheet)
        assert "Palms Retreat" in told
        assert "Asha Rao" in told
        assert booking.client_ref in told
        assert sheet.issuer == operator.name
        for printed in (operator.name, operator.tax, terms, f"OH-{now:%Y}-000001"):
            assert printed in told
        assert "5,000" in told or "5.000" in told or "5 000" in told or "5\xa0000" in told
        assert not set("🏨🛏👤💳✅📍🗓↩") & set(told.replace("🏨 ", ""))
        assert draw_sheet(sheet).startswith(b"%PDF")
    assert booking.title in code_of(booking)


async def test_the_calendar_has_the_stay_and_the_last_free_moment(
    sandbox: SandboxClient,
    asha: Traveller,
    scene: Scene,
    booker: FakeBooker,  # noqa: F811, ARG001 - the fixture
) -> None:
    booking = await a_booking(sandbox, asha)
    now, t = scene.clock.now(), translator("en")
    deadline = booking.terms.deadline(now)
    entries = calendar_entries(booking, now, t)
    assert entries[0].starts == booking.stay.check_in
    assert len(entries) == (2 if deadline and deadline.shown > now else 1)
    off = replace(booking, state=BookingState.CANCELLED, changed_at=now + timedelta(hours=1))
    written = write_calendar("x", calendar_entries(off, now, t), now)
    assert b"STATUS:CANCELLED" in written
    assert b"STATUS:CONFIRMED" not in written


def test_lines_lose_their_markup_and_pictures() -> None:
    assert plain(Markup("🏨 <b>Taj &amp; Spa</b>")) == "Taj & Spa"
    assert plain("↩️ 12 Dec") == "12 Dec"
