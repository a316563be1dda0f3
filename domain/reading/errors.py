"""What of a line cannot be read as it stands: days and amounts.

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
    """Text stood where a date was expected."""

    text: str


@dataclass(eq=False)
class DateTooWide(StayRefused):
    """A month or a week was named, and no day of it."""

    text: str


@dataclass(eq=False)
class DatesOpen(StayRefused):
    """More days than a stay were named, from `first` to `last`; the moon may yet move them."""

    text: str
    first: date
    last: date
    is_estimate: bool


@dataclass(eq=False)
class DatesOver(StayRefused):
    """Days that were over recently, with no year; the next such days are in the next one.

    A `check_out` that was not said is None, and so is `next_out`.
    """

    check_in: date
    check_out: date | None
    next_in: date | None
    next_out: date | None


@dataclass(eq=False)
class DateAmbiguous(StayRefused):
    """Numbers that are one day where the month is written last, and another where it is first."""

    text: str
    one: date
    other: date


@dataclass(eq=False)
class StayBegun(StayRefused):
    """Days that began before today and are not over yet."""

    check_in: date
    check_out: date
    today: date


@dataclass(eq=False)
class ChildAgesMissing(StayRefused):
    """Children were counted without their ages, on which prices depend."""

    children: int


@dataclass(eq=False)
class PeopleUnclear(StayRefused):
    """A number that most likely counts who comes, beside a word that nobody knows."""

    text: str


class AmountRefused(Refusal):
    """Text that is not an amount of money that can be taken here."""


@dataclass(eq=False)
class AmountNotUnderstood(AmountRefused):
    """Text stood where an amount of money was expected."""

    text: str


@dataclass(eq=False)
class AmountOutOfRange(AmountRefused):
    """Nothing at all, or more than anything costs."""

    text: str
    most: Decimal
    currency: str


@dataclass(eq=False)
class CurrencyAmbiguous(AmountRefused):
    """Several countries call theirs so; `candidates` are the ISO 4217 codes."""

    text: str
    candidates: tuple[str, ...]


@dataclass(eq=False)
class AmountUnsaid(AmountRefused):
    """A bare number where a year might stand: maybe a budget, for a night or in all."""

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
    """An amount for each person, where prices are for everybody together."""

    text: str
