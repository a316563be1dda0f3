"""Flights through the real dispatcher, gateway and sandbox, as a traveller sees them."""

import asyncio
import re
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from aiogram import Bot
from pydantic import SecretStr

from bot.dispatcher import create_dispatcher
from bot.updates.intake import UpdateIntake
from bot.updates.polling import poll
from domain.app import App, open_app
from domain.bookings.models import BookingKind, UniversalBooking
from domain.clock import SystemClock, today_in
from domain.settings import Settings
from tests.sandbox_client import Message, SandboxClient, Traveller, labels, words

TODAY = today_in("Asia/Kolkata", SystemClock().now())
OUT, BACK = TODAY + timedelta(days=40), TODAY + timedelta(days=44)
ROUND = f"flight DEL to Goa {OUT} return {BACK} 2 adults"
SINGLE = f"DEL-GOI {OUT}"


@pytest.fixture
async def flying(bot_settings: Settings, sandbox_url: str) -> AsyncIterator[App]:
    """The product on the machine's clock, with the sandbox as both suppliers."""
    travclan = f"{sandbox_url}/travclan"
    settings = bot_settings.model_copy(
        update={
            "serpapi_key": SecretStr("sandbox"),
            "serpapi_url": f"{sandbox_url}/serpapi",
            "travclan_api_key": SecretStr("sandbox"),
            "travclan_merchant_id": "merchant",
            "travclan_user_id": "agent",
            "travclan_auth_url": travclan,
            "travclan_search_url": travclan,
            "travclan_hotel_url": travclan,
        }
    )
    async with open_app(settings) as app:
        yield app


@pytest.fixture
async def asha(sandbox: SandboxClient, flying: App, bot: Bot) -> AsyncIterator[Traveller]:
    """A traveller who has said hello to the real dispatcher."""
    working = asyncio.Event()
    async with UpdateIntake(flying, bot, create_dispatcher(flying)) as intake:
        polling = asyncio.create_task(poll(bot, intake, working.set))
        await working.wait()
        traveller = await sandbox.add_user("Asha", language_code="en-IN")
        await sandbox.say(traveller, "/start")
        await sandbox.wait_for(traveller, "Hello Asha!")
        yield traveller
        polling.cancel()
        await asyncio.gather(polling, return_exceptions=True)


async def said(sandbox: SandboxClient, asha: Traveller, text: str) -> Message:
    """Write something and return the answer that is no placeholder."""
    sent = await sandbox.say(asha, text)
    return await sandbox.wait_for(
        asha,
        lambda m: m["from"]["is_bot"] and "⏳" not in words(m),
        after=sent["message_id"],
    )


async def pressed(sandbox: SandboxClient, asha: Traveller, label: str, wanted: str) -> Message:
    """Press a button and return the screen that says what is wanted."""
    await sandbox.press(asha, label)
    return await sandbox.wait_for(asha, wanted)


def prices(message: Message) -> list[int]:
    """Return the amounts of a list of flights in its order."""
    rows = re.findall(r"^\d+\. .*₹([\d,]+)$", words(message), re.MULTILINE)
    return [int(row.replace(",", "")) for row in rows]


async def test_a_return_flight_from_a_sentence_to_where_to_book(
    sandbox: SandboxClient, asha: Traveller
) -> None:
    found = await said(sandbox, asha, ROUND)
    assert "✈️ Delhi → Goa" in words(found)
    assert "2 adults · Economy" in words(found)
    assert "🛫 Choose your outbound flight" in words(found)
    assert "Prices are for 2 adults, return, taxes and fees included" in words(found)
    assert "usual" in words(found)
    assert len(prices(found)) == 5
    page = await pressed(sandbox, asha, "1", "with the cheapest return flight")
    assert page["message_id"] == found["message_id"]
    assert "🔹 DEL" in words(page)
    back = await pressed(sandbox, asha, "🛬 Choose return flight", "🛬 Choose your return flight:")
    assert "🛫 Outbound: " in words(back)
    trip = await pressed(sandbox, asha, "1", "🎫 ")
    assert words(trip).count("🔹") >= 2
    assert "🧳 1 free carry-on" in words(trip)
    asked = prices(back)[0]
    assert f"₹{asked:,}" in words(trip)
    rows = trip["reply_markup"]["inline_keyboard"]
    urls = [b["url"] for row in rows for b in row if "url" in b]
    assert urls
    assert all(url.startswith("https://www.google.com/travel/flights") for url in urls)


