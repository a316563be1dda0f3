"""Digests, living alerts, reasons and small charts: values in, screens out."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from PIL import Image

from bot.alerts.digests import MOST_LINES, render_digest
from bot.alerts.evidence import render_evidence
from bot.alerts.screens import render_alert, render_living_alert
from bot.locales import translator
from bot.pictures.style import DARK, LIGHT, Palette
from bot.pictures.thumbnail import HEIGHT, WIDTH, describe_thumbnail
from bot.sending.screen import LONGEST_CAPTION, visible_length
from domain.alerts.evidence import MOST_PRICES, Evidence, SeenPrice
from domain.alerts.living_alerts import Course, LivingAlert, Now
from domain.alerts.models import DigestKind, RuleKind
from domain.alerts.timing import ranked
from domain.alerts.values import OutgoingAlert, Reader, StoredAlert
from domain.full_names import FullName
from domain.languages import LANGUAGES
from domain.money import Money
from domain.prices.models import Availability
from domain.prices.terms import Alternative, RateTerms
from domain.prices.values import PricePoint, PriceSeries
from domain.stay import Room, Stay
from domain.suppliers.contract import Board, RateIdentity, Supplier, TaxInclusion

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
STAY = Stay(date(2026, 12, 12), date(2026, 12, 15), (Room(2, (6, 9)), Room(1)))
LONGEST_TEXT = 4096
ENGLISH = translator("en")
ALERT = OutgoingAlert(
    1, 2, 3, "en", "Asia/Kolkata", RuleKind.PRICE_DROP, 4, "Taj <Village>",
    FullName(("Goa",), "IN", "India"), None, STAY,
    Money.of(10_000, "INR"), Money.of(8_800, "INR"), Decimal(5), None, "travclan", NOW,
)  # fmt: skip
STORED = StoredAlert(ALERT, Reader(7, "Asia/Kolkata"), 5, STAY.check_in, NOW)
SUITE = RateTerms(Board.ALL_INCLUSIVE, refundable=True, room="Sea View Suite")
LONG = replace(
    ALERT,
    hotel_name="W" * 200,
    place=FullName(("D" * 60,), "IN", "India"),
    rate=replace(SUITE, room="R" * 200),
)


def living(alert: OutgoingAlert = ALERT, total: int = 9_400) -> LivingAlert:
    return LivingAlert(
        replace(STORED, alert=alert), 9, True, NOW + timedelta(hours=48), Course.TOLD,
        alert.total.amount,
        Now(Decimal(total), NOW + timedelta(hours=1), Availability.AVAILABLE, False), True, None,
    )  # fmt: skip


def test_an_alert_tells_which_rate_it_is_of_where_not_any_will_do() -> None:
    told = render_alert(replace(ALERT, rate=SUITE), ENGLISH).text
    assert "The cheapest rate for: Sea View Suite, all inclusive, with free cancellation" in told
    assert "cheapest rate" not in render_alert(ALERT, ENGLISH).text


def test_an_alert_of_a_rate_that_is_gone_leads_to_the_same_room() -> None:
    instead = Alternative(Decimal(9_500), RateIdentity(Supplier.TRAVCLAN, room="Sea View Suite"))
    keyboard = render_alert(replace(ALERT, alternative=instead), ENGLISH).keyboard
    assert keyboard is not None
    assert keyboard.inline_keyboard[0][0].text == "🛏 The same room now"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", DigestKind)
def test_the_longest_digest_is_one_message(language: str, kind: DigestKind) -> None:
    alerts = [LONG] * (MOST_LINES + 30)
    screen = render_digest(kind, alerts, NOW, translator(language))
    assert visible_length(screen.text) <= LONGEST_TEXT


def test_a_digest_says_what_is_more_and_leads_to_each_tracker() -> None:
    screen = render_digest(DigestKind.DAILY, [ALERT] * (MOST_LINES + 3), NOW, ENGLISH)
    assert "Your digest: 15 prices" in screen.text
    assert "And 3 more in your trackers." in screen.text
    assert "Taj &lt;Village&gt;" in screen.text
    assert "(−12%)" in screen.text
    assert screen.keyboard is not None
    assert [b.text for b in screen.keyboard.inline_keyboard[0]] == ["1", "2", "3", "4"]


def test_a_reached_target_goes_before_the_largest_saving() -> None:
    def stored(number: int, total: int, kind: RuleKind = RuleKind.PRICE_DROP) -> StoredAlert:
        alert = replace(ALERT, alert_id=number, total=Money.of(total, "INR"), kind=kind)
        return replace(STORED, alert=alert)

    alerts = [stored(1, 9_000), stored(2, 7_000), stored(3, 9_500, RuleKind.TARGET_PRICE)]
    assert [one.alert.alert_id for one in ranked(alerts)] == [3, 2, 1]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("course", Course)
def test_the_longest_living_alert_fits_under_its_chart(language: str, course: Course) -> None:
    screen = render_living_alert(living(LONG), course, NOW, translator(language))
    assert visible_length(screen.text) <= LONGEST_CAPTION
    assert screen.keyboard is not None


def test_a_living_alert_keeps_what_it_told() -> None:
    text = render_living_alert(living(), Course.CHANGED, NOW, ENGLISH).text
    assert text.striptags().startswith("🔄 Now ₹9,400, seen 24 Nov 2026, 3:30 pm")
    assert "<s>₹10,000</s> → <b>₹8,800</b>" in text


def evidence(*seen: SeenPrice) -> Evidence:
    return Evidence(ALERT, Money.of(10_000, "INR"), None, NOW + timedelta(seconds=4), seen)


def seen(total: int | None, *, counted: bool = True, confirmed: bool = False) -> SeenPrice:
    money = None if total is None else Money.of(total, "INR")
    return SeenPrice(NOW, money, TaxInclusion.INCLUDED, "travclan", counted, confirmed)


def test_the_reasons_name_the_confirming_look_and_what_was_held_back() -> None:
    found = evidence(seen(4_000, confirmed=True), seen(4_000, counted=False), seen(None))
    text = render_evidence(found, "Asia/Kolkata", ENGLISH).text
    assert "confirmed by a second check" in text
    assert "held back: unusual, not confirmed yet" in text
    assert "sold out" in text
    assert "The price was 4 seconds old when I told you." in text
    assert "a second time before it counted" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_longest_reasons_are_one_message(language: str) -> None:
    found = replace(evidence(*[seen(9_000)] * MOST_PRICES), alert=LONG)
    screen = render_evidence(found, "Asia/Kolkata", translator(language))
    assert visible_length(screen.text) <= LONGEST_TEXT


def series(*totals: int | None) -> PriceSeries:
    points = (
        PricePoint(NOW + timedelta(hours=n), None if total is None else Decimal(total))
        for n, total in enumerate(totals)
    )
    return PriceSeries(1, "INR", tuple(points))


@pytest.mark.parametrize("totals", [(), (9_000,), (None, 9_000, None)])
def test_without_two_prices_there_is_no_small_chart(totals: tuple[int | None, ...]) -> None:
    assert describe_thumbnail(series(*totals), ENGLISH) is None


@pytest.mark.parametrize("palette", [LIGHT, DARK])
@pytest.mark.parametrize("totals", [(9_000, 9_000), (9_000, None, 8_000, 12_000), (1, 2, 1)])
def test_a_small_chart_is_a_picture_of_its_size(
    totals: tuple[int | None, ...], palette: Palette
) -> None:
    picture = describe_thumbnail(series(*totals), ENGLISH)
    assert picture is not None
    drawn = Image.open(BytesIO(picture.draw(palette)))
    assert drawn.size == (WIDTH, HEIGHT)


def test_equal_prices_make_one_step_and_the_last_of_the_lowest_is_marked() -> None:
    picture = describe_thumbnail(series(9_000, 9_000, 8_000, 8_000, 8_500, 8_000), ENGLISH)
    assert picture is not None
    assert [int(total) for _at, total in picture.steps] == [9_000, 8_000, 8_500, 8_000]
    assert picture.labels == ("₹9,000", "₹8,000", "₹8,000")
    assert picture.lowest == 3
