"""Asking TravClan. Its three hosts are three settings."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

from pydantic import ValidationError

from domain.clock import Clock
from domain.suppliers.contract import (
    AuthRejected,
    Capability,
    ChangedShape,
    Coordinates,
    HotelRef,
    InvalidRequest,
    NoAvailability,
    OfferPage,
    Place,
    PriceQuestion,
    Quote,
    Rate,
    RateLimited,
    RateSheet,
    SessionExpired,
    Suggestion,
    Supplier,
    Unavailable,
)
from domain.suppliers.http import Answer, SupplierHttp
from domain.suppliers.single_flight import SingleFlight
from domain.suppliers.travclan.login import Login
from domain.suppliers.travclan.wire import (
    BUSINESS_ERRORS,
    Content,
    Itinerary,
    ItineraryHotel,
    Location,
    Locations,
    RoomRates,
    Search,
    SearchResult,
    WireHotel,
    WireRate,
)
from domain.suppliers.wire import read_each, read_whole

PLACES = "/api/v1/locations/search"
SEARCH = "/hms/external/api/v1/hotels/search"
RATES = "/api/v1/hotels/itineraries"
CONTENT = "/api/v1/hotels/{id}/static-content"
KEPT_FOR = timedelta(hours=24)
MOST_KEPT = 5000
BATCH = 100
MOST_PAGES = 10
# A place is the right one when it is called so and lies within this many degrees.
NEAR_DEGREES = 2.0
PLACE_TYPES = {"City", "State", "Area", "Region"}


@dataclass(slots=True)
class TravclanGateway:
    """The port's methods over TravClan's HTTP API."""

    http: SupplierHttp
    login: Login
    clock: Clock
    search_url: str
    hotel_url: str
    _locations: dict[Place, tuple[datetime, str]] = field(default_factory=dict)
    _contents: dict[str, tuple[datetime, WireHotel]] = field(default_factory=dict)
    _flights: SingleFlight[Any] = field(default_factory=SingleFlight)

    @property
    def supplier(self) -> Supplier:
        """Say who this is."""
        return Supplier.TRAVCLAN

    @property
    def capabilities(self) -> frozenset[Capability]:
        """Say what can be asked; booking comes with its own rules."""
        return frozenset(
            {Capability.SUGGEST, Capability.SEARCH, Capability.RATES, Capability.BATCH_QUOTE}
        )

    async def aclose(self) -> None:
        """Close connections."""
        await self.http.aclose()

    async def suggest(self, text: str) -> tuple[Suggestion, ...]:
        """Return the places and hotels under `text`."""
        return tuple(
            Suggestion(
                Supplier.TRAVCLAN,
                found.id,
                found.name,
                found.fullName or found.name,
                found.type.lower(),
            )
            for found in await self._find_places("suggest", text)
        )

    async def search(
        self, place: Place, question: PriceQuestion, cursor: str | None = None
    ) -> OfferPage:
        """Return a page of hotels at `place`; the cursor holds the trace and the page."""
        if cursor is None:
            where: dict[str, Any] = {"locationId": await self._location(place), "page": 1}
        else:
            trace, page = json.loads(cursor)
            where = {"locationId": await self._location(place), "traceId": trace, "page": page}
        result = await self._flights.run(
            ("search", json.dumps(where), question),
            lambda: self._search_page("search", where, question),
        )
        now = self.clock.now()
        hotels = read_each(WireHotel, result.data, Supplier.TRAVCLAN)
        if not hotels and cursor is None:
            raise NoAvailability(Supplier.TRAVCLAN, "search")
        following = json.dumps([result.traceId, result.nextPage]) if result.nextPage else None
        offers = tuple(hotel.to_offer(now) for hotel in hotels)
        return OfferPage(offers, result.totalCount, following, now)

    async def rates(self, hotel: HotelRef, question: PriceQuestion) -> RateSheet:
        """Return a hotel's rates without a search, and its content from a day's memory."""
        body = {"hotelId": hotel.supplier_id, **_stay(question)}
        answer = await self._flights.run(
            ("rates", hotel.supplier_id, question),
            lambda: self._ask("rates", "POST", f"{self.hotel_url}{RATES}", body=body),
        )
        now = self.clock.now()
        itinerary = read_whole(Itinerary, answer.body, Supplier.TRAVCLAN, "rates").results[0]
        listed = itinerary.data[0]
        rates = tuple(
            sorted(
                self._rates_of(listed, now, itinerary.expires_at(now)),
                key=lambda rate: rate.quote.total.amount,
            )
        )
        if not rates:
            raise NoAvailability(Supplier.TRAVCLAN, "rates")
        content = await self._content(hotel.supplier_id) or listed
        return RateSheet(content.to_offer(now), content.description(), rates, None, now)

    async def quote_many(
        self, hotels: Sequence[HotelRef], question: PriceQuestion
    ) -> Mapping[str, Quote | None]:
        """Return present prices: one question for up to `BATCH` hotels."""
        quotes: dict[str, Quote | None] = {}
        ids = [hotel.supplier_id for hotel in hotels]
        for start in range(0, len(ids), BATCH):
            quotes |= await self._quote_batch(ids[start : start + BATCH], question)
        return quotes

    async def _quote_batch(
        self, ids: list[str], question: PriceQuestion
    ) -> dict[str, Quote | None]:
        """Return a batch's prices; a hotel that a complete answer leaves out is sold out."""
        where: dict[str, Any] = {"hotelIds": ids, "page": 1}
        found: list[WireHotel] = []
        unread = 0
        for _ in range(MOST_PAGES):
            try:
                result = await self._search_page("quote_many", where, question)
            except NoAvailability:
                break
            hotels = read_each(WireHotel, result.data, Supplier.TRAVCLAN)
            unread += len(result.data) - len(hotels)
            found += hotels
            if not result.nextPage:
                break
            where = {**where, "traceId": result.traceId, "page": result.nextPage}
        now = self.clock.now()
        quotes: dict[str, Quote | None] = {} if unread else dict.fromkeys(ids)
        return quotes | {hotel.id: hotel.quote(now) for hotel in found if hotel.id in ids}

    def _rates_of(
        self, listed: ItineraryHotel, now: datetime, expires_at: datetime | None
    ) -> list[Rate]:
        rates = []
        for room_rates in listed.roomRate:
            for wire in read_each(WireRate, room_rates.rates.values(), Supplier.TRAVCLAN):
                try:
                    rates.append(wire.to_rate(_room_name(room_rates, wire), now, expires_at))
                except ValidationError:
                    raise ChangedShape(Supplier.TRAVCLAN, "rates", "cancellationPolicies") from None
        return rates

    async def _search_page(
        self, operation: str, where: dict[str, Any], question: PriceQuestion
    ) -> SearchResult:
        body = {**where, **_stay(question)}
        answer = await self._ask(operation, "POST", f"{self.search_url}{SEARCH}", body=body)
        return read_whole(Search, answer.body, Supplier.TRAVCLAN, operation).results[0]

    async def _find_places(self, operation: str, text: str) -> list[Location]:
        url = f"{self.hotel_url}{PLACES}"
        answer = await self._ask(operation, "GET", url, params={"searchString": text})
        found = read_whole(Locations, answer.body, Supplier.TRAVCLAN, operation)
        return read_each(Location, found.results, Supplier.TRAVCLAN)

    async def _location(self, place: Place) -> str:
        """Return TravClan's id of `place`, kept for a day."""
        now = self.clock.now()
        kept = self._locations.get(place)
        if kept is not None and kept[0] > now:
            return kept[1]
        found: list[Location] = await self._flights.run(
            ("location", place), lambda: self._find_places("search", place.name)
        )
        near = [one for one in found if _is_at(one, place)]
        if not near:
            raise NoAvailability(Supplier.TRAVCLAN, "search")
        self._locations[place] = (now + KEPT_FOR, near[0].id)
        return near[0].id

    async def _content(self, hotel_id: str) -> WireHotel | None:
        """Return a hotel's content, kept for a day; None when it cannot be had now."""
        now = self.clock.now()
        kept = self._contents.get(hotel_id)
        if kept is not None and kept[0] > now:
            return kept[1]
        try:
            url = f"{self.hotel_url}{CONTENT.format(id=hotel_id)}"
            answer = await self._ask("content", "GET", url)
            envelope = read_whole(Content, answer.body, Supplier.TRAVCLAN, "content").results[0]
            inner = (envelope.get("data") or [envelope])[0]
            content = read_whole(WireHotel, inner, Supplier.TRAVCLAN, "content")
        except (Unavailable, ChangedShape, NoAvailability, RateLimited, InvalidRequest):
            return None
        if len(self._contents) >= MOST_KEPT:
            self._contents.clear()
        self._contents[hotel_id] = (now + KEPT_FOR, content)
        return content

    async def _ask(
        self,
        operation: str,
        method: str,
        url: str,
        *,
        body: Any = None,
        params: Mapping[str, str | int] | None = None,
    ) -> Answer:
        """Ask with a token; one that is refused is renewed once."""
        token = await self.login.token()
        answer = await self._send(operation, method, url, token, body, params)
        if answer.status == HTTPStatus.UNAUTHORIZED:
            token = await self.login.token(rejected=token)
            answer = await self._send(operation, method, url, token, body, params)
        _require_success(operation, answer)
        return answer

    async def _send(
        self,
        operation: str,
        method: str,
        url: str,
        token: str,
        body: Any,
        params: Mapping[str, str | int] | None,
    ) -> Answer:
        headers = {
            "Authorization": f"Bearer {token}",
            "Authorization-Type": "external-service",
            "source": "website",
        }
        return await self.http.read(
            operation, method, url, params=params, body=body, headers=headers
        )


