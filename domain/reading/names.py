"""The runs of words in a line that may be names, and what the catalogue has for them. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from domain.catalog.countries import us_states
from domain.catalog.folding import fold
from domain.catalog.suggestions import SpeltNearly
from domain.catalog.values import FoundAirport, FoundDestination
from domain.reading.inflection import dictionary_forms
from domain.reading.kinds import Kind
from domain.reading.namesakes import Home
from domain.reading.tokens import Reading, Token

LONGEST_NAME = 5
MOST_NAMES = 160
SHORTEST_KNOWN = 3
NOBODY = Home()
ARTICLES = frozenset({"the", "an", "el", "la", "los", "las", "un", "una", "uno", "unos", "unas"})


@dataclass(frozen=True, slots=True)
class Name:
    """A run of words that may be a name: those from `start` up to `end`, and the text, folded."""

    start: int
    end: int
    folded: str


@dataclass(frozen=True)
class Atlas:
    """What the catalogue has for the names in a line; `nearly` has similar spellings.

    `hinted` are the countries that the line's other words hint at.
    """

    words: tuple[Token, ...]
    names: tuple[Name, ...]
    places: Mapping[str, tuple[FoundDestination, ...]]
    airports: Mapping[str, tuple[FoundAirport, ...]]
    nearly: Mapping[str, tuple[SpeltNearly, ...]]
    home: Home = NOBODY
    language: str = "en"
    hinted: frozenset[str] = frozenset()


def names_of(words: tuple[Token, ...], reading: Reading) -> tuple[Name, ...]:
    """Return every run of words that may be a name.

    One whose words all mean something else must have a few letters at least, or be in capitals.
    """
    kinds = kinds_of(words, reading)
    names: list[Name] = []
    for start, first in enumerate(words):
        if not first.word[:1].isalpha():
            continue
        for end in range(start + 1, min(start + LONGEST_NAME, len(words)) + 1):
            last = words[end - 1]
            if end > start + 1 and not _goes_on(words[end - 2], last):
                break
            if not last.word[:1].isalpha():
                continue
            folded = fold(reading.text[first.start : last.end])
            if len(words) > 1 and _is_article(folded, reading.text[first.start]):
                continue
            if folded and (
                any(kinds[at] is Kind.UNKNOWN for at in range(start, end))
                or len(folded) >= SHORTEST_KNOWN
                or reading.text[first.start : last.end].isupper()
            ):
                names.append(Name(start, end, folded))
    return tuple(names[:MOST_NAMES])


def _is_article(folded: str, first: str) -> bool:
    """Return whether a name is only a lower-case article or a single letter."""
    return len(folded) == 1 or (folded in ARTICLES and first.islower())


def _goes_on(before: Token, token: Token) -> bool:
    """Return whether a name may continue: with a word, or a hyphen without spaces."""
    if token.word[:1].isalpha():
        return before.word[:1].isalpha() or before.end == token.start
    return token.kind is Kind.DASH and before.end == token.start


def kinds_of(words: tuple[Token, ...], reading: Reading) -> list[Kind]:
    """Return, for each single word, the kind of the token that it belongs to."""
    kinds: list[Kind] = []
    at = 0
    tokens = reading.tokens
    for word in words:
        while at < len(tokens) and tokens[at].end <= word.start:
            at += 1
        kinds.append(tokens[at].kind if at < len(tokens) else Kind.UNKNOWN)
    return kinds


def spellings_of(names: Iterable[Name], words: tuple[Token, ...], reading: Reading) -> set[str]:
    """Return the names to look up, with dictionary forms of those with an unknown word."""
    kinds = kinds_of(words, reading)
    spelt: set[str] = set()
    states = us_states()
    for name in names:
        spelt.add(name.folded)
        if name.folded in states:
            spelt.add(states[name.folded])
        if any(kinds[at] is Kind.UNKNOWN for at in range(name.start, name.end)):
            spelt.update(dictionary_forms(name.folded))
    return spelt
