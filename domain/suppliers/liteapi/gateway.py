"""Asks LiteAPI for hotels and rates: first the hotels around a place, then their prices.

Assumed: a hotel missing from a complete answer sells nothing for the stay.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import structlog

from domain.clock import Clock
from domain.suppliers.answer_memory import Kept
from domain.suppliers.batches import quote_in_batches
from domain.suppliers.contract import (
    Capability,
    ChangedShape,
    Coordinates,
    HotelRef,
    InvalidRequest,
    NoAvailability,
    OfferPage,
    Place,
    PriceQuestion,
    Priority,
    Quote,
    Rate,
    RateSheet,
    SessionExpired,
    Suggestion,
    Supplier,
)
from domain.suppliers.http import Call
from domain.suppliers.liteapi.client import Asking, CurrencyUnserved
from domain.suppliers.liteapi.hotel_wire import (
    DetailsAnswer,
    HotelDetails,
    HotelList,
    ListedHotel,
)
from domain.suppliers.liteapi.wire import (
    Offer,
    RatedHotel,
    RatesAnswer,
)
from domain.suppliers.wire import read_each

log = structlog.get_logger(__name__)

KEPT_FOR = timedelta(hours=24)
PAGE = 50
BATCH = 100
# The documented limit of a list, and a moderate number to ask for at once.
MOST_HOTELS = 200
# Metres around a place's centre: narrow for a town, wide for a region with few hotels.
NEAR, WIDE = 10_000, 40_000
ENOUGH = 60
# The seconds LiteAPI may wait for its own suppliers; 4 to 12 are recommended.
RATES_SECONDS = 8
MOST_RATES = 60
# If a currency is refused, prices are asked for in this one.
ALWAYS_SERVED = "USD"


@dataclass(slots=True)
class LiteapiGateway:
    """The port's methods over LiteAPI's HTTP API."""

    asking: Asking
    clock: Clock
    _hotels: Kept[Place, tuple[ListedHotel, ...]] = field(
        default_factory=lambda: Kept(KEPT_FOR, 2_000)
    )
    _details: Kept[str, HotelDetails] = field(default_factory=lambda: Kept(KEPT_FOR, 2_000))
    _unserved: set[str] = field(default_factory=set)

    @property
    def supplier(self) -> Supplier:
        """Say who this is."""
        return Supplier.LITEAPI

    @property
    def capabilities(self) -> frozenset[Capability]:
        """Return what can be asked.

        Completing names costs money there, and others do it for free.
        """
        return frozenset(
            {Capability.SEARCH, Capability.RATES, Capability.BATCH_QUOTE, Capability.BOOK}
        )

    async def aclose(self) -> None:
        """Close connections."""
        await self.asking.http.aclose()

    async def try_out(self) -> None:
        """List hotels about one point."""
        await self._list(Coordinates(15.49, 73.83), NEAR, "test")

    async def suggest(self, text: str) -> tuple[Suggestion, ...]:  # noqa: ARG002 - see capabilities
        """Return nothing: completing names is not supported."""
        return ()

    async def search(
        self,
        place: Place,
        question: PriceQuestion,
        cursor: str | None = None,
        priority: Priority = Priority.LIVE,  # noqa: ARG002 - no quota is told here
    ) -> OfferPage:
        """Return a page of the hotels around `place`; the cursor is where the next one begins."""
        start = 0 if cursor is None else _read_cursor(cursor)
        around = await self._around(place)
        shown = around[start : start + PAGE]
        if not shown:
            raise NoAvailability(Supplier.LITEAPI, "search")
        rates = await self._cheapest("search", [hotel.id for hotel in shown], question)
        now = self.clock.now()
        following = start + PAGE
        return OfferPage(
            tuple(hotel.to_offer(rates.get(hotel.id), now) for hotel in shown),
            json.dumps({"from": following}) if following < len(around) else None,
            now,
        )

    async def rates(
        self,
        hotel: HotelRef,
        question: PriceQuestion,
        priority: Priority = Priority.LIVE,  # noqa: ARG002 - no quota is told here
    ) -> RateSheet:
        """Return a hotel's rates, and its content from a day's memory."""
        rates = await self.rates_of("rates", hotel.supplier_id, question)
        if not rates:
            raise NoAvailability(Supplier.LITEAPI, "rates")
        now = self.clock.now()
        details = await self._content(hotel.supplier_id)
        described = details or ListedHotel(id=hotel.supplier_id, name=hotel.name)
        offer = described.to_offer(rates[0].named_quote, now)
        return RateSheet(offer, details.description if details else None, rates, None, now)

    async def rates_of(
        self, operation: str, hotel_id: str, question: PriceQuestion
    ) -> tuple[Rate, ...]:
        """Return a hotel's rates for the stay, cheapest first; none if it sells nothing."""
        try:
            found = await self._ask_rates(operation, [hotel_id], question, MOST_RATES)
        except NoAvailability:
            return ()
        now = self.clock.now()
        return tuple(
            rate
            for hotel in found
            if hotel.hotel_id == hotel_id
            for rate in _rates(hotel, len(question.stay.rooms), now, operation)
        )

    async def quote_many(
        self,
        hotels: Sequence[HotelRef],
        question: PriceQuestion,
        priority: Priority = Priority.BACKGROUND,  # noqa: ARG002 - no quota is told here
    ) -> Mapping[str, Quote | None]:
        """Return present prices: one question for up to `BATCH` hotels."""

        async def ask(batch: list[str]) -> Mapping[str, Quote | None]:
            found = await self._cheapest("quote_many", batch, question)
            return {hotel_id: found.get(hotel_id) for hotel_id in batch}

        return await quote_in_batches(hotels, BATCH, ask)

    async def _cheapest(
        self, operation: str, ids: list[str], question: PriceQuestion
    ) -> dict[str, Quote]:
        """Return the best price of each hotel with rooms to sell."""
        try:
            found = await self._ask_rates(operation, ids, question, 1)
        except NoAvailability:
            return {}
        now, rooms = self.clock.now(), len(question.stay.rooms)
        sold = {hotel.hotel_id: _rates(hotel, rooms, now, operation) for hotel in found}
        return {hotel_id: rates[0].named_quote for hotel_id, rates in sold.items() if rates}

    async def _ask_rates(
        self, operation: str, ids: list[str], question: PriceQuestion, most: int
    ) -> list[RatedHotel]:
        stay = question.stay
        currency = ALWAYS_SERVED if question.currency in self._unserved else question.currency
        body: dict[str, Any] = {
            "hotelIds": ids,
            "checkin": stay.check_in.isoformat(),
            "checkout": stay.check_out.isoformat(),
            "currency": currency,
            "guestNationality": question.nationality,
            "occupancies": [
                {"adults": room.adults, "children": list(room.child_ages)} for room in stay.rooms
            ],
            "maxRatesPerHotel": most,
            "timeout": RATES_SECONDS,
        }
        url = f"{self.asking.api_url}/hotels/rates"
        call = Call(operation, operation, "POST", url, body=body)
        try:
            return (await self.asking.ask(call, RatesAnswer)).data
        except CurrencyUnserved:
            if currency == ALWAYS_SERVED:
                raise
            self._unserved.add(currency)
            return await self._ask_rates(operation, ids, question, most)

    async def _around(self, place: Place) -> tuple[ListedHotel, ...]:
        """Return the hotels around a place's middle, the nearest first, from a day's memory."""
        return await self._hotels.recall(place, self.clock, lambda: self._look_around(place))

    async def _look_around(self, place: Place) -> tuple[ListedHotel, ...]:
        found = await self._list(place.centre, NEAR)
        if len(found) < ENOUGH:
            found = await self._list(place.centre, WIDE) or found
        if not found:
            raise NoAvailability(Supplier.LITEAPI, "search")
        return tuple(sorted(found, key=lambda hotel: _degrees_off(hotel, place.centre)))

    async def _list(
        self, centre: Coordinates, metres: int, operation: str = "search"
    ) -> list[ListedHotel]:
        params: dict[str, str | int] = {
            "latitude": str(centre.latitude),
            "longitude": str(centre.longitude),
            "radius": metres,
            "limit": MOST_HOTELS,
        }
        url = f"{self.asking.api_url}/data/hotels"
        call = Call(operation, "hotels", "GET", url, params=params)
        try:
            found = await self.asking.ask(call, HotelList)
        except NoAvailability:
            return []
        return read_each(ListedHotel, found.data, Supplier.LITEAPI, operation, "data")

    async def _content(self, hotel_id: str) -> HotelDetails | None:
        """Return a hotel's content, kept for a day; None when it is not available now."""
        return await self._details.recall_or_none(
            hotel_id, self.clock, lambda: self._ask_content(hotel_id)
        )

    async def _ask_content(self, hotel_id: str) -> HotelDetails:
        url = f"{self.asking.api_url}/data/hotel"
        call = Call("rates", "content", "GET", url, params={"hotelId": hotel_id})
        return (await self.asking.ask(call, DetailsAnswer)).data


