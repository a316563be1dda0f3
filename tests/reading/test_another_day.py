"""A line that is read as on another day means what it would mean had it been written then."""

from datetime import timedelta

import pytest

from domain.app import App
from domain.reading.amounts import Writer
from domain.reading.line import Occasion, read_again, read_line
from domain.reading.meanings import Request
from tests.reading.generator import TODAY
from tests.reading.test_decision import LINES

WRITER = Writer("en", "INR", "IN")
DATED = [
    "Goa tonight", "Goa tomorrow for 2 nights", "Jaipur 30 nov - 2 dec", "Goa 1st to 3rd",
    "Kochi this weekend 2 adults", "Рим завтра на двоих", "Agra 29.11 - 30.11.2026",
]  # fmt: skip


@pytest.mark.parametrize("days", [-1, 1])
async def test_a_line_read_again_means_what_it_would_have_meant(app: App, days: int) -> None:
    there = Occasion(TODAY + timedelta(days=days), WRITER)
    for text in (*DATED, *(line for lines in LINES.values() for line in lines)):
        here = await read_line(app.pool, text, Occasion(TODAY, WRITER))
        again = await read_again(app.pool, here, there, (Request.STAY,))
        anew = await read_line(app.pool, text, there, (Request.STAY,))
        # Problems are exceptions, each equal to itself alone.
        assert repr(again) == repr(anew), text


async def test_what_says_its_days_in_full_is_decided_once(app: App) -> None:
    text = "Goa 20.12.2026 - 23.12.2026 2 adults"
    here = await read_line(app.pool, text, Occasion(TODAY, WRITER))
    there = Occasion(TODAY + timedelta(days=1), WRITER)
    assert await read_again(app.pool, here, there, (Request.STAY,)) is here
    tonight = await read_line(app.pool, "Goa tonight", Occasion(TODAY, WRITER))
    assert await read_again(app.pool, tonight, there) is not tonight
