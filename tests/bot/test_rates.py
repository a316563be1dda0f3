"""A hotel's rates: by room, in pages, and one with all that it costs and when."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from aiogram.types import InlineKeyboardButton

from bot.buttons.callbacks import HotelButton
from bot.hotel.buttons import RATES_A_PAGE, HistoryButton, RateButton, RatesButton, Span, rate_key
from bot.hotel.price_history import within
from bot.hotel.price_history_words import render_history
from bot.hotel.rates import find_rate, rates_by_room, render_rate, render_rates
from bot.hotel.screens import render_amenities, render_hotel
from bot.locales import translator
from bot.sending.screen import LONGEST_CAPTION, Screen, visible_length
from bot.words.flights import cabin_told
from domain.languages import LANGUAGES
from domain.money import Money
from domain.prices.statistics import Basis, Usual
from domain.prices.values import PricePoint, PriceSeries
from domain.search.values import HotelPage, SupplierRate
from domain.suppliers.contract import CancelRule, Rate, Refundability, Supplier
from tests.bot.test_conversations import results
from tests.bot.test_rendering import ASKED, NOW, QUOTE, SEARCH, hotel
from tests.sandbox_client import SandboxClient, Traveller, labels, words

ENGLISH = translator("en")
DEADLINE = datetime(2026, 12, 10, 18, 29, tzinfo=UTC)
AT = RateButton(search_id=1, hotel_id=1, rate="00000000")


def inr(amount: int) -> Money:
    return Money.of(amount, "INR")


def offered(room: str, total: int, **details: object) -> SupplierRate:
    rate = Rate("token", room, replace(QUOTE, total=inr(total)))
    return SupplierRate(Supplier.TRAVCLAN, replace(rate, **details))  # type: ignore[arg-type]


def page_of(*rates: SupplierRate) -> HotelPage:
    return HotelPage(SEARCH, hotel(1), "By the sea.", None, rates, ASKED, None, NOW)


def terms(rate: SupplierRate, zone: str = "Asia/Kolkata") -> str:
    return str(render_rate(page_of(rate), rate, AT, NOW, zone, ENGLISH).text)


def test_rates_stand_room_by_room_the_room_of_the_cheapest_first() -> None:
    rates = [offered("A", 1), offered("B", 2), offered("A", 3), offered("B", 4)]
    ordered = rates_by_room(rates)
    assert [(r.rate.room_name, int(r.rate.quote.total.amount)) for r in ordered] == [
        ("A", 1), ("A", 3), ("B", 2), ("B", 4),
    ]  # fmt: skip


def test_many_rates_take_pages_numbered_through() -> None:
    page = page_of(*(offered(f"Room {n}", 1000 + n) for n in range(15)))
    at = RatesButton(search_id=1, hotel_id=1, rates=2)
    screen = render_rates(page, at, NOW, "Asia/Kolkata", ENGLISH)
    assert screen.keyboard is not None
    rows = [[b.text for b in row] for row in screen.keyboard.inline_keyboard]
    assert rows[:2] == [["13", "14", "15"], ["‹", "3 of 3 ›"]]
    assert "13. <b>₹1,012</b>" in screen.text
    beyond = render_rates(page, at.model_copy(update={"rates": 9}), NOW, "UTC", ENGLISH)
    assert "13. <b>₹1,012</b>" in beyond.text


def test_the_way_back_from_a_rate_leads_to_the_page_it_stands_on() -> None:
    page = page_of(*(offered(f"Room {n}", 1000 + n) for n in range(15)))
    for number, rates in ((0, 0), (5, 0), (6, 1), (14, 2)):
        screen = render_rate(page, page.rates[number], AT, NOW, "UTC", ENGLISH)
        assert screen.keyboard is not None
        (back, *_home) = screen.keyboard.inline_keyboard[-1]
        assert back.callback_data is not None
        assert RatesButton.unpack(back.callback_data).rates == rates


def test_a_rate_is_found_again_whatever_its_token_and_price_are_by_then() -> None:
    first = offered("Suite", 9000)
    later = SupplierRate(first.supplier, replace(first.rate, token="other", quote=replace(QUOTE)))
    others = [
        offered("Twin", 9000),
        replace(first, supplier=Supplier.SERPAPI),
        SupplierRate(
            first.supplier,
            replace(first.rate, quote=replace(QUOTE, refundable=Refundability.NO)),
        ),
    ]
    at = AT.model_copy(update={"rate": rate_key(first)})
    assert find_rate(page_of(*others, later), at) is later
    assert find_rate(page_of(*others), at) is None


def test_what_is_paid_when_is_told() -> None:
    now = terms(offered("Suite", 9000))
    assert "When booking: ₹9,000" in now
    assert "At the hotel" not in now
    parts = terms(offered("Suite", 9000, due_at_property=inr(2000)))
    assert "When booking: ₹7,000" in parts
    assert "At the hotel: ₹2,000" in parts
    there = terms(offered("Suite", 9000, due_at_property=inr(9000)))
    assert "When booking" not in there
    assert "At the hotel: ₹9,000" in there
    elsewhere = terms(offered("Suite", 9000, seller="Booking.com"))
    assert "Up to the seller" in elsewhere
    assert "Sold by Booking.com" in elsewhere


def test_taxes_are_told_apart_where_they_are_known() -> None:
    quote = replace(QUOTE, total=inr(9000), before_taxes=inr(7800))
    assert "₹7,800 and ₹1,200 taxes and fees" in terms(offered("Suite", 9000, quote=quote))
    assert "taxes and fees" not in terms(offered("Suite", 9000))


def test_the_end_of_free_cancelling_is_told_in_both_times() -> None:
    quote = replace(QUOTE, free_cancel_until=DEADLINE)
    rate = offered("Suite", 9000, quote=quote)
    told = terms(rate)
    assert "Free until 10 Dec 2026, 9:59 pm\n" in told
    assert "own limit is two hours later: 10 Dec 2026, 11:59 pm</i>" in told
    london = terms(rate, "Europe/London")
    assert "Free until 10 Dec 2026, 4:29 pm your time (10 Dec 2026, 9:59 pm at the hotel)" in london


def test_each_step_of_the_penalty_is_told() -> None:
    quote = replace(QUOTE, total=inr(9000), free_cancel_until=DEADLINE)
    rules = (
        CancelRule(None, DEADLINE, inr(0)),
        CancelRule(DEADLINE, DEADLINE + timedelta(days=1), inr(3000)),
        CancelRule(DEADLINE + timedelta(days=1), None, inr(9000)),
    )
    text = terms(offered("Suite", 9000, quote=quote, cancel_rules=rules))
    assert "From 10 Dec 2026, 11:59 pm: ₹3,000 fee" in text
    assert "From 11 Dec 2026, 11:59 pm: no refund" in text
    assert "₹0" not in text


@pytest.mark.parametrize(
    ("refundable", "told"),
    [(Refundability.NO, "Non-refundable"), (Refundability.UNKNOWN, "The terms aren’t given")],
)
def test_other_terms_are_told(refundable: Refundability, told: str) -> None:
    quote = replace(QUOTE, refundable=refundable, free_cancel_until=None)
    assert told in terms(offered("Suite", 9000, quote=quote))


def test_below_usual_is_told_with_what_it_rests_on() -> None:
    since = date(2026, 10, 2)
    usual = Usual(inr(140_000), inr(130_000), inr(150_000), 14, since, Basis.SIMILAR_STAYS)
    back = HotelButton(search_id=1, hotel_id=1)
    text = render_hotel(page_of(offered("A", 1)), back, NOW, "UTC", ENGLISH, usual).text
    assert "📉 11% below usual" in text
    assert "Usually ₹1,30,000 – ₹1,50,000 (14 similar stays seen since 2 Oct)" in text
    high = replace(usual, low=inr(100_000), median=inr(110_000))
    text = render_hotel(page_of(offered("A", 1)), back, NOW, "UTC", ENGLISH, high).text
    assert "below usual" not in text


def test_what_nobody_sells_leads_to_other_dates() -> None:
    page = replace(page_of(), hotel=replace(hotel(1), best=None))
    screen = render_hotel(page, HotelButton(search_id=1, hotel_id=1), NOW, "UTC", ENGLISH)
    assert "It isn’t available" in screen.text
    assert screen.keyboard is not None
    shown = [b.text for row in screen.keyboard.inline_keyboard for b in row]
    assert "📅 Flexible dates" in shown
    assert "🔔 Track" in shown
    assert not any("💳" in label for label in shown)


def first_button(screen: Screen) -> InlineKeyboardButton:
    assert screen.keyboard is not None
    return screen.keyboard.inline_keyboard[0][0]


def test_the_first_button_leads_to_where_the_hotel_can_be_bought() -> None:
    back = HotelButton(search_id=1, hotel_id=1)
    sold = offered("A", 1, seller="Agoda", link="https://agoda.test/1")
    button = first_button(render_hotel(page_of(sold), back, NOW, "UTC", ENGLISH))
    assert (button.text, button.url) == ("💳 Book at Agoda", "https://agoda.test/1")
    button = first_button(render_rate(page_of(sold), sold, AT, NOW, "UTC", ENGLISH))
    assert button.url == "https://agoda.test/1"


def test_without_a_safe_link_the_first_button_leads_to_the_rates() -> None:
    back = HotelButton(search_id=1, hotel_id=1)
    for link in (None, "http://agoda.test/1"):
        page = page_of(offered("A", 1, seller="Agoda", link=link))
        button = first_button(render_hotel(page, back, NOW, "UTC", ENGLISH))
        assert (button.text, button.url) == ("🛏 All rates", None)


def test_a_rate_without_a_link_leads_to_who_else_sells_the_hotel() -> None:
    own = offered("A", 1)
    page = page_of(own, offered("B", 2, seller="Agoda", link="https://agoda.test/1"))
    button = first_button(render_rate(page, own, AT, NOW, "UTC", ENGLISH))
    assert (button.text, button.url) == ("🌐 Agoda", "https://agoda.test/1")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_longest_rates_fit_under_a_photo(language: str) -> None:
    t = translator(language)
    rules = tuple(CancelRule(DEADLINE + timedelta(days=n), None, inr(1000 + n)) for n in range(20))
    quote = replace(QUOTE, free_cancel_until=DEADLINE, before_taxes=inr(1))
    rates = tuple(
        offered(f"{n}" + "R" * 300, 1000 + n, quote=quote, cancel_rules=rules, seller="S" * 90,
                due_at_property=inr(10))
        for n in range(RATES_A_PAGE)
    )  # fmt: skip
    silent = tuple(replace(report, status="unavailable") for report in ASKED)
    page = replace(page_of(*rates), hotel=hotel(1, "W" * 300), reports=silent)
    for screen in (
        render_rates(page, RatesButton(search_id=1, hotel_id=1), NOW, "Europe/London", t),
        render_rate(page, rates[0], AT, NOW, "Europe/London", t),
    ):
        assert visible_length(screen.text) <= LONGEST_CAPTION


def test_amenities_and_the_kind_of_house_are_in_the_readers_words() -> None:
    offered = ("Free Wi-Fi", "Outdoor pool", "Indoor pool", "Room service", "Tesla charger")
    one = replace(hotel(1), amenities=offered, property_type="guesthouse")
    back = HotelButton(search_id=1, hotel_id=1)
    page = replace(page_of(), hotel=one)
    for language, told in (
        ("es", ["wifi", "piscina", "servicio de habitaciones", "Tesla charger"]),
        ("ru", ["вайфай", "бассейн", "доставка еды в номер", "Tesla charger"]),
        ("hi", ["वाई-फ़ाई", "पूल", "रूम सर्विस", "Tesla charger"]),
        ("en", list(offered)),
    ):
        t = translator(language)
        listed = [line for line in render_amenities(page, back, t).text.split("\n") if "•" in line]
        assert [line.removeprefix("• ") for line in listed] == told
        assert ("guesthouse" in render_hotel(page, back, NOW, "UTC", t).text) is False


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        ("ru", "Economy", "Эконом"),
        ("hi", "Premium economy", "प्रीमियम इकॉनमी"),
        ("es", "Business Class", "Ejecutiva"),
        ("es", "Mint", "Mint"),
        ("es", None, None),
    ],
)
def test_a_cabin_is_told_in_the_readers_words(
    language: str, text: str | None, told: str | None
) -> None:
    assert cabin_told(text, translator(language)) == told


def test_all_amenities_are_listed() -> None:
    many = replace(hotel(1), amenities=tuple(f"Amenity {n}" for n in range(30)))
    page = replace(page_of(), hotel=many)
    text = render_amenities(page, HotelButton(search_id=1, hotel_id=1), ENGLISH).text
    assert "• Amenity 29" in text
    assert "By the sea." in text


def test_a_history_of_one_price_says_why_there_is_no_picture() -> None:
    series = PriceSeries(1, "INR", (PricePoint(NOW, Decimal(9000)),))
    at = HistoryButton(search_id=1, hotel_id=1)
    screen = render_history(SEARCH, "Taj", None, series, None, at, ENGLISH)
    assert "There aren’t enough prices" in screen.text
    assert screen.keyboard is not None
    spans = [b.text for b in screen.keyboard.inline_keyboard[0]]
    assert spans == ["7 days", "30 days", "90 days", "✓ All"]


def test_a_span_holds_its_days_and_the_price_that_held_before() -> None:
    points = tuple(PricePoint(NOW - timedelta(days=n), Decimal(n)) for n in range(100, 0, -1))
    series = PriceSeries(1, "INR", points)
    week = within(series, Span.WEEK, NOW).points
    assert [point.total for point in week] == [7, 6, 5, 4, 3, 2, 1]
    assert within(series, Span.ALL, NOW) == series


async def open_first_rate(sandbox: SandboxClient, asha: Traveller) -> None:
    """Search, and go over a hotel's page and its rates to the first of them."""
    await results(sandbox, asha)
    await sandbox.press(asha, "2")
    await sandbox.wait_for(asha, lambda m: "🔔 Track" in labels(m))
    await sandbox.press(asha, "🛏 All rates")
    rates = await sandbox.wait_for(asha, lambda m: "⬅️ Hotel" in labels(m))
    assert "Standard Room" in words(rates)
    await sandbox.press(asha, "1")
    rate = await sandbox.wait_for(asha, "When you pay")
    assert "When booking: ₹10,000" in words(rate)


async def test_a_rate_is_tracked_from_its_page(sandbox: SandboxClient, asha: Traveller) -> None:
    await open_first_rate(sandbox, asha)
    await sandbox.press(asha, "🔔 Track this rate")
    tracker = await sandbox.wait_for(asha, "I’ll message you here when the price drops")
    assert "Only this rate: Standard Room" in words(tracker)


async def test_a_hotels_page_leads_to_its_rates_terms_and_history(
    sandbox: SandboxClient, asha: Traveller
) -> None:
    await open_first_rate(sandbox, asha)
    await sandbox.press(asha, "⬅️ All rates")
    await sandbox.wait_for(asha, lambda m: "⬅️ Hotel" in labels(m))
    await sandbox.press(asha, "⬅️ Hotel")
    await sandbox.wait_for(asha, lambda m: "📈 Price history" in labels(m))
    await sandbox.press(asha, "📈 Price history")
    await sandbox.wait_for(asha, lambda m: "✓ All" in labels(m))
    await sandbox.press(asha, "30 days")
    await sandbox.wait_for(asha, lambda m: "✓ 30 days" in labels(m))
