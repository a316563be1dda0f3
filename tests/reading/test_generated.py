"""A short form of `make reading`: generated lines are read right, and hardly one wrongly."""

import pytest

from domain.app import App
from tests.reading.__main__ import measure, printed
from tests.reading.verdicts import RIGHT, WRONG

LEAST_RIGHT, MOST_WRONG = 0.92, 0.01
LINES = 400


@pytest.mark.parametrize("seed", [7])
async def test_generated_lines_are_read_as_they_were_meant(app: App, seed: int) -> None:
    tally = await measure(app.pool, seed, LINES)
    assert tally.share(RIGHT) >= LEAST_RIGHT, printed(tally)
    assert tally.share(WRONG) <= MOST_WRONG, printed(tally)
