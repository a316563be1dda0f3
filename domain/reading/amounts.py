"""Amounts of money in what people write, and what they are for.

`domain.reading.amount_fields` reads a field that holds one amount, `domain.reading.budgets`
proposes what the amounts of a sentence bound.
"""

from dataclasses import dataclass
from decimal import Decimal

from domain.accounts.travellers import Traveller
from domain.money import Money
from domain.reading.errors import (
    AmountForOnePerson,
    AmountOutOfRange,
    CurrencyAmbiguous,
    CurrencyOfAnother,
)
from domain.reading.phrases import Phrases
from domain.reading.scopes import OF_A_NIGHT, SHARED, Scope
from domain.reading.words import money as words

# No stay costs more in any currency, and a hundred of them can be added in every column.
MOST = Decimal(10) ** 12


@dataclass(frozen=True, slots=True)
class Writer:
    """Who writes: what their separators and signs mean. `region` is ISO 3166-1, None unknown."""

    language: str
    currency: str
    region: str | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """A number above zero with the currencies that it can be in: none was said, or it is unclear.

    `typed` is how it was written.
    """

    number: Decimal
    currencies: tuple[str, ...] = ()
    scope: Scope = Scope.UNSAID
    typed: str = ""

    @property
    def currency(self) -> str | None:
        """Return the currency, None where it was not said."""
        return self.currencies[0] if len(self.currencies) == 1 else None

    @property
    def is_bare(self) -> bool:
        """Return whether nothing but a number was written."""
        return all(one.isdecimal() or one in ".,' " for one in self.typed)

    def in_currency(self, default: str) -> Money:
        """Return it as money, in `default` where no currency was said.

        Raises CurrencyAmbiguous, and AmountOutOfRange below the smallest coin.
        """
        if len(self.currencies) > 1:
            raise CurrencyAmbiguous(self.typed, self.currencies)
        money = Money.of(self.number, self.currency or default)
        if money.amount <= 0:
            raise AmountOutOfRange(self.typed, MOST, money.currency)
        return money


SCOPES: Phrases[Scope] = Phrases(
    [
        (words.A_PERSON, Scope.A_PERSON),
        (words.A_COUPLE, Scope.A_COUPLE),
        (words.EACH, Scope.EACH),
        (words.A_ROOM, Scope.A_ROOM),
        (words.NIGHTLY, Scope.A_NIGHT),
        (words.TOTAL, Scope.IN_TOTAL),
    ]
)


def writing_as(traveller: Traveller, currency: str | None = None) -> Writer:
    """Return how a traveller writes; `currency` is that of the price on the screen."""
    return Writer(traveller.language, currency or traveller.currency, traveller.region)


def require_currency(amount: Amount, currency: str, nights: int | None = None) -> Money:
    """Return an amount as money in the currency of a price for everybody and all nights.

    An amount for a night is taken `nights` times; None: the price is for a night itself. Raises
    CurrencyOfAnother, AmountForOnePerson, and what `Amount.in_currency` does.
    """
    if amount.currencies and currency not in amount.currencies:
        raise CurrencyOfAnother(amount.typed, amount.currencies[0], currency)
    if amount.scope in SHARED:
        raise AmountForOnePerson(amount.typed)
    money = amount.in_currency(currency)
    if amount.scope in OF_A_NIGHT and nights:
        return Money.of(money.amount * nights, currency)
    return money
