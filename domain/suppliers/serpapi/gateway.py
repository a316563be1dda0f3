"""Asks SerpAPI: for hotels here, other engines through `ask_engine`.

Everything is in the query string, including the key.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import SecretStr
from redis.asyncio import Redis

from domain.clock import Clock
from domain.suppliers.contract import (
    Capability,
    ChangedShape,
    HotelRef,
    NoAvailability,
    NotSold,
    OfferPage,
    Place,
    PriceQuestion,
    Priority,
    QuotaExhausted,
    Quote,
    RateSheet,
    Suggestion,
    Supplier,
    SupplierError,
)
from domain.suppliers.http import Call, SupplierHttp
from domain.suppliers.http_answers import Answer
from domain.suppliers.ledger import Account
from domain.suppliers.quota import Quota
from domain.suppliers.serpapi.envelope import (
    ALWAYS_SERVED,
    Answered,
    CurrencyUnserved,
    WireAccount,
    require_success,
)
from domain.suppliers.serpapi.price_wire import Basis
from domain.suppliers.serpapi.questions import fullest_room, parameters_of, rates_of, read_list
from domain.suppliers.serpapi.wire import Property, Suggestions, WireSuggestion
from domain.suppliers.wire import M, read_each, read_whole

T = TypeVar("T")

AT_ONCE = 8


@dataclass(slots=True)
class SerpapiGateway:
    """The port's methods over SerpAPI. A hotel's id is its `property_token`."""

    http: SupplierHttp
    clock: Clock
    base_url: str
    api_key: SecretStr
    no_cache: bool = False
    reserve: int = 0
    redis: Redis | None = None
    quota: Quota = field(init=False)
    unserved: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.quota = Quota(Supplier.SERPAPI, self.clock, self.account, self.reserve, self.redis)

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
        await self.quota.aclose()
        await self.http.aclose()

    async def try_out(self) -> None:
        """Read the account, which is free."""
        await self._ask("test", "account", "/account.json", {}, WireAccount)

    async def suggest(self, text: str) -> tuple[Suggestion, ...]:
        """Return Google's completions of `text`."""
        params = {"engine": "google_hotels_autocomplete", "q": text}
        try:
            answer = await self.ask_engine("suggest", params, Suggestions)
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
        self,
        place: Place,
        question: PriceQuestion,
        cursor: str | None = None,
        priority: Priority = Priority.LIVE,
    ) -> OfferPage:
        """Return 20 hotels at `place`; the cursor is SerpAPI's page token."""
        params = parameters_of(place, question)
        if cursor is not None:
            params["next_page_token"] = cursor
        listed = await self.ask_engine("search", params, read_list, priority)
        basis = self._basis(question, listed)
        found = read_each(Property, listed.properties, Supplier.SERPAPI, "search", "properties")
        offers = tuple(
            one.to_offer(basis, one.property_token) for one in found if one.property_token
        )
        if found and not offers:
            raise ChangedShape(Supplier.SERPAPI, "search", "property_token")
        if not offers and cursor is None:
            raise NoAvailability(Supplier.SERPAPI, "search")
        pages = listed.serpapi_pagination
        following = pages.next_page_token if pages else None
        return OfferPage(
            offers,
            None if following == cursor else following,
            basis.now,
        )

    async def rates(
        self, hotel: HotelRef, question: PriceQuestion, priority: Priority = Priority.LIVE
    ) -> RateSheet:
        """Return a hotel's page: the sellers' rooms and prices."""
        found = await self._details("rates", hotel, question, priority)
        basis = self._basis(question, found)
        rates = rates_of(found, basis)
        if not rates:
            raise NoAvailability(Supplier.SERPAPI, "rates", basis.now)
        offer = found.to_offer(basis, hotel.supplier_id)
        return RateSheet(offer, found.description, rates, found.usual_range(basis), basis.now)

    async def quote_many(
        self,
        hotels: Sequence[HotelRef],
        question: PriceQuestion,
        priority: Priority = Priority.BACKGROUND,
    ) -> Mapping[str, Quote | NotSold | None]:
        """Return current prices, one question each.

        Raises the first error if none could be asked.
        """
        gate = asyncio.Semaphore(AT_ONCE)

        async def quote(hotel: HotelRef) -> Quote | NotSold | SupplierError | None:
            async with gate:
                try:
                    return await self._quote(hotel, question, priority)
                except SupplierError as error:
                    return error

        answers = await asyncio.gather(*map(quote, hotels))
        quotes: dict[str, Quote | NotSold | None] = {}
        errors: list[SupplierError] = []
        for hotel, answer in zip(hotels, answers, strict=True):
            if isinstance(answer, SupplierError):
                errors.append(answer)
            else:
                quotes[hotel.supplier_id] = answer
        if errors and not quotes:
            raise errors[0]
        return quotes

    async def _quote(
        self, hotel: HotelRef, question: PriceQuestion, priority: Priority
    ) -> Quote | NotSold | None:
        """Return one hotel's best price, or when it was first known to be sold out."""
        try:
            found = await self._details("quote_many", hotel, question, priority)
        except NoAvailability as nothing:
            return None if nothing.told_at is None else NotSold(nothing.told_at)
        basis = self._basis(question, found)
        quote = found.quote(basis)
        if quote is not None:
            return quote
        rates = rates_of(found, basis, "quote_many")
        return next((rate.named_quote for rate in rates), NotSold(basis.now))

    async def _details(
        self, operation: str, hotel: HotelRef, question: PriceQuestion, priority: Priority
    ) -> Property:
        # `q` is required beside the token, but ignored.
        params = parameters_of(hotel.place, question) | {"property_token": hotel.supplier_id}
        return await self.ask_engine(operation, params, Property, priority)

    def _basis(self, question: PriceQuestion, answer: Answered) -> Basis:
        """Return what the amounts mean.

        Google prices one room. Asked for all people together it would price a dormitory, so the
        room with the most people is asked for and its price counted for every room: exact if the
        rooms are alike, otherwise too high rather than too low.
        """
        return Basis(
            answer.currency(self.served(question.currency)),
            question.stay.nights,
            len(question.stay.rooms),
            answer.seen_at(self.clock.now()),
            fullest_room(question.stay).adults,
        )

    async def account(self) -> Account:
        """Return how many searches the account has left. Asking is free."""
        told = await self._ask("account", "account", "/account.json", {}, WireAccount)
        return told.to_account()

    async def ask_engine(
        self,
        operation: str,
        params: Mapping[str, str | int],
        read: type[M] | Callable[[Any, str], M],
        priority: Priority = Priority.LIVE,
    ) -> M:
        """Ask the engine in `params`; raises `QuotaExhausted` while the account is exhausted.

        Every such question uses up quota.
        """
        asked = dict(params) | ({"no_cache": "true"} if self.no_cache else {})
        if "currency" in asked:
            asked["currency"] = self.served(str(asked["currency"]))
        try:
            return await self._ask(operation, operation, "/search.json", asked, read, priority)
        except CurrencyUnserved:
            if asked["currency"] == ALWAYS_SERVED:
                raise
            self.unserved.add(str(asked["currency"]))
            return await self.ask_engine(operation, params, read, priority)
        except QuotaExhausted as error:
            if not error.is_foreseen:
                await self.quota.note_exhausted()
            raise

    def served(self, currency: str) -> str:
        """Return the currency to ask in: the requested one, unless Google has refused it."""
        return ALWAYS_SERVED if currency in self.unserved else currency

    async def _ask(
        self,
        operation: str,
        endpoint: str,
        path: str,
        params: Mapping[str, str | int],
        read: type[M] | Callable[[Any, str], M],
        priority: Priority | None = None,
    ) -> M:
        """Ask; a question with a priority uses up quota."""

        async def take() -> None:
            if priority is not None:
                await self.quota.take(operation, priority)

        def digest(answer: Answer) -> M:
            require_success(operation, answer)
            if isinstance(read, type):
                return read_whole(read, answer.body, Supplier.SERPAPI, operation)
            return read(answer.body, operation)

        keyed = {**params, "api_key": self.api_key.get_secret_value()}
        call = Call(operation, endpoint, "GET", f"{self.base_url}{path}", params=keyed)
        return await self.http.read(call, digest, take)
