"""The picture of a price history: whatever the series, it can be drawn and tells it."""

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from bot.locales import translator
from bot.pictures.axes import round_steps, time_steps
from bot.pictures.canvas import can_write
from bot.pictures.history import HEIGHT, MOST_POINTS, WIDTH, HistoryPicture, describe_history
from bot.pictures.style import DARK, LIGHT, Palette
from domain.languages import LANGUAGES
from domain.money import Money
from domain.prices.values import PricePoint, PriceSeries

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
ENGLISH = translator("en")
Totals = Sequence[int | None]


def series(totals: Totals, *, hours: float = 6, currency: str = "INR") -> PriceSeries:
    """Return observations that end `hours` before now."""
    count = len(totals)
    points = (
        PricePoint(NOW - timedelta(hours=hours * (count - n)), None if t is None else Decimal(t))
        for n, t in enumerate(totals)
    )
    return PriceSeries(1, currency, tuple(points))


def described(totals: Totals, hours: float = 6) -> HistoryPicture:
    found = describe_history(series(totals, hours=hours), NOW, "Asia/Kolkata", ENGLISH)
    assert found is not None
    return found


def colours(png: bytes) -> set[str]:
    """Return the colours that a picture has, as #rrggbb."""
    found = Image.open(BytesIO(png)).convert("RGB").getcolors(1 << 20) or []
    return {"#{:02x}{:02x}{:02x}".format(*rgb) for _count, rgb in found if isinstance(rgb, tuple)}


RANDOM = random.Random(1)
EXTREMES: dict[str, Totals] = {
    "two": [9000, 8000],
    "flat": [8000] * 30,
    "free": [0, 0, 0],
    "one spike": [8000] * 20 + [90_000] + [8000] * 20,
    "a thousand": [RANDOM.randint(8000, 12_000) for _ in range(1000)],
    "ends sold out": [8000, 9000, None, None],
    "begins sold out": [None, None, 9000, 8000],
    "huge": [120_000_000, 98_000_000],
}


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("name", EXTREMES)
def test_any_series_is_a_picture_of_the_promised_size(name: str, palette: Palette) -> None:
    image = Image.open(BytesIO(described(EXTREMES[name]).draw(palette)))
    assert (image.format, image.size) == ("PNG", (WIDTH, HEIGHT))


def test_fewer_than_two_prices_are_no_history() -> None:
    for totals in ([], [8000], [None, None, None], [None, 8000]):
        assert describe_history(series(totals), NOW, "UTC", ENGLISH) is None


def test_different_prices_are_different_pictures_and_equal_ones_equal() -> None:
    first, other = described([9000, 8000]), described([9000, 8100])
    assert first.draw(LIGHT) != other.draw(LIGHT)
    assert first == described([9000, 8000])
    assert first.draw(LIGHT) == described([9000, 8000]).draw(LIGHT)


def test_the_lowest_and_the_present_price_are_marked() -> None:
    picture = described([9000, 8000, 12_345])
    assert picture.lowest[1:] == (Decimal(8000), "₹8,000")
    assert picture.latest is not None
    assert picture.latest[2] == "₹12,345"
    assert {LIGHT.low, LIGHT.line} <= colours(picture.draw(LIGHT))
    assert described([9000, 8000]).latest is None, "the lowest is the present one"
    assert described([9000, 8000, None]).latest is None, "nothing is sold now"


def test_sold_out_is_a_gap_and_the_usual_range_a_band() -> None:
    assert LIGHT.gap in colours(described([9000, None, 8000]).draw(LIGHT))
    plain = described([9000, 8000]).draw(LIGHT)
    assert not {LIGHT.gap, LIGHT.usual} & colours(plain)
    usual = (Money.of(8200, "INR"), Money.of(8800, "INR"))
    banded = describe_history(series([9000, 8000]), NOW, "UTC", ENGLISH, usual)
    assert banded is not None
    assert LIGHT.usual in colours(banded.draw(LIGHT))
    foreign = (Money.of(82, "USD"), Money.of(88, "USD"))
    other = describe_history(series([9000, 8000]), NOW, "UTC", ENGLISH, foreign)
    assert other is not None
    assert other.usual is None


def test_a_band_far_away_leaves_the_prices_their_height() -> None:
    usual = (Money.of(50_000, "INR"), Money.of(90_000, "INR"))
    picture = describe_history(series([9000, 8000]), NOW, "UTC", ENGLISH, usual)
    assert picture is not None
    low, high = picture.bounds
    assert Decimal(1000) / (high - low) > Decimal("0.3")


def test_many_points_are_thinned_without_losing_the_lowest_or_the_last() -> None:
    totals = [10_000 + n % 7 for n in range(20_000)]
    totals[12_345] = 4000
    totals[-1] = 10_555
    picture = described(totals, hours=0.1)
    assert len(picture.steps) <= MOST_POINTS + 1
    assert picture.lowest[1] == 4000
    assert picture.latest is not None
    assert picture.latest[1] == 10_555


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("currency", ["INR", "USD", "EUR", "RUB", "AED", "THB", "NPR", "GEL"])
def test_every_label_can_be_written(language: str, currency: str) -> None:
    picture = describe_history(
        series([9000, 8000, 8500], hours=48, currency=currency), NOW, "UTC", translator(language)
    )
    assert picture is not None
    assert picture.latest is not None
    labels = [label for _at, label in (*picture.heights, *picture.times)]
    labels += [picture.lowest[2], picture.latest[2]]
    assert all(can_write(label) for label in labels), labels


@pytest.mark.parametrize("text", ["₹9 800 · 12 дек.", "मंगल", "सो"])
def test_what_the_fonts_have_can_be_written(text: str) -> None:
    assert can_write(text)


@pytest.mark.parametrize("text", ["अक्टूबर", "शनि", "月", "₹ मंगल"])
def test_what_needs_shaping_or_another_font_cannot(text: str) -> None:
    assert not can_write(text)


@given(st.decimals(0, 10**9, places=2), st.decimals("0.01", 10**9, places=2))
def test_labels_upwards_are_few_round_and_within(low: Decimal, spread: Decimal) -> None:
    steps = round_steps(low, low + spread)
    assert 1 <= len(steps) <= 5
    assert all(low <= step <= low + spread for step in steps)
    assert len({b - a for a, b in pairwise(steps)}) <= 1


@given(st.timedeltas(timedelta(minutes=3), timedelta(days=4000)))
def test_labels_along_are_few_and_within(span: timedelta) -> None:
    steps = time_steps(NOW - span, NOW)
    assert len(steps) <= 6
    assert len(steps) >= 2 or span > timedelta(days=2)
    assert all(NOW - span <= step <= NOW for step in steps)
    assert len({b - a for a, b in pairwise(steps)}) <= 1
