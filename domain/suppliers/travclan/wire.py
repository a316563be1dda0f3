"""TravClan's answers as they arrive (recorded 2025-10), and what they mean here.

Assumed, because no recording tells: `finalRate` is what is paid in all for the stay, taxes
included (in the recording `taxAmount` is 0 and `finalRate` is `baseRate` cut to a whole number).
Everything that rests on it reads `all_in_total`.
"""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from domain.money import Money
from domain.suppliers.contract import (
    Board,
    CancelRule,
    Coordinates,
    HotelOffer,
    Quote,
    Rate,
    RateKind,
    Refundability,
    Supplier,
    TaxInclusion,
)
from domain.suppliers.wire import LenientDecimal, LenientFloat, WireModel

BOARDS = {
    "RoomOnly": Board.ROOM_ONLY,
    "BedAndBreakfast": Board.BREAKFAST,
    "HalfBoard": Board.HALF_BOARD,
    "FullBoard": Board.FULL_BOARD,
    "AllInclusive": Board.ALL_INCLUSIVE,
}
# A penalty that starts here was there from the beginning: the rate is not refundable.
BEGINNING = datetime(1970, 1, 2, tzinfo=UTC)
BUSINESS_ERRORS = {1013}


def _list_or_empty(value: object) -> object:
    return value if isinstance(value, list) else []


def _object_or_none(value: object) -> object:
    return value if isinstance(value, dict) else None


LenientList = Annotated[list[Any], BeforeValidator(_list_or_empty)]


class Geo(WireModel):
    """A point, as two strings."""

    lat: LenientFloat = None
    long: LenientFloat = None

    def to_coordinates(self) -> Coordinates | None:
        """Return the point, or None where half of it is missing."""
        if self.lat is None or self.long is None:
            return None
        return Coordinates(self.lat, self.long)


class SearchRate(WireModel):
    """The price in a search: whole, for the stay."""

    finalRate: Decimal = Field(gt=0)  # noqa: N815 - the wire's name
    currency: str = Field(pattern="^[A-Z]{3}$")


class SearchOptions(WireModel):
    """What the cheapest rate includes."""

    freeBreakfast: bool | None = None  # noqa: N815
    freeCancellation: bool | None = None  # noqa: N815


class SearchAvailability(WireModel):
    """The cheapest rate of a hotel."""

    rate: SearchRate
    options: SearchOptions = SearchOptions()


class WireHotel(WireModel):
    """A hotel in a search, in static content or in an itinerary."""

    id: str
    name: str = Field(min_length=1)
    starRating: LenientFloat = None  # noqa: N815
    type: str | None = None
    geoCode: Annotated[Geo | None, BeforeValidator(_object_or_none)] = None  # noqa: N815
    neighbourhoods: LenientList = Field(default_factory=list)
    contact: dict[str, Any] | None = None
    heroImage: str | None = None  # noqa: N815
    images: LenientList = Field(default_factory=list)
    reviews: LenientList = Field(default_factory=list)
    facilities: LenientList = Field(default_factory=list)
    descriptions: LenientList = Field(default_factory=list)
    isAvailable: bool | None = None  # noqa: N815
    availability: Annotated[SearchAvailability | None, BeforeValidator(_object_or_none)] = None

    def quote(self, now: datetime) -> Quote | None:
        """Return the search's price; its basis is firm only after a price check."""
        if self.availability is None or self.isAvailable is False:
            return None
        rate, options = self.availability.rate, self.availability.options
        return Quote(
            total=Money.of(rate.finalRate, rate.currency),
            taxes=TaxInclusion.INCLUDED,
            kind=RateKind.NEEDS_RECHECK,
            board=Board.BREAKFAST if options.freeBreakfast else Board.UNKNOWN,
            refundable=_refundability(options.freeCancellation),
            observed_at=now,
        )

    def to_offer(self, now: datetime) -> HotelOffer:
        """Return the hotel in this product's words."""
        rating, count = self._review()
        return HotelOffer(
            supplier=Supplier.TRAVCLAN,
            supplier_id=self.id,
            name=_readable(self.name),
            quote=self.quote(now),
            coordinates=self.geoCode.to_coordinates() if self.geoCode else None,
            address=self._address(),
            area=_first_name(self.neighbourhoods),
            stars=round(self.starRating) if self.starRating else None,
            rating=rating,
            review_count=count,
            photos=self._photos(),
            amenities=tuple(_names(self.facilities)),
            property_type=self.type.lower() if self.type else None,
        )

    def description(self) -> str | None:
        """Return the texts that describe the hotel, as one."""
        texts = [str(d["text"]) for d in self.descriptions if isinstance(d, dict) and "text" in d]
        return " ".join(texts) or None

    def _review(self) -> tuple[float | None, int | None]:
        for review in self.reviews:
            try:
                return float(review["rating"]), int(review.get("count") or 0) or None
            except (KeyError, TypeError, ValueError, AttributeError):
                continue
        return None, None

    def _address(self) -> str | None:
        address = (self.contact or {}).get("address")
        if not isinstance(address, dict):
            return None
        parts = [
            address.get("line1"),
            (address.get("city") or {}).get("name"),
            address.get("postalCode"),
        ]
        return ", ".join(str(part) for part in parts if part) or None

    def _photos(self) -> tuple[str, ...]:
        links = [
            link["url"]
            for image in self.images
            if isinstance(image, dict)
            for link in image.get("links") or []
            if isinstance(link, dict) and link.get("url")
        ]
        hero = [self.heroImage] if self.heroImage else []
        return tuple(dict.fromkeys([*hero, *links]))


