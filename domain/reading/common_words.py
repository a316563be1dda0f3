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


# Before a word in small letters they say that it is a thing, and no place.
NAMING = """
    the my our his her their your mi nuestro nuestra su мои моя моим моеи нашим
    нашеи наш наша mera meri mere hamara hamare मेरे मेरी हमारे
"""


@cache
def naming_words() -> frozenset[str]:
    """Return the articles and possessives before things: "the derby", "our labrador"."""
    return frozenset(NAMING.split())