async def test_what_was_booked_elsewhere_is_noted_once(
    sandbox: SandboxClient, asha: Traveller
) -> None:
    await said(sandbox, asha, SINGLE)
    await pressed(sandbox, asha, "1", "🔹 DEL")
    await pressed(sandbox, asha, "🎫 Where to book", "🧳 1 free carry-on")
    receipt = await pressed(sandbox, asha, "✅ I booked it", "Added to your bookings")
    assert "⬅️ Flights" in labels(receipt)
    [booking] = await UniversalBooking.all().select_related("flight")
    assert (booking.kind, booking.starts_on, booking.ends_on) == (BookingKind.FLIGHT, OUT, None)
    assert booking.total
    assert booking.flight
    listed = await said(sandbox, asha, "/bookings")
    assert f"· {booking.flight.number} DEL → " in words(listed)
    assert f"₹{booking.total:,.0f}" in words(listed)
    await said(sandbox, asha, SINGLE)
    await pressed(sandbox, asha, "1", "🔹 DEL")
    await pressed(sandbox, asha, "🎫 Where to book", "🧳 1 free carry-on")
    await pressed(sandbox, asha, "✅ I booked it", "already in your bookings")
    assert await UniversalBooking.all().count() == 1


async def test_orders_and_filters(sandbox: SandboxClient, asha: Traveller) -> None:
    await said(sandbox, asha, SINGLE)
    await pressed(sandbox, asha, "⋯ More", "Change a part of the search")
    await sandbox.press(asha, "Cheapest")
    cheap = await sandbox.wait_for(asha, "Prices are for 1 adult")
    assert prices(cheap) == sorted(prices(cheap))
    await pressed(sandbox, asha, "⋯ More", "Change a part of the search")
    await sandbox.press(asha, "Fastest")
    await sandbox.wait_for(asha, "Prices are for 1 adult")
    await pressed(sandbox, asha, "⋯ More", "Change a part of the search")
    assert "✓ Fastest" in labels(await sandbox.last_message(asha))
    await pressed(sandbox, asha, "⬅️ Flights", "Prices are for 1 adult")
    await pressed(sandbox, asha, "⚙️ Filters", "Filters: ")
    await sandbox.press(asha, "Non-stop")
    await sandbox.wait_for(asha, lambda m: "✓ Non-stop" in labels(m))
    await sandbox.press(asha, "✅ Show flights")
    direct = await sandbox.wait_for(asha, lambda m: "⚙️ Filters (1)" in labels(m))
    assert "stop " not in words(direct).replace("non-stop", "")


async def test_the_guided_way_asks_from_to_days_and_people(
    sandbox: SandboxClient, asha: Traveller
) -> None:
    await pressed(sandbox, asha, "✈️ Flights", "Where are you flying from?")
    which = await said(sandbox, asha, "London")
    assert "London has 5 airports" in words(which)
    assert "📍 London, all airports" in labels(which)
    await pressed(sandbox, asha, "📍 London, all airports", "Where are you flying to?")
    await said(sandbox, asha, "BCN")
    await sandbox.wait_for(asha, "When are you flying?")
    await said(sandbox, asha, f"{OUT}")
    await sandbox.wait_for(asha, "And back?")
    await pressed(sandbox, asha, "➡️ One way", "Who’s flying?")
    await pressed(sandbox, asha, "Business", "Who’s flying?")
    await sandbox.press(asha, "✅ Done")
    found = await sandbox.wait_for(asha, "✈️ London → Barcelona")
    assert "one way · 1 adult · Business" in words(found)


async def test_adults_stay_while_the_age_of_a_child_is_asked(
    sandbox: SandboxClient, asha: Traveller
) -> None:
    await sandbox.say(asha, f"flight Delhi to Goa {OUT} one way 2 adults 1 child")
    asked = await sandbox.wait_for(asha, "Prices depend on the child’s age")
    assert "· 2 adults ·" in words(asked)
    assert "· 2 adults, 1 child (6) ·" in words(await said(sandbox, asha, "1 child 6"))


async def test_a_word_that_was_left_out_leads_to_a_part_of_the_flight(
    sandbox: SandboxClient, asha: Traveller
) -> None:
    found = await said(sandbox, asha, f"flight Delhi to Goa {OUT} one way 1 adult zorbing")
    assert "zorbing" in words(found)
    who = await pressed(sandbox, asha, "✏️ zorbing", "Who’s flying?")
    assert "Delhi (DEL) → Goa" in words(who)


