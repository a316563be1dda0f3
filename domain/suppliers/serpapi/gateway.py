"""Asking SerpAPI's google_hotels engine. Everything, the key too, stands in the query string."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any, TypeVar

from pydantic import SecretStr

from domain.clock import Clock
from domain.suppliers.contract import (
    Capability,
    ChangedShape,
    HotelRef,
    NoAvailability,
    OfferPage,
    Place,
    PriceQuestion,
    QuotaExhausted,
    Quote,
    Rate,
    RateSheet,
    Suggestion,
    Supplier,
    SupplierError,
    Unavailable,
)
from domain.suppliers.http import Answer, Call, SupplierHttp, refuse
from domain.suppliers.serpapi.wire import (
    Account,
    Basis,
    Outcome,
    Property,
    PropertyList,
    Seller,
    Suggestions,
    WireSuggestion,
)
from domain.suppliers.wire import M, read_each, read_whole

T = TypeVar("T")

AT_ONCE = 8
MOST_RATES = 40
# How long an account that has run out is left alone before it is looked at again.
LOOK_AGAIN = timedelta(minutes=1)
OUT_OF_SEARCHES = "run out of searches"
NO_RESULTS = "hasn't returned any results"


@dataclass(slots=True)
class SerpapiGateway:
    """The port's methods over SerpAPI. A hotel's id is its `property_token`."""

    http: SupplierHttp
    clock: Clock
    base_url: str
    api_key: SecretStr
    no_cache: bool = False
    _is_exhausted: bool = False
    _looked_at: datetime | None = field(default=None)

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
        params = {"engine": "google_hotels_autocomplete", "q": text}
        try:
            answer = await self._search("suggest", params, Suggestions)
        except NoAvailability:
            return ()
        found = read_each(
            WireSuggestion, answer.suggestions, Supplier.SERPAPI, "suggest", "suggestions"
        )
        return tuple(
            Suggestion(
                Supplier.SERPAPI, one.property_token or one.value, one.value, one.value,
                one.type or "",
            )
            for one in found
        )  # fmt: skip

    async def search(
        self, place: Place, question: PriceQuestion, cursor: str | None = None
    ) -> OfferPage:
        """Return 20 hotels at `place`; the cursor is SerpAPI's page token."""
        params = _parameters(place, question)
        if cursor is not None:
            params["next_page_token"] = cursor
        listed = await self._search("search", params, _read_list)
        basis = _basis(question, self.clock.now())
        found = read_each(Property, listed.properties, Supplier.SERPAPI, "search", "properties")
        offers = tuple(
            one.to_offer(basis, one.property_token) for one in found if one.property_token
        )
        if found and not offers:
            raise ChangedShape(Supplier.SERPAPI, "search", "property_token")
        if not offers and cursor is None:
            raise NoAvailability(Supplier.SERPAPI, "search")
        pages, information = listed.serpapi_pagination, listed.search_information
        following = pages.next_page_token if pages else None
        return OfferPage(
            offers,
            information.total_results if information else None,
            None if following == cursor else following,
            basis.now,
        )

    async def rates(self, hotel: HotelRef, question: PriceQuestion) -> RateSheet:
        """Return a hotel's page: who sells which room at what price."""
        found = await self._details("rates", hotel, question)
        basis = _basis(question, self.clock.now())
        rates = _rates_of(found, basis)
        if not rates:
            raise NoAvailability(Supplier.SERPAPI, "rates")
        offer = found.to_offer(basis, hotel.supplier_id)
        return RateSheet(offer, found.description, rates, found.usual_range(basis), basis.now)

    async def quote_many(
        self, hotels: Sequence[HotelRef], question: PriceQuestion
    ) -> Mapping[str, Quote | None]:
        """Return present prices, one question each. If none could be asked, the first error."""
        gate = asyncio.Semaphore(AT_ONCE)

        async def quote(hotel: HotelRef) -> Quote | SupplierError | None:
            async with gate:
                try:
                    return await self._quote(hotel, question)
                except SupplierError as error:
                    return error

        answers = await asyncio.gather(*map(quote, hotels))
        quotes: dict[str, Quote | None] = {}
        errors: list[SupplierError] = []
        for hotel, answer in zip(hotels, answers, strict=True):
            if isinstance(answer, SupplierError):
                errors.append(answer)
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
        basis = _basis(question, self.clock.now())
        quote = found.quote(basis)
        if quote is not None:
            return quote
        return next((rate.quote for rate in _rates_of(found, basis, "quote_many")), None)

    async def _details(self, operation: str, hotel: HotelRef, question: PriceQuestion) -> Property:
        # `q` is required beside the token, and ignored.
        params = _parameters(hotel.place, question) | {"property_token": hotel.supplier_id}
        return await self._search(operation, params, Property)

    async def searches_left(self, operation: str = "account") -> int:
        """Return how many searches the account has left. Asking is free."""
        account = await self._ask(operation, "account", "/account.json", {}, Account)
        return account.total_searches_left

    async def _search(
        self,
        operation: str,
        params: Mapping[str, str | int],
        read: type[M] | Callable[[Any, str], M],
    ) -> M:
        """Ask a question that counts, unless the account is known to have none left."""
        await self._require_quota(operation)
        asked = dict(params) | ({"no_cache": "true"} if self.no_cache else {})
        try:
            return await self._ask(operation, operation, "/search.json", asked, read)
        except QuotaExhausted:
            self._is_exhausted, self._looked_at = True, None
            raise

    async def _require_quota(self, operation: str) -> None:
        """Raise `QuotaExhausted` while the account is used up; topping it up is noticed."""
        if not self._is_exhausted:
            return
        now = self.clock.now()
        if self._looked_at is None or now - self._looked_at >= LOOK_AGAIN:
            self._looked_at = now
            try:
                self._is_exhausted = await self.searches_left(operation) <= 0
            except SupplierError:
                self._is_exhausted = False  # the search itself will tell
        if self._is_exhausted:
            raise QuotaExhausted(Supplier.SERPAPI, operation)

    async def _ask(
        self,
        operation: str,
        endpoint: str,
        path: str,
        params: Mapping[str, str | int],
        read: type[M] | Callable[[Any, str], M],
    ) -> M:
        def digest(answer: Answer) -> M:
            _require_success(operation, answer)
            if isinstance(read, type):
                return read_whole(read, answer.body, Supplier.SERPAPI, operation)
            return read(answer.body, operation)

        keyed = {**params, "api_key": self.api_key.get_secret_value()}
        call = Call(operation, endpoint, "GET", f"{self.base_url}{path}", params=keyed)
        return await self.http.read(call, digest)


