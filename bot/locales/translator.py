"""Words, money, dates and numbers in one language."""

import gettext
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import (
    format_date,
    format_skeleton,
    format_time,
    format_timedelta,
    get_timezone_gmt,
)
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal, format_percent, get_currency_name
from babel.units import format_unit
from markupsafe import Markup

from bot.locales.catalogues import load_translations
from domain.accounts.regions import WORLD, locale_in
from domain.catalog.own_names import called, own_name
from domain.exchange_rates.rates import NO_RATES, ExchangeRates
from domain.full_names import Named
from domain.languages import DEFAULT_LANGUAGE, LANGUAGES
from domain.money import STARS, Money, minor_digits

# From this amount on, the minor unit says nothing.
WHOLE_FROM = 100
TENTHS_BELOW = 10
# So many days ahead, "26 Nov" would be taken for the one that has just passed.
# Yesterday is not far yet: elsewhere it may still be today.
FAR_AHEAD = 300
NARROW_SPACE = "\u202f"
ENGLISH = Locale("en")
_TAG = re.compile(r"<[^>]+>")
_FIELD_AT_END = re.compile(r"(?P<field>\{(?P<name>\w+)\}(?:</\w+>)*)\.(?!\.)")


@dataclass(frozen=True, slots=True)
class Translator:
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

    def _needs_year(self, day: date) -> bool:
        """Say whether a day is not the coming one of its name, or so far that it seems over."""
        return self.today is not None and not -1 <= (day - self.today).days < FAR_AHEAD

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
        if amount.currency == STARS:
            return f"⭐ {self.number(int(amount.amount))}"
        digits = minor_digits(amount.currency)
        whole_from = WHOLE_FROM * 10 ** max(digits - 2, 0)
        shown = digits if abs(amount.amount) < whole_from else 0
        decimals = f".{'0' * shown}" if shown else ""
        pattern = re.sub(r"\.0+", decimals, self.locale.currency_formats["standard"].pattern)
        return format_currency(
            amount.amount, amount.currency, pattern, locale=self.locale, currency_digits=False
        )

    def price(self, amount: Money) -> str:
        """Return an amount, with what it is worth where the reader counts in another currency."""
        worth = self.worth(amount)
        return self.money(amount) if worth is None else f"{self.money(amount)} ({worth})"

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
        """Return a place's name with what tells it from its namesakes: Paris, Texas, United States.

        The airports that are meant there follow in brackets.
        """
        name = named.full_name
        code = name.country_code
        parts = [own_name(code, part, self.language) for part in name.parts]
        country = str(self.locale.territories.get(code, name.country_name))
        codes = f" ({'/'.join(name.codes)})" if name.codes else ""
        return ", ".join(dict.fromkeys((*parts, country))) + codes

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

    def day(self, day: date) -> str:
        """Return a day with its weekday: Sat 12 Dec, and its year where it must be told."""
        if self._needs_year(day):
            return format_skeleton("yMMMEd", day, locale=self.locale)
        return format_skeleton("MMMEd", day, locale=self.locale)

    def short_day(self, day: date) -> str:
        """Return a day without its weekday: 12 Dec, and its year where it must be told.

        Of days that are over it must be where the year is another.
        """
        if self.today is not None and day.year != self.today.year:
            is_coming = 0 <= (day - self.today).days < FAR_AHEAD
            if not is_coming:
                return self.full_day(day)
        elif self.today is not None and day > self.today and self._needs_year(day):
            return self.full_day(day)
        return format_skeleton("MMMd", day, locale=self.locale)

    def numeric_day(self, day: date) -> str:
        """Return a day in digits: 12/12."""
        return format_skeleton("Md", day, locale=self.locale)

    def full_day(self, day: date) -> str:
        """Return a day with its year: 12 Dec 2026."""
        return format_date(day, "medium", locale=self.locale)

    def days(self, first: date, last: date) -> str:
        """Return a range of days: 12-15 Dec, 30 Dec - 2 Jan; a single day stands alone."""
        if self._needs_year(first) or self._needs_year(last):
            return self.dated_days(first, last)
        if first == last:
            return self.short_day(first)
        if (first.year, first.month) == (last.year, last.month):
            if self._writes_month_first:
                return f"{self.short_day(first)}–{last.day}"
            return f"{first.day}–{self.short_day(last)}"
        return f"{self.short_day(first)} – {self.short_day(last)}"

    def dated_days(self, first: date, last: date) -> str:
        """Return a range of days with its year: 12–15 Dec 2026."""
        if first == last:
            return self.full_day(first)
        if (first.year, first.month) == (last.year, last.month):
            if self._writes_month_first:
                begin = format_skeleton("MMMd", first, locale=self.locale)
                return f"{begin}–{last.day}, {last.year}"
            return f"{first.day}–{self.full_day(last)}"
        return f"{self.full_day(first)} – {self.full_day(last)}"

    @property
    def _writes_month_first(self) -> bool:
        """Say whether a month's name stands before the day: Dec 12."""
        pattern = self.locale.datetime_skeletons["MMMd"].pattern
        return bool(pattern.index("d") > pattern.index("M"))

    def month(self, day: date) -> str:
        """Return a month with its year, as short as a calendar's title is: December 2026."""
        name = format_date(day, "LLLL y", locale=self.locale)
        return name[:1].upper() + name[1:]

    def weekdays(self) -> tuple[str, ...]:
        """Return the weekdays' shortest names as this language's calendars begin."""
        names = self.locale.days["stand-alone"]["short"]
        return tuple(names[(self.first_weekday + n) % 7] for n in range(7))

    @property
    def first_weekday(self) -> int:
        """Return the weekday that calendars begin with; 0 is Monday."""
        return int(self.locale.first_week_day)

    def moment(self, instant: datetime, zone: str) -> str:
        """Return an instant as the clock of `zone` shows it: 12 Dec 2026, 6:30 pm."""
        local = instant.astimezone(ZoneInfo(zone))
        return f"{self.full_day(local.date())}, {self.clock_time(instant, zone)}"

    def stamp(self, instant: datetime, zone: str, *, is_shared: bool = False) -> Markup:
        """Return an instant as HTML that every reader sees in their own zone and form.

        Where that is not known of, it stands there as the clock of `zone` shows it; in what is
        shared with readers elsewhere, with the zone's distance from GMT.
        """
        text = self.moment(instant, zone)
        if is_shared:
            text = f"{text} {get_timezone_gmt(instant.astimezone(ZoneInfo(zone)), 'short')}"
        return _time(instant, "Dt", text)

    def ageing(self, instant: datetime, now: datetime) -> Markup:
        """Return how long ago an instant was, as HTML that grows older with its message."""
        return _time(instant, "r", self.ago(now - instant))

    def clock_time(self, instant: datetime, zone: str) -> str:
        """Return the time of day of an instant in `zone`: 6:30 pm, or 18:30."""
        pattern = self.locale.time_formats["short"].pattern.replace(NARROW_SPACE, " ")
        return format_time(instant.astimezone(ZoneInfo(zone)), pattern, locale=self.locale)

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


def _time(instant: datetime, form: str, text: str) -> Markup:
    """Return Telegram's element for an instant; `form` is how it is shown, `text` where it is not.

    "r" is relative, "D" a long date, "t" a short time.
    """
    element = Markup('<tg-time unix="{unix}" format="{form}">{text}</tg-time>')
    return element.format(unix=int(instant.timestamp()), form=form, text=text)


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
