"""Reads what finds a cluster: words of its name, or a place of its rule in any language."""

from domain.catalog.destinations import namesakes
from domain.catalog.folding import fold
from domain.clusters.queries.clusters import Sought
from domain.unit_of_work import Database

# More than any name has, and than one query should look for.
MOST_WORDS = 12
LONGEST_TEXT = 200


async def read_sought(database: Database, text: str) -> Sought:
    """Return what a text looks for: nothing at all for an empty one."""
    typed = text.replace("\x00", "")[:LONGEST_TEXT]
    together = fold(typed)
    words = list(dict.fromkeys(together.split()))[:MOST_WORDS]
    if not words:
        # Only signs: they are looked for as they are.
        return Sought([sign] if (sign := typed.strip().lower()) else [], [], [])
    found = await namesakes(database, {together, *words})
    return Sought(
        words,
        [(word, one.id) for word in words for one in found.get(word, ())],
        [one.id for one in found.get(together, ())],
    )
