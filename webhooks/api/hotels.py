"""`/places`, `/hotels/search` and what a search leads to: hotels, rates, their prices over time."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Query, Response
from fastapi.exceptions import RequestValidationError
from starlette.responses import StreamingResponse

from domain.accounts.travellers import Traveller
from domain.accounts.typed_settings import read_currency
from domain.app import App
from domain.catalog.destinations import resolve_destination
from domain.money import Money
from domain.prices.forecast_views import tell_stay
from domain.prices.stay_history import stay_history
from domain.search.flexible import flexible_dates
from domain.search.hotel_pages import hotel_page
from domain.search.interpretation import understand, view_of
from domain.search.partial_results import look
from domain.search.queries.searches import load_search
from domain.search.ranking import Sorting
from domain.search.saved_searches import let_go, recent_searches, save_search, saved_searches
from domain.search.service import (
    begin_search,
    destination_view,
    find_hotels_as_they_come,
    suggest_places,
)
from domain.search.values import Draft, SearchOutcome
from webhooks.access import Product, Reader, Searcher
from webhooks.api.hotel_values import DayItem, HotelSearch, PlaceItem, SearchItem, SearchResult
from webhooks.api.paging import USUAL_PAGE, Page, Paged, PageWish, first_page
from webhooks.api.price_values import HistoryItem, OptionalForecast
from webhooks.api.rate_values import HotelDetail
from webhooks.api.values import V1, Number, Price

ACCEPTED, NO_CONTENT = 202, 204
# So long a call waits for the suppliers; who wants to wait otherwise says so.
PATIENCE_SECONDS, MOST_PATIENCE = 2.0, 20.0

Patience = Annotated[
    float, Query(ge=0, le=MOST_PATIENCE, description="Seconds to wait for the suppliers")
]
places = APIRouter(prefix=f"{V1}/places", tags=["places"])
hotels = APIRouter(prefix=f"{V1}/hotels/search", tags=["hotels"])
searches = APIRouter(prefix=f"{V1}/searches", tags=["searches"])


@places.get("")
async def find_places(
    traveller: Reader,
    app: Product,
    page: Page,
    q: Annotated[str, Query(min_length=1, max_length=100, examples=["Goa"])],
) -> Paged[PlaceItem]:
    """Return the places that a text may mean, best first, also when it is misspelt."""
    found = await suggest_places(app, q, traveller)
    chosen, cursor = page.within(q).of_ranked(found, lambda one: one.destination_id)
    return Paged(items=[PlaceItem.of(one) for one in chosen], next_cursor=cursor)


@places.get("/{place_id}")
async def read_place(_traveller: Reader, app: Product, place_id: Number) -> PlaceItem:
    """Return a place."""
    return PlaceItem.of(await destination_view(app, place_id))


@hotels.post("", responses={ACCEPTED: {"model": SearchResult}})
async def search_hotels(
    body: HotelSearch,
    traveller: Searcher,
    app: Product,
    response: Response,
    wait: Patience = PATIENCE_SECONDS,
) -> SearchResult:
    """Search hotels. 200 when every supplier has answered in time, else 202: poll `Location`."""
    mine = _spending(traveller, body)
    search = await begin_search(app, mine, await draft_of(app, mine, body))
    path = response.headers["Location"] = f"{V1}/hotels/search/{search.search_id}"
    outcome = await look(app, mine, search.search_id, wait)
    page = first_page(app.settings, path).within(Sorting.PRICE)
    return _told(response, outcome, page) or SearchResult.begun(search)


@hotels.get("/{search_id}", responses={ACCEPTED: {"model": SearchResult}})
async def read_search(
    search_id: Number,
    traveller: Searcher,
    app: Product,
    response: Response,
    page: Page,
    sort: Sorting = Sorting.PRICE,
    wait: Patience = PATIENCE_SECONDS,
) -> SearchResult:
    """Return what a search has found so far; 202 while a supplier has yet to answer."""
    outcome = await look(app, traveller, search_id, wait, sorting=sort)
    told = _told(response, outcome, page.within(sort))
    if told is not None:
        return told
    return SearchResult.begun(await load_search(app.pool, traveller, search_id))


@hotels.get("/{search_id}/events", response_class=StreamingResponse)
async def search_events(search_id: Number, traveller: Searcher, app: Product) -> StreamingResponse:
    """Stream a search as server-sent events: `result` for each state, the last one complete."""
    await load_search(app.pool, traveller, search_id)
    return StreamingResponse(_events(app, traveller, search_id), media_type="text/event-stream")


@hotels.get("/{search_id}/days")
async def cheaper_days(
    search_id: Number, traveller: Searcher, app: Product, page: Page
) -> Paged[DayItem]:
    """Return what is known of the same nights from the days around, without asking suppliers."""
    view = await flexible_dates(app, traveller, search_id)
    chosen, cursor = page.of(tuple(view.prices.items()), lambda one: (one[0].toordinal(),))
    days = [
        DayItem(check_in=day, total=Price.maybe(one.total), observed_at=one.observed_at)
        for day, one in chosen
    ]
    return Paged(items=days, next_cursor=cursor)


@hotels.get("/{search_id}/hotels/{hotel_id}")
async def read_hotel(
    search_id: Number, hotel_id: Number, traveller: Searcher, app: Product
) -> HotelDetail:
    """Return all there is to say of a hotel for a search, with its rates, cheapest first."""
    return HotelDetail.of(await hotel_page(app, traveller, search_id, hotel_id))


@hotels.get("/{search_id}/hotels/{hotel_id}/history")
async def hotel_history(
    search_id: Number, hotel_id: Number, traveller: Reader, app: Product
) -> HistoryItem:
    """Return what the stay has cost, from all that has seen it."""
    search = await load_search(app.pool, traveller, search_id)
    return HistoryItem.of(await stay_history(app, search, hotel_id))


@hotels.get("/{search_id}/hotels/{hotel_id}/forecast")
async def hotel_forecast(
    search_id: Number, hotel_id: Number, traveller: Searcher, app: Product
) -> OptionalForecast:
    """Return what may be said today of the stay's price; of what nobody watches, nothing."""
    page = await hotel_page(app, traveller, search_id, hotel_id)
    best = page.hotel.best
    total = None if best is None else best.quote.total
    return OptionalForecast.of(await tell_stay(app, page.search, hotel_id, total))


