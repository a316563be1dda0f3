"""The lines that were handed over: most are read right, hardly one is guessed wrongly."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from domain.accounts.travellers import Traveller, meet_traveller
from domain.app import App
from domain.search.interpretation import understand
from tests.conftest import FakeClock
from tests.reading.handed import FILE, RIGHT, WRONG, judge_stay, rows

pytestmark = pytest.mark.skipif(not FILE.exists(), reason=f"{FILE.name} is not here")
LEAST_RIGHT, MOST_WRONG = 0.92, 0.04


@pytest.fixture
async def traveller(app: App, clock: FakeClock) -> Traveller:
    """An Indian traveller on 30 November 2026."""
    clock.set(datetime(2026, 11, 30, 6, tzinfo=UTC))
    met = await meet_traveller(1, "Asha", "en", app.clock.now())
    return replace(met, currency="INR", nationality="IN", time_zone="Asia/Kolkata")


async def test_stays_are_read_as_they_were_meant(app: App, traveller: Traveller) -> None:
    verdicts: Counter[str] = Counter()
    told: list[str] = []
    for row in rows("stay", "place"):
        verdict, line = judge_stay(row, await understand(app, traveller, row.text))
        verdicts[verdict] += 1
        if verdict != RIGHT:
            told.append(f"{verdict}: {line}")
    every = verdicts.total()
    assert verdicts[WRONG] / every <= MOST_WRONG, "\n".join(told)
    assert verdicts[RIGHT] / every >= LEAST_RIGHT, "\n".join(told)
