"""Invoices and those who pay them: what Telegram holds between a bot, a person and a provider."""

import asyncio
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Protocol

from sandbox.telegram.refusals import QUERY_TOO_OLD, bad_request

STARS = "XTR"
# Telegram's currencies.json gives a smallest and a largest amount for each currency, which its
# manual says are roughly those of one and of ten thousand dollars. Of Stars: assumed.
SMALLEST, LARGEST = Decimal(1), Decimal(10_000)
MOST_STARS = 100_000
NO_DECIMALS = frozenset({"CLP", "ISK", "JPY", "KRW", "PYG", "UGX", "VND", "XAF", "XOF", STARS})
THREE_DECIMALS = frozenset({"BHD", "IQD", "JOD"})
CURRENCIES = frozenset(
    "AED AFN ALL AMD ARS AUD AZN BAM BDT BGN BHD BND BOB BRL BYN CAD CHF CLP CNY COP CRC CZK DKK "
    "DOP DZD EGP ETB EUR GBP GEL GHS GTQ HKD HNL HRK HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES "
    "KGS KRW KZT LBP LKR MAD MDL MMK MNT MOP MUR MVR MXN MYR MZN NGN NIO NOK NPR NZD PAB PEN PHP "
    "PKR PLN PYG QAR RON RSD RUB SAR SEK SGD SYP THB TJS TRY TTD TWD TZS UAH UGX USD UYU UZS VND "
    f"YER ZAR {STARS}".split()
)


class Worths(Protocol):
    """What one euro buys."""

    def get(self, currency: str) -> Decimal | None:
        """Return how much of a currency it is, or None if unknown."""


@dataclass(frozen=True, slots=True)
class Invoice:
    """An invoice as the bot sent it. `amount` is in the currency's smallest unit."""

    title: str
    description: str
    payload: str
    currency: str
    amount: int
    needs_shipping: bool = False
    start_parameter: str = ""

    def to_json(self) -> dict[str, Any]:
        """Return the Invoice object of its message."""
        return {
            "title": self.title,
            "description": self.description,
            "start_parameter": self.start_parameter,
            "currency": self.currency,
            "total_amount": self.amount,
        }


@dataclass(slots=True)
class Query:
    """A shipping or pre-checkout query that waits for the bot."""

    id: str
    asked_at: float
    answered: asyncio.Future[dict[str, Any]]


@dataclass(slots=True)
class CheckoutDesk:
    """The invoices by message and by link, and the queries that are open."""

    time: Callable[[], float]
    per_euro: Worths = field(default_factory=dict[str, Decimal])
    # How long Telegram waits for the bot's word on a checkout.
    patience: float = 10.0
    invoices: dict[tuple[int, int], Invoice] = field(default_factory=dict)
    links: dict[str, Invoice] = field(default_factory=dict)
    queries: dict[str, Query] = field(default_factory=dict)

    def clear(self) -> None:
        """Forget all invoices and queries."""
        self.invoices.clear()
        self.links.clear()
        for query in self.queries.values():
            query.answered.cancel()
        self.queries.clear()

    def open(self) -> Query:
        """Return a new query."""
        answered = asyncio.get_running_loop().create_future()
        query = Query(str(secrets.randbits(62)), self.time(), answered)
        self.queries[query.id] = query
        return query

    async def wait(self, query: Query) -> dict[str, Any] | None:
        """Return the bot's answer; None where it came too late or not at all."""
        try:
            return await asyncio.wait_for(query.answered, self.patience)
        except (TimeoutError, asyncio.CancelledError):
            return None
        finally:
            self.queries.pop(query.id, None)

    def answer(self, query_id: str, answer: dict[str, Any]) -> None:
        """Take the bot's answer. Raises Telegram's words for one that is not awaited any more."""
        query = self.queries.pop(query_id, None)
        if query is None or query.answered.done():
            raise bad_request(QUERY_TOO_OLD)
        query.answered.set_result(answer)

    def check_amount(self, currency: str, amount: int) -> None:
        """Refuse what Telegram takes in no invoice."""
        if currency not in CURRENCIES:
            raise bad_request("CURRENCY_INVALID")
        low, high = self._bounds(currency)
        if not low <= amount <= high:
            raise bad_request("CURRENCY_TOTAL_AMOUNT_INVALID")

    def _bounds(self, currency: str) -> tuple[Decimal, Decimal]:
        if currency == STARS:
            return Decimal(1), Decimal(MOST_STARS)
        digits = 0 if currency in NO_DECIMALS else 3 if currency in THREE_DECIMALS else 2
        per_euro, dollars = self.per_euro.get(currency), self.per_euro.get("USD")
        if per_euro is None or dollars is None:
            return Decimal(1), Decimal(10**12)
        unit = (per_euro / dollars).scaleb(digits)
        return SMALLEST * unit, LARGEST * unit
