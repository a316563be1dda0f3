"""A short form of `make reading`: generated lines are read right, and hardly one wrongly."""

from datetime import UTC, datetime

import pytest

from domain.app import App
from tests.conftest import FakeClock
from tests.reading.__main__ import measure, measure_journeys, printed
from tests.reading.verdicts import RIGHT, WRONG

LEAST_RIGHT, MOST_WRONG = 0.92, 0.01
LINES, JOURNEYS = 400, 150


@pytest.mark.parametrize("seed", [7])
async def test_generated_lines_are_read_as_they_were_meant(app: App, seed: int) -> None:
    tally = await measure(app.pool, seed, LINES)
    assert tally.share(RIGHT) >= LEAST_RIGHT, printed(tally)
    assert tally.share(WRONG) <= MOST_WRONG, printed(tally)


async def test_generated_journeys_are_read_as_they_were_meant(app: App, clock: FakeClock) -> None:
    clock.set(datetime(2026, 11, 30, 6, tzinfo=UTC))
    verdicts, bad = await measure_journeys(app, 7, JOURNEYS)
    assert verdicts[RIGHT] / JOURNEYS >= LEAST_RIGHT, "\n".join(bad)
    assert verdicts[WRONG] / JOURNEYS <= MOST_WRONG, "\n".join(bad)
