"""Runs of words that mean something together, looked up in a normalised text."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from domain.reading.characters import Levelled, level

Value = TypeVar("Value")

LETTER = r"(?:[^\W\d_]|[\u0900-\u0963\u0971-\u097f])"
_NUMBER = (
    r"\d{1,3}(?:[ '_\u066c]\d{3})+(?:[.,\u066b]\d{1,4})?(?![\d]|[.,]\d)"
    r"|\d+(?:[.,'_\u066b\u066c]\d+)*"
)
# "1e400" is not a number that is read here, and neither its 1 nor its 400 was meant.
POWER = r"(?<![\w.,])\d+(?:[.,]\d+)?e[+-]?\d+(?!\w)"
_PIECE = re.compile(
    rf"(?P<power>{POWER})|(?P<number>{_NUMBER})|(?P<word>{LETTER}+(?:'{LETTER}+)*)|(?P<sign>\S)"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A word, a number or a sign from `start` up to `end` in the normalised text."""

    text: str
    start: int
    end: int

    @property
    def is_number(self) -> bool:
        """Return whether it is written in digits."""
        return self.text[0].isdecimal() and not self.is_power

    @property
    def is_power(self) -> bool:
        """Return whether it is a number in scientific notation, which no field takes."""
        return self.text[0].isdecimal() and "e" in self.text

    @property
    def is_word(self) -> bool:
        """Return whether it is written in letters."""
        return self.text[0].isalpha()


def cut(text: Levelled) -> tuple[Piece, ...]:
    """Return the words, numbers and signs in a text."""
    return tuple(Piece(m[0], *m.span()) for m in _PIECE.finditer(text.text))


class Phrases(Generic[Value]):
    """Phrases with what each means; the longest match wins."""

    def __init__(self, listed: Mapping[Value, str] | Iterable[tuple[str, Value]]) -> None:
        """Take values with comma-separated phrases; earlier ones win."""
        pairs = (
            [(words, value) for value, words in listed.items()]
            if isinstance(listed, Mapping)
            else list(listed)
        )
        self._table: dict[tuple[str, ...], Value] = {}
        for words, value in pairs:
            for phrase in words.split(","):
                key = tuple(piece.text for piece in cut(level(phrase)))
                if key:
                    self._table.setdefault(key, value)
        # Most words neither begin nor end a phrase, which one look-up shows.
        self._longest_from: dict[str, int] = {}
        self._longest_to: dict[str, int] = {}
        for key in self._table:
            for longest, word in ((self._longest_from, key[0]), (self._longest_to, key[-1])):
                longest[word] = max(longest.get(word, 0), len(key))

    def __contains__(self, phrase: str) -> bool:
        return tuple(piece.text for piece in cut(level(phrase))) in self._table

    def after(self, pieces: tuple[Piece, ...], at: int) -> tuple[Value, int] | None:
        """Return what the phrase that begins at a piece means, and the piece after it."""
        if at >= len(pieces) or (longest := self._longest_from.get(pieces[at].text)) is None:
            return None
        for length in range(min(longest, len(pieces) - at), 0, -1):
            key = tuple(piece.text for piece in pieces[at : at + length])
            if key in self._table:
                return self._table[key], at + length
        return None

    def before(self, pieces: tuple[Piece, ...], at: int) -> tuple[Value, int] | None:
        """Return what the phrase that ends before a piece means, and its first piece."""
        if not 0 < at <= len(pieces):
            return None
        if (longest := self._longest_to.get(pieces[at - 1].text)) is None:
            return None
        for length in range(min(longest, at), 0, -1):
            key = tuple(piece.text for piece in pieces[at - length : at])
            if key in self._table:
                return self._table[key], at - length
        return None


def any_of(listed: str) -> Phrases[None]:
    """Return comma-separated phrases that all mean the same."""
    return Phrases([(listed, None)])
