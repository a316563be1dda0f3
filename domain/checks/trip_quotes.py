"""Whole trips: the sum of the cheapest hotel in each place, and the flights between.

Each part is priced like a search or a flight. The sum has no single seller: it counts as the first
hotel supplier's. While any supplier is silent about a part, only a lower sum is certain, so that
supplier counts as silent too.
"""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import timedelta

from domain.app import App
from domain.catalog.queries.places import destinations_by_id
from domain.checks.flight_quotes import asked_now, quote_one_flight
from domain.checks.queries.planning import Claimed
from domain.checks.quotes import Found
from domain.checks.search_quotes import DEPTH, found_in
from domain.flights.endpoints import endpoint_near
from domain.prices.judging import Seen
from domain.prices.trackables import FlightThing
from domain.prices.trips import places_of_trip, tour_of_trip
from domain.search.findings import find
from domain.search.interpretation import view_of
from domain.search.ranking import is_all_in
from domain.search.selection import Wishes
from domain.stay import Stay
from domain.suppliers.contract import (
    Board,
    Capability,
    PriceQuestion,
    Priority,
    Quote,
    Refundability,
    Supplier,
)
from domain.suppliers.errors import FlightRefused
from domain.suppliers.flight_contract import Cabin, FlightQuestion
from domain.trips.packages import party_of
from domain.trips.tour_values import Part, PartKind, TourView


async def quote_trips(app: App, rows: Sequence[Claimed]) -> Mapping[int, Found]:
    """Return trips' current prices: the same way, in each tracked currency."""
    answers = await asyncio.gather(*(_quote(app, row) for row in rows))
    return {row.id: found for row, found in zip(rows, answers, strict=True)}


async def _quote(app: App, row: Claimed) -> Found:
    ids = [destination_id for destination_id, _nights in places_of_trip(row.terms)]
    known = await destinations_by_id(app.pool, ids)
    tour = tour_of_trip(row, {one: view_of(place) for one, place in known.items()})
    parts = tour.parts(row.check_in)
    found = await asyncio.gather(*(_ask(app, tour, part, row) for part in parts))
    seller = app.suppliers.able_to(Capability.SEARCH)[0].supplier
    return together(found, seller, row.currency)


async def _ask(app: App, tour: TourView, part: Part, row: Claimed) -> Found:
    """Return one part's price."""
    if part.kind is PartKind.FLIGHT:
        return await _ask_flight(app, tour, part, row)
    place = tour.places[part.number]
    stay = Stay(part.day, part.day + timedelta(days=place.nights), tour.rooms)
    question = PriceQuestion(stay, tour.nationality, tour.currency, row.is_awaited)
    async for grown in find(
        app, place.destination, question, fresh=True, depth=DEPTH, priority=Priority.BACKGROUND
    ):
        findings = grown
    return found_in(findings, Wishes(tour.filters, None, place.nights), row.currency)


async def _ask_flight(app: App, tour: TourView, part: Part, row: Claimed) -> Found:
    here, there = (tour.places[part.number + step].destination for step in (0, 1))
    nobody = Found(Seen({app.suppliers.flight_supplier: None}, frozenset()))
    try:
        origin = await endpoint_near(app.pool, here.destination_id)
        destination = await endpoint_near(app.pool, there.destination_id)
    except FlightRefused:
        return nobody
    if set(origin.codes) & set(destination.codes):
        return nobody
    question = FlightQuestion(
        origin.codes, destination.codes, part.day, None, party_of(tour.rooms), Cabin.ECONOMY,
        row.currency, tour.nationality,
    )  # fmt: skip
    flight = FlightThing(question, (origin.name, destination.name))
    return await quote_one_flight(app, asked_now(flight, is_awaited=row.is_awaited))


def together(parts: Sequence[Found], seller: Supplier, currency: str) -> Found:
    """Return the sum of the parts' lowest prices, as the price of `seller`.

    If one part is certainly not sold, the trip is not available.
    """
    failures = {one: status for part in parts for one, status in part.failures.items()}
    latency = {one: most for part in parts for one, most in part.latency_ms.items()}
    silent = frozenset({seller}) if any(part.seen.failed for part in parts) else frozenset()
    least = [_least(part, currency) for part in parts]
    sold = [one for one in least if one is not None]
    if len(sold) == len(parts):
        return Found(Seen({seller: _sum(sold)}, silent), failures, latency)
    if silent:
        return Found(Seen({}, silent), failures, latency)
    # Parts on other terms or in other currencies make no sum, but are not sold out either.
    open_parts = [part for part, price in zip(parts, least, strict=True) if price is None]
    other = [next((q for q in part.seen.quotes.values() if q), None) for part in open_parts]
    strange = None if None in other else other[0]
    return Found(Seen({seller: strange}, silent), failures, latency)


def _least(part: Found, currency: str) -> Quote | None:
    """Return a part's lowest price that can be summed."""
    fitting = [
        quote
        for quote in part.seen.quotes.values()
        if quote is not None and is_all_in(quote) and quote.total.currency == currency
    ]
    return min(fitting, key=lambda quote: quote.total.amount, default=None)


def _sum(quotes: Sequence[Quote]) -> Quote:
    total = quotes[0].total
    for quote in quotes[1:]:
        total = total + quote.total
    return Quote(
        total,
        quotes[0].taxes,
        quotes[0].kind,
        Board.UNKNOWN,
        Refundability.UNKNOWN,
        min(quote.observed_at for quote in quotes),
    )
