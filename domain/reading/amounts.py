"""Amounts of money in free text, and what they cover.

`domain.reading.amount_fields` reads a field that holds a single amount;
`domain.reading.budgets` proposes the limits that the amounts in a sentence set.
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

# No stay costs more in any currency, and a hundred such amounts still fit any column.
MOST = Decimal(10) ** 12


@dataclass(frozen=True, slots=True)
class Writer:
    """Who is writing, which settles what separators and signs mean.

    `region` is an ISO 3166-1 code, or None if unknown.
    """

    language: str
    currency: str
    region: str | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """A positive number and the currencies it may be in: none if unstated, several if ambiguous.

    `typed` is the original text.
    """

    number: Decimal
    currencies: tuple[str, ...] = ()
    scope: Scope = Scope.UNSAID
    typed: str = ""

    @property
    def currency(self) -> str | None:
        """Return the currency, or None if it was not stated or is ambiguous."""
        return self.currencies[0] if len(self.currencies) == 1 else None

    @property
    def is_bare(self) -> bool:
        """Return whether only a number was written."""
        return all(one.isdecimal() or one in ".,' " for one in self.typed)

    def in_currency(self, default: str) -> Money:
        """Return it as money, in `default` if no currency was stated.

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
    """Return a traveller as a writer; `currency` is that of the price on the screen."""
    return Writer(traveller.language, currency or traveller.currency, traveller.region)


def require_currency(amount: Amount, currency: str, nights: int | None = None) -> Money:
    """Return an amount as money in the currency of a price for all guests and all nights.

    A nightly amount is multiplied by `nights`; None means that the price is itself nightly.
    Raises CurrencyOfAnother, AmountForOnePerson, and whatever `Amount.in_currency` raises.
    """
    if amount.currencies and currency not in amount.currencies:
        raise CurrencyOfAnother(amount.typed, amount.currencies[0], currency)
    if amount.scope in SHARED:
        raise AmountForOnePerson(amount.typed)
    money = amount.in_currency(currency)
    if amount.scope in OF_A_NIGHT and nights:
        return Money.of(money.amount * nights, currency)
    return money
