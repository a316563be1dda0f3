"""One table per language, each with the words of all: what a word or a run of words can mean.

A word shared by languages means what it does in the line's own: "sin" is not a sin in Spanish.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import ModuleType
from typing import Any

from domain.catalog.folding import fold
from domain.reading.intents import Command, Talk
from domain.reading.kinds import Kind
from domain.reading.meanings import NoWish
from domain.reading.words import WORD_LISTS

SIGNS = {"₹": "INR", "$": "USD", "€": "EUR", "£": "GBP", "₽": "RUB", "¥": "JPY", "฿": "THB"}
REFUNDABLE, BREAKFAST = "refundable", "breakfast"
FRIENDS = "friends"
# A non-stop flight, and a particular kind of lodging.
DIRECT, HOUSE = "direct", "house"


@dataclass(frozen=True, slots=True)
class Meaning:
    """The meaning of a word; its value depends on the kind: a month's number, a currency's code."""

    kind: Kind
    value: Any = None


def _words(listed: str) -> Iterator[tuple[str, ...]]:
    for phrase in listed.split(","):
        words = tuple(fold(phrase).split())
        if words:
            yield words


def _meanings(words: ModuleType) -> Iterator[tuple[str, Meaning]]:
    """Yield a language's lists of words with their meanings; earlier ones win."""
    yield from _by_value(Kind.CURRENCY, words.CURRENCIES)
    yield from _by_value(Kind.MONTH, dict(enumerate(words.MONTHS, start=1)))
    yield from _by_value(Kind.WEEKDAY, dict(enumerate(words.WEEKDAYS)))
    yield from _by_value(Kind.NEARDAY, words.NEAR_DAYS)
    yield words.TONIGHT, Meaning(Kind.TONIGHT)
    yield from _by_value(Kind.NUMBER, words.NUMBERS)
    yield from _by_value(Kind.ORDINAL, words.ORDINALS)
    yield from _by_value(Kind.HOLIDAY, words.HOLIDAYS)
    yield words.WORDS.get(Kind.INFANT, ""), Meaning(Kind.INFANT, 1)
    yield from _by_value(Kind.CHILD, {1: words.ONE_CHILD, 0: words.CHILDREN, 2: words.TWINS})
    yield from _by_value(
        Kind.ADULT, {"all": words.EVERYONE, "more": words.FURTHER, FRIENDS: words.FRIENDS}
    )
    yield from _by_value(Kind.BEDS, words.BEDS)
    yield from _by_value(Kind.GROUP, words.GROUPS)
    yield from _by_value(Kind.CABIN, words.CABINS)
    yield from _by_value(Kind.WISH, {REFUNDABLE: words.REFUNDABLE, BREAKFAST: words.BREAKFAST})
    yield from _by_value(Kind.WISH, words.AMENITIES)
    yield from _by_value(Kind.CHANGE, words.CHANGES)
    yield words.UNSERVED, Meaning(Kind.WISH, NoWish(""))
    yield from _by_value(Kind.DAYTIME, words.PARTS_OF_DAY)
    yield words.DIRECT_FLIGHT, Meaning(Kind.FLIGHT, DIRECT)
    yield words.HOUSES, Meaning(Kind.STAY, HOUSE)
    kinds: dict[Kind, str] = words.WORDS
    for kind, listed in kinds.items():
        yield listed, Meaning(kind)


def _by_value(kind: Kind, listed: Mapping[Any, str]) -> Iterator[tuple[str, Meaning]]:
    for value, words in listed.items():
        yield words, Meaning(kind, value)


def _table(first: str) -> dict[tuple[str, ...], Meaning]:
    """Return the words of all languages; those of the `first` one win."""
    table: dict[tuple[str, ...], Meaning] = {}
    for language in sorted(WORD_LISTS, key=lambda one: one != first):
        for listed, meaning in _meanings(WORD_LISTS[language]):
            for words in _words(listed):
                table.setdefault(words, meaning)
    return table


@cache
def lexicon_of(language: str) -> dict[tuple[str, ...], Meaning]:
    """Return what words mean in a line in a language (one of `WORD_LISTS`)."""
    return _table(language)


def _phrases() -> dict[tuple[str, ...], Command | Talk]:
    table: dict[tuple[str, ...], Command | Talk] = {}
    for language in WORD_LISTS.values():
        told: dict[Command | Talk, str] = {**language.COMMANDS, **language.TALK}
        for what, listed in told.items():
            for words in _words(listed):
                table.setdefault(words, what)
    return table


def _speakers() -> dict[str, frozenset[str]]:
    """Return the languages that each word belongs to.

    Hindi in Latin letters is Hinglish, which shares the English months and weekdays.
    """
    spoken: dict[str, set[str]] = {}
    for name, language in WORD_LISTS.items():
        for listed, meaning in _meanings(language):
            is_shared = name == "en" and meaning.kind in {Kind.MONTH, Kind.WEEKDAY}
            for word in (word for words in _words(listed) for word in words):
                owner = "hinglish" if name == "hi" and word.isascii() else name
                spoken.setdefault(word, set()).update({owner, "hinglish"} if is_shared else {owner})
    return {word: frozenset(languages) for word, languages in spoken.items()}


LEXICON = lexicon_of("en")
PHRASES = _phrases()
LONGEST_SAID = max(map(len, PHRASES))
SPEAKERS = _speakers()


def language_of(words: Iterable[str], spoken: str = "en") -> str:
    """Return the language of a line's folded `words`; `spoken` if they do not decide."""
    votes: Counter[str] = Counter({spoken: 1} if spoken in WORD_LISTS else {"en": 1})
    for word in words:
        languages = SPEAKERS.get(word, ())
        for language in languages:
            votes[language] += 6 // len(languages)
    order = list(WORD_LISTS)
    return max(votes, key=lambda one: (votes[one], -order.index(one)))


LONGEST_PHRASE = max(map(len, LEXICON))
