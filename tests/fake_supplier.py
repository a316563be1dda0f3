"""A supplier in memory that keeps the contract: hotels with prices, moods, and a diary."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal

from domain.clock import Clock
from domain.money import Money
from domain.suppliers.contract import (
    Board,
    CancelRule,
    Capability,
    Coordinates,
    HotelOffer,
    HotelRef,
    NoAvailability,
    NotSold,
    OfferPage,
    Place,
    PriceQuestion,
    Priority,
    Quote,
    Rate,
    RateKind,
    RateSheet,
    Refundability,
    SessionExpired,
    Suggestion,
    Supplier,
    SupplierError,
    TaxInclusion,
)

GOA = Coordinates(15.5, 73.8)


@dataclass(frozen=True)
class FakeRate:
    """One of a hotel's rates; `due` is what of it is paid at the hotel."""

    room: str
    total: Decimal
    board: Board = Board.ROOM_ONLY
    refundable: Refundability = Refundability.NO
    seller: str | None = None
    due: Decimal | None = None
    currency: str = "INR"


def _rate(fake: FakeRate, like: Quote) -> Rate:
    quote = replace(
        like, total=Money.of(fake.total, fake.currency), board=fake.board,
        refundable=fake.refundable,
    )  # fmt: skip
    due = None if fake.due is None else Money.of(fake.due, fake.currency)
    return Rate(f"{fake.seller}|{fake.room}", fake.room, quote, due, seller=fake.seller)


@dataclass
class FakeHotel:
    """A hotel; `total` None is sold out. `dearer` are further rates: room, total, board.

    `offered` are all its rates instead. `by_day` are totals of stays from those days, for checks.
    """

    name: str
    total: Decimal | None
    coordinates: Coordinates = GOA
    currency: str = "INR"
    taxes: TaxInclusion = TaxInclusion.INCLUDED
    dearer: tuple[tuple[str, Decimal, Board], ...] = ()
    board: Board = Board.ROOM_ONLY
    refundable: Refundability = Refundability.YES
    stars: int | None = None
    rating: float | None = None
    amenities: tuple[str, ...] = ()
    area: str | None = None
    property_type: str | None = None
    offered: tuple[FakeRate, ...] = ()
    by_day: dict[date, Decimal] = field(default_factory=dict)
    rules: tuple[CancelRule, ...] = ()
    photos: tuple[str, ...] = ()

    def from_day(self, day: date) -> "FakeHotel":
        """Return it as it is for a stay from that day."""
        return replace(self, total=self.by_day.get(day, self.total))


@dataclass
class FakeSupplier:
    """Answers from `hotels`, or fails with `failure`. `asked` remembers each operation.

    Lists `page_size` hotels a page; with `is_forgetful` the next page is asked for in vain once.
    While `gate` is closed no search is answered; `late_failure` is what comes then. With `seen_at`
    it answers out of a cache that was filled then. `first_hand` remembers who asked past it.
    """

    supplier: Supplier
    clock: Clock
    hotels: dict[str, FakeHotel] = field(default_factory=dict)
    failure: type[SupplierError] | None = None
    late_failure: type[SupplierError] | None = None
    asked: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    priorities: list[Priority] = field(default_factory=list)
    page_size: int = 1_000
    is_forgetful: bool = False
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    seen_at: datetime | None = None
    first_hand: list[bool] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.gate.set()

    @property
    def capabilities(self) -> frozenset[Capability]:
        return frozenset({Capability.SEARCH, Capability.RATES, Capability.BATCH_QUOTE})

    async def try_out(self) -> None:
        self._admit("test")

    def _admit(self, operation: str, *ids: str) -> None:
        self.asked.append((operation, ids))
        if self.failure is not None:
            raise self._error(self.failure, operation)

    def _error(self, kind: type[SupplierError], operation: str) -> SupplierError:
        extra = () if kind.__init__.__code__.co_argcount == 3 else ("broken",)
        return kind(self.supplier, operation, *extra)

    def _quote(self, hotel: FakeHotel, at: datetime) -> Quote | None:
        if hotel.total is None:
            return None
        return Quote(
            Money.of(hotel.total, hotel.currency),
            hotel.taxes,
            RateKind.QUOTE,
            hotel.board,
            hotel.refundable,
            at,
            quote_id=f"quote-{hotel.name}"[:30],
        )

    def _now(self) -> datetime:
        return self.seen_at or self.clock.now()

    def _offer(self, hotel_id: str) -> HotelOffer:
        hotel = self.hotels[hotel_id]
        return HotelOffer(
            self.supplier,
            hotel_id,
            hotel.name,
            self._quote(hotel, self._now()),
            hotel.coordinates,
            area=hotel.area,
            stars=hotel.stars,
            rating=hotel.rating,
            photos=hotel.photos or (f"http://127.0.0.1:9/{hotel_id}.jpg",),
            amenities=hotel.amenities,
            property_type=hotel.property_type,
            told_at=self.clock.now(),
        )

    async def suggest(self, text: str) -> tuple[Suggestion, ...]:
        self._admit("suggest", text)
        return ()

    async def search(
        self,
        place: Place,
        question: PriceQuestion,
        cursor: str | None = None,
        priority: Priority = Priority.LIVE,
    ) -> OfferPage:
        self.priorities.append(priority)
        self._admit("search", place.name)
        await self.gate.wait()
        if self.late_failure is not None:
            raise self._error(self.late_failure, "search")
        if not self.hotels:
            raise NoAvailability(self.supplier, "search")
        if cursor is not None and self.is_forgetful:
            self.is_forgetful = False
            raise SessionExpired(self.supplier, "search")
        start = int(cursor or 0)
        end = start + self.page_size
        offers = tuple(map(self._offer, list(self.hotels)[start:end]))
        following = str(end) if end < len(self.hotels) else None
        return OfferPage(offers, following, self.clock.now())

    async def rates(
        self, hotel: HotelRef, question: PriceQuestion, priority: Priority = Priority.LIVE
    ) -> RateSheet:
        self.priorities.append(priority)
        self._admit("rates", hotel.supplier_id)
        offer = self._offer(hotel.supplier_id)
        if offer.quote is None:
            raise NoAvailability(self.supplier, "rates")
        rules = self.hotels[hotel.supplier_id].rules
        rates = [Rate("token", "Standard Room", offer.quote, cancel_rules=rules)]
        for room, total, board in self.hotels[hotel.supplier_id].dearer:
            money = Money.of(total, offer.quote.total.currency)
            rates.append(Rate(room, room, replace(offer.quote, total=money, board=board)))
        if self.hotels[hotel.supplier_id].offered:
            rates = [_rate(one, offer.quote) for one in self.hotels[hotel.supplier_id].offered]
        return RateSheet(offer, "A hotel.", tuple(rates), None, self.clock.now())

    async def quote_many(
        self,
        hotels: Sequence[HotelRef],
        question: PriceQuestion,
        priority: Priority = Priority.BACKGROUND,
    ) -> Mapping[str, Quote | NotSold | None]:
        self._admit("quote_many", *(hotel.supplier_id for hotel in hotels))
        self.first_hand.append(question.first_hand)
        now = self._now()
        sold_out = None if self.seen_at is None else NotSold(self.seen_at)
        return {
            hotel.supplier_id: self._quote(
                self.hotels[hotel.supplier_id].from_day(question.stay.check_in), now
            )
            or sold_out
            for hotel in hotels
            if hotel.supplier_id in self.hotels
        }

    async def aclose(self) -> None:
        pass