def _rates(hotel: RatedHotel, rooms: int, now: datetime, operation: str) -> list[Rate]:
    """Return the offers for the whole party, cheapest first; unreadable ones are left out.

    Raises `ChangedShape` if there are offers but none is readable.
    """
    offers = read_each(Offer, hotel.room_types, Supplier.LITEAPI, operation, "roomTypes")
    rates = []
    for offer in offers:
        try:
            rates += [offer.to_rate(now)] if len(offer.rates) == rooms else []
        except ValueError:
            log.warning("offer in two currencies left out", supplier=Supplier.LITEAPI.value)
    if offers and not rates:
        raise ChangedShape(Supplier.LITEAPI, operation, "rates")
    return sorted(rates, key=lambda rate: rate.quote.total.amount)


def _degrees_off(hotel: ListedHotel, centre: Coordinates) -> float:
    """Return the sort key of a hotel by distance; one without coordinates comes last."""
    if hotel.latitude is None or hotel.longitude is None:
        return float("inf")
    north, east = hotel.latitude - centre.latitude, hotel.longitude - centre.longitude
    return north * north + east * east


def _read_cursor(cursor: str) -> int:
    try:
        start = json.loads(cursor)["from"]
        if not isinstance(start, int) or start < 0:
            raise InvalidRequest(Supplier.LITEAPI, "search", "cursor")
    except (ValueError, TypeError, KeyError):
        raise SessionExpired(Supplier.LITEAPI, "search") from None
    return start
