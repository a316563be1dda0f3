"""Which currency a sign, a code or a name means, depending on the writer."""

from dataclasses import dataclass
from functools import cache

import pycountry
from babel import Locale
from babel.numbers import get_currency_name, get_currency_symbol, get_territory_currencies

from domain.accounts.regions import WORLD, locale_in
from domain.languages import DEFAULT_LANGUAGE, LANGUAGES
from domain.money import is_spent
from domain.reading.characters import level
from domain.reading.phrases import Phrases
from domain.reading.words import money as words

COUNTS = (1, 2, 5, 1.5)
WORD_LIKE = frozenset(words.WORD_LIKE.split())


@dataclass(frozen=True, slots=True)
class Said:
    """The currencies that a sign or word can mean, and the `usual` one if nothing else decides.

    `usual` None: the bot has to ask. No codes at all: it is not a currency.
    """

    codes: tuple[str, ...]
    usual: str | None = None

    def meant_by(self, currency: str, region: str | None, printed: str | None) -> tuple[str, ...]:
        """Return the codes that someone from `region` who pays in `currency` can mean.

        `printed` is what the sign stands for on that traveller's screens.
        """
        if len(self.codes) < 2:  # noqa: PLR2004 - several
            return self.codes
        home = [one for one in get_territory_currencies(region or WORLD) if one in self.codes]
        if currency in self.codes:
            is_printed = printed is not None and printed in home and printed != currency
            return (currency, str(printed)) if is_printed else (currency,)
        if home:
            return (home[0],)
        return (self.usual,) if self.usual else self.codes


@cache
def spent_currencies() -> tuple[str, ...]:
    """Return the ISO 4217 codes of currencies that prices can be in."""
    codes = (str(one.alpha_3) for one in pycountry.currencies)
    return tuple(code for code in codes if is_spent(code))


@cache
def currency_phrases() -> Phrases[Said]:
    """Return every name, code and sign of every currency."""
    shared = [(listed, Said(tuple(codes.split()), usual)) for listed, codes, usual in words.SHARED]
    named = [(listed, Said((code,))) for code, listed in words.NAMES.items()]
    codes = [(code, Said((code,))) for code in spent_currencies()]
    none = [(words.NO_CURRENCIES, Said(()))]
    return Phrases([*codes, *shared, *named, *none, *_unicode_names()])


def _unicode_names() -> list[tuple[str, Said]]:
    listed = []
    for language in LANGUAGES:
        for code in spent_currencies():
            names = {get_currency_name(code, locale=language)}
            names |= {get_currency_name(code, count=count, locale=language) for count in COUNTS}
            names.add(get_currency_symbol(code, locale=language))
            listed += [(name.split("(")[0], Said((code,))) for name in sorted(names)]
    return listed


@cache
def printed_signs(language: str, region: str | None) -> dict[str, str]:
    """Return the currency of each sign that a language prints prices with in a region."""
    locale = _locale(language, region)
    return {
        level(get_currency_symbol(code, locale=locale)).text: code for code in spent_currencies()
    }


@cache
def printed_phrases(language: str, region: str | None) -> Phrases[Said]:
    """Return the same signs as phrases; some are used in one country only (₸, UM)."""
    return Phrases(
        [(sign, Said((code,))) for sign, code in printed_signs(language, region).items()]
    )


@cache
def decimal_mark(language: str, region: str | None) -> str:
    """Return the decimal mark of a language in a region."""
    return str(_locale(language, region).number_symbols["latn"]["decimal"])


def _locale(language: str, region: str | None) -> Locale:
    written = locale_in(language, region) if region else None
    return written or Locale.parse(language if language in LANGUAGES else DEFAULT_LANGUAGE)


def needs_capitals(code: str) -> bool:
    """Return whether a code is also a common word, so that it counts in capitals only: "ALL"."""
    return code in WORD_LIKE
