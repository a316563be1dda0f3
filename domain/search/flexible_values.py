"""Values for flexible dates."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Self

from domain.exchange_rates.rates import ExchangeRates
from domain.money import Money
from domain.search.price_memory import DayWord
from domain.search.values import SearchView
from domain.suppliers.contract import Supplier

REACH = 15
# How "nothing is sold" is stored.
NOTHING = "-"


@dataclass(frozen=True, slots=True)
class DayPrice:
    """The cheapest price of a check-in day and its hotel; `total` is None if nothing is sold.

    `worth` is the amount in the counted currency, if it is sold in another.
    """

    total: Money | None
    observed_at: datetime
    hotel_id: int | None = None
    supplier: Supplier | None = None
    worth: Money | None = None

    @property
    def counted(self) -> Money | None:
        """Return the amount by which days are compared."""
        return self.worth or self.total

    @property
    def is_converted(self) -> bool:
        """Return whether that amount is converted."""
        return self.worth is not None

    def counting(self, currency: str, rates: ExchangeRates) -> Self | None:
        """Return the price with its worth in a currency, None if there is no exchange rate."""
        if self.total is None or self.total.currency == currency:
            return self
        worth = rates.convert(self.total, currency)
        return None if worth is None else replace(self, worth=worth)

    def is_belied_by(
        self, words: Iterable[DayWord], rates: ExchangeRates, *, has_filters: bool
    ) -> bool:
        """Return whether newer prices contradict this one.

        The hotel's own price has changed, or another hotel is cheaper; with filters it is unknown
        whether that one would pass.
        """
        for word in words:
            is_own = (word.hotel_id, word.supplier) == (self.hotel_id, self.supplier)
            is_other = (
                word.total != self.total
                if is_own and self._is_of(word)
                else self._is_undercut_by(word, rates) and not has_filters
            )
            if word.at > self.observed_at and is_other:
                return True
        return False

    def _is_of(self, word: DayWord) -> bool:
        """Return whether a word is about the same price: suppliers may sell in two currencies."""
        mine, theirs = self.total, word.total
        return mine is None or theirs is None or mine.currency == theirs.currency

    def _is_undercut_by(self, word: DayWord, rates: ExchangeRates) -> bool:
        counted = self.counted
        if word.total is None or counted is None:
            return word.total is not None
        worth = rates.worth(word.total, counted.currency)
        return worth is not None and worth < counted.amount


@dataclass(frozen=True, slots=True)
class FlexibleDates:
    """The check-in days around a search's own, with their prices as far as known.

    `hotel_name` is None for the destination's cheapest hotel. While suppliers are asked, `answered`
    of the `asking` days are done.
    """

    search: SearchView
    days: tuple[date, ...]
    prices: Mapping[date, DayPrice] = field(default_factory=dict)
    hotel_id: int | None = None
    hotel_name: str | None = None
    answered: int = 0
    asking: int = 0

    @property
    def own(self) -> Money | None:
        """Return the price of the search's own day, if known."""
        known = self.prices.get(self.search.stay.check_in)
        return known.counted if known else None

    @property
    def unknown(self) -> tuple[date, ...]:
        """Return the days without a known price, nearest to the search's own first."""
        wish = self.search.stay.check_in
        gaps = (day for day in self.days if day not in self.prices)
        return tuple(sorted(gaps, key=lambda day: (abs(day - wish), day)))

    def cheapest(self, count: int) -> tuple[tuple[date, Money], ...]:
        """Return the days with the lowest prices, cheapest first."""
        priced = [(day, price.counted) for day, price in self.prices.items() if price.counted]
        return tuple(sorted(priced, key=lambda one: (one[1], one[0]))[:count])


def write_price(price: DayPrice) -> str:
    """Return a price as stored: amount, moment, hotel, supplier, currency."""
    total = price.total
    amount, currency = (NOTHING, "") if total is None else (str(total.amount), total.currency)
    return (
        f"{amount} {price.observed_at.isoformat()} {price.hotel_id or 0} {price.supplier or ''} "
        f"{currency}"
    )


def read_price(kept: str) -> DayPrice:
    """Parse a stored price. Raises ValueError if an older version stored it."""
    amount, seen, hotel_id, supplier, currency = kept.split(" ")
    return DayPrice(
        None if amount == NOTHING else Money(Decimal(amount), currency),
        datetime.fromisoformat(seen),
        int(hotel_id) or None,
        Supplier(supplier) if supplier else None,
    )