async def test_a_shared_location_offers_the_airports_around(
    sandbox: SandboxClient, asha: Traveller
) -> None:
    await pressed(sandbox, asha, "✈️ Flights", "Where are you flying from?")
    await sandbox.say(asha, location={"latitude": 51.5, "longitude": -0.12})
    near = await sandbox.wait_for(asha, "Airports near you.")
    assert any(re.match(r"\d+ km · LCY", label) for label in labels(near))
    label = next(label for label in labels(near) if "LHR" in label)
    asked = await pressed(sandbox, asha, label, "Where are you flying to?")
    assert "London (LHR)" in words(asked)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (f"DEL to GOI {BACK} return {OUT}", "is before the departure"),
        (f"DEL to Xqzzyw {OUT}", "I don’t know an airport or city called “Xqzzyw”"),
    ],
)
async def test_a_whole_flight_written_at_the_first_question_is_told_what_is_wrong_with_it(
    sandbox: SandboxClient, asha: Traveller, typed: str, told: str
) -> None:
    await pressed(sandbox, asha, "✈️ Flights", "Where are you flying from?")
    await sandbox.say(asha, typed)
    assert "(DEL) → " in words(await sandbox.wait_for(asha, told))


@pytest.mark.parametrize(
    ("typed", "told", "kept"),
    [
        (
            f"flight Xqzzyw to Goa {OUT}",
            "I don’t know an airport or city called “Xqzzyw”",
            "… → Goa",
        ),
        (f"flight DEL-DEL {OUT}", "starts and ends in", "New Delhi (DEL)"),
        (f"flight DEL-GOI {BACK} return {OUT}", "is before the departure", "(DEL) → "),
        ("flight DEL-GOI 12 dec 2020", "has passed", "(DEL) → "),
        (f"flight DEL-GOI {OUT} 11 adults", "11 travellers are too many", "(DEL) → "),
        (f"flight DEL-GOI {OUT} 1 adult 2 infants", "sits on an adult’s lap", "(DEL) → "),
        (f"flight GOA-DEL {OUT}", "", "DEL"),
    ],
)
async def test_bad_input_gets_its_sentence_and_keeps_the_rest(
    sandbox: SandboxClient, asha: Traveller, typed: str, told: str, kept: str
) -> None:
    answer = await said(sandbox, asha, typed)
    assert told in words(answer)
    assert kept in words(answer)


async def test_a_code_that_is_a_city_too_is_asked_for_its_own_end(
    sandbox: SandboxClient, asha: Traveller
) -> None:
    await pressed(sandbox, asha, "✈️ Flights", "Where are you flying from?")
    which = await said(sandbox, asha, "GOA")
    assert "“GOA” could be several airports" in words(which)
    genoa = next(label for label in labels(which) if "(GOA)" in label)
    asked = await pressed(sandbox, asha, genoa, "Where are you flying to?")
    assert "(GOA) → …" in words(asked)


async def test_a_supplier_that_fails_is_no_empty_list(
    sandbox: SandboxClient, asha: Traveller
) -> None:
    await sandbox.set_fault("serpapi", "status", status=500)
    silent = await said(sandbox, asha, SINGLE)
    assert "I couldn’t check Google Flights" in words(silent)
    assert "🔄 Try again" in labels(silent)
    await sandbox.clear_faults()
    await sandbox.press(asha, "🔄 Try again")
    assert prices(await sandbox.wait_for(asha, "Prices are for 1 adult"))


async def test_the_price_history_is_a_picture(sandbox: SandboxClient, asha: Traveller) -> None:
    await said(sandbox, asha, SINGLE)
    await pressed(sandbox, asha, "⋯ More", "Change a part of the search")
    await sandbox.press(asha, "📈 Price history")
    seen = await sandbox.wait_for(asha, "The lowest fare over the last 60 days")
    assert "photo" in seen
    await sandbox.press(asha, "⬅️ Flights")
    await sandbox.wait_for(asha, "Prices are for 1 adult")


async def test_the_home_airport_is_offered_first(sandbox: SandboxClient, asha: Traveller) -> None:
    await pressed(sandbox, asha, "⚙️ Settings", "Home airport: not set")
    await pressed(sandbox, asha, "🛫 Home airport", "usually fly from")
    saved = await said(sandbox, asha, "Jaipur")
    assert "Home airport: JAI" in words(saved)
    await sandbox.say(asha, "/flights")
    asked = await sandbox.wait_for(asha, "Where are you flying from?")
    await sandbox.press(asha, "📍 Jaipur (JAI)")
    await sandbox.wait_for(asha, "Where are you flying to?")
    assert "📍 Jaipur (JAI)" in labels(asked)
