"""Words, money, dates and numbers in one language."""

import gettext
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache

from babel import Locale
from babel.dates import (
    format_timedelta,
)
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal, format_percent, get_currency_name
from babel.units import format_unit
from markupsafe import Markup

from bot.locales.catalogues import load_translations
from bot.locales.days import Days, time_element
from domain.accounts.regions import WORLD, locale_in
from domain.catalog.own_names import called, own_name
from domain.exchange_rates.rates import NO_RATES, ExchangeRates
from domain.full_names import Named
from domain.languages import DEFAULT_LANGUAGE, LANGUAGES
from domain.money import STARS, Money, minor_digits

# From this amount on, the minor unit says nothing.
WHOLE_FROM = 100
TENTHS_BELOW = 10
ENGLISH = Locale("en")
_TAG = re.compile(r"<[^>]+>")
_FIELD_AT_END = re.compile(r"(?P<field>\{(?P<name>\w+)\}(?:</\w+>)*)\.(?!\.)")


@dataclass(frozen=True, slots=True)
class Translator(Days):
    """One language. `gettext` answers plain text, `markup` HTML with every value escaped.

    `own_currency` is the reader's, in which `price` tells what amounts in others are worth.
    """

    language: str
    locale: Locale
    strings: gettext.NullTranslations
    own_currency: str | None = None
    rates: ExchangeRates = NO_RATES
    today: date | None = None

    def on(self, today: date) -> "Translator":
        """Return the translator as of a day: years show where they must."""
        return replace(self, today=today)

    def counting_in(self, currency: str, rates: ExchangeRates) -> "Translator":
        """Return the translator for a reader who counts in `currency`."""
        return replace(self, own_currency=currency, rates=rates)

    def gettext(self, message: str, **values: object) -> str:
        """Return `message` as plain text, its {fields} filled in."""
        return _stopped_once(self.strings.gettext(message), values).format(**values)

    def ngettext(self, one: str, many: str, count: int, **values: object) -> str:
        """Return the form that fits `count`, which is also a field."""
        text = _stopped_once(self.strings.ngettext(one, many, count), values)
        return text.format(count=self.number(count), **values)

    def markup(self, message: str, **values: object) -> Markup:
        """Return `message` as HTML; values that are not Markup themselves are escaped."""
        text = Markup(_stopped_once(self.strings.gettext(message), values))  # noqa: S704 - catalogues are ours
        return text.format(**values)

    def nmarkup(self, one: str, many: str, count: int, **values: object) -> Markup:
        """Return the form that fits `count` as HTML."""
        form = _stopped_once(self.strings.ngettext(one, many, count), values)
        text = Markup(form)  # noqa: S704 - catalogues are ours
        return text.format(count=self.number(count), **values)

    def money(self, amount: Money) -> str:
        """Return an amount with its sign, without the minor unit once it says nothing.

        A dinar has a thousand of them, and is worth that much more.
        """
        digits = minor_digits(amount.currency)
        whole_from = WHOLE_FROM * 10 ** max(digits - 2, 0)
        return self._money(amount, digits if abs(amount.amount) < whole_from else 0)

    def exact(self, amount: Money) -> str:
        """Return an amount to its minor unit, as it is charged or paid back: €227.09."""
        if amount.amount == amount.amount.to_integral_value():
            return self.money(amount)
        return self._money(amount, minor_digits(amount.currency))

    def _money(self, amount: Money, shown: int) -> str:
        if amount.currency == STARS:
            return f"⭐ {self.number(int(amount.amount))}"
        decimals = f".{'0' * shown}" if shown else ""
        pattern = re.sub(r"\.0+", decimals, self.locale.currency_formats["standard"].pattern)
        return format_currency(
            amount.amount, amount.currency, pattern, locale=self.locale, currency_digits=False
        )

    def price(self, amount: Money, *, is_exact: bool = False) -> str:
        """Return an amount, with what it is worth where the reader counts in another currency."""
        told, worth = (self.exact if is_exact else self.money)(amount), self.worth(amount)
        return told if worth is None else f"{told} ({worth})"

    def worth(self, amount: Money) -> str | None:
        """Return what an amount is worth to the reader: ≈ €52.33.

        None in the reader's own currency, and where no rate is known.
        """
        if self.own_currency in {None, amount.currency}:
            return None
        converted = self.rates.convert(amount, self.own_currency or amount.currency)
        return None if converted is None else f"≈ {self.money(converted)}"

    def place(self, named: Named) -> str:
        """Return what a place is called in this language: London, Londres, Лондон."""
        return called(named, self.language)

    def full_name(self, named: Named) -> str:
        """Return a place's name with what distinguishes it from its namesakes: Paris, Texas, United
        States.

        The airports that are meant there follow in brackets.
        """
        name = named.full_name
        country = str(self.locale.territories.get(name.country_code, name.country_name))
        codes = f" ({'/'.join(name.codes)})" if name.codes else ""
        return ", ".join(dict.fromkeys((*self._parts(named), country))) + codes

    def place_within(self, named: Named) -> str:
        """Return a place's name with what it lies in below its country: Shoreditch, London."""
        return ", ".join(dict.fromkeys(self._parts(named)))

    def _parts(self, named: Named) -> list[str]:
        name = named.full_name
        return [own_name(name.country_code, part, self.language) for part in name.parts]

    def spot(self, text: str | None, country_code: str) -> str | None:
        """Return an area or address with those of its names that this language has: Baga, Goa is
        Бага, Гоа. What it lacks, streets first of all, stays as it is written there.
        """
        if text is None or self.language == DEFAULT_LANGUAGE:
            return text
        return ", ".join(self._own(part, country_code) for part in text.split(", "))

    def _own(self, name: str, country_code: str) -> str:
        if name == ENGLISH.territories.get(country_code):
            return str(self.locale.territories.get(country_code, name))
        return own_name(country_code, name, self.language)

    def currency(self, code: str) -> str:
        """Return a currency's name."""
        return get_currency_name(code, locale=self.locale)

    def number(self, number: float | Decimal) -> str:
        """Return a number with this language's separators."""
        return format_decimal(number, locale=self.locale)

    def centimetres(self, number: int) -> str:
        """Return a length: 76 cm, 76 см."""
        return str(format_unit(number, "length-centimeter", length="short", locale=self.locale))

    def percent(self, percent: Decimal) -> str:
        """Return a percentage (12 for 12 %), to a tenth when it is small."""
        pattern = self.locale.percent_formats[None].pattern
        if abs(percent) < TENTHS_BELOW:
            pattern = re.sub(r"0(?!.*0)", "0.#", pattern)
        return format_percent(percent / 100, pattern, locale=self.locale)

    def ageing(self, instant: datetime, now: datetime) -> Markup:
        """Return how long ago an instant was, as HTML that grows older with its message."""
        return time_element(instant, "r", self.ago(now - instant))

    def ago(self, age: timedelta) -> str:
        """Return how long ago something was; what is younger than a minute is now."""
        if age < timedelta(minutes=1):
            return self.gettext("just now")
        return self._span(-age)

    def ahead(self, wait: timedelta) -> str:
        """Return how far ahead something is."""
        if wait < timedelta(minutes=1):
            return self.gettext("in a moment")
        return self._span(wait)

    def _span(self, span: timedelta) -> str:
        return format_timedelta(
            span, granularity="minute", threshold=1.2, add_direction=True, locale=self.locale
        )

    def lasting(self, span: timedelta) -> str:
        """Return how long something lasts: 3 minutes."""
        return format_timedelta(span, threshold=1.2, locale=self.locale)

    def alternatives(self, items: list[str]) -> str:
        """Return items with commas and an "or"."""
        return format_list(items, style="or", locale=self.locale)


def _stopped_once(text: str, values: Mapping[str, object]) -> str:
    """Return a message without the full stop after a field whose value brings one: 2026 г."""

    def stop(field: re.Match[str]) -> str:
        value = _TAG.sub("", str(values.get(field["name"], "")))
        return field["field"] if value.endswith(".") else field[0]

    return _FIELD_AT_END.sub(stop, text)


@cache
def translator(language: str, region: str | None = None) -> Translator:
    """Return the translator for `language` as `region` writes it: en and US, or 001, the world.

    An unknown language is answered in English. Where nobody has said how a language is written in
    a region, English is written as in the world, others as at home.
    """
    known = language if language in LANGUAGES else DEFAULT_LANGUAGE
    locale = locale_in(known, region) if region else None
    if locale is None and region and known == "en":
        locale = locale_in(known, WORLD)
    return Translator(
        known, locale or Locale.parse(LANGUAGES[known].locale), load_translations(known)
    )
