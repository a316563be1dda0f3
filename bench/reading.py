"""How long a traveller's phrase takes to be read, its places looked up included.

The phrases are those of the tests. The baseline is the same reading without the place: what the
words alone cost.
"""

from datetime import date
from pathlib import Path
from typing import Any

from bench.catalogue import seeded_catalogue, timed
from domain.reading.amounts import Writer
from domain.reading.line import Occasion, decide, read_line
from domain.reading.names import Atlas
from domain.reading.tokens import cut, read_tokens

PHRASES = Path(__file__).parents[1] / "tests" / "search" / "phrases"
TODAY = date(2026, 11, 24)


def phrases() -> list[str]:
    """Return the phrases of the tests, in all languages."""
    lines = [line for path in PHRASES.glob("*.txt") for line in path.read_text().splitlines()]
    return [line.partition(" => ")[0] for line in lines if line and not line.startswith("#")]


async def measure() -> dict[str, Any]:
    """Read every phrase, with its place and without."""
    every = phrases()
    occasion = Occasion(TODAY, Writer("en", "INR"))

    async def words_alone(text: str) -> None:
        words = cut(text)
        decide(read_tokens(text), words, Atlas(words, (), {}, {}, {}), occasion)

    async with seeded_catalogue() as pool:

        async def whole(text: str) -> None:
            await read_line(pool, text, occasion)

        await timed(whole, every)  # the first reading fills PostgreSQL's cache
        both, words = await timed(whole, every), await timed(words_alone, every)
        return {
            "phrases": len(every),
            "whole": both,
            "without_the_place": words,
            "whole_to_without_the_place": round(both["p50_ms"] / words["p50_ms"], 2),
        }
