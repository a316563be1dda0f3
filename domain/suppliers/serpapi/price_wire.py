"""Prices and sellers in SerpAPI's answers, as quotes."""

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from domain.money import Money
from domain.suppliers.contract import (
    Board,
    Quote,
    Rate,
    RateKind,
    Refundability,
    TaxInclusion,
)
from domain.suppliers.room_names import board_in, is_paid_at_hotel, refund_in
from domain.suppliers.wire import (
    Amount,
    Count,
    Latitude,
    Link,
    Longitude,
    Maybe,
    Name,
    Readable,
    WireModel,
)

INCLUDED = TaxInclusion.INCLUDED


@dataclass(frozen=True, slots=True)
class Basis:
    """What an answer's numbers mean: amounts for one room, asked for at `now`.

    `adults` is how many the room must sleep.
    """

    currency: str
    nights: int
    rooms: int
    now: datetime
    adults: int = 1

    def money(self, amount: Decimal) -> Money:
        """Return one room's amount for all rooms."""
        return Money.of(amount * self.rooms, self.currency)


class WirePrice(WireModel):
    """A price with and without taxes, either of which may be missing."""

    extracted_lowest: Amount | None = None
    extracted_before_taxes_fees: Amount | None = None

    def times(self, nights: int) -> "WirePrice":
        """Return a night's price for the whole stay."""
        lowest, before = self.extracted_lowest, self.extracted_before_taxes_fees
        return WirePrice.model_construct(
            extracted_lowest=None if lowest is None else lowest * nights,
            extracted_before_taxes_fees=None if before is None else before * nights,
        )

    def quote(self, basis: Basis, board: Board, refundable: Refundability) -> Quote | None:
        """Return the price, or None without an amount.

        `extracted_lowest` includes taxes and fees if a lower price before taxes comes with it.
        Alone it does not tell, nor if both are the same: many sellers put their only price into
        both.
        """
        lowest, before = self.extracted_lowest, self.extracted_before_taxes_fees
        total = lowest if lowest is not None else before
        if total is None:
            return None
        if lowest is None:
            taxes = TaxInclusion.EXCLUDED
        else:
            has_taxes = before is not None and before < lowest
            taxes = TaxInclusion.INCLUDED if has_taxes else TaxInclusion.UNKNOWN
        return Quote(
            total=basis.money(total),
            taxes=taxes,
            kind=RateKind.QUOTE,
            board=board,
            refundable=refundable,
            observed_at=basis.now,
            before_taxes=None if before is None else basis.money(before),
        )


class Priced(WireModel):
    """Something with a price. Prices must be readable: an unreadable one is not "sold out"."""

    rate_per_night: WirePrice | None = None
    total_rate: WirePrice | None = None
    free_cancellation: Maybe[bool] = None
    free_cancellation_until_date: Maybe[Name] = None
    num_guests: Maybe[Count] = None

    def quote_of_stay(
        self, basis: Basis, board: Board = Board.UNKNOWN, name: str = ""
    ) -> Quote | None:
        """Return the stay's price: as given, else the night's times the nights."""
        refundable = self._refund(name)
        told = self.total_rate.quote(basis, board, refundable) if self.total_rate else None
        if told is not None or self.rate_per_night is None:
            return told
        return self.rate_per_night.times(basis.nights).quote(basis, board, refundable)

    def sleeps(self, adults: int) -> bool:
        """Return whether the price is for at least that many people, if it says so."""
        return self.num_guests is None or self.num_guests >= adults

    def _refund(self, name: str) -> Refundability:
        """Return what the name says, else the flag; an unset flag means unknown."""
        told = refund_in(name)
        if told is Refundability.UNKNOWN and self.free_cancellation:
            return Refundability.YES
        return told


class Point(WireModel):
    """A point on the map."""

    latitude: Latitude
    longitude: Longitude


class Image(TypedDict):
    """A picture, large and small; hotels have so many that a plain dictionary is worth it."""

    original_image: NotRequired[Maybe[Link]]
    thumbnail: NotRequired[Maybe[Link]]


class UsualRange(WireModel):
    """What a night usually costs."""

    extracted_lowest: Amount
    extracted_highest: Amount


class SellersRoom(Priced):
    """One room at one website."""

    name: Maybe[Name] = None
    link: Maybe[Link] = None


class Seller(Priced):
    """One website's offer for the hotel, with its rooms if it lists them."""

    source: Name
    link: Maybe[Link] = None
    rooms: Readable[SellersRoom] = Field(default_factory=list)
    remarks: Readable[Name] = Field(default_factory=list)
    discount_remarks: Readable[Name] = Field(default_factory=list)

    def rates(self, basis: Basis) -> list[Rate]:
        """Return the rates here that sleep the people; without rooms, the one price."""
        offered: list[tuple[str, str | None, Priced]] = [
            (room.name or "", room.link, self._with_own_terms(room, basis)) for room in self.rooms
        ]
        return [
            rate
            for name, link, priced in offered or [("", None, self)]
            if priced.sleeps(basis.adults)
            and (rate := self._rate(name, link or self.link, priced, basis)) is not None
        ]

    def _with_own_terms(self, room: SellersRoom, basis: Basis) -> SellersRoom:
        """Return the room, with the seller's own terms if its price is the seller's own."""
        own, its = self.quote_of_stay(basis), room.quote_of_stay(basis)
        if room.free_cancellation is not None or not own or not its or own.total != its.total:
            return room
        told = ("free_cancellation", "free_cancellation_until_date")
        return room.model_copy(update={name: getattr(self, name) for name in told})

    def _rate(self, name: str, link: str | None, priced: Priced, basis: Basis) -> Rate | None:
        quote = priced.quote_of_stay(basis, board_in(name), name)
        if quote is None:
            return None
        is_free = quote.refundable is Refundability.YES
        return Rate(
            f"{self.source}|{name}",
            name,
            quote,
            quote.total if is_paid_at_hotel(name) else None,
            seller=self.source,
            link=link,
            free_until=priced.free_cancellation_until_date if is_free else None,
            remarks=tuple(self.discount_remarks),
        )


def with_terms(quote: Quote, terms: Quote) -> Quote:
    """Return a price with a rate's terms, which come separately."""
    return replace(
        terms,
        total=quote.total,
        taxes=quote.taxes,
        before_taxes=quote.before_taxes,
        board=quote.board if terms.board is Board.UNKNOWN else terms.board,
        refundable=quote.refundable
        if terms.refundable is Refundability.UNKNOWN
        else terms.refundable,
    )
