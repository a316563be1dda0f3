"""Tours: the cost of several consecutive stays, for each possible start date.

Anything seen in the last week is available immediately; the rest is looked up date by date, within
a budget that protects the suppliers' quotas. A date that could not be priced stays unknown: nothing
is guessed.
"""

import asyncio
from collections.abc import AsyncGenerator, Mapping
from dataclasses import replace
from datetime import timedelta

from domain.accounts.travellers import Traveller
from domain.app import App
from domain.clock import today_in
from domain.errors import NotFound
from domain.exchange_rates.queries import exchange_rates
from domain.flights.endpoints import endpoint_near
from domain.flights.questions import ask_outbound
from domain.flights.ranking import cheapest_of
from domain.search.filters import Filters
from domain.search.flexible import ask_destination, still_true, worth_of
from domain.search.flexible_values import DayPrice
from domain.search.inline_prices import UNSTORED
from domain.search.price_memory import known_prices
from domain.search.queries.searches import rooms_from_json, rooms_to_json
from domain.search.service import destination_view
from domain.search.values import SearchView
from domain.stay import Stay
from domain.suppliers.contract import PriceQuestion
from domain.suppliers.errors import FlightRefused
from domain.suppliers.flight_contract import Cabin, FlightQuestion
from domain.trips.errors import TourOver, WindowTooLong
from domain.trips.models import Tour
from domain.trips.packages import party_of
from domain.trips.planning import next_start
from domain.trips.tour_memory import keep_answers, kept_answers
from domain.trips.tour_values import (
    MOST_STARTS,
    Part,
    PartKind,
    TourDraft,
    TourPlace,
    TourPrices,
    TourView,
)

# Questions per run: each goes to every hotel supplier, or to the flight supplier.
MOST_ASKED = 24


async def begin_tour(app: App, traveller: Traveller, draft: TourDraft) -> TourView:
    """Store a tour and return it; if its window has begun, only the rest of it.

    Raises `TourOver`, `WindowTooLong` or a `StayRefused` for dates that nobody sells, NotFound if
    the draft is incomplete.
    """
    first, last = draft.first_start, draft.last_start
    if not draft.places or first is None or last is None:
        raise NotFound("tour")
    now = app.clock.now()
    # It begins in the local time of its first place.
    today = today_in(draft.places[0].destination.time_zone, now)
    first = max(first, today)
    if last < first:
        raise TourOver
    days = (last - first).days + 1
    if days > MOST_STARTS:
        raise WindowTooLong(days, MOST_STARTS)
    if draft.with_flights:
        party_of(draft.rooms)
    Stay(last, last + timedelta(days=1), draft.rooms).require_bookable(today)
    row = await Tour.create(
        user_id=traveller.user_id,
        places=[[place.destination.destination_id, place.nights] for place in draft.places],
        first_start=first,
        last_start=last,
        rooms=rooms_to_json(draft.rooms),
        filters=draft.filters.to_json(),
        with_flights=draft.with_flights,
        currency=traveller.currency,
        nationality=traveller.nationality,
        created_at=now,
    )
    return _view(row, draft.places)


async def load_tour(app: App, traveller: Traveller, tour_id: int) -> TourView:
    """Return the future part of a traveller's own tour. Raises NotFound, TourOver."""
    row = await Tour.get_or_none(id=tour_id, user_id=traveller.user_id)
    if row is None:
        raise NotFound("tour")
    places = [
        TourPlace(await destination_view(app, destination_id), nights)
        for destination_id, nights in row.places
    ]
    view = _view(row, tuple(places))
    today = today_in(places[0].destination.time_zone, app.clock.now())
    if view.last_start < today:
        raise TourOver
    return replace(view, first_start=max(view.first_start, today))


def _view(row: Tour, places: tuple[TourPlace, ...]) -> TourView:
    return TourView(
        row.id,
        places,
        row.first_start,
        row.last_start,
        rooms_from_json(row.rooms),
        Filters.from_json(row.filters),
        row.with_flights,
        row.currency,
        row.nationality,
    )


def draft_of_tour(tour: TourView) -> TourDraft:
    """Return the draft of a tour, for corrections."""
    return TourDraft(
        tour.places, tour.first_start, tour.last_start, tour.rooms, tour.filters, tour.with_flights
    )


