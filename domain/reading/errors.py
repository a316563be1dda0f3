"""Days, people and amounts in a line that cannot be taken as they stand.

::

    StayRefused
    ├── DateNotUnderstood(text)
    ├── DateTooWide(text)
    ├── DatesOpen(text, first, last, is_estimate)
    ├── DatesOver(check_in, check_out, next_in, next_out)
    ├── DateAmbiguous(text, one, other)
    ├── StayBegun(check_in, check_out, today)
    ├── ChildAgesMissing(children)
    └── PeopleUnclear(text)
    Refusal
    └── AmountRefused
        ├── AmountNotUnderstood(text)
        ├── AmountOutOfRange(text, most, currency)
        ├── CurrencyAmbiguous(text, candidates)
        ├── CurrencyOfAnother(text, said, wanted)
        ├── AmountForOnePerson(text)
        └── AmountUnsaid(text, amount)
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from domain.errors import Refusal
from domain.money import Money
from domain.stay_errors import StayRefused


@dataclass(eq=False)
class DateNotUnderstood(StayRefused):
    """Something other than a date, where one was expected."""

    text: str


@dataclass(eq=False)
class DateTooWide(StayRefused):
    """A month or a week was named, but no day in it."""

    text: str


@dataclass(eq=False)
class DatesOpen(StayRefused):
    """A period longer than a stay; if `is_estimate`, the moon may yet shift its ends."""

    text: str
    first: date
    last: date
    is_estimate: bool


@dataclass(eq=False)
class DatesOver(StayRefused):
    """Days without a year that were over recently, and the next such days.

    A `check_out` that was not given is None, and so is `next_out`.
    """

    check_in: date
    check_out: date | None
    next_in: date | None
    next_out: date | None


@dataclass(eq=False)
class DateAmbiguous(StayRefused):
    """Numbers that mean one day with the month last, and another with the month first."""

    text: str
    one: date
    other: date


@dataclass(eq=False)
class StayBegun(StayRefused):
    """A stay that began before today and is not over yet."""

    check_in: date
    check_out: date
    today: date


@dataclass(eq=False)
class ChildAgesMissing(StayRefused):
    """Children were counted without ages, on which prices depend."""

    children: int


@dataclass(eq=False)
class PeopleUnclear(StayRefused):
    """A number that most likely counts people, beside an unknown word."""

    text: str


class AmountRefused(Refusal):
    """Text that is not an acceptable amount of money here."""


@dataclass(eq=False)
class AmountNotUnderstood(AmountRefused):
    """Something other than an amount of money, where one was expected."""

    text: str


@dataclass(eq=False)
class AmountOutOfRange(AmountRefused):
    """Zero, or more than anything costs."""

    text: str
    most: Decimal
    currency: str


@dataclass(eq=False)
class CurrencyAmbiguous(AmountRefused):
    """A currency name that several countries share; `candidates` are ISO 4217 codes."""

    text: str
    candidates: tuple[str, ...]


@dataclass(eq=False)
class AmountUnsaid(AmountRefused):
    """A bare number where a year might stand: perhaps a budget, per night or in total."""

    text: str
    amount: Money


@dataclass(eq=False)
class CurrencyOfAnother(AmountRefused):
    """An amount in one currency for a price in another."""

    text: str
    said: str
    wanted: str


@dataclass(eq=False)
class AmountForOnePerson(AmountRefused):
    """An amount per person, where prices are for all guests together."""

    text: str
