"""Typing slips in ordinary words: transposed letters, the wrong keyboard layout.

A corrected line is as long as before, so that every word keeps its place. Pure.
"""

import re

from domain.catalog.folding import fold
from domain.reading.common_words import ordinary_words
from domain.reading.lexicon import SPEAKERS

WORD = re.compile(r"[^\W\d_]+")
# With two letters transposed, a shorter word too easily becomes another.
LEAST_LETTERS = 5
# Corrected, a line typed in the wrong layout has this many known words, of this many letters.
LEAST_KNOWN, LEAST_LENGTH = 2, 3
_LATIN, _CYRILLIC = "qwertyuiop[]asdfghjkl;'zxcvbnm,.", "йцукенгшщзхъфывапролджэячсмитьбю"
_LAYOUTS = (str.maketrans(_LATIN, _CYRILLIC), str.maketrans(_CYRILLIC, _LATIN))
# A sign at the end of a word is a sign in any layout.
_ENDING = re.compile(r"[,.;'\[\]](?=\s|$)")


def mended(text: str, language: str) -> str:
    """Return a line with transposed letters in its ordinary words corrected."""
    return WORD.sub(lambda found: _in_order(found, language), text)


def _is_known(word: str) -> bool:
    return word in SPEAKERS or word in ordinary_words()


def _in_order(found: re.Match[str], language: str) -> str:
    """Return an unknown word with two letters transposed, if that gives exactly one known word.

    A capitalised word within the line is a name: Shamli is not "shamil".
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
    """Return a line of unknown words as the same keys type it in the other layout."""
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
