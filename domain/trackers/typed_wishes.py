"""Reads wishes about a tracker as typed, in any of the languages: pure."""

import re
from datetime import date, timedelta
from decimal import Decimal

from domain.alerts.models import RuleKind
from domain.alerts.states import RuleTerms
from domain.checks.cadence import FIXED, Frequency
from domain.exchange_rates.rates import NO_RATES, ExchangeRates
from domain.money import Money
from domain.names import name_of
from domain.reading.amount_fields import read_amount
from domain.reading.amounts import MOST, Amount, Writer, require_currency
from domain.reading.dates import read_dates
from domain.reading.day_pieces import Calendar
from domain.reading.errors import AmountNotUnderstood, CurrencyOfAnother
from domain.trackers.errors import (
    DaysOutOfRange,
    EndNotUnderstood,
    FrequencyNotUnderstood,
    NameNotUsable,
    ThresholdNotUnderstood,
)

LONGEST_NAME = 100
# Up to here a bare number is a percentage, beyond it an amount.
LARGEST_PERCENT = Decimal(90)
_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
# How each unit's words begin in English, Hindi, Spanish and Russian.
_UNITS = (
    (_MINUTE, ("min", "मिनट", "мин")),
    (_HOUR, ("hour", "hr", "घंट", "घण्ट", "hora", "час")),
    (_DAY, ("day", "दिन", "día", "dia", "ден", "дн")),
)
_LETTERS = {"m": _MINUTE, "м": _MINUTE, "h": _HOUR, "ч": _HOUR, "d": _DAY, "д": _DAY}
_WHOLE_WORDS = {
    "smart": (Frequency.SMART, None), "hourly": (Frequency.HOURLY, None),
    "daily": (Frequency.DAILY, None), "ежедневно": (Frequency.DAILY, None),
}  # fmt: skip
_PERCENT = re.compile(r"%|٪|\bper ?cent\b|процент\w*|प्रतिशत|फ़ीसदी|फीसदी|por ciento", re.IGNORECASE)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_WORD = re.compile(r"[^\W\d_][^\s\d]*")


def read_name(text: str) -> str:
    """Return a name on one line. Raises NameNotUsable."""
    name = name_of(text)
    if not 0 < len(name) <= LONGEST_NAME:
        raise NameNotUsable(LONGEST_NAME)
    return name


def read_frequency(text: str) -> tuple[Frequency, timedelta | None]:
    """Return a frequency: "smart", "1h", "every 3 hours"; for a custom one with its interval.

    Raises FrequencyNotUnderstood.
    """
    wish = text.strip().lower()
    if wish in _WHOLE_WORDS:
        return _WHOLE_WORDS[wish]
    number = _NUMBER.search(wish)
    units = [unit for word in _WORD.findall(wish) if (unit := _unit(word)) is not None]
    if len(units) != 1:
        raise FrequencyNotUnderstood(text.strip())
    count = Decimal(number.group().replace(",", ".")) if number else Decimal(1)
    try:
        interval = units[0] * float(count)
    except OverflowError:
        raise FrequencyNotUnderstood(text.strip()) from None
    named = next((one for one, fixed in FIXED.items() if fixed == interval), None)
    return (named, None) if named else (Frequency.CUSTOM, interval)


def _unit(word: str) -> timedelta | None:
    if word in _LETTERS:
        return _LETTERS[word]
    return next((unit for unit, starts in _UNITS if word.startswith(starts)), None)


def read_terms(
    kind: RuleKind, text: str, writer: Writer, nights: int = 1, rates: ExchangeRates = NO_RATES
) -> RuleTerms:
    """Return a rule's terms as typed: "5%", "₹2,000", "8000".

    A bare number up to 90 is a percentage, a larger one an amount; a target is always an amount.
    Amounts are for the whole stay ("500 a night" is multiplied) and, if written in another
    currency, converted once by `rates` to the writer's. Raises ThresholdNotUnderstood, for a target
    `AmountNotUnderstood`, and other refusals of amounts.
    """
    if kind is RuleKind.TARGET_PRICE:
        target = read_target(text, writer, nights)
        return RuleTerms(kind, target=_converted(target, writer, rates))
    percent = _PERCENT.search(text)
    try:
        size = read_amount(_PERCENT.sub(" ", text), writer)
    except AmountNotUnderstood:
        raise ThresholdNotUnderstood(text.strip()) from None
    if percent or (size.is_bare and size.number <= LARGEST_PERCENT):
        return RuleTerms(kind, percent=size.number)
    money = require_currency(size, currency_of(size, writer), nights)
    return RuleTerms(kind, amount=_converted(money, writer, rates))


def _converted(money: Money, writer: Writer, rates: ExchangeRates) -> Decimal:
    converted = rates.convert(money, writer.currency)
    if converted is None:
        raise CurrencyOfAnother(str(money.amount), money.currency, writer.currency)
    return converted.amount


def read_target(text: str, writer: Writer, nights: int = 1) -> Money:
    """Return the target price for the whole stay; "2,000 a night" is multiplied.

    It is in the currency written, else in the writer's. Raises what `read_amount` and
    `require_currency` do.
    """
    amount = read_amount(text, writer)
    return require_currency(amount, currency_of(amount, writer), nights)


def currency_of(amount: Amount, writer: Writer) -> str:
    """Return an amount's currency: the writer's, unless another was given."""
    said = amount.currencies
    return writer.currency if not said or writer.currency in said else said[0]


def pressed_terms(kind: RuleKind, value: str) -> RuleTerms:
    """Return a rule's terms from its button: "5%", "8000". Raises ThresholdNotUnderstood."""
    try:
        size = Decimal(value.removesuffix("%"))
    except ArithmeticError:
        raise ThresholdNotUnderstood(value) from None
    if not (size.is_finite() and 0 < size <= MOST):
        raise ThresholdNotUnderstood(value)
    if kind is RuleKind.TARGET_PRICE:
        return RuleTerms(kind, target=size)
    return RuleTerms(kind, percent=size) if value.endswith("%") else RuleTerms(kind, amount=size)


def read_end(text: str, calendar: Calendar) -> date:
    """Return the last day of tracking. Raises EndNotUnderstood."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        found = read_dates(text, calendar)
    if found.check_in is None or found.problem is not None:
        raise EndNotUnderstood(text.strip())
    return found.check_in


def read_days(text: str, most: int) -> int:
    """Return a number of days from 0 to `most`: "3", "3 days". Raises DaysOutOfRange."""
    number = re.fullmatch(r"±?\s*(\d{1,4})\s*\D*", text.strip())
    if number is None or int(number.group(1)) > most:
        raise DaysOutOfRange(text.strip(), most)
    return int(number.group(1))
