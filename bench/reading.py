"""How long a traveller's phrase takes to be read, its places looked up included.

The phrases are those of the tests. The baseline is the same reading without the place: what the
words alone cost.
"""

from datetime import date
from pathlib import Path
from typing import Any

from bench.catalogue import seeded_catalogue, timed
from domain.reading.amounts import Writer
from domain.reading.budget import read_budget
from domain.reading.dates import read_dates
from domain.reading.people import read_counts, read_people
from domain.reading.tokens import Reading, read_tokens
from domain.reading.wishes import read_quality, read_wishes
from domain.search.locating import locate

PHRASES = Path(__file__).parents[1] / "tests" / "search" / "phrases"
TODAY = date(2026, 11, 24)


def phrases() -> list[str]:
    """Return the phrases of the tests, in all languages."""
    lines = [line for path in PHRASES.glob("*.txt") for line in path.read_text().splitlines()]
    return [line.partition(" => ")[0] for line in lines if line and not line.startswith("#")]


def read_words(reading: Reading) -> None:
    """Read all but the place."""
    _filters, rest = read_quality(reading)
    counts, rest = read_counts(rest)
    dates = read_dates(read_budget(rest, Writer("en", "INR")).rest, TODAY)
    read_wishes(read_people(dates.rest, counts).rest)


async def measure() -> dict[str, Any]:
    """Read every phrase, with its place and without."""
    every = phrases()

    async def words_alone(text: str) -> None:
        read_words(read_tokens(text))

    async with seeded_catalogue() as pool:

        async def whole(text: str) -> None:
            located = await locate(pool, read_tokens(text))
            read_words(located.rest)

        await timed(whole, every)  # the first reading fills PostgreSQL's cache
        return {
            "phrases": len(every),
            "whole": await timed(whole, every),
            "without_the_place": await timed(words_alone, every),
        }
