"""The heat map: cheap, expensive and unknown days."""

from collections.abc import Mapping
from datetime import date, timedelta
from io import BytesIO

import pytest
from PIL import Image

from bot.locales import translator
from bot.pictures.canvas import can_write
from bot.pictures.heat_map import SHADES, WIDTH, Cell, HeatMap, Knowledge, describe_heat_map
from bot.pictures.style import DARK, LIGHT, Palette
from domain.languages import LANGUAGES
from domain.money import Money

OWN = date(2026, 12, 12)
DAYS = tuple(OWN + timedelta(n) for n in range(-15, 16))
ENGLISH = translator("en")


def prices(*totals: int | None) -> dict[date, Money | None]:
    """Return a price for each of the first days; None: nothing is sold."""
    return {
        day: None if total is None else Money.of(total, "INR")
        for day, total in zip(DAYS, totals, strict=False)
    }


def described(known: Mapping[date, Money | None], language: str = "en") -> HeatMap:
    return describe_heat_map(DAYS, known, OWN, translator(language))


def cells(heat_map: HeatMap) -> list[Cell]:
    return [cell for week in heat_map.weeks for cell in week if cell is not None]


def test_every_day_has_its_cell_in_whole_weeks() -> None:
    heat_map = described({})
    assert all(len(week) == 7 for week in heat_map.weeks)
    found = cells(heat_map)
    assert [cell.day for cell in found[:6]] == ["27/11", "28", "29", "30", "01/12", "2"]
    assert len(found) == len(DAYS)
    assert [cell.day for cell in found if cell.is_own] == ["12"]
    assert heat_map.weeks[0][:5] == (None,) * 5, "the 27th of November is a Friday"


def test_a_day_is_priced_sold_out_or_unknown_and_never_guessed() -> None:
    found = cells(described(prices(9000, None, 8000)))
    assert [cell.knowledge for cell in found[:4]] == [
        Knowledge.PRICED,
        Knowledge.NOTHING,
        Knowledge.PRICED,
        Knowledge.UNKNOWN,
    ]
    assert [cell.price for cell in found[:4]] == ["9,000", "", "8,000", ""]
    assert [cell.is_cheapest for cell in found[:3]] == [False, False, True]


def test_shades_rise_with_the_price_and_one_dear_day_leaves_the_others_theirs() -> None:
    shades = [c.shade for c in cells(described(prices(1000, 1100, 1200, 1300, 90_000)))[:5]]
    assert shades == list(range(SHADES))
    same = [c.shade for c in cells(described(prices(*[5000] * 31)))]
    assert set(same) == {0}


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "known",
    [{}, prices(*range(1_000_000, 1_000_031)), prices(*[None] * 31), prices(80)],
    ids=["nothing known", "large", "sold out", "one"],
)
def test_any_knowledge_is_a_picture(
    known: dict[date, Money | None], language: str, palette: Palette
) -> None:
    heat_map = described(known, language)
    assert all(can_write(f"{cell.day}{cell.price}") for cell in cells(heat_map))
    assert len(heat_map.weekdays) == 7
    assert all(map(can_write, heat_map.weekdays))
    image = Image.open(BytesIO(heat_map.draw(palette)))
    assert (image.format, image.size) == ("PNG", (WIDTH, heat_map.height))


def test_another_price_is_another_picture() -> None:
    first = described(prices(9000, 8000))
    assert first == described(prices(9000, 8000))
    assert first.draw(LIGHT) != described(prices(9000, 8001)).draw(LIGHT)
