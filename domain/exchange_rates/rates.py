"""Converting by reference rates: pure, over what is kept.

A converted amount says what a price is worth, not what it costs: it orders, filters and compares,
always marked as such next to the real one. Rules, alerts and histories never see it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from domain.exchange_rates.contract import RateSource
from domain.money import Money

# The bank's file rests over week-ends and holidays; four days over Easter are the longest.
OLDEST = timedelta(days=7)
EURO = "EUR"


@dataclass(frozen=True, slots=True)
class Reference:
    """How much of a currency one euro buys, by which source, on which day."""

    currency: str
    per_euro: Decimal
    day: date
    source: RateSource


@dataclass(frozen=True, slots=True)
class ExchangeRates:
    """The rates that hold on a day, by currency. Those that are missing convert nothing."""

    references: Mapping[str, Reference] = field(default_factory=dict)

    def convert(self, amount: Money, currency: str) -> Money | None:
        """Return what an amount is worth in another currency, to that one's minor unit.

        None where a rate is missing. An amount in the same currency is returned as it is.
        """
        exact = self.worth(amount, currency)
        if exact is None or amount.currency == currency:
            return amount if exact is not None else None
        return Money.of(exact, currency)

    def worth(self, amount: Money, currency: str) -> Decimal | None:
        """Return what an amount is worth, unrounded, so that what was ordered stays in order."""
        if amount.currency == currency:
            return amount.amount
        given, wanted = self._per_euro(amount.currency), self._per_euro(currency)
        if given is None or wanted is None:
            return None
        return amount.amount * wanted / given

    def day_of(self, *currencies: str) -> date | None:
        """Return the oldest day of what a conversion between currencies rests on."""
        days = [one.day for code in currencies if (one := self.references.get(code))]
        return min(days, default=None)

    def _per_euro(self, currency: str) -> Decimal | None:
        if currency == EURO:
            return Decimal(1)
        reference = self.references.get(currency)
        return None if reference is None else reference.per_euro


NO_RATES = ExchangeRates()


def rates_on(today: date, kept: Iterable[Reference]) -> ExchangeRates:
    """Return the rates that hold today: the first source's that is not older than `OLDEST`.

    A day ahead of ours is one, too: a source may be where the date is another.
    """
    order = list(RateSource)
    references: dict[str, Reference] = {}
    for one in sorted(kept, key=lambda one: order.index(one.source), reverse=True):
        if today - OLDEST <= one.day <= today + timedelta(days=1):
            references[one.currency] = one
    return ExchangeRates(references)
