"""What an invoice may charge, and in which currency: pure.

The invoice is in the booking's own currency if Telegram and the provider accept that; then no
exchange happens here, and the bank's rate is between the bank and the traveller. Otherwise it is in
the provider's first currency, at the day's reference rate plus a margin, both of which are shown:
from then on the exchange risk is ours, and refunds are made in the invoice's currency,
proportionally.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal
from enum import StrEnum

from domain.exchange_rates.rates import ExchangeRates
from domain.money import STARS, Money, minor_digits

DOLLARS = "USD"
# core.telegram.org/bots/payments#supported-currencies, as of 2026.
TAKEN = frozenset({
    "AED", "AFN", "ALL", "AMD", "ARS", "AUD", "AZN", "BAM", "BDT", "BGN", "BHD", "BND", "BOB",
    "BRL", "BYN", "CAD", "CHF", "CLP", "CNY", "COP", "CRC", "CZK", "DKK", "DOP", "DZD", "EGP",
    "ETB", "EUR", "GBP", "GEL", "GHS", "GTQ", "HKD", "HNL", "HUF", "IDR", "ILS", "INR", "IQD",
    "IRR", "ISK", "JMD", "JOD", "JPY", "KES", "KGS", "KRW", "KZT", "LBP", "LKR", "MAD", "MDL",
    "MMK", "MNT", "MOP", "MUR", "MVR", "MXN", "MYR", "MZN", "NGN", "NIO", "NOK", "NPR", "NZD",
    "PAB", "PEN", "PHP", "PKR", "PLN", "PYG", "QAR", "RON", "RSD", "RUB", "SAR", "SEK", "SGD",
    "SYP", "THB", "TJS", "TRY", "TTD", "TWD", "TZS", "UAH", "UGX", "USD", "UYU", "UZS", "VND",
    "YER", "ZAR",
})  # fmt: skip
# The same page: smallest and largest amounts "roughly correspond to the limit of US$ 1-10000",
# exactly in currencies.json. A copy of 2021 (see tests/payments/test_bounds.py) has them at one and
# ten thousand dollars by that day's rates, so its numbers must not be copied: they are computed
# from the day's rates, with this much distance kept.
SMALLEST, LARGEST, ROUGHLY = Decimal(1), Decimal(10_000), Decimal("0.03")
# Assumed: no document says how many Stars an invoice may ask for.
MOST_STARS = 100_000


class Unpayable(StrEnum):
    """Why no invoice can be made for an amount."""

    TOO_LITTLE = "too_little"
    TOO_MUCH = "too_much"
    NO_RATE = "no_rate"


@dataclass(frozen=True, slots=True)
class Takes:
    """The accepted currencies: the provider's `currencies`, all of Telegram's if empty.

    `margin` is added, in percent, when an amount is exchanged; `star` is what one Star is worth, in
    dollars. `only_stars`: there is no provider, and Stars are charged.
    """

    currencies: Sequence[str] = ()
    margin: Decimal = Decimal(0)
    star: Decimal = Decimal("0.013")
    only_stars: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """What an invoice charges. `rate_day` is the rate's, None if nothing is exchanged."""

    money: Money
    covers: Money
    rate_day: date | None = None
    margin: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class CannotAsk:
    """No invoice can be made; `bound` is the limit that it violates, if known."""

    reason: Unpayable
    due: Money
    bound: Money | None = None


def ask(due: Money, takes: Takes, rates: ExchangeRates) -> Asked | CannotAsk:
    """Return what an invoice for an amount charges, or why there can be none."""
    if takes.only_stars:
        return _in_stars(due, takes, rates)
    accepted = [one for one in takes.currencies if one in TAKEN] or sorted(TAKEN)
    if due.currency in accepted:
        # A supplier may tell less than the smallest unit; an invoice cannot.
        return _bounded(Asked(_up(due.amount, due.currency), due), rates)
    target = accepted[0] if takes.currencies else DOLLARS
    worth = rates.worth(due, target)
    if worth is None:
        return CannotAsk(Unpayable.NO_RATE, due)
    money = _up(worth * (100 + takes.margin) / 100, target)
    day = rates.day_of(due.currency, target)
    return _bounded(Asked(money, due, day, takes.margin), rates)


def _in_stars(due: Money, takes: Takes, rates: ExchangeRates) -> Asked | CannotAsk:
    worth = rates.worth(due, DOLLARS)
    if worth is None:
        return CannotAsk(Unpayable.NO_RATE, due)
    stars = _up(worth / takes.star * (100 + takes.margin) / 100, STARS)
    day = rates.day_of(due.currency, DOLLARS)
    if stars.amount > MOST_STARS:
        return CannotAsk(Unpayable.TOO_MUCH, due, Money(Decimal(MOST_STARS), STARS))
    return Asked(stars, due, day, takes.margin)


def _up(amount: Decimal, currency: str) -> Money:
    """Return an amount rounded up to the currency's smallest unit."""
    unit = Decimal(1).scaleb(-minor_digits(currency))
    return Money(amount.quantize(unit, ROUND_CEILING), currency)


def _bounded(asked: Asked, rates: ExchangeRates) -> Asked | CannotAsk:
    bounds = bounds_in(asked.money.currency, rates)
    if bounds is None:
        return asked
    low, high = bounds
    if asked.money < low:
        return CannotAsk(Unpayable.TOO_LITTLE, asked.covers, low)
    return CannotAsk(Unpayable.TOO_MUCH, asked.covers, high) if high < asked.money else asked


def bounds_in(currency: str, rates: ExchangeRates) -> tuple[Money, Money] | None:
    """Return the least and the most that one invoice may charge; None without a rate."""
    unit = rates.worth(Money(Decimal(1), DOLLARS), currency)
    if unit is None:
        return None
    low, high = SMALLEST * (1 + ROUGHLY), LARGEST * (1 - ROUGHLY)
    return _up(low * unit, currency), Money.of(high * unit, currency)


def to_units(money: Money) -> int:
    """Return an amount in its currency's smallest unit, as Telegram expects it."""
    return int(money.amount.scaleb(minor_digits(money.currency)))


def from_units(units: int, currency: str) -> Money:
    """Return the amount of this many smallest units of a currency."""
    return Money.of(Decimal(units).scaleb(-minor_digits(currency)), currency)


def share_of(paid: Money, part: Money, whole: Money) -> Money:
    """Return the proportion of the payment that `part` is of `whole`: to the unit, never above
    it.
    """
    if whole.amount <= 0 or part.amount >= whole.amount:
        return paid
    share = max(part.amount, Decimal(0)) / whole.amount
    return Money.of(paid.amount * share, paid.currency)
