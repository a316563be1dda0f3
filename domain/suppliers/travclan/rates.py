"""TravClan's rates as they arrive (recorded 2025-10); `rate_combinations` combines them.

Assumed, as no recording shows it: `finalRate` is the stay's full amount, taxes included (in the
recording `taxAmount` is 0 and `finalRate` is `baseRate` truncated to a whole number). Everything
based on this reads `WireRate.all_in_total`; the price check before booking confirms it.
"""

import re
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

from pydantic import AfterValidator, Field

from domain.money import Money
from domain.suppliers.cancel_rules import free_until
from domain.suppliers.contract import (
    Board,
    CancelRule,
    Quote,
    Rate,
    RateKind,
    Refundability,
    TaxInclusion,
)
from domain.suppliers.room_names import board_in
from domain.suppliers.travclan.wire import Named, TravclanModel, WireHotel
from domain.suppliers.wire import (
    Amount,
    AmountOrZero,
    Count,
    Currency,
    Id,
    Maybe,
    Name,
    Readable,
    Text,
    Whole,
)

BOARDS = {
    "RoomOnly": Board.ROOM_ONLY,
    "BedAndBreakfast": Board.BREAKFAST,
    "HalfBoard": Board.HALF_BOARD,
    "FullBoard": Board.FULL_BOARD,
    "AllInclusive": Board.ALL_INCLUSIVE,
}
# A penalty that starts before this applied from the beginning: the rate is not refundable.
BEGINNING = datetime(1970, 1, 2, tzinfo=UTC)


def _utc(instant: datetime) -> datetime:
    """Accept both `+00:00` and `Z`; without an offset it is UTC."""
    try:
        return instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant.astimezone(UTC)
    except OverflowError:
        raise ValueError from None


Instant = Annotated[datetime, AfterValidator(_utc)]


class WireRule(TravclanModel):
    """What cancelling costs within a span; `estimatedValue` is in the rate's currency."""

    estimated_value: AmountOrZero
    start: Instant | None = None
    end: Instant | None = None


class Policy(TravclanModel):
    """A set of rules."""

    rules: Whole[WireRule] = Field(default_factory=list)


class BoardBasis(TravclanModel):
    """The meals: a code, and a description."""

    type: Maybe[Text] = None
    description: Maybe[Text] = None

    @property
    def board(self) -> Board:
        """Return the meals; an unknown code is read as words."""
        known = BOARDS.get(self.type or "")
        words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", self.type or "")
        told = (board for text in (words, self.description or "") if (board := board_in(text)))
        return known or next((board for board in told if board is not Board.UNKNOWN), Board.UNKNOWN)


class Occupancy(TravclanModel):
    """A room that a rate covers."""

    room_id: Maybe[Text] = None
    std_room_id: Maybe[Text] = None
    num_of_adults: Maybe[Count] = None
    child_ages: Readable[Count] = Field(default_factory=list)