@searches.get("")
async def list_searches(traveller: Reader, app: Product, page: Page) -> Paged[SearchItem]:
    """Return the searches that are kept, and after them those of late; the newest first of each."""
    kept = [one.search for one in await saved_searches(app, traveller)]
    mine = (*kept, *await recent_searches(app, traveller))
    chosen, cursor = page.of(mine, lambda one: (not one.is_saved, -one.search_id))
    return Paged(items=[SearchItem.of(one) for one in chosen], next_cursor=cursor)


@searches.put("/{search_id}/saved", status_code=NO_CONTENT)
async def keep_search(search_id: Number, traveller: Searcher, app: Product) -> None:
    """Keep a search."""
    await save_search(app, traveller, search_id)


@searches.delete("/{search_id}/saved", status_code=NO_CONTENT)
async def drop_search(search_id: Number, traveller: Searcher) -> None:
    """Keep a search no longer."""
    await let_go(traveller, search_id)


def _spending(traveller: Traveller, body: HotelSearch) -> Traveller:
    """Return the traveller as one who pays in the currency that is wished for."""
    if body.currency is None:
        return traveller
    return replace(traveller, currency=read_currency(body.currency))


async def draft_of(app: App, traveller: Traveller, body: HotelSearch) -> Draft:
    """Return what a body asks for. Raises the first refusal of its text."""
    draft = Draft(
        check_in=body.check_in, check_out=body.check_out,
        rooms=tuple(room.room() for room in body.rooms), filters=body.filters.filters(),
        most_a_night=None
        if body.most_a_night is None
        else Money.of(body.most_a_night, traveller.currency),
    )  # fmt: skip
    if body.place_id is not None:
        draft = replace(draft, destination=await destination_view(app, body.place_id))
    elif body.place is not None:
        found = await resolve_destination(app.pool, body.place)
        draft = replace(draft, destination=view_of(found))
    if body.text is None:
        return draft
    read = await understand(app, traveller, body.text, draft)
    for problem in read.problems:
        raise problem
    if read.draft.missing:
        gaps = " and ".join(read.draft.missing)
        fault = {"type": "missing", "loc": ("body", "text"), "msg": f"It does not say: {gaps}"}
        raise RequestValidationError([fault])
    return read.draft


def _told(response: Response, outcome: SearchOutcome | None, page: PageWish) -> SearchResult | None:
    """Return a page of what was found, and say by the status whether that is all."""
    if outcome is None or outcome.is_partial:
        response.status_code = ACCEPTED
        response.headers["Retry-After"] = "1"
    if outcome is None:
        return None
    chosen, cursor = page.of_ranked(outcome.hotels, lambda one: one.hotel_id)
    return SearchResult.of(outcome, list(chosen), cursor)


async def _events(app: App, traveller: Traveller, search_id: int) -> AsyncIterator[str]:
    async for outcome in find_hotels_as_they_come(app, traveller, search_id):
        told = SearchResult.of(outcome, list(outcome.hotels[:USUAL_PAGE]), None)
        yield f"event: result\ndata: {told.model_dump_json()}\n\n"
    yield "event: end\ndata: {}\n\n"
