"""Renderers alone: values in, screens out."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from aiogram.types import InlineKeyboardButton

from bot.alerts.screens import render_alert
from bot.buttons.calendar import calendar_keyboard
from bot.buttons.callbacks import HotelButton
from bot.hotel.screens import render_hotel
from bot.locales import translator
from bot.results.comparison.buttons import CompareButton
from bot.results.comparison.screens import render_comparison
from bot.results.filters.buttons import FilterButton, Section
from bot.results.filters.screens import render_filters
from bot.results.screens import render_results, render_searching_again
from bot.sending.screen import LONGEST_CAPTION, Screen, visible_length
from bot.trackers.screens import change
from bot.words import terms as words
from bot.words.sparkline import sparkline
from domain.alerts.models import RuleKind
from domain.alerts.values import OutgoingAlert, other_news
from domain.catalog.amenities import NAMES, Amenity
from domain.full_names import FullName
from domain.languages import LANGUAGES
from domain.money import Money
from domain.search.comparison import compare
from domain.search.facets import value_of
from domain.search.filters import Anchor
from domain.search.ranking import Sorting
from domain.search.selection import Wishes
from domain.search.values import (
    DestinationView,
    FoundHotel,
    HotelPage,
    PricedOffer,
    SearchOutcome,
    SearchView,
    SupplierRate,
    SupplierReport,
)
from domain.stay import Room, Stay
from domain.suppliers.contract import (
    Board,
    Coordinates,
    Place,
    Quote,
    Rate,
    RateKind,
    Refundability,
    Supplier,
    TaxInclusion,
)

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
GOA = DestinationView(
    1,
    "Goa",
    FullName(("Goa",), "IN", "India"),
    "Asia/Kolkata",
    Place("Goa", "IN", "India", Coordinates(15.5, 73.8)),
)
STAY = Stay(date(2026, 12, 12), date(2026, 12, 15), (Room(2, (6, 9)), Room(1)))
SEARCH = SearchView(1, GOA, STAY, "IN", "INR", None, NOW, NOW)
QUOTE = Quote(
    Money.of(123456, "INR"), TaxInclusion.INCLUDED, RateKind.QUOTE, Board.ALL_INCLUSIVE,
    Refundability.YES, NOW, free_cancel_until=NOW + timedelta(days=9),
)  # fmt: skip
ENGLISH = translator("en")
ASKED = tuple(SupplierReport(supplier, "ok", 5, 0.1) for supplier in Supplier)


def hotel(
    number: int, name: str = "Taj Holiday Village", quote: Quote | None = QUOTE
) -> FoundHotel:
    best = PricedOffer(Supplier.TRAVCLAN, quote) if quote else None
    return FoundHotel(
        number, name, "Candolim", "Sinquerim Road", Coordinates(15.5, 73.8), 5, 4.66, 12345,
        "resort", ("https://photos.example/1.jpg",), ("Pool", "Wi-Fi"), best,
    )  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("sorting", Sorting)
def test_the_longest_results_fit_under_a_photo(language: str, sorting: Sorting) -> None:
    longest = hotel(1, "W" * 200)
    longest = replace(longest, area="A" * 100)
    silent = tuple(replace(report, status="unavailable") for report in ASKED)
    outcome = SearchOutcome(SEARCH, (longest,) * 12, silent)
    screen = render_results(outcome, 1, sorting, NOW, translator(language))
    assert visible_length(screen.text) <= LONGEST_CAPTION
    assert screen.photo == longest.photos[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_longest_hotel_page_fits_under_a_photo(language: str) -> None:
    rate = Rate("t", "R" * 200, QUOTE, due_at_property=Money.of(999, "INR"), seller="S" * 60)
    one = replace(hotel(1, "W" * 300), address="A" * 500, amenities=("Amenity" * 5,) * 30)
    page = HotelPage(
        SEARCH, replace(one, reference=one.best), "", None,
        (SupplierRate(Supplier.SERPAPI, rate),) * 12, ASKED, (QUOTE.total, QUOTE.total), NOW,
    )  # fmt: skip
    back = HotelButton(search_id=1, hotel_id=1)
    screen = render_hotel(page, back, NOW, "Asia/Kolkata", translator(language))
    assert visible_length(screen.text) <= LONGEST_CAPTION


def test_a_page_of_results_says_all_that_a_price_means() -> None:
    outcome = SearchOutcome(SEARCH, (hotel(1), hotel(2, quote=None)), ASKED)
    text = render_results(outcome, 0, Sorting.PRICE, NOW + timedelta(minutes=7), ENGLISH).text
    assert "12–15 Dec · 3 nights · 3 adults, 2 children (6, 9) · 2 rooms" in text
    assert "₹1,23,456</b> taxes included" in text
    assert "👍 4.7/5 (12,345) · Candolim · 🍹 all inclusive · ✅ free cancellation" in text
    assert "No price for these dates" in text
    assert "Price seen 7 minutes ago" in text.striptags()


def test_a_heading_tells_a_place_from_its_namesakes() -> None:
    title = FullName(("Shoreditch", "London"), "GB", "United Kingdom")
    shoreditch = replace(GOA, name="Shoreditch", full_name=title)
    outcome = SearchOutcome(replace(SEARCH, destination=shoreditch), (), ASKED)
    text = render_results(outcome, 0, Sorting.PRICE, NOW, ENGLISH).text
    assert "📍 <b>Shoreditch, London 🇬🇧</b> · 12–15 Dec" in text


def test_where_nothing_is_found_it_says_near_what() -> None:
    near = Anchor("CDG", Coordinates(49.0, 2.5))
    outcome = SearchOutcome(replace(SEARCH, near=near), (), ASKED)
    text = render_results(outcome, 0, Sorting.PRICE, NOW, ENGLISH).text
    assert "Goa 🇮🇳 · near CDG</b>" in text


def test_a_page_beyond_the_last_is_the_last() -> None:
    outcome = SearchOutcome(SEARCH, tuple(hotel(n) for n in range(1, 8)), ASKED)
    text = render_results(outcome, 99, Sorting.PRICE, NOW, ENGLISH).text
    assert "<b>6. Taj" in text
    assert "<b>1. Taj" not in text


@pytest.mark.parametrize(
    ("zone", "until"),
    [("Asia/Kolkata", "until 3 Dec 2026, 12:30 pm"), ("UTC", "until 3 Dec 2026, 7:00 am")],
)
def test_refunds_end_in_the_travellers_own_zone(zone: str, until: str) -> None:
    rates = (SupplierRate(Supplier.TRAVCLAN, Rate("t", "Suite", QUOTE)),)
    page = HotelPage(SEARCH, hotel(1), None, None, rates, ASKED, None, NOW)
    back = HotelButton(search_id=1, hotel_id=1)
    assert until in render_hotel(page, back, NOW, zone, ENGLISH).text


def test_an_old_button_says_how_old_its_price_is() -> None:
    fresh = render_searching_again(SEARCH, NOW + timedelta(minutes=5), ENGLISH)
    assert fresh.text == "⏳ Searching Goa…"
    old = render_searching_again(SEARCH, NOW + timedelta(days=30), ENGLISH)
    assert old.text == "⏳ This price is from 24 Nov 2026. Searching Goa again…"


ALERT = OutgoingAlert(
    5, 3, 7, "en", "Asia/Kolkata", RuleKind.PRICE_DROP, 1, "Taj <Village>",
    GOA.full_name,
    "https://photos.example/1.jpg", STAY, Money.of(10_000, "INR"), Money.of(8_800, "INR"),
    Decimal(5), None, "travclan", NOW,
)  # fmt: skip


def test_a_target_in_two_currencies_is_one_wish() -> None:
    reached = replace(ALERT, kind=RuleKind.TARGET_PRICE, percent=None, rule_id=8)
    euros = replace(reached, target=Money.of(66, "EUR"))
    rupees = replace(reached, target=Money.of(6_072, "INR"))
    lower = replace(rupees, rule_id=9)
    assert other_news(euros, [rupees, ALERT, rupees, ALERT]) == (ALERT,)
    assert other_news(euros, [lower]) == (lower,)


def test_an_alert_says_what_changed_on_which_basis_and_why() -> None:
    screen = render_alert(ALERT, ENGLISH)
    assert "<s>₹10,000</s> → <b>₹8,800</b>\n₹1,200 less (-12%)" in screen.text
    assert "Taj &lt;Village&gt;" in screen.text
    assert "For the whole stay, taxes included, at TravClan." in screen.text
    moment = '<tg-time unix="1795510800" format="Dt">24 Nov 2026, 2:30 pm</tg-time>'
    assert f"🕐 Price seen {moment}" in screen.text
    assert "Why this alert? You asked about drops of 5% or more." in screen.text


def test_a_target_alert_names_the_target() -> None:
    alert = replace(ALERT, kind=RuleKind.TARGET_PRICE, target=Money.of(9_000, "INR"), percent=None)
    text = render_alert(alert, ENGLISH).text
    assert "Your target price is here" in text
    assert "You asked for ₹9,000 or less." in text


def test_an_alert_without_an_earlier_price_shows_the_new_one() -> None:
    text = render_alert(replace(ALERT, previous=None), ENGLISH).text
    assert "<b>₹8,800</b>" in text
    assert "→" not in text


@pytest.mark.parametrize(
    ("totals", "line"),
    [
        ([], ""),
        ([5], ""),
        ([5, 5, 5], "▄▄▄"),
        ([1, 8], "▁█"),
        ([8, 1, 4], "█▁▄"),
        ([10_000, 9_900], "▄▄"),
        ([10_000, 9_500], "▅▃"),
    ],
)
def test_a_sparkline_runs_from_lowest_to_highest(totals: list[int], line: str) -> None:
    assert sparkline([Decimal(total) for total in totals]) == line


def test_a_long_course_is_thinned_and_ends_with_today() -> None:
    line = sparkline([Decimal(n) for n in range(200)], width=10)
    assert (len(line), line[0], line[-1]) == (10, "▁", "█")


def test_the_calendar_offers_only_days_that_can_be_slept() -> None:
    today = date(2026, 12, 10)
    board = calendar_keyboard(date(2026, 12, 1), today, ENGLISH)
    days = [b.text for row in board.inline_keyboard for b in row if b.text.isdigit()]
    assert days == [str(day) for day in range(10, 32)]
    assert [b.text for b in board.inline_keyboard[1]] == ["Su", "Mo", "Tu", "We", "Th", "Fr", "Sa"]
    leaving = calendar_keyboard(date(2027, 1, 1), today, ENGLISH, date(2026, 12, 12))
    days = [b.text for row in leaving.inline_keyboard for b in row if b.text.isdigit()]
    assert days == [str(day) for day in range(1, 12)]


def test_people_are_counted_in_words() -> None:
    assert words.people((Room(1),), ENGLISH) == "1 adult"
    assert words.people((Room(2, (6,)),), translator("hi")) == "2 वयस्क, 1 बच्चा (6)"


def buttons_of(screen: Screen) -> list[InlineKeyboardButton]:
    assert screen.keyboard is not None
    return [button for row in screen.keyboard.inline_keyboard for button in row]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_filter_has_its_button(language: str) -> None:
    everything = tuple(names[0] for names in NAMES.values())
    hotels = tuple(
        replace(hotel(n), stars=n, area=f"Area {n} " + "x" * 60, amenities=everything,
                property_type=f"kind {n}")
        for n in range(1, 6)
    )  # fmt: skip
    outcome = SearchOutcome(SEARCH, hotels, ASKED, hotels)
    t = translator(language)
    pressed = {
        section: [
            FilterButton.unpack(b.callback_data)
            for b in buttons_of(render_filters(outcome, section, Sorting.DISTANCE, t))
            if b.callback_data and b.callback_data.startswith("ft1")
        ]
        for section in Section
    }
    assert len(pressed[Section.MAIN]) == 2 + 5 + 3
    assert [button.code for button in pressed[Section.AMENITIES]] == [a.value for a in Amenity]
    assert len(pressed[Section.AREAS]) == len(pressed[Section.TYPES]) == 5
    for button in (one for buttons in pressed.values() for one in buttons):
        value_of(hotels, Wishes(), button.facet, button.code)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("count", [2, 3, 4])
@pytest.mark.parametrize("total", [4_321, 123_456, 98_765_432])
def test_a_table_of_hotels_fits_the_narrowest_phone(language: str, count: int, total: int) -> None:
    quote = replace(QUOTE, total=Money.of(total, "INR"))
    hotels = [replace(hotel(n, "W" * 90, quote), rating=4.0 + n / 10) for n in range(count)]
    screen = render_comparison(
        compare(hotels, SEARCH), CompareButton(search_id=1), translator(language)
    )
    table = screen.text.split("<pre>")[1].split("</pre>")[0]
    lines = table.splitlines()
    assert max(map(len, lines)) <= 36
    assert len(lines[0].split()) == count
    # Words stand on the left, or above their figures where both do not fit.
    figures = [line for line in lines[1:] if any(one.isdigit() or one in "✓–?" for one in line)]
    assert len(figures) in {len(lines) - 1, (len(lines) - 1) / 2}
    # A space within a number is no column's end.
    cells = [[one for one in line.split(" ") if not one.isalpha()] for line in figures]
    assert all(len([*filter(None, line)]) == count for line in cells)
    assert "•" in table


def test_a_table_says_what_is_compared_and_from_where() -> None:
    long = "The Grand Old Palace of the Maharajas by the Lake"
    hotels = [replace(hotel(n, long), coordinates=Coordinates(15.5, 73.8)) for n in (1, 2)]
    table = compare(hotels, replace(SEARCH, near=None))
    text = render_comparison(table, CompareButton(search_id=1), ENGLISH, tracked=[2]).text
    assert long in text
    assert "\ntotal " in text
    assert "Distances are from the centre of" in text
    assert text.count("🔔") == 1


def test_a_price_below_the_usual_says_so() -> None:
    outcome = SearchOutcome(SEARCH, (hotel(1), hotel(2)), ASKED)
    text = render_results(outcome, 0, Sorting.PRICE, NOW, ENGLISH, below_usual={2: 12}).text
    assert text.count("📉 12% below usual") == 1
    assert text.index("<b>2. ") < text.index("📉")


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (7_198, 7_198, "unchanged"),
        (7_198, 7_197, "▼ ₹1.00"),
        (7_197, 7_198, "▲ ₹1.00"),
        (10_000, 8_500, "▼ 15%"),
        (10_000, 10_040, "▲ 0.4%"),
    ],
)
def test_a_change_never_rounds_to_nothing(before: int, after: int, told: str) -> None:
    found = change(Money.of(before, "INR"), Money.of(after, "INR"), translator("en"))
    assert found == told