class WireRate(TravclanModel):
    """A rate of an itinerary."""

    id: Text
    final_rate: Amount
    base_rate: Maybe[Amount] = None
    tax_amount: Maybe[Amount] = None
    currency: Currency
    refundable: bool | None = None
    board_basis: Maybe[BoardBasis] = None
    occupancies: Readable[Occupancy] = Field(default_factory=list)
    cancellation_policies: Whole[Policy] = Field(default_factory=list)
    pay_at_hotel: bool = False
    is_pan_mandatory: bool = Field(False, alias="IsPANMandatory")
    is_passport_mandatory: bool = Field(False, alias="IsPassportMandatory")
    all_guests_info_required: bool = False
    online_cancellable: Maybe[bool] = None

    @property
    def all_in_total(self) -> Money:
        """Return the full amount; see the module's assumption."""
        return Money.of(self.final_rate, self.currency)

    def to_rate(self, room_name: str, now: datetime, expires_at: datetime | None) -> Rate:
        """Return the rate in this product's words."""
        rules = self._rules()
        refundable = self._refundable(rules, now)
        has_tax = self.base_rate is not None and self.tax_amount is not None
        quote = Quote(
            total=self.all_in_total,
            taxes=TaxInclusion.INCLUDED,
            kind=RateKind.NEEDS_RECHECK,
            board=self._board(room_name),
            refundable=refundable,
            observed_at=now,
            quote_id=self.id,
            before_taxes=Money.of(self.base_rate, self.currency)
            if has_tax and self.base_rate
            else None,
            expires_at=expires_at,
            free_cancel_until=free_until(rules, self.all_in_total, now)
            if refundable is Refundability.YES
            else None,
        )
        return Rate(
            token=self.id,
            room_name=room_name,
            quote=quote,
            due_at_property=self.all_in_total if self.pay_at_hotel else None,
            cancel_rules=rules,
            required_guest_fields=self._required_fields(),
            cancels_online=self.online_cancellable,
        )

    def _board(self, room_name: str) -> Board:
        """Return the meals if given, else what the room's name says."""
        told = self.board_basis.board if self.board_basis else Board.UNKNOWN
        return board_in(room_name) if told is Board.UNKNOWN else told

    def _rules(self) -> tuple[CancelRule, ...]:
        rules = [
            CancelRule(rule.start, rule.end, Money.of(rule.estimated_value, self.currency))
            for policy in self.cancellation_policies
            for rule in policy.rules
        ]
        return tuple(sorted(rules, key=lambda rule: rule.starts or BEGINNING))

    def _refundable(self, rules: tuple[CancelRule, ...], now: datetime) -> Refundability:
        """Non-refundable comes as empty policies, or as a full penalty since 1970."""
        if self.refundable is False:
            return Refundability.NO
        if not rules:
            return Refundability.UNKNOWN if self.refundable is None else Refundability.NO
        first = rules[0]
        if first.starts is not None and first.starts < BEGINNING and first.penalty.amount > 0:
            return Refundability.NO
        free = any(r.penalty.amount == 0 and (r.ends is None or r.ends > now) for r in rules)
        late_start = first.starts is not None and first.starts > now
        return Refundability.YES if free or late_start else Refundability.NO

    def _required_fields(self) -> tuple[str, ...]:
        named = {
            "pan": self.is_pan_mandatory,
            "passport": self.is_passport_mandatory,
            "all_guests": self.all_guests_info_required,
        }
        return tuple(name for name, required in named.items() if required)


class Recommendation(TravclanModel):
    """Rates that together accommodate the party."""

    id: Text
    rates: list[str] = Field(min_length=1)
    is_hold_allowed_for_recommendation: bool | None = None


class RoomRates(TravclanModel):
    """A hotel's rooms and rates, by their ids."""

    rooms: dict[str, Maybe[Named]] = Field(default_factory=dict)
    rates: dict[str, Any]
    recommendations: dict[str, Maybe[Recommendation]] = Field(default_factory=dict)
    standardized_rooms: dict[str, Maybe[Named]] = Field(default_factory=dict)

    def recommendation_of(self, rates: list[str]) -> str | None:
        """Return the recommendation with exactly these rates."""
        known = (one for one in self.recommendations.values() if one is not None)
        return next((one.id for one in known if one.rates == rates), None)

    def room_name(self, rate: WireRate) -> str:
        """Return the names of a rate's rooms from its provider, else the standard names."""
        names: list[Name] = []
        for occupancy in rate.occupancies:
            room = self.rooms.get(occupancy.room_id or "")
            room = room or self.standardized_rooms.get(occupancy.std_room_id or "")
            names += [room.name] if room else []
        return " + ".join(dict.fromkeys(names))


class ItineraryHotel(WireHotel):
    """The hotel within an itinerary, with its rates."""

    room_rate: list[RoomRates] = Field(min_length=1)


class TraceDetails(TravclanModel):
    """The session's remaining seconds."""

    remaining_time: Annotated[float, Field(ge=0, le=86_400)]

    def ends_at(self, now: datetime) -> datetime:
        """Return when it ends."""
        return now + timedelta(seconds=self.remaining_time)


class Coded(TravclanModel):
    """An itinerary, or an item of one, by its code."""

    code: Id


class ItineraryResult(TravclanModel):
    """One itinerary. Booking it needs its trace and codes."""

    trace_id: Maybe[Id] = None
    trace_id_details: Maybe[TraceDetails] = None
    itinerary: Maybe[Coded] = None
    items: Readable[Coded] = Field(default_factory=list)
    data: list[ItineraryHotel] = Field(min_length=1)

    def can_hold(self, recommendation: str | None) -> bool:
        """Return whether a recommendation's rooms can be held unpaid."""
        return any(
            one is not None and one.id == recommendation and one.is_hold_allowed_for_recommendation
            for room_rates in self.data[0].room_rate
            for one in room_rates.recommendations.values()
        )

    def expires_at(self, now: datetime) -> datetime | None:
        """Return when the rates' session ends."""
        details = self.trace_id_details
        return None if details is None else details.ends_at(now)


class Itinerary(TravclanModel):
    """An itinerary's envelope."""

    results: list[ItineraryResult] = Field(min_length=1)