class SearchResult(WireModel):
    """One page of a search."""

    traceId: str  # noqa: N815
    data: list[Any]
    nextPage: int | None = None  # noqa: N815
    totalCount: int | None = None  # noqa: N815


class Search(WireModel):
    """A search's envelope."""

    results: list[SearchResult] = Field(min_length=1)


class Location(WireModel):
    """A place by TravClan's id."""

    id: str
    name: str
    fullName: str | None = None  # noqa: N815
    type: str = ""
    country: str | None = None
    coordinates: Annotated[Geo | None, BeforeValidator(_object_or_none)] = None


class Locations(WireModel):
    """The answer to a place's name."""

    results: list[Any]


class WireRule(WireModel):
    """What cancelling costs within a span; `estimatedValue` is in the rate's currency."""

    estimatedValue: Decimal  # noqa: N815
    start: datetime | None = None
    end: datetime | None = None


class WireRate(WireModel):
    """A rate of an itinerary."""

    id: str
    finalRate: Decimal = Field(gt=0)  # noqa: N815
    baseRate: LenientDecimal = None  # noqa: N815
    taxAmount: LenientDecimal = None  # noqa: N815
    currency: str = Field(pattern="^[A-Z]{3}$")
    refundable: bool | None = None
    boardBasis: dict[str, Any] | None = None  # noqa: N815
    occupancies: LenientList = Field(default_factory=list)
    cancellationPolicies: LenientList = Field(default_factory=list)  # noqa: N815
    additionalCharges: LenientList = Field(default_factory=list)  # noqa: N815
    payAtHotel: bool = False  # noqa: N815
    IsPANMandatory: bool = False
    IsPassportMandatory: bool = False
    allGuestsInfoRequired: bool = False  # noqa: N815

    @property
    def all_in_total(self) -> Money:
        """Return what is paid in all; see the module's assumption."""
        return Money.of(self.finalRate, self.currency)

    def to_rate(self, room_name: str, now: datetime, expires_at: datetime | None) -> Rate:
        """Return the rate in this product's words."""
        rules = self._rules()
        refundable = self._refundable(rules, now)
        free_until = _free_until(rules) if refundable is Refundability.YES else None
        before = (
            Money.of(self.baseRate, self.currency)
            if self.baseRate is not None and self.taxAmount
            else None
        )
        quote = Quote(
            total=self.all_in_total,
            taxes=TaxInclusion.INCLUDED,
            kind=RateKind.NEEDS_RECHECK,
            board=BOARDS.get(str((self.boardBasis or {}).get("type")), Board.UNKNOWN),
            refundable=refundable,
            observed_at=now,
            before_taxes=before,
            expires_at=expires_at,
            free_cancel_until=free_until,
        )
        return Rate(
            token=self.id,
            room_name=room_name,
            quote=quote,
            due_at_property=self.all_in_total if self.payAtHotel else None,
            cancel_rules=rules,
            required_guest_fields=self._required_fields(),
        )

    def _rules(self) -> tuple[CancelRule, ...]:
        rules = []
        for policy in self.cancellationPolicies:
            for item in (policy.get("rules") or []) if isinstance(policy, dict) else []:
                rule = WireRule.model_validate(item)
                penalty = Money.of(rule.estimatedValue, self.currency)
                rules.append(CancelRule(_utc(rule.start), _utc(rule.end), penalty))
        return tuple(sorted(rules, key=lambda r: r.starts or BEGINNING))

    def _refundable(self, rules: tuple[CancelRule, ...], now: datetime) -> Refundability:
        """Non-refundable comes as empty policies, or as a full penalty from 1970 on."""
        if self.refundable is False or not rules:
            return Refundability.NO if self.refundable is not None else Refundability.UNKNOWN
        first = rules[0]
        if first.starts is not None and first.starts < BEGINNING and first.penalty.amount > 0:
            return Refundability.NO
        free = any(r.penalty.amount == 0 and (r.ends is None or r.ends > now) for r in rules)
        late_start = first.starts is not None and first.starts > now
        return Refundability.YES if free or late_start else Refundability.NO

    def _required_fields(self) -> tuple[str, ...]:
        named = {
            "pan": self.IsPANMandatory,
            "passport": self.IsPassportMandatory,
            "all_guests": self.allGuestsInfoRequired,
        }
        return tuple(name for name, required in named.items() if required)


