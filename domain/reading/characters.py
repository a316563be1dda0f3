"""Text normalised character by character, so that every match maps back to the original."""

import unicodedata
from dataclasses import dataclass, field

# Dropped before letters are compared: accents, Devanagari's nukta, invisible joiners.
_LOST = frozenset({*map(chr, range(0x300, 0x370)), "\u093c", "\u200b", "\u200c", "\u200d"})
_ALIKE = {"’": "'", "‘": "'", "ʼ": "'", "`": "'", "−": "-", "‐": "-", "‑": "-", "–": "-", "—": "-"}
# Word boundaries; unlike \b, they take Devanagari vowel signs for parts of a word.
BEGIN, END = r"(?<![\w\u0900-\u097f])", r"(?![\w\u0900-\u097f])"


@dataclass(frozen=True, slots=True)
class Levelled:
    """`text` is without case or accents, its digits in ASCII; `at` maps it to the original."""

    text: str
    at: tuple[int, ...]
    original: str = field(repr=False)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the place in the original of the characters from `start` up to `end`."""
        return self.at[start], self.at[end - 1] + 1

    def typed(self, start: int, end: int) -> str:
        """Return the characters from `start` up to `end` as they were typed."""
        first, last = self.span(start, end)
        return self.original[first:last]


def level(text: str) -> Levelled:
    """Return `text` normalised for comparison."""
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
