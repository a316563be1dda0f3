"""Ordinary words of the supported languages, which hardly ever mean a place of that name.

They tell whether a word in no other list is probably a name or irrelevant here: "side" is a town
in Turkey, and hardly ever meant.
"""

from functools import cache
from importlib.resources import files


@cache
def ordinary_words() -> frozenset[str]:
    """Return the ordinary words, folded."""
    text = files("domain.reading.words").joinpath("ordinary.txt").read_text()
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(word for line in lines for word in line.split())


# Before a lower-case word, they show that it is a thing, not a place.
NAMING = """
    the my our his her their your mi nuestro nuestra su мои моя моим моеи нашим
    нашеи наш наша mera meri mere hamara hamare मेरे मेरी हमारे
"""


@cache
def naming_words() -> frozenset[str]:
    """Return the articles and possessives before things: "the derby", "our labrador"."""
    return frozenset(NAMING.split())
