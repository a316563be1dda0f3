"""Asking SerpAPI's google_hotels engine. Everything, the key too, stands in the query string."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from typing import Any

from pydantic import SecretStr

from domain.clock import Clock
from domain.suppliers.contract import (
    AuthRejected,
    Capability,
    ChangedShape,
    HotelRef,
    InvalidRequest,
    NoAvailability,
    OfferPage,
    Place,
    PriceQuestion,
    QuotaExhausted,
    Quote,
    Rate,
    RateLimited,
    RateSheet,
    Suggestion,
    Supplier,
    SupplierError,
    Unavailable,
)
from domain.suppliers.http import Answer, SupplierHttp
from domain.suppliers.serpapi.wire import (
    Property,
    PropertyList,
    Seller,
    SellersRoom,
    rate_of,
)
from domain.suppliers.single_flight import SingleFlight
from domain.suppliers.wire import read_each, read_whole

AT_ONCE = 8
MOST_RATES = 40


@dataclass(slots=True)
class SerpapiGateway:
    """The port's methods over SerpAPI. A hotel's id is its `property_token`."""

    http: SupplierHttp
    clock: Clock
    base_url: str
    api_key: SecretStr
    no_cache: bool = False
    _flights: SingleFlight[Any] = field(default_factory=SingleFlight)

    @property
    def supplier(self) -> Supplier:
        """Say who this is."""
        return Supplier.SERPAPI

    @property
    def capabilities(self) -> frozenset[Capability]:
        """Say what can be asked."""
        return frozenset({Capability.SUGGEST, Capability.SEARCH, Capability.RATES})

    async def aclose(self) -> None:
        """Close connections."""
        await self.http.aclose()

    async def suggest(self, text: str) -> tuple[Suggestion, ...]:
        """Return what Google completes `text` to."""
        body = await self._ask("suggest", {"engine": "google_hotels_autocomplete", "q": text})
        found = body.get("suggestions")
        return tuple(
            Suggestion(
                Supplier.SERPAPI,
                str(one.get("property_token") or one["value"]),
                str(one["value"]),
                str(one["value"]),
                str(one.get("type", "")),
            )
            for one in (found if isinstance(found, list) else [])
            if isinstance(one, dict) and one.get("value")
        )

    async def search(
        self, place: Place, question: PriceQuestion, cursor: str | None = None
    ) -> OfferPage:
        """Return 20 hotels at `place`; the cursor is SerpAPI's page token."""
        params = _parameters(place, question)
        if cursor is not None:
            params["next_page_token"] = cursor
        body = await self._ask("search", params)
        now = self.clock.now()
        if "properties" not in body and "name" in body:
            # A question that names one hotel is answered with that hotel's page.
            body = {"properties": [body]}
        listed = read_whole(PropertyList, body, Supplier.SERPAPI, "search")
        offers = tuple(
            one.to_offer(question.currency, question.stay.nights, now, one.property_token)
            for one in read_each(Property, listed.properties, Supplier.SERPAPI)
            if one.property_token
        )
        if not offers and cursor is None:
            raise NoAvailability(Supplier.SERPAPI, "search")
        pages, information = listed.serpapi_pagination, listed.search_information
        return OfferPage(
            offers,
            information.total_results if information else None,
            pages.next_page_token if pages else None,
            now,
        )

    async def rates(self, hotel: HotelRef, question: PriceQuestion) -> RateSheet:
        """Return a hotel's page: who sells which room at what price."""
        found = await self._details("rates", hotel, question)
        now, nights = self.clock.now(), question.stay.nights
        offer = found.to_offer(question.currency, nights, now, hotel.supplier_id)
        rates = _rates_of(found, question.currency, nights, now)
        if not rates:
            raise NoAvailability(Supplier.SERPAPI, "rates")
        usual = found.usual_range(question.currency, nights)
        return RateSheet(offer, found.description, rates, usual, now)

    async def quote_many(
        self, hotels: Sequence[HotelRef], question: PriceQuestion
    ) -> Mapping[str, Quote | None]:
        """Return present prices, one question each. If none could be asked, the first error."""
        gate = asyncio.Semaphore(AT_ONCE)

        async def quote(hotel: HotelRef) -> Quote | None:
            async with gate:
                return await self._quote(hotel, question)

        answers = await asyncio.gather(*map(quote, hotels), return_exceptions=True)
        quotes: dict[str, Quote | None] = {}
        errors: list[SupplierError] = []
        for hotel, answer in zip(hotels, answers, strict=True):
            if isinstance(answer, SupplierError):
                errors.append(answer)
            elif isinstance(answer, BaseException):
                raise answer
            else:
                quotes[hotel.supplier_id] = answer
        if errors and not quotes:
            raise errors[0]
        return quotes

    async def _quote(self, hotel: HotelRef, question: PriceQuestion) -> Quote | None:
        """Return the best price of one hotel, None when it is sold out."""
        try:
            found = await self._details("quote_many", hotel, question)
        except NoAvailability:
            return None
        return found.quote(question.currency, question.stay.nights, self.clock.now())

    async def _details(self, operation: str, hotel: HotelRef, question: PriceQuestion) -> Property:
        # `q` is required beside the token, and ignored.
        params = _parameters(hotel.place, question) | {"property_token": hotel.supplier_id}
        body = await self._ask(operation, params)
        return read_whole(Property, body, Supplier.SERPAPI, operation)

    async def _ask(self, operation: str, params: Mapping[str, str | int]) -> dict[str, Any]:
        """Return the answer's body. Raises what its status and its words mean."""
        asked = dict(params) | ({"no_cache": "true"} if self.no_cache else {})

        async def call() -> Answer:
            return await self.http.read(
                operation,
                "GET",
                f"{self.base_url}/search.json",
                params={**asked, "api_key": self.api_key.get_secret_value()},
            )

        answer = await self._flights.run((operation, tuple(sorted(asked.items()))), call)
        _require_success(operation, answer)
        body: dict[str, Any] = answer.body
        return body