def _stay(question: PriceQuestion) -> dict[str, Any]:
    stay = question.stay
    return {
        "checkIn": stay.check_in.isoformat(),
        "checkOut": stay.check_out.isoformat(),
        "nationality": question.nationality,
        "occupancies": [
            {"numOfAdults": room.adults, "childAges": list(room.child_ages)} for room in stay.rooms
        ],
    }


def _room_name(room_rates: RoomRates, wire: WireRate) -> str:
    for occupancy in wire.occupancies:
        if not isinstance(occupancy, dict):
            continue
        room = room_rates.rooms.get(str(occupancy.get("roomId")))
        standard = room_rates.standardizedRooms.get(str(occupancy.get("stdRoomId")))
        for candidate in (room, standard):
            if isinstance(candidate, dict) and candidate.get("name"):
                return str(candidate["name"])
    return ""


def _is_at(location: Location, place: Place) -> bool:
    if location.type not in PLACE_TYPES:
        return False
    if location.country and location.country.upper() != place.country_code:
        return False
    point = location.coordinates.to_coordinates() if location.coordinates else None
    return point is None or _is_near(point, place.centre)


def _is_near(one: Coordinates, other: Coordinates) -> bool:
    return (
        abs(one.latitude - other.latitude) <= NEAR_DEGREES
        and abs(one.longitude - other.longitude) <= NEAR_DEGREES
    )


