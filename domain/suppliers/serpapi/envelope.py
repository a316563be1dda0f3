"""What all of SerpAPI's answers have in common, whichever engine is asked."""

from datetime import UTC, datetime, timedelta
from http import HTTPStatus

from domain.suppliers.contract import (
    InvalidRequest,
    NoAvailability,
    QuotaExhausted,
    SessionExpired,
    Supplier,
    Unavailable,
)
from domain.suppliers.http_answers import Answer, refuse
from domain.suppliers.ledger import Account
from domain.suppliers.wire import Count, Currency, Maybe, Text, WireModel

OLDEST_CACHED = timedelta(minutes=61)
OUT_OF_SEARCHES = "run out of searches"
# The words of a refused currency, "Unsupported `KWD` currency.": then dollars are asked for.
UNSUPPORTED, CURRENCY = "unsupported", "currency"
ALWAYS_SERVED = "USD"
PAGE_TOKEN = "next_page_token"  # noqa: S105 - a parameter's name
NO_RESULTS = "hasn't returned any results"


class CurrencyUnserved(InvalidRequest):
    """Google has no prices in the requested currency."""


class Metadata(WireModel):
    """A search's status, and its time: "2024-09-09 01:41:27 UTC", or ISO."""

    status: Maybe[Text] = None
    created_at: Maybe[Text] = None


class Parameters(WireModel):
    """The question as it was understood."""

    currency: Maybe[Currency] = None


class Answered(WireModel):
    """An answer to a search."""

    search_metadata: Maybe[Metadata] = None
    search_parameters: Maybe[Parameters] = None

    def currency(self, asked: str) -> str:
        """Return the amounts' currency: the requested one, unless the answer names another."""
        told = self.search_parameters.currency if self.search_parameters else None
        return told or asked

    def seen_at(self, now: datetime) -> datetime:
        """Return when the prices were seen: at most an hour ago, as SerpAPI caches for an hour."""
        told = self.search_metadata.created_at if self.search_metadata else None
        try:
            seen = datetime.fromisoformat((told or "").replace(" UTC", "+00:00"))
        except ValueError:
            return now
        if seen.tzinfo is None:
            seen = seen.replace(tzinfo=UTC)
        return seen if now - OLDEST_CACHED <= seen <= now else now


class WireAccount(WireModel):
    """The account's remaining questions; this question is free."""

    total_searches_left: Count
    account_rate_limit_per_hour: Maybe[Count] = None
    this_hour_searches: Maybe[Count] = None
    searches_per_month: Maybe[Count] = None
    this_month_usage: Maybe[Count] = None

    def to_account(self) -> Account:
        """Return the account in this product's words."""
        return Account(
            self.total_searches_left,
            self.account_rate_limit_per_hour,
            self.this_hour_searches or 0,
            self.searches_per_month,
            self.this_month_usage,
        )


class Outcome(Answered):
    """What any answer may say about itself."""

    error: Maybe[Text] = None


def require_success(operation: str, answer: Answer) -> None:
    """Raise the error that an answer stands for. "No results" is 200 with an error; 429 has two
    meanings.

    Assumed: the refusal of an expired page token names the token.
    """
    try:
        outcome = Outcome.model_validate(answer.body)
    except ValueError:
        outcome = Outcome()
    words = (outcome.error or "").lower()
    if answer.status == HTTPStatus.TOO_MANY_REQUESTS and OUT_OF_SEARCHES in words:
        raise QuotaExhausted(Supplier.SERPAPI, operation)
    if answer.status == HTTPStatus.BAD_REQUEST and PAGE_TOKEN in words:
        raise SessionExpired(Supplier.SERPAPI, operation)
    if answer.status == HTTPStatus.BAD_REQUEST and UNSUPPORTED in words and CURRENCY in words:
        raise CurrencyUnserved(Supplier.SERPAPI, operation, "currency")
    if not answer.is_success:
        refuse(Supplier.SERPAPI, operation, answer)
    if not words:
        return
    status = outcome.search_metadata.status if outcome.search_metadata else None
    if status == "Error" and NO_RESULTS not in words:
        raise Unavailable(Supplier.SERPAPI, operation, "search failed")
    raise NoAvailability(Supplier.SERPAPI, operation)
