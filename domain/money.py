"""Amounts with a currency. No float ever holds a price."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import total_ordering
from typing import Self

from babel.numbers import get_currency_precision

from domain.errors import CurrencyMismatch


@total_ordering
@dataclass(frozen=True, slots=True)
class Money:
    """An amount in an ISO 4217 currency."""

    amount: Decimal
    currency: str

    @classmethod
    def of(cls, amount: Decimal | int | str, currency: str) -> Self:
        """Build from a decimal, a whole number or its text, rounded to the currency's minor unit.

        Raises `decimal.InvalidOperation` when the text is no number.
        """
        unit = Decimal(1).scaleb(-get_currency_precision(currency))
        return cls(Decimal(amount).quantize(unit, ROUND_HALF_UP), currency)

    def _same(self, other: "Money") -> None:
        if self.currency != other.currency:
            raise CurrencyMismatch(self.currency, other.currency)

    def __lt__(self, other: "Money") -> bool:
        self._same(other)
        return self.amount < other.amount

    def __add__(self, other: "Money") -> "Money":
        self._same(other)
        return Money(self.amount + other.amount, self.currency)

    def __sub__(self, other: "Money") -> "Money":
        self._same(other)
        return Money(self.amount - other.amount, self.currency)

    def share(self, parts: int) -> "Money":
        """Return the amount divided by `parts`, rounded to the minor unit (a price per night)."""
        return Money.of(self.amount / parts, self.currency)

    def percent_of_change_to(self, other: "Money") -> Decimal:
        """Return how many percent `other` lies above (positive) or below (negative) this amount."""
        self._same(other)
        return (other.amount - self.amount) * 100 / self.amount