class RoomRates(WireModel):
    """Rooms and rates of a hotel, by their ids."""

    rooms: dict[str, Any] = Field(default_factory=dict)
    rates: dict[str, Any]
    standardizedRooms: dict[str, Any] = Field(default_factory=dict)  # noqa: N815


class ItineraryHotel(WireHotel):
    """The hotel within an itinerary, with its rates."""

    roomRate: list[RoomRates] = Field(min_length=1)  # noqa: N815


class TraceDetails(WireModel):
    """How long the session still lives, in seconds."""

    remainingTime: LenientFloat = None  # noqa: N815


class ItineraryResult(WireModel):
    """One itinerary."""

    traceId: str | None = None  # noqa: N815
    traceIdDetails: TraceDetails = TraceDetails()  # noqa: N815
    data: list[ItineraryHotel] = Field(min_length=1)

    def expires_at(self, now: datetime) -> datetime | None:
        """Return when the rates' session ends."""
        seconds = self.traceIdDetails.remainingTime
        return None if seconds is None else now + timedelta(seconds=seconds)


class Itinerary(WireModel):
    """An itinerary's envelope."""

    results: list[ItineraryResult] = Field(min_length=1)


class Content(WireModel):
    """Static content's envelope."""

    results: list[dict[str, Any]] = Field(min_length=1)


def _utc(instant: datetime | None) -> datetime | None:
    """Offsets mix `+00:00` and `Z`; one without any is taken as UTC."""
    if instant is None:
        return None
    return instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant.astimezone(UTC)


def _free_until(rules: tuple[CancelRule, ...]) -> datetime | None:
    costly = [r.starts for r in rules if r.penalty.amount > 0 and r.starts is not None]
    return min(costly) if costly else None


def _refundability(is_free: bool | None) -> Refundability:
    if is_free is None:
        return Refundability.UNKNOWN
    return Refundability.YES if is_free else Refundability.NO


def _names(items: list[Any]) -> list[str]:
    return [str(i["name"]) for i in items if isinstance(i, dict) and i.get("name")]


def _first_name(items: list[Any]) -> str | None:
    return next(iter(_names(items)), None)


def _readable(name: str) -> str:
    """Return the name without the capitals in which some hotels are listed."""
    return name.title() if name.isupper() and len(name) > len("HOTEL") else name