def _parameters(place: Place, question: PriceQuestion) -> dict[str, str | int]:
    """Return the question. SerpAPI knows no rooms: it is asked for all people together."""
    stay = question.stay
    params: dict[str, str | int] = {
        "engine": "google_hotels",
        "q": f"Hotels in {place.name}, {place.country_name}",
        "check_in_date": stay.check_in.isoformat(),
        "check_out_date": stay.check_out.isoformat(),
        "adults": stay.adults,
        "currency": question.currency,
        "gl": question.nationality.lower(),
        "hl": "en",
    }
    if stay.child_ages:
        params["children"] = len(stay.child_ages)
        # The engine counts ages from 1 to 17; a baby is asked for as one year old.
        params["children_ages"] = ",".join(str(max(age, 1)) for age in stay.child_ages)
    return params


def _rates_of(found: Property, currency: str, nights: int, now: datetime) -> tuple[Rate, ...]:
    """Return the rates of all sellers, cheapest first, each seller and room once."""
    rates: dict[str, Rate] = {}
    for seller in read_each(Seller, [*found.featured_prices, *found.prices], Supplier.SERPAPI):
        rooms: list[SellersRoom | None] = [
            *read_each(SellersRoom, seller.rooms, Supplier.SERPAPI)
        ] or [None]
        for room in rooms:
            rate = rate_of(seller, room, currency, nights, now)
            if rate is not None:
                rates.setdefault(rate.token, rate)
    cheapest = sorted(rates.values(), key=lambda rate: rate.quote.total.amount)
    return tuple(cheapest[:MOST_RATES])


def _require_success(operation: str, answer: Answer) -> None:
    """Raise what the answer means. "No results" is 200 with an error; 429 has two meanings."""
    if not isinstance(answer.body, dict):
        raise ChangedShape(Supplier.SERPAPI, operation, "answer")
    words = str(answer.body.get("error") or "").lower()
    match answer.status:
        case HTTPStatus.OK:
            if words:
                raise NoAvailability(Supplier.SERPAPI, operation)
        case HTTPStatus.UNAUTHORIZED | HTTPStatus.FORBIDDEN:
            raise AuthRejected(Supplier.SERPAPI, operation)
        case HTTPStatus.TOO_MANY_REQUESTS if "run out of searches" in words:
            raise QuotaExhausted(Supplier.SERPAPI, operation)
        case HTTPStatus.TOO_MANY_REQUESTS:
            raise RateLimited(Supplier.SERPAPI, operation, answer.retry_after)
        case status if status < HTTPStatus.INTERNAL_SERVER_ERROR:
            raise InvalidRequest(Supplier.SERPAPI, operation, f"status {status}")
        case status:
            raise Unavailable(Supplier.SERPAPI, operation, f"status {status}")
