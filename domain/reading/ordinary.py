"""Ordinary words of the languages that are read: hardly ever a place, whatever is called so.

Of a word that no list knows, they tell whether it is likely a name, or one that says nothing here:
"side" is a town in Turkey, and hardly ever meant.
"""

from functools import cache
from importlib.resources import files


@cache
def ordinary_words() -> frozenset[str]:
    """Return the words, folded."""
    text = files("domain.reading.words").joinpath("ordinary.txt").read_text()
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(word for line in lines for word in line.split())
