"""Amounts with a currency. No float ever holds a price."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import total_ordering
from typing import Self

import pycountry

from domain.errors import CurrencyMismatch

# ISO 4217's minor units, where they are not two decimals. CLDR's (and so Babel's) say how amounts
# are commonly shown, which is something else: none for HUF and IQD, whose prices have 2 and 3.
MINOR_DIGITS = {
    "BIF": 0, "CLP": 0, "DJF": 0, "GNF": 0, "ISK": 0, "JPY": 0, "KMF": 0, "KRW": 0, "PYG": 0,
    "RWF": 0, "UGX": 0, "VND": 0, "VUV": 0, "XAF": 0, "XOF": 0, "XPF": 0,
    "XTR": 0,
    "BHD": 3, "IQD": 3, "JOD": 3, "KWD": 3, "LYD": 3, "OMR": 3, "TND": 3,
}  # fmt: skip
# Telegram's own, in which some things are paid for; no currency of ISO 4217.
STARS = "XTR"
# Codes that begin with X are metals, funds and tests, save those of the currency unions.
UNIONS = frozenset({"XAF", "XOF", "XPF", "XCD", "XCG"})
# Units of account, in which nobody is paid.
FUNDS = frozenset({"BOV", "CHE", "CHW", "CLF", "COU", "MXV", "USN", "UYI", "UYW"})


_UNITS = {digits: Decimal(1).scaleb(-digits) for digits in {2, *MINOR_DIGITS.values()}}


def minor_digits(currency: str) -> int:
    """Return how many decimals an amount in a currency has, from JPY's 0 to KWD's 3."""
    return MINOR_DIGITS.get(currency, 2)


def is_spent(code: str) -> bool:
    """Return whether an ISO 4217 code is money that something can cost."""
    if code in FUNDS or (code.startswith("X") and code not in UNIONS):
        return False
    return pycountry.currencies.get(alpha_3=code) is not None


@total_ordering
@dataclass(frozen=True, slots=True)
class Money:
    """An amount in an ISO 4217 currency."""

    amount: Decimal
    currency: str

    @classmethod
    def of(cls, amount: Decimal | int | str, currency: str) -> Self:
        """Build from a decimal, a whole number or its text, rounded to the currency's minor unit.

        Raises `decimal.InvalidOperation` when the text is not a number.
        """
        unit = _UNITS[minor_digits(currency)]
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
