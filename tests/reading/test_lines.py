"""Lines as people write them in forums and chats: most are read right, hardly one wrongly.

They were written down before the rules knew them, by how people write in public threads. What was
read of each at first sight stands in docs/measures.md; here nothing may get worse.
"""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from domain.accounts.travellers import Traveller, meet_traveller
from domain.app import App
from tests.conftest import FakeClock
from tests.reading.handed import RIGHT, WRONG, rows
from tests.reading.journeys import verdict_on

FILES = sorted((Path(__file__).parent / "lines").glob("*.tsv"))
LEAST_RIGHT, MOST_WRONG = 0.9, 0.02


@pytest.fixture
async def traveller(app: App, clock: FakeClock) -> Traveller:
    """An Indian traveller on 30 November 2026."""
    clock.set(datetime(2026, 11, 30, 6, tzinfo=UTC))
    met = await meet_traveller(1, "Asha", "en", app.clock.now())
    return replace(met, currency="INR", nationality="IN", time_zone="Asia/Kolkata")


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
async def test_lines_are_read_as_they_were_meant(
    app: App, traveller: Traveller, file: Path
) -> None:
    verdicts: Counter[str] = Counter()
    told: list[str] = []
    for row in rows(file=file):
        verdict, line = await verdict_on(app, traveller, row)
        verdicts[verdict] += 1
        if verdict != RIGHT:
            told.append(f"{verdict}: {line}")
    every = verdicts.total()
    assert verdicts[WRONG] / every <= MOST_WRONG, "\n".join(told)
    assert verdicts[RIGHT] / every >= LEAST_RIGHT, "\n".join(told)
