"""`/mcp`: what a traveller's assistant may do, over the same services and with the same keys.

Reading and tracking only, never booking. Each request stands alone: nothing is kept between two.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from fastapi.exceptions import RequestValidationError
from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.transport_security import TransportSecuritySettings
from starlette.types import ASGIApp, Receive, Send
from starlette.types import Scope as AsgiScope

from bot.locales import translator
from domain.accounts.api_keys import Scope
from domain.accounts.errors import (
    AccountRefused,
    AccountSwitchedOff,
    EmailNotVerified,
    ScopeMissing,
)
from domain.accounts.travellers import Traveller, traveller_of
from domain.app import App
from domain.errors import OftenHotelsError
from domain.prices.stay_history import stay_history
from domain.search.hotel_pages import hotel_page
from domain.search.partial_results import look
from domain.search.queries.searches import load_search
from domain.search.service import begin_search, suggest_places
from domain.trackers.price_history import past_of
from domain.trackers.service import get_tracker, list_trackers, pause_tracker
from domain.trackers.starts import track_hotel
from webhooks.access import Caller, Doorkeeper
from webhooks.api.hotel_values import HotelSearch, PlaceItem, SearchResult
from webhooks.api.hotels import draft_of
from webhooks.api.price_values import HistoryItem
from webhooks.api.rate_values import HotelDetail
from webhooks.api.tracker_values import StartedItem, TrackerItem
from webhooks.api.values import NUL, Id
from webhooks.callers import bearer_of
from webhooks.problems import problem
from webhooks.words import words_for

PATH = "/mcp"
NOT_SIGNED_IN, ONLY_POSTED = 401, 405
PATIENCE_SECONDS, MOST_HOTELS = 20.0, 10
INSTRUCTIONS = """Hotel prices from several suppliers, what they were, and trackers that watch them.
Search first: other tools want the ids that a search brings. Prices are for the whole stay, and each
says when it was seen. Nothing can be booked here."""
P = ParamSpec("P")
T = TypeVar("T")
_caller: ContextVar[Caller] = ContextVar("caller")


async def _who(scope: Scope) -> Traveller:
    """Return who asks. Raises ScopeMissing, EmailNotVerified and AccountSwitchedOff."""
    caller = _caller.get()
    if not caller.account.is_active:
        raise AccountSwitchedOff
    if not caller.account.is_verified:
        raise EmailNotVerified
    if caller.scopes is not None and scope not in caller.scopes:
        raise ScopeMissing(scope.value)
    return await traveller_of(caller.account.user_id)


def _in_words(tool: Callable[P, Awaitable[T]]) -> Callable[P, Awaitable[T]]:
    """Let a refusal reach the assistant as the sentence that a traveller would get."""

    @wraps(tool)
    async def told(*args: P.args, **named: P.kwargs) -> T:
        try:
            return await tool(*args, **named)
        except OftenHotelsError as error:
            language = _caller.get().account.language
            raise ToolError(words_for(error, translator(language))) from error
        except RequestValidationError as error:  # a line that leaves out what a search needs
            raise ToolError(". ".join(one["msg"] for one in error.errors())) from error

    return told


Tools = list[Callable[..., Awaitable[Any]]]


def _search_tools(app: App) -> Tools:
    async def find_places(text: str) -> list[PlaceItem]:
        """Find places by name, also when it is misspelt."""
        traveller = await _who(Scope.READ)
        return [PlaceItem.of(one) for one in await suggest_places(app, text[:100], traveller)]

    async def search_hotels(text: str) -> SearchResult:
        """Search hotels by a line like "Goa 12-15 dec 2 adults 1 child 6 under 8000"."""
        traveller = await _who(Scope.SEARCH)
        draft = await draft_of(app, traveller, HotelSearch(text=text[:300].replace(NUL, " ")))
        search = await begin_search(app, traveller, draft)
        outcome = await look(app, traveller, search.search_id, PATIENCE_SECONDS)
        if outcome is None:
            return SearchResult.begun(search)
        return SearchResult.of(outcome, list(outcome.hotels[:MOST_HOTELS]), None)

    async def hotel_rates(search_id: Id, hotel_id: Id) -> HotelDetail:
        """Return a hotel of a search with its rates, cheapest first."""
        traveller = await _who(Scope.SEARCH)
        return HotelDetail.of(await hotel_page(app, traveller, search_id, hotel_id))

    async def price_history(search_id: Id, hotel_id: Id) -> HistoryItem:
        """Return what a hotel's stay has cost over time."""
        search = await load_search(app.pool, await _who(Scope.READ), search_id)
        return HistoryItem.of(await stay_history(app, search, hotel_id))

    return [find_places, search_hotels, hotel_rates, price_history]


def _tracker_tools(app: App) -> Tools:
    async def trackers() -> list[TrackerItem]:
        """Return the prices that are watched, with what they are now."""
        mine = await list_trackers(app, await _who(Scope.READ))
        return [TrackerItem.of(one) for one in mine]

    async def tracker_history(tracker_id: Id) -> HistoryItem:
        """Return the last 90 days of a watched price."""
        traveller = await _who(Scope.READ)
        return HistoryItem.of(await past_of(app, await get_tracker(app, traveller, tracker_id)))

    async def watch_hotel(search_id: Id, hotel_id: Id) -> StartedItem:
        """Watch a hotel from a search; its owner gets an alert at a price drop of 5 % or more."""
        traveller = await _who(Scope.TRACK)
        return StartedItem.of(await track_hotel(app, traveller, search_id, hotel_id))

    async def pause_watching(tracker_id: Id) -> TrackerItem:
        """Pause a tracker; it can be resumed."""
        traveller = await _who(Scope.TRACK)
        return TrackerItem.of(await pause_tracker(app, traveller, tracker_id))

    return [trackers, tracker_history, watch_hotel, pause_watching]


class Assistants:
    """The protocol's server as an ASGI application; `running` must be entered before its use."""

    def __init__(self, app: App, keeper: Doorkeeper) -> None:
        self._keeper = keeper
        self._server = MCPServer("often-hotels", title="Often Hotels", instructions=INSTRUCTIONS)
        for tool in (*_search_tools(app), *_tracker_tools(app)):
            self._server.add_tool(_in_words(tool))
        self._inner: ASGIApp = self._server.streamable_http_app(
            streamable_http_path=PATH,
            json_response=True,
            stateless_http=True,
            # Which hosts are ours is judged before.
            transport_security=TransportSecuritySettings(enable_dns_rebinding_protection=False),
        )

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Hold what requests run in."""
        async with self._server.session_manager.run():
            yield

    async def __call__(self, scope: AsgiScope, receive: Receive, send: Send) -> None:
        """Answer one request of whoever bears a key or token."""
        try:
            caller = await self._keeper.admit(bearer_of(scope))
        except AccountRefused:
            refusal = problem(
                "TokenNotValid", NOT_SIGNED_IN, headers={"WWW-Authenticate": "Bearer"}
            )
            await refusal(scope, receive, send)
            return
        if scope["method"] != "POST":
            # A stream for what we would say by ourselves: nothing, and it would hold a place.
            refusal = problem("MethodNotAllowed", ONLY_POSTED, headers={"Allow": "POST"})
            await refusal(scope, receive, send)
            return
        token = _caller.set(caller)
        try:
            await self._inner(scope, receive, send)
        finally:
            _caller.reset(token)