def _error_code(body: Any) -> int | None:
    error = body.get("error") if isinstance(body, dict) else None
    code = error.get("code") if isinstance(error, dict) else None
    return code if isinstance(code, int) else None


def _error_text(body: Any) -> str:
    """Return the listed errors in lower case. That they name the traceId is assumed."""
    error = body.get("error") if isinstance(body, dict) else None
    return str(error.get("errors", "")).lower() if isinstance(error, dict) else ""


def _require_success(operation: str, answer: Answer) -> None:
    """Raise what a status and a business code mean. 500 with 1013 is "no rooms", not a failure."""
    match answer.status:
        case HTTPStatus.OK:
            return
        case HTTPStatus.UNAUTHORIZED | HTTPStatus.FORBIDDEN:
            raise AuthRejected(Supplier.TRAVCLAN, operation)
        case HTTPStatus.TOO_MANY_REQUESTS:
            raise RateLimited(Supplier.TRAVCLAN, operation, answer.retry_after)
        case HTTPStatus.BAD_REQUEST if "traceid" in _error_text(answer.body):
            raise SessionExpired(Supplier.TRAVCLAN, operation)
        case status if _error_code(answer.body) in BUSINESS_ERRORS:
            raise NoAvailability(Supplier.TRAVCLAN, operation)
        case status if status < HTTPStatus.INTERNAL_SERVER_ERROR:
            raise InvalidRequest(Supplier.TRAVCLAN, operation, f"status {status}")
        case status:
            raise Unavailable(Supplier.TRAVCLAN, operation, f"status {status}")
