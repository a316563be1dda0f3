"""The words for days, in every language."""

from collections.abc import Iterator
from functools import cache

from babel import Locale

from domain.languages import LANGUAGES
from domain.reading.phrases import Phrases, any_of
from domain.reading.words import OWN_SCRIPT
from domain.reading.words import calendar as words

WEEK = 7
LAST_MONTH, LAST_DAY = 12, 31


@cache
def _language_words() -> tuple[Phrases[int], Phrases[int], Phrases[int], Phrases[None]]:
    months = [(m.MONTHS[n], n + 1) for m in OWN_SCRIPT for n in range(LAST_MONTH)]
    months += [(name, number) for number, name in _unicode_names("months")]
    weekdays = [(m.WEEKDAYS[n], n) for m in OWN_SCRIPT for n in range(WEEK)]
    weekdays += [(name, number) for number, name in _unicode_names("days")]
    near = [(listed, days) for m in OWN_SCRIPT for days, listed in m.NEAR_DAYS.items()]
    tonight: list[tuple[str, None]] = [(m.TONIGHT, None) for m in OWN_SCRIPT]
    return Phrases(months), Phrases(weekdays), Phrases(near), Phrases(tonight)


def _unicode_names(kind: str) -> Iterator[tuple[int, str]]:
    """Yield the CLDR names used in dates, "abbreviated" and "wide"."""
    for language in LANGUAGES:
        for context in ("format", "stand-alone"):
            for width in ("abbreviated", "wide"):
                yield from getattr(Locale.parse(language), kind)[context][width].items()


MONTHS, WEEKDAYS, NEAR, TONIGHT = _language_words()
OPENERS = any_of(words.OPENING)
INSIDE, ORDINAL, THE_DATE = any_of(words.INSIDE), any_of(words.ORDINAL), any_of(words.THE_DATE)
NEXT, THIS, WEEK_WORD = any_of(words.NEXT), any_of(words.THIS), any_of(words.WEEK)
MONTH_WORD, LATER = any_of(words.MONTH_WORDS), any_of(words.LATER)
IN_SO_MANY = any_of(words.IN_SO_MANY)
NEXT_YEAR, THIS_YEAR = any_of(words.NEXT_YEAR), any_of(words.THIS_YEAR)
COUNTED_THINGS, SIGNS = any_of(words.COUNTED), frozenset("$€₹£₽¥")
YEAR_WORD, WEEKS, DAYS = any_of(words.YEAR_WORDS), any_of(words.WEEKS), any_of(words.DAYS)
NTH: Phrases[int] = Phrases(words.FIRST)
DAYS_IN_WORDS: Phrases[int] = Phrases(words.DAYS_IN_WORDS)
BEFORE, AFTER = any_of(words.SO_LONG_BEFORE), any_of(words.SO_LONG_AFTER)
# After these, a single unit needs no number.
AHEAD_BY = frozenset({"за"})
HOLIDAYS: Phrases[str] = Phrases(words.HOLIDAYS)
# Short weekday names in one language that are words in another.
FALSE_FRIENDS = {"sab": "es", "dom": "es"}
