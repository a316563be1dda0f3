"""Values for questions to suppliers and their offers: places, hotels, rates and terms."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from domain.money import Money
from domain.stay import Stay


class Supplier(StrEnum):
    """The suppliers that can be asked."""

    TRAVCLAN = "travclan"
    SERPAPI = "serpapi"
    LITEAPI = "liteapi"


class Priority(StrEnum):
    """Who is waiting for an answer: scarce questions are left to people."""

    LIVE = "live"
    BACKGROUND = "background"


class Board(StrEnum):
    """The meals that a rate includes."""

    ROOM_ONLY = "RO"
    BREAKFAST = "BB"
    HALF_BOARD = "HB"
    FULL_BOARD = "FB"
    ALL_INCLUSIVE = "AI"
    UNKNOWN = "unknown"


class TaxInclusion(StrEnum):
    """Whether a total includes taxes and fees."""

    INCLUDED = "included"
    EXCLUDED = "excluded"
    UNKNOWN = "unknown"


class Refundability(StrEnum):
    """Whether a cancelled stay is refunded."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Payment(StrEnum):
    """When a stay is paid for: at booking, at the hotel, or partly at each."""

    NOW = "now"
    AT_HOTEL = "at_hotel"
    PARTLY = "partly"
    UNKNOWN = "unknown"


class RateKind(StrEnum):
    """How firm a price is."""

    QUOTE = "quote"
    BOOKABLE = "bookable"
    NEEDS_RECHECK = "needs_recheck"


@dataclass(frozen=True, slots=True)
class Coordinates:
    """Degrees, WGS 84."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Place:
    """Where to search: a destination, in terms that every supplier understands."""

    name: str
    country_code: str
    country_name: str
    centre: Coordinates


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A supplier's place or hotel for the typed text; `point` is its location, if given."""

    supplier: Supplier
    supplier_id: str
    name: str
    full_name: str
    kind: str
    point: Coordinates | None = None


@dataclass(frozen=True, slots=True)
class PriceQuestion:
    """A stay, the traveller's nationality (ISO 3166-1 alpha-2) and the currency asked for.

    A supplier that sells in one currency answers in that one, as the answer says. `first_hand`
    bypasses the supplier's own cache: it may cost more, and does not change the question's meaning.
    """

    stay: Stay
    nationality: str
    currency: str
    first_hand: bool = field(default=False, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Quote:
    """A supplier's price for the whole stay.

    `total` is the full amount if `taxes` is INCLUDED; `before_taxes` is set if known. `quote_id` is
    the supplier's own id of the price. `seller`, `room` and `payment` identify its rate, if known:
    see `RateIdentity`.
    """

    total: Money
    taxes: TaxInclusion
    kind: RateKind
    board: Board
    refundable: Refundability
    observed_at: datetime
    before_taxes: Money | None = None
    expires_at: datetime | None = None
    free_cancel_until: datetime | None = None
    quote_id: str | None = None
    seller: str | None = None
    room: str | None = None
    payment: Payment = Payment.UNKNOWN


@dataclass(frozen=True, slots=True)
class RateIdentity:
    """What makes two prices comparable, besides the stay and the currency.

    `seller` is a website's name, None if the supplier itself sells; `room` is the seller's name for
    it, None if it gives none. "Unknown" is a value that equals only itself: a rate that does not
    mention breakfast is not the one that includes it.
    """

    source: Supplier
    seller: str | None = None
    room: str | None = None
    board: Board = Board.UNKNOWN
    refundable: Refundability = Refundability.UNKNOWN
    payment: Payment = Payment.UNKNOWN

    @property
    def key(self) -> tuple[str, ...]:
        """Return a key that is the same for identities that differ only in their spelling."""
        return (
            self.source.value, _folded(self.seller), _folded(self.room), self.board.value,
            self.refundable.value, self.payment.value,
        )  # fmt: skip

    def is_same(self, other: "RateIdentity") -> bool:
        """Return whether the other is the same rate."""
        return self.key == other.key


def _folded(name: str | None) -> str:
    return " ".join((name or "").casefold().split())


def identity_of(source: Supplier, quote: Quote) -> RateIdentity:
    """Return the rate that a supplier's quote is for, as far as known."""
    return RateIdentity(
        source, quote.seller, quote.room, quote.board, quote.refundable, quote.payment
    )


@dataclass(frozen=True, slots=True)
class HotelRef:
    """A hotel under one supplier's id, with the name and place that some suppliers also need."""

    supplier: Supplier
    supplier_id: str
    name: str
    place: Place


@dataclass(frozen=True, slots=True)
class HotelOffer:
    """A hotel in a supplier's list. `quote` is None if it is listed without a price.

    `rating` is out of 5. `stars` is the class, 1-5. `told_at` is when the supplier gave the price
    or said that it is sold out; None if it said neither.
    """

    supplier: Supplier
    supplier_id: str
    name: str
    quote: Quote | None
    coordinates: Coordinates | None = None
    address: str | None = None
    area: str | None = None
    stars: int | None = None
    rating: float | None = None
    review_count: int | None = None
    photos: tuple[str, ...] = ()
    amenities: tuple[str, ...] = ()
    property_type: str | None = None
    website: str | None = None
    told_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class OfferPage:
    """One page of a supplier's answer. `next_cursor` is opaque and gets the next page."""

    offers: tuple[HotelOffer, ...]
    next_cursor: str | None
    observed_at: datetime


@dataclass(frozen=True, slots=True)
class CancelRule:
    """What cancelling costs between two instants (UTC; None is open-ended)."""

    starts: datetime | None
    ends: datetime | None
    penalty: Money


@dataclass(frozen=True, slots=True)
class Rate:
    """One way to buy one room combination for the whole stay.

    `token` is the supplier's opaque key for the rate. `seller` is the selling website if the
    supplier only compares, and `link` leads there. `free_until` is the end of free cancellation in
    the seller's own words, if no instant is given; without `cancels_online` a person must be asked
    to cancel. `remarks` are the seller's, unchanged, and `fees` are paid at the hotel on top of the
    total, under the seller's names.
    """

    token: str
    room_name: str
    quote: Quote
    due_at_property: Money | None = None
    cancel_rules: tuple[CancelRule, ...] = ()
    required_guest_fields: tuple[str, ...] = ()
    seller: str | None = None
    link: str | None = None
    free_until: str | None = None
    cancels_online: bool | None = None
    remarks: tuple[str, ...] = ()
    fees: tuple[tuple[str, Money], ...] = ()

    @property
    def payment(self) -> Payment:
        """Return when it is paid for; unknown for websites, which say it only on their pages."""
        total, due = self.quote.total, self.due_at_property
        if due is None:
            return Payment.NOW if self.seller is None else Payment.UNKNOWN
        if due.currency != total.currency:
            return Payment.PARTLY
        return Payment.AT_HOTEL if due >= total else Payment.PARTLY

    @property
    def named_quote(self) -> Quote:
        """Return the price with the rate that it is for."""
        return replace(
            self.quote, seller=self.seller, room=self.room_name.strip() or None,
            payment=self.payment,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class RateSheet:
    """A hotel's page at one supplier: its content and its rates, cheapest first."""

    hotel: HotelOffer
    description: str | None
    rates: tuple[Rate, ...]
    usual_range: tuple[Money, Money] | None
    observed_at: datetime


@dataclass(frozen=True, slots=True)
class NotSold:
    """A hotel is sold out for these dates and people, according to an answer of `told_at`."""

    told_at: datetime
