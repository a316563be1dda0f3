"""The port to a supplier: what it can be asked, and how it can fail. Its values are in `offers`.

Errors (each a `Fault`, so that nothing here is ever shown as "nothing found")::

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

What booking may end in is not an error: see `booking_contract`.
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

# The port is imported as a whole, values included.
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
    """What a supplier can be asked for."""

    SUGGEST = "suggest"
    SEARCH = "search"
    RATES = "rates"
    BATCH_QUOTE = "batch_quote"
    BOOK = "book"


class SupplierGateway(Protocol):
    """One supplier. Every call raises a `SupplierError` and nothing else."""

    @property
    def supplier(self) -> Supplier:
        """Say who this is."""

    @property
    def capabilities(self) -> frozenset[Capability]:
        """Say what can be asked."""

    async def suggest(self, text: str) -> tuple[Suggestion, ...]:
        """Return what the supplier knows under `text`."""

    async def search(
        self,
        place: Place,
        question: PriceQuestion,
        cursor: str | None = None,
        priority: Priority = Priority.LIVE,
    ) -> OfferPage:
        """Return a page of the hotels at `place`; no hotel at all raises `NoAvailability`.

        A cursor that has had its day raises `SessionExpired`.
        """

    async def rates(
        self, hotel: HotelRef, question: PriceQuestion, priority: Priority = Priority.LIVE
    ) -> RateSheet:
        """Return a hotel's content and rates; no room raises `NoAvailability`."""

    async def quote_many(
        self,
        hotels: Sequence[HotelRef],
        question: PriceQuestion,
        priority: Priority = Priority.BACKGROUND,
    ) -> Mapping[str, Quote | NotSold | None]:
        """Return the present best price of each hotel by its supplier id, None when sold out.

        That it is sold out by an older answer is `NotSold`, with that one's moment. One call to a
        supplier with BATCH_QUOTE; a hotel that the supplier did not answer for is absent from the
        mapping.
        """

    async def try_out(self) -> None:
        """Ask the smallest question that needs the credentials. Raises a `SupplierError`."""

    async def aclose(self) -> None:
        """Close connections."""


@dataclass(eq=False)
class SupplierError(Fault):
    """A supplier could not answer. `operation` is the port's method: "search"."""

    supplier: Supplier
    operation: str


@dataclass(eq=False)
class InvalidRequest(SupplierError):
    """The supplier refused the question; asking again is pointless."""

    detail: str


@dataclass(eq=False)
class AuthRejected(SupplierError):
    """The credentials are not accepted."""


@dataclass(eq=False)
class RateLimited(SupplierError):
    """Too many questions; `retry_after` in seconds when told."""

    retry_after: float | None = None


@dataclass(eq=False)
class QuotaExhausted(SupplierError):
    """The account has no questions left for this; `is_foreseen` when it was not even asked."""

    is_foreseen: bool = False


@dataclass(eq=False)
class NoAvailability(SupplierError):
    """Nothing is sold for these dates and people: an answer, not a failure.

    `told_at` is the answer's moment where that is not now: it came out of the supplier's cache.
    """

    told_at: datetime | None = None


@dataclass(eq=False)
class SessionExpired(SupplierError):
    """A cursor or token has outlived the supplier's session."""


@dataclass(eq=False)
class SupplierPaused(SupplierError):
    """An administrator has paused the supplier: nothing was asked."""


@dataclass(eq=False)
class Unavailable(SupplierError):
    """Nothing came back in time, or a server error did; `detail` holds no secret."""

    detail: str


@dataclass(eq=False)
class ChangedShape(SupplierError):
    """The answer does not read as agreed; `detail` names the field, never its content."""

    detail: str
