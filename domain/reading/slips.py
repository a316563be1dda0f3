"""Slips of the keyboard in ordinary words: two letters exchanged, the other layout.

A mended line is as long as it was, so that every word keeps its place. Pure.
"""

import re

from domain.catalog.folding import fold
from domain.reading.common_words import ordinary_words
from domain.reading.lexicon import SPEAKERS

WORD = re.compile(r"[^\W\d_]+")
# Shorter words are too easily others with two letters exchanged.
LEAST_LETTERS = 5
# A line typed in another layout has this many known words once it is put right.
LEAST_KNOWN, LEAST_LENGTH = 2, 3
_LATIN, _CYRILLIC = "qwertyuiop[]asdfghjkl;'zxcvbnm,.", "йцукенгшщзхъфывапролджэячсмитьбю"
_LAYOUTS = (str.maketrans(_LATIN, _CYRILLIC), str.maketrans(_CYRILLIC, _LATIN))
# A sign that ends a word is a sign in any layout.
_ENDING = re.compile(r"[,.;'\[\]](?=\s|$)")


def mended(text: str, language: str) -> str:
    """Return a line of a language with the slips in its ordinary words put right."""
    return WORD.sub(lambda found: _in_order(found, language), text)


def _is_known(word: str) -> bool:
    return word in SPEAKERS or word in ordinary_words()


def _in_order(found: re.Match[str], language: str) -> str:
    """Return a word that nobody knows with two letters exchanged, if that makes one of a list.

    A capital within the line begins a name: Shamli is no "shamil".
    """
    typed, word = found[0], fold(found[0])
    is_name = found.start() > 0 and typed.istitle()
    if is_name or len(word) < LEAST_LETTERS or len(word) != len(typed) or _is_known(word):
        return typed
    meant = {
        exchanged
        for at in range(len(word) - 1)
        if (exchanged := word[:at] + word[at + 1] + word[at] + word[at + 2 :]) in SPEAKERS
        and SPEAKERS[exchanged] & {language, "en"}
    }
    return meant.pop() if len(meant) == 1 else typed


def in_right_layout(text: str) -> str:
    """Return a line of words that nobody knows as the same keys write it in the other layout."""
    words = [fold(one) for one in WORD.findall(text)]
    if any(len(one) >= LEAST_LENGTH and _is_known(one) for one in words):
        return text
    signs = {found.start() for found in _ENDING.finditer(text)}
    for layout in _LAYOUTS:
        typed = "".join(
            one if at in signs else one.translate(layout) for at, one in enumerate(text.lower())
        )
        meant = [fold(one) for one in WORD.findall(typed)]
        known = sum(len(one) >= LEAST_LENGTH and one in SPEAKERS for one in meant)
        if known >= LEAST_KNOWN and len(typed) == len(text):
            return typed
    return text
