"""How long suggestions take, for names typed whole, begun and misspelt.

The baseline is what is written first: one query that lets pg_trgm find whatever is alike.
"""

from random import Random
from typing import Any

from bench.catalogue import seeded_catalogue, timed
from bench.scale import scaled
from domain.catalog.suggestions import find_destinations
from domain.unit_of_work import Database

QUERIES = scaled(200, short=10)
BEGINNING = 4


def misspell(name: str, random: Random) -> str:
    """Return a name with two neighbouring letters swapped, one left out or one doubled."""
    at = random.randrange(1, len(name) - 1)
    slips = (
        name[:at] + name[at + 1] + name[at] + name[at + 2 :],
        name[:at] + name[at + 1 :],
        name[:at] + name[at] + name[at:],
    )
    return random.choice(slips)


async def _plain_trigrams(pool: Database, typed: str) -> list[Any]:
    rows: list[Any] = await pool.fetch(
        """
        SELECT d.id, d.name FROM destination_names n JOIN destinations d ON d.id = n.destination_id
        WHERE n.name % $1 ORDER BY similarity(n.name, $1) DESC, d.population DESC LIMIT 6
        """,
        typed,
    )
    return rows


async def measure() -> dict[str, Any]:
    """Suggest for each kind of typed text, and find how often the place meant comes first."""
    random = Random(7)  # noqa: S311 - the same misspellings each time
    async with seeded_catalogue() as pool:
        rows = await pool.fetch(
            "SELECT name FROM destination_names WHERE is_own AND weight > 100000"
            " AND length(name) > 5 ORDER BY md5(name) LIMIT $1",
            QUERIES,
        )
        whole = [row["name"] for row in rows]
        typed = {
            "whole": whole,
            "begun": [name[:BEGINNING] for name in whole],
            "misspelt": [misspell(name, random) for name in whole],
        }

        async def ours(text: str) -> object:
            return await find_destinations(pool, text, 6)

        async def trigrams(text: str) -> object:
            return await _plain_trigrams(pool, text)

        figures: dict[str, Any] = {
            "places": await pool.fetchval("SELECT count(*) FROM destinations"),
            "names": await pool.fetchval("SELECT count(*) FROM destination_names"),
        }
        for kind, texts in typed.items():
            await timed(ours, texts)  # the first time fills PostgreSQL's cache
            figures[kind] = {"ours": await timed(ours, texts)}
            figures[kind]["plain_trigrams"] = await timed(trigrams, texts)
        figures["found_among_six"] = await _found(pool, whole, typed["misspelt"])
        return figures


async def _found(pool: Database, meant: list[str], typed: list[str]) -> dict[str, float]:
    """Return the share of misspelt names whose place is among the suggestions."""
    ours = trigrams = 0
    for name, text in zip(meant, typed, strict=True):
        wanted = set(
            await pool.fetchval(
                "SELECT array_agg(destination_id) FROM destination_names WHERE name = $1", name
            )
        )
        ours += bool(wanted & {one.id for one in await find_destinations(pool, text, 6)})
        trigrams += bool(wanted & {row["id"] for row in await _plain_trigrams(pool, text)})
    return {
        "ours": round(ours / len(meant), 3),
        "plain_trigrams": round(trigrams / len(meant), 3),
    }
