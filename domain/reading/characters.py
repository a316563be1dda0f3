"""A text made comparable character by character, so that what is read keeps its place in it."""

import unicodedata
from dataclasses import dataclass, field

# Removed before letters are compared: accents, Devanagari's nukta, invisible joiners.
_LOST = frozenset({*map(chr, range(0x300, 0x370)), "\u093c", "\u200b", "\u200c", "\u200d"})
_ALIKE = {"’": "'", "‘": "'", "ʼ": "'", "`": "'", "−": "-", "‐": "-", "‑": "-", "–": "-", "—": "-"}
# Around a word in a pattern: signs on the letters of Devanagari are parts of words, unlike to \b.
BEGIN, END = r"(?<![\w\u0900-\u097f])", r"(?![\w\u0900-\u097f])"


@dataclass(frozen=True, slots=True)
class Levelled:
    """`text` without case and accents, digits in ASCII; `at` has each character's place."""

    text: str
    at: tuple[int, ...]
    original: str = field(repr=False)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where the characters from `start` up to `end` stand in the original."""
        return self.at[start], self.at[end - 1] + 1

    def typed(self, start: int, end: int) -> str:
        """Return the characters from `start` up to `end` as they were typed."""
        first, last = self.span(start, end)
        return self.original[first:last]


def level(text: str) -> Levelled:
    """Return `text` as its comparable characters."""
    kept: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for one in _levelled(character):
            kept.append(one)
            places.append(place)
    return Levelled("".join(kept), tuple(places), text)


def _levelled(character: str) -> str:
    if character.isascii():
        return character.lower()
    if unicodedata.category(character) == "Nd":
        return str(unicodedata.digit(character))
    spread = unicodedata.normalize("NFKD", _ALIKE.get(character, character)).casefold()
    return "".join(_ALIKE.get(one, one) for one in spread if one not in _LOST)
