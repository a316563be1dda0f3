"""Converts by reference rates. Pure.

A converted amount is what a price is worth, not what it costs: it serves to sort, filter and
compare, and is always marked as converted beside the real price. Rules, alerts and histories never
see it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from domain.exchange_rates.contract import RateSource
from domain.money import Money

# The bank publishes nothing at weekends and on holidays: four days at most, over Easter.
OLDEST = timedelta(days=7)
EURO = "EUR"


@dataclass(frozen=True, slots=True)
class Reference:
    """How much of a currency one euro buys, according to a source, on a day."""

    currency: str
    per_euro: Decimal
    day: date
    source: RateSource


@dataclass(frozen=True, slots=True)
class ExchangeRates:
    """The rates of a day, by currency. Amounts without a rate are not converted."""

    references: Mapping[str, Reference] = field(default_factory=dict)

    def convert(self, amount: Money, currency: str) -> Money | None:
        """Return what an amount is worth in another currency, rounded to its minor unit.

        None if a rate is missing. An amount in the same currency is returned as it is.
        """
        exact = self.worth(amount, currency)
        if exact is None or amount.currency == currency:
            return amount if exact is not None else None
        return Money.of(exact, currency)

    def worth(self, amount: Money, currency: str) -> Decimal | None:
        """Return what an amount is worth, unrounded, so that sorting keeps the order."""
        if amount.currency == currency:
            return amount.amount
        given, wanted = self._per_euro(amount.currency), self._per_euro(currency)
        if given is None or wanted is None:
            return None
        return amount.amount * wanted / given

    def day_of(self, *currencies: str) -> date | None:
        """Return the oldest day of the rates that a conversion between these currencies uses."""
        days = [one.day for code in currencies if (one := self.references.get(code))]
        return min(days, default=None)

    def _per_euro(self, currency: str) -> Decimal | None:
        if currency == EURO:
            return Decimal(1)
        reference = self.references.get(currency)
        return None if reference is None else reference.per_euro


NO_RATES = ExchangeRates()


def rates_on(today: date, kept: Iterable[Reference]) -> ExchangeRates:
    """Return today's rates: for each currency the first source's that is not older than `OLDEST`.

    A source may be a day ahead of us.
    """
    order = list(RateSource)
    references: dict[str, Reference] = {}
    for one in sorted(kept, key=lambda one: order.index(one.source), reverse=True):
        if today - OLDEST <= one.day <= today + timedelta(days=1):
            references[one.currency] = one
    return ExchangeRates(references)
