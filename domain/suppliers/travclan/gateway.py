"""Asks TravClan. Its three hosts are three settings."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from domain.clock import Clock
from domain.suppliers.answer_memory import Kept
from domain.suppliers.batches import quote_in_batches
from domain.suppliers.contract import (
    Capability,
    Coordinates,
    HotelRef,
    NoAvailability,
    OfferPage,
    Place,
    PriceQuestion,
    Priority,
    Quote,
    RateSheet,
    SessionExpired,
    Suggestion,
    Supplier,
)
from domain.suppliers.http import Call, SupplierHttp
from domain.suppliers.travclan.client import Asking
from domain.suppliers.travclan.login import Login
from domain.suppliers.travclan.places import choose_location
from domain.suppliers.travclan.rate_combinations import rates_of
from domain.suppliers.travclan.rates import Itinerary, ItineraryResult
from domain.suppliers.travclan.wire import (
    Content,
    Location,
    Locations,
    Search,
    SearchResult,
    WireHotel,
)
from domain.suppliers.wire import read_each

PLACES = "/api/v1/locations/search"
SEARCH = "/hms/external/api/v1/hotels/search"
RATES = "/api/v1/hotels/itineraries"
CONTENT = "/api/v1/hotels/{id}/static-content"
KEPT_FOR = timedelta(hours=24)
BATCH = 100
MOST_PAGES = 10


@dataclass(slots=True)
class TravclanGateway:
    """The port's methods over TravClan's HTTP API."""

    http: SupplierHttp
    login: Login
    clock: Clock
    search_url: str
    hotel_url: str
    _locations: Kept[Place, str] = field(default_factory=lambda: Kept(KEPT_FOR, 5_000))
    _contents: Kept[str, WireHotel] = field(default_factory=lambda: Kept(KEPT_FOR, 2_000))

    @property
    def supplier(self) -> Supplier:
        """Say who this is."""
        return Supplier.TRAVCLAN

    @property
    def capabilities(self) -> frozenset[Capability]:
        """Say what can be asked."""
        return frozenset(Capability)

    async def aclose(self) -> None:
        """Close connections."""
        await self.login.aclose()
        await self.http.aclose()

    async def try_out(self) -> None:
        """Look a place up by its name."""
        await self._find_places("test", "Goa")

    async def suggest(self, text: str) -> tuple[Suggestion, ...]:
        """Return the places and hotels under `text`."""
        return tuple(
            Suggestion(
                Supplier.TRAVCLAN,
                one.id,
                one.name,
                one.full_name or one.name,
                one.type.lower(),
                Coordinates(one.coordinates.lat, one.coordinates.long) if one.coordinates else None,
            )
            for one in await self._find_places("suggest", text)
        )

    async def search(
        self,
        place: Place,
        question: PriceQuestion,
        cursor: str | None = None,
        priority: Priority = Priority.LIVE,  # noqa: ARG002 - no quota is told here
    ) -> OfferPage:
        """Return a page of hotels at `place`; the cursor has the place's id, trace and page."""
        if cursor is None:
            where: dict[str, Any] = {"locationId": await self._location(place), "page": 1}
        else:
            where = _read_cursor(cursor)
        result = await self._search_page("search", where, question)
        now = self.clock.now()
        hotels = read_each(WireHotel, result.data, Supplier.TRAVCLAN, "search", "data")
        if not hotels and cursor is None:
            raise NoAvailability(Supplier.TRAVCLAN, "search")
        following = _next_where(where, result)
        return OfferPage(
            tuple(hotel.to_offer(now) for hotel in hotels),
            json.dumps(following) if following else None,
            now,
        )

    async def rates(
        self,
        hotel: HotelRef,
        question: PriceQuestion,
        priority: Priority = Priority.LIVE,  # noqa: ARG002 - no quota is told here
    ) -> RateSheet:
        """Return a hotel's rates without a search, and its content, cached for a day."""
        itinerary, content = await asyncio.gather(
            self._itinerary(hotel.supplier_id, question), self._content(hotel.supplier_id)
        )
        now = self.clock.now()
        rates = rates_of(itinerary, len(question.stay.rooms), now)
        if not rates:
            raise NoAvailability(Supplier.TRAVCLAN, "rates")
        described = content or itinerary.data[0]
        offer = replace(
            described.to_offer(now), supplier_id=hotel.supplier_id, quote=rates[0].named_quote
        )
        return RateSheet(offer, described.description(), rates, None, now)

    async def quote_many(
        self,
        hotels: Sequence[HotelRef],
        question: PriceQuestion,
        priority: Priority = Priority.BACKGROUND,  # noqa: ARG002 - no quota is told here
    ) -> Mapping[str, Quote | None]:
        """Return current prices: one question for up to `BATCH` hotels."""
        return await quote_in_batches(
            hotels, BATCH, lambda batch: self._quote_batch(batch, question)
        )

    async def _quote_batch(
        self, ids: list[str], question: PriceQuestion
    ) -> dict[str, Quote | None]:
        """Return a batch's prices.

        Assumed: a hotel missing from a complete and readable answer is sold out. No recording of a
        search tells.
        """
        where: dict[str, Any] | None = {"hotelIds": ids, "page": 1}
        found: dict[str, WireHotel] = {}
        traces: dict[str, str | None] = {}
        is_complete = True
        for _ in range(MOST_PAGES):
            try:
                result = await self._search_page("quote_many", where, question)
            except NoAvailability:
                return dict.fromkeys(ids)
            read = read_each(WireHotel, result.data, Supplier.TRAVCLAN, "quote_many", "data")
            found |= {hotel.id: hotel for hotel in read}
            traces |= dict.fromkeys((hotel.id for hotel in read), result.trace_id)
            is_complete = is_complete and len(read) == len(result.data)
            where = _next_where(where or {}, result)
            if where is None:
                break
        now = self.clock.now()
        quotes: dict[str, Quote | None] = (
            dict.fromkeys(ids) if is_complete and where is None else {}
        )
        for hotel_id in ids:
            hotel = found.get(hotel_id)
            if hotel is not None and hotel.is_unclear:
                quotes.pop(hotel_id, None)
            elif hotel is not None:
                quote = hotel.quote(now)
                quotes[hotel_id] = quote and replace(quote, quote_id=traces[hotel_id])
        return quotes

    async def _itinerary(self, hotel_id: str, question: PriceQuestion) -> ItineraryResult:
        body = {"hotelId": hotel_id, **stay_body(question)}
        url = f"{self.hotel_url}{RATES}"
        call = Call("rates", "rates", "POST", url, body=body)
        return (await self.asking.ask(call, Itinerary)).results[0]

    async def _search_page(
        self, operation: str, where: Mapping[str, Any] | None, question: PriceQuestion
    ) -> SearchResult:
        body = {**(where or {}), **stay_body(question)}
        call = Call(operation, operation, "POST", f"{self.search_url}{SEARCH}", body=body)
        return (await self.asking.ask(call, Search)).results[0]

    async def _find_places(self, operation: str, text: str) -> list[Location]:
        url = f"{self.hotel_url}{PLACES}"
        call = Call(operation, "locations", "GET", url, params={"searchString": text})
        found = await self.asking.ask(call, Locations)
        return read_each(Location, found.results, Supplier.TRAVCLAN, operation, "results")

    async def _location(self, place: Place) -> str:
        """Return TravClan's id for `place`, cached for a day."""
        return await self._locations.recall(place, self.clock, lambda: self._ask_location(place))

    async def _ask_location(self, place: Place) -> str:
        chosen = choose_location(await self._find_places("search", place.name), place)
        if chosen is None:
            raise NoAvailability(Supplier.TRAVCLAN, "search")
        return chosen.id

    async def _content(self, hotel_id: str) -> WireHotel | None:
        """Return a hotel's content, cached for a day; None if it is not available now."""
        return await self._contents.recall_or_none(
            hotel_id, self.clock, lambda: self._ask_content(hotel_id)
        )

    async def _ask_content(self, hotel_id: str) -> WireHotel:
        url = f"{self.hotel_url}{CONTENT.format(id=hotel_id)}"
        answer = await self.asking.ask(Call("rates", "content", "GET", url), Content)
        return answer.results[0].data[0]

    @property
    def asking(self) -> Asking:
        """Return the client for TravClan's booking gateway."""
        return Asking(self.http, self.login)


def stay_body(question: PriceQuestion) -> dict[str, Any]:
    """Return the part of a question's body with dates and people."""
    stay = question.stay
    return {
        "checkIn": stay.check_in.isoformat(),
        "checkOut": stay.check_out.isoformat(),
        "nationality": question.nationality,
        "occupancies": [
            {"numOfAdults": room.adults, "childAges": list(room.child_ages)} for room in stay.rooms
        ],
    }


def _next_where(where: Mapping[str, Any], result: SearchResult) -> dict[str, Any] | None:
    """Return the cursor for the next page, or None after the last one."""
    if result.trace_id is None or (result.next_page or 0) <= where["page"]:
        return None
    return {**where, "traceId": result.trace_id, "page": result.next_page}


def _read_cursor(cursor: str) -> dict[str, Any]:
    """Return a parsed cursor of `search`. An unreadable one counts as expired."""
    try:
        where = json.loads(cursor)
        location, trace, page = where["locationId"], where["traceId"], where["page"]
    except (ValueError, TypeError, KeyError):
        raise SessionExpired(Supplier.TRAVCLAN, "search") from None
    return {"locationId": location, "traceId": trace, "page": page}
