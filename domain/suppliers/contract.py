"""The port to a supplier: its questions and its errors. Its values are in `offers`.

Errors (each a `Fault`, so that none is ever shown as "nothing found")::

    SupplierError(supplier, operation)
    ├── InvalidRequest(detail)        400: our question was wrong
    ├── AuthRejected                  401/403 after one refresh
    ├── RateLimited(retry_after)      429 throttle; seconds, or None when not told
    ├── QuotaExhausted                the account is used up until topped up
    ├── NoAvailability                a business outcome: nothing to sell for these dates
    ├── SessionExpired                a paging or price session is over
    ├── SupplierPaused                an administrator has it asked nothing for now
    ├── Unavailable(detail)           no connection, time-out, 5xx, breaker open
    └── ChangedShape(detail)          an answer that does not read as agreed

The outcomes of booking are not errors: see `booking_contract`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from domain.errors import Fault
from domain.suppliers.offers import (
    Board,
    CancelRule,
    Coordinates,
    HotelOffer,
    HotelRef,
    NotSold,
    OfferPage,
    Payment,
    Place,
    PriceQuestion,
    Priority,
    Quote,
    Rate,
    RateIdentity,
    RateKind,
    RateSheet,
    Refundability,
    Suggestion,
    Supplier,
    TaxInclusion,
    identity_of,
)

# Users of the port import it as a whole, values included.
__all__ = [
    "AuthRejected",
    "Board",
    "CancelRule",
    "Capability",
    "ChangedShape",
    "Coordinates",
    "HotelOffer",
    "HotelRef",
    "InvalidRequest",
    "NoAvailability",
    "NotSold",
    "OfferPage",
    "Payment",
    "Place",
    "PriceQuestion",
    "Priority",
    "QuotaExhausted",
    "Quote",
    "Rate",
    "RateIdentity",
    "RateKind",
    "RateLimited",
    "RateSheet",
    "Refundability",
    "SessionExpired",
    "Suggestion",
    "Supplier",
    "SupplierError",
    "SupplierGateway",
    "SupplierPaused",
    "TaxInclusion",
    "Unavailable",
    "identity_of",
]


class Capability(StrEnum):
    """What a supplier can be asked."""

    SUGGEST = "suggest"
    SEARCH = "search"
    RATES = "rates"
    BATCH_QUOTE = "batch_quote"
    BOOK = "book"


class SupplierGateway(Protocol):
    """One supplier. Every call raises a `SupplierError` and nothing else."""

    @property
    def supplier(self) -> Supplier:
        """Return which supplier this is."""

    @property
    def capabilities(self) -> frozenset[Capability]:
        """Return what can be asked."""

    async def suggest(self, text: str) -> tuple[Suggestion, ...]:
        """Return the supplier's places and hotels for `text`."""

    async def search(
        self,
        place: Place,
        question: PriceQuestion,
        cursor: str | None = None,
        priority: Priority = Priority.LIVE,
    ) -> OfferPage:
        """Return a page of the hotels at `place`; raises `NoAvailability` if there are none.

        Raises `SessionExpired` for an expired cursor.
        """

    async def rates(
        self, hotel: HotelRef, question: PriceQuestion, priority: Priority = Priority.LIVE
    ) -> RateSheet:
        """Return a hotel's content and rates; raises `NoAvailability` without a room."""

    async def quote_many(
        self,
        hotels: Sequence[HotelRef],
        question: PriceQuestion,
        priority: Priority = Priority.BACKGROUND,
    ) -> Mapping[str, Quote | NotSold | None]:
        """Return the best current price of each hotel by its supplier id, None if sold out.

        `NotSold` means sold out according to an older answer, with its time. Suppliers with
        BATCH_QUOTE are asked in one call; hotels without an answer are absent from the mapping.
        """

    async def try_out(self) -> None:
        """Ask the smallest question that needs credentials. Raises a `SupplierError`."""

    async def aclose(self) -> None:
        """Close connections."""


@dataclass(eq=False)
class SupplierError(Fault):
    """A supplier could not answer. `operation` is the port's method: "search"."""

    supplier: Supplier
    operation: str


@dataclass(eq=False)
class InvalidRequest(SupplierError):
    """The supplier rejected the question; asking again is pointless."""

    detail: str


@dataclass(eq=False)
class AuthRejected(SupplierError):
    """The credentials are not accepted."""


@dataclass(eq=False)
class RateLimited(SupplierError):
    """Too many questions; `retry_after` is in seconds, if given."""

    retry_after: float | None = None


@dataclass(eq=False)
class QuotaExhausted(SupplierError):
    """The account has no questions left; `is_foreseen`: the supplier was not even asked."""

    is_foreseen: bool = False


@dataclass(eq=False)
class NoAvailability(SupplierError):
    """Nothing is sold for these dates and people: an answer, not a failure.

    `told_at` is the answer's time, if it came from the supplier's cache.
    """

    told_at: datetime | None = None


@dataclass(eq=False)
class SessionExpired(SupplierError):
    """A cursor or token is from an expired session."""


@dataclass(eq=False)
class SupplierPaused(SupplierError):
    """An administrator has paused the supplier: nothing was asked."""


@dataclass(eq=False)
class Unavailable(SupplierError):
    """No answer in time, or a server error; `detail` contains no secret."""

    detail: str


@dataclass(eq=False)
class ChangedShape(SupplierError):
    """The answer is not as documented; `detail` names the field, never its content."""

    detail: str