async def known_tour_prices(app: App, tour: TourView) -> TourPrices:
    """Return what is known without asking anybody.

    With filters only answers of the last hour count, because older prices were stored without
    filters.
    """
    answers = await _still_true(app, tour, await kept_answers(app, tour))
    if not tour.filters.is_empty:
        return TourPrices(tour, answers)
    known: dict[Part, DayPrice] = {}
    now = app.clock.now()
    for number, (_place, stay) in enumerate(tour.stays(tour.first_start)):
        last = stay.check_in + (tour.last_start - tour.first_start)
        seen = await known_prices(
            app.pool, _search(app, tour, number, stay), tour.nationality, (stay.check_in, last), now
        )
        for day, price in seen.items():
            part = Part(PartKind.STAY, number, day)
            known[part] = DayPrice(price.total, price.observed_at, worth=worth_of(price))
    return TourPrices(tour, known | answers)


async def _still_true(
    app: App, tour: TourView, answers: Mapping[Part, DayPrice]
) -> dict[Part, DayPrice]:
    """Return the stored answers that nothing newer contradicts; for flights all of them."""
    true = {part: one for part, one in answers.items() if part.kind is not PartKind.STAY}
    for number, (_place, stay) in enumerate(tour.stays(tour.first_start)):
        of_place = {
            part.day: one
            for part, one in answers.items()
            if part.kind is PartKind.STAY and part.number == number
        }
        search = _search(app, tour, number, stay)
        held = await still_true(app, search, of_place)
        true |= {Part(PartKind.STAY, number, day): one for day, one in held.items()}
    return true


def _search(app: App, tour: TourView, number: int, stay: Stay) -> SearchView:
    now = app.clock.now()
    return SearchView(
        UNSTORED, tour.places[number].destination, stay, tour.nationality, tour.currency, None,
        now, now, tour.filters,
    )  # fmt: skip


async def ask_for_starts(
    app: App, prices: TourPrices, most: int = MOST_ASKED
) -> AsyncGenerator[TourPrices, None]:
    """Price start dates, with at most `most` questions, and yield the prices after each.

    Stopping the iteration stops the questions.
    """
    spent = 0
    per_day = len(prices.tour.parts(prices.tour.first_start))
    open_days = sum(1 for start in prices.tour.starts if prices.unknown_parts(start))
    prices = replace(prices, asking=min(open_days, most // per_day))
    while (start := next_start(prices, spent, most)) is not None:
        parts = prices.unknown_parts(start)
        answers = await asyncio.gather(*(_ask(app, prices.tour, part) for part in parts))
        spent += len(parts)
        found = {part: one for part, one in zip(parts, answers, strict=True) if one is not None}
        await keep_answers(app, prices.tour, found)
        prices = replace(
            prices,
            known={**prices.known, **found},
            failed=prices.failed | (set(parts) - set(found)),
            answered=prices.answered + 1,
            asking=max(prices.asking, prices.answered + 1),
        )
        yield prices


async def _ask(app: App, tour: TourView, part: Part) -> DayPrice | None:
    """Return a part's lowest price, None if nobody could be asked."""
    if part.kind is PartKind.FLIGHT:
        return await _ask_flight(app, tour, part)
    nights = tour.places[part.number].nights
    stay = Stay(part.day, part.day + timedelta(days=nights), tour.rooms)
    question = PriceQuestion(stay, tour.nationality, tour.currency)
    return await ask_destination(app, _search(app, tour, part.number, stay), question)


async def _ask_flight(app: App, tour: TourView, part: Part) -> DayPrice | None:
    here, there = (tour.places[part.number + step].destination for step in (0, 1))
    now = app.clock.now()
    try:
        origin = await endpoint_near(app.pool, here.destination_id)
        destination = await endpoint_near(app.pool, there.destination_id)
    except FlightRefused:
        return DayPrice(None, now)
    if set(origin.codes) & set(destination.codes):
        # Both places have the same airport: there is no flight between them.
        return DayPrice(None, now)
    question = FlightQuestion(
        origin.codes, destination.codes, part.day, None, party_of(tour.rooms), Cabin.ECONOMY,
        tour.currency, tour.nationality,
    )  # fmt: skip
    page, report = await ask_outbound(app, question)
    if page is None:
        return DayPrice(None, now) if report.answered else None
    best = cheapest_of(page.offers)
    if best is None or best.price is None:
        return DayPrice(None, page.observed_at)
    rates = await exchange_rates(app.pool, now)
    return DayPrice(best.price, page.observed_at).counting(tour.currency, rates)
