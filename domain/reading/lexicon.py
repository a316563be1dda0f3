"""All languages' words in one table: what each word, or run of words, can mean."""

from collections.abc import Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from domain.catalog.amenities import Amenity
from domain.catalog.folding import fold
from domain.reading.kinds import Kind
from domain.reading.words import en, es, hi, ru

LANGUAGES = (en, es, ru, hi)
SIGNS = {"₹": "INR", "$": "USD", "€": "EUR", "£": "GBP", "₽": "RUB", "¥": "JPY", "฿": "THB"}
REFUNDABLE, BREAKFAST = "refundable", "breakfast"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a word is; the value depends on the kind: a month's number, a currency's code."""

    kind: Kind
    value: Any = None


def _words(listed: str) -> Iterator[tuple[str, ...]]:
    for phrase in listed.split(","):
        words = tuple(fold(phrase).split())
        if words:
            yield words


def _meanings(words: ModuleType) -> Iterator[tuple[str, Meaning]]:
    """Yield a language's lists of words with what they mean; earlier ones win."""
    for code, listed in words.CURRENCIES.items():
        yield listed, Meaning(Kind.CURRENCY, code)
    for number, listed in enumerate(words.MONTHS, start=1):
        yield listed, Meaning(Kind.MONTH, number)
    for number, listed in enumerate(words.WEEKDAYS):
        yield listed, Meaning(Kind.WEEKDAY, number)
    for days, listed in words.NEAR_DAYS.items():
        yield listed, Meaning(Kind.NEARDAY, days)
    yield words.TONIGHT, Meaning(Kind.TONIGHT)
    for number, listed in words.NUMBERS.items():
        yield listed, Meaning(Kind.NUMBER, number)
    for number, listed in words.ORDINALS.items():
        yield listed, Meaning(Kind.ORDINAL, number)
    for day, listed in words.HOLIDAYS.items():
        yield listed, Meaning(Kind.HOLIDAY, day)
    yield words.ONE_CHILD, Meaning(Kind.CHILD, 1)
    yield words.CHILDREN, Meaning(Kind.CHILD, 0)
    yield words.REFUNDABLE, Meaning(Kind.WISH, REFUNDABLE)
    yield words.BREAKFAST, Meaning(Kind.WISH, BREAKFAST)
    amenities: dict[Amenity, str] = words.AMENITIES
    for amenity, listed in amenities.items():
        yield listed, Meaning(Kind.WISH, amenity)
    kinds: dict[Kind, str] = words.WORDS
    for kind, listed in kinds.items():
        yield listed, Meaning(kind)


def _table() -> dict[tuple[str, ...], Meaning]:
    table: dict[tuple[str, ...], Meaning] = {}
    for language in LANGUAGES:
        for listed, meaning in _meanings(language):
            for words in _words(listed):
                table.setdefault(words, meaning)
    return table


LEXICON = _table()
# What stands beside an amount, in small letters.
CURRENCY_WORDS: dict[str, str] = SIGNS | {
    words[0]: meaning.value
    for words, meaning in LEXICON.items()
    if meaning.kind is Kind.CURRENCY and len(words) == 1
}
LONGEST_PHRASE = max(map(len, LEXICON))
