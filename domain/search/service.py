"""Hotel searches: begin one and find its hotels."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

from domain.accounts.travellers import Traveller
from domain.app import App
from domain.catalog.points import destination_around
from domain.catalog.queries.places import destination_by_id, destinations_by_id
from domain.catalog.suggestions import find_destinations
from domain.clock import today_in
from domain.errors import NotFound
from domain.exchange_rates.queries import exchange_rates
from domain.exchange_rates.rates import ExchangeRates
from domain.search.findings import find
from domain.search.inquiry import Findings
from domain.search.interpretation import view_of
from domain.search.models import Search
from domain.search.queries.recent_destinations import recent_ids
from domain.search.queries.searches import (
    insert_search,
    load_search,
    note_asked,
    popular_destinations,
    rooms_to_json,
)
from domain.search.ranking import Sorting, sort_hotels, worthiest
from domain.search.selection import Wishes, sift, wishes_of
from domain.search.values import (
    DestinationView,
    Draft,
    SearchOutcome,
    SearchView,
)
from domain.stay import Stay
from domain.suppliers.contract import (
    Coordinates,
)

MOST_SUGGESTIONS = 6
# Popular places, until this instance has searches of its own.
WELL_KNOWN = ("Goa", "Jaipur", "Mumbai", "Bali", "Dubai", "Bangkok")


async def suggest_places(
    app: App, text: str, traveller: Traveller | None = None
) -> tuple[DestinationView, ...]:
    """Return the places that `text` may mean, best first; the traveller's own come first."""
    country: str | None = None
    recent: tuple[int, ...] = ()
    if traveller is not None:
        country = traveller.nationality
        recent = await recent_ids(app.pool, traveller.user_id)
    found = await find_destinations(
        app.pool, text, MOST_SUGGESTIONS, country_code=country, recent=recent
    )
    return tuple(view_of(one) for one in found)


async def place_around(app: App, point: Coordinates) -> DestinationView | None:
    """Return the place that a shared location belongs to, None in the middle of nowhere."""
    found = await destination_around(app.pool, point)
    return view_of(found) if found else None


async def recent_places(app: App, traveller: Traveller) -> tuple[DestinationView, ...]:
    """Return the traveller's recently searched places, each once."""
    return await _views(app, list(await recent_ids(app.pool, traveller.user_id)))


async def popular_places(app: App) -> tuple[DestinationView, ...]:
    """Return the most searched places of the last month, filled up with well-known ones."""
    ids = await popular_destinations(app.pool, app.clock.now() - timedelta(days=30))
    views = list(await _views(app, ids))
    for name in WELL_KNOWN:
        if len(views) >= len(WELL_KNOWN):
            break
        found = await find_destinations(app.pool, name, 1)
        views += [v for v in map(view_of, found) if v not in views]
    return tuple(views)


async def _views(app: App, ids: list[int]) -> tuple[DestinationView, ...]:
    found = await destinations_by_id(app.pool, ids)
    return tuple(view_of(found[one]) for one in ids if one in found)


async def destination_view(app: App, destination_id: int) -> DestinationView:
    """Return a destination. Raises NotFound."""
    found = await destination_by_id(app.pool, destination_id)
    if found is None:
        raise NotFound("destination")
    return view_of(found)


async def begin_search(app: App, traveller: Traveller, draft: Draft) -> SearchView:
    """Store a search and return it.

    Raises a `StayRefused` if the stay is impossible, NotFound if the draft has gaps.
    """
    if draft.destination is None or draft.check_in is None or draft.check_out is None:
        raise NotFound("search")
    stay = Stay(draft.check_in, draft.check_out, draft.rooms)
    now = app.clock.now()
    stay.require_bookable(today_in(draft.destination.time_zone, now))
    most = draft.most_total(stay.nights)
    wishes = Wishes(draft.filters, most, stay.nights, draft.most_in_all is not None)
    return await insert_search(
        app.pool, traveller, draft.destination, stay, wishes, now, draft.near
    )


async def search_for(app: App, traveller: Traveller, destination_id: int, stay: Stay) -> SearchView:
    """Return the traveller's search for this stay; a missing one is begun."""
    rows = await Search.filter(
        user_id=traveller.user_id,
        destination_id=destination_id,
        check_in=stay.check_in,
        check_out=stay.check_out,
        currency=traveller.currency,
        most_total__isnull=True,
    ).order_by("-id")
    wanted = rooms_to_json(stay.rooms)
    for row in rows:
        if row.rooms == wanted:
            return await load_search(app.pool, traveller, row.id)
    destination = await destination_view(app, destination_id)
    return await insert_search(app.pool, traveller, destination, stay, Wishes(), app.clock.now())


async def find_hotels(
    app: App,
    traveller: Traveller,
    search_id: int,
    *,
    fresh: bool = False,
    sorting: Sorting = Sorting.PRICE,
    depth: int = 1,
) -> SearchOutcome:
    """Return a search's hotels, asking the suppliers if there is no recent answer.

    A `depth` one more than an outcome's asks for further hotels, which join the known ones.
    Suppliers' failures are in the reports, never raised. Raises NotFound for somebody else's
    search, and a `StayRefused` if its dates are past.
    """
    outcomes = [
        outcome
        async for outcome in find_hotels_as_they_come(
            app, traveller, search_id, fresh=fresh, sorting=sorting, depth=depth
        )
    ]
    return outcomes[-1]


async def find_hotels_as_they_come(
    app: App,
    traveller: Traveller,
    search_id: int,
    *,
    fresh: bool = False,
    mends: bool = False,
    sorting: Sorting = Sorting.PRICE,
    depth: int = 1,
    begun: SearchView | None = None,
    rates: ExchangeRates | None = None,
) -> AsyncIterator[SearchOutcome]:
    """Yield what `find_hotels` returns, preceded by partial outcomes while suppliers are slow.

    `mends` asks the suppliers that just failed again at once. The search and the day's exchange
    rates are loaded unless given (`begun`, `rates`).
    """
    search = begun or await load_search(app.pool, traveller, search_id)
    search.stay.require_bookable(
        today_in(search.destination.time_zone, app.clock.now() - timedelta(hours=12))
    )
    question = search.question
    if rates is None:
        rates = await exchange_rates(app.pool, app.clock.now())
    async for findings in find(
        app, search.destination, question, fresh=fresh, mends=mends, depth=depth
    ):
        outcome = outcome_of(search, findings, sorting, rates)
        if outcome.is_partial and not outcome.hotels:
            continue  # that nothing fits is known only once everybody has answered
        if not outcome.is_partial:
            await note_asked(app.pool, search_id, findings.asked_at)
        yield outcome


def outcome_of(
    search: SearchView, findings: Findings, sorting: Sorting, rates: ExchangeRates
) -> SearchOutcome:
    """Return the findings that fit, in the order of `sorting`."""
    found = tuple(worthiest(hotel, search.currency, rates) for hotel in findings.hotels)
    fitting = sift(found, wishes_of(search, rates))
    return SearchOutcome(
        replace(search, asked_at=findings.asked_at),
        sort_hotels(fitting.hotels, sorting, search, rates),
        findings.reports,
        found,
        fitting.untold,
        findings.depth,
        findings.has_more,
        rates,
    )
