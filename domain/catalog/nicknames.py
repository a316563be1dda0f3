"""What travellers call cities: NYC, Питер, Bombay. Misspellings that many share count as well.

`nicknames.tsv` lists them by country and the city's name in the data package.
"""

from functools import cache

from domain.catalog.folding import fold
from domain.catalog.tables import table_rows


@cache
def nicknames() -> dict[tuple[str, str], tuple[str, ...]]:
    """Return each city's, by country and name."""
    return {
        (code, name): tuple(told.split(",")) for code, name, told in table_rows("nicknames.tsv")
    }


@cache
def folded_nicknames() -> frozenset[str]:
    """Return all of them, folded."""
    return frozenset(fold(name) for names in nicknames().values() for name in names)