def _read_list(body: Any, operation: str) -> PropertyList:
    """Read a list; a question that names one hotel is answered with that hotel's page."""
    if isinstance(body, dict) and "properties" not in body and "name" in body:
        return PropertyList(properties=[body])
    return read_whole(PropertyList, body, Supplier.SERPAPI, operation)


def _parameters(place: Place, question: PriceQuestion) -> dict[str, str | int]:
    """Return the question, for one room: see `_basis`."""
    stay = question.stay
    room = max(stay.rooms, key=lambda room: (room.adults + len(room.child_ages), room.adults))
    params: dict[str, str | int] = {
        "engine": "google_hotels",
        "q": f"Hotels in {place.name}, {place.country_name}",
        "check_in_date": stay.check_in.isoformat(),
        "check_out_date": stay.check_out.isoformat(),
        "adults": room.adults,
        "currency": question.currency,
        "gl": question.nationality.lower(),
        "hl": "en",
    }
    if room.child_ages:
        params["children"] = len(room.child_ages)
        # The engine counts ages from 1 to 17; a baby is asked for as one year old.
        params["children_ages"] = ",".join(str(max(age, 1)) for age in room.child_ages)
    return params


def _basis(question: PriceQuestion, now: datetime) -> Basis:
    """Return what the amounts are for.

    Google prices one room. Asked for all people together it would price a dormitory, so the room
    with the most people is asked for and its price counted for every room: exact where the rooms
    are alike, and otherwise rather too much than too little.
    """
    return Basis(question.currency, question.stay.nights, len(question.stay.rooms), now)


def _rates_of(found: Property, basis: Basis, operation: str = "rates") -> tuple[Rate, ...]:
    """Return the rates of all sellers, cheapest first, each seller's room once."""
    listed = [*(found.featured_prices or ()), *(found.prices or ())]
    sellers = read_each(Seller, listed, Supplier.SERPAPI, operation, "prices")
    rates = [rate for seller in sellers for rate in seller.rates(basis)]
    rates.sort(key=lambda rate: rate.quote.total.amount)
    cheapest: dict[str, Rate] = {}
    for rate in rates:
        cheapest.setdefault(rate.token, rate)
    return tuple(cheapest.values())[:MOST_RATES]


def _require_success(operation: str, answer: Answer) -> None:
    """Raise what the answer means. "No results" is 200 with an error; 429 has two meanings."""
    try:
        outcome = Outcome.model_validate(answer.body)
    except ValueError:
        outcome = Outcome()
    words = (outcome.error or "").lower()
    if answer.status == HTTPStatus.TOO_MANY_REQUESTS and OUT_OF_SEARCHES in words:
        raise QuotaExhausted(Supplier.SERPAPI, operation)
    if not answer.is_success:
        refuse(Supplier.SERPAPI, operation, answer)
    if not words:
        return
    status = outcome.search_metadata.status if outcome.search_metadata else None
    if status == "Error" and NO_RESULTS not in words:
        raise Unavailable(Supplier.SERPAPI, operation, "search failed")
    raise NoAvailability(Supplier.SERPAPI, operation)
