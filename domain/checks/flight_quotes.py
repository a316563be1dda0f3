"""Flights: one question per route and dates, whichever journeys are tracked."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace

from domain.app import App
from domain.checks.queries.planning import Claimed
from domain.checks.quotes import Found
from domain.flights.service import quote_flight
from domain.prices.judging import Seen
from domain.prices.trackables import FlightThing, flight_from
from domain.suppliers.contract import SupplierError, Unavailable
from domain.suppliers.status import SupplierStatus, status_of


async def quote_flights(app: App, rows: Sequence[Claimed]) -> Mapping[int, Found]:
    """Return flights' prices for a shared question: the first asks it, the others read the
    answer.
    """
    found: dict[int, Found] = {}
    is_awaited = any(row.is_awaited for row in rows)
    for row in rows:
        flight = asked_now(flight_from(row), is_awaited=is_awaited)
        answered = await quote_one_flight(app, flight, fresh=not found)
        if answered.seen.failed:
            return {one.id: found.get(one.id, answered) for one in rows}
        found[row.id] = answered
    return found


def asked_now(flight: FlightThing, *, is_awaited: bool) -> FlightThing:
    """Return a flight whose question bypasses the supplier's cache if someone waits."""
    return replace(flight, question=replace(flight.question, first_hand=is_awaited))


async def quote_one_flight(app: App, flight: FlightThing, *, fresh: bool = True) -> Found:
    """Return what a flight costs."""
    began, seller = time.monotonic(), app.suppliers.flight_supplier
    try:
        quote = await quote_flight(app, flight.question, flight.journey, fresh=fresh)
    except SupplierError as error:
        return Found(Seen({}, frozenset({seller})), {seller: _status(error)})
    latency = round((time.monotonic() - began) * 1000)
    return Found(Seen({seller: quote}, frozenset()), latency_ms={seller: latency})


def _status(error: SupplierError) -> SupplierStatus:
    """Return why nobody could be asked, from `quote_flight`'s detail."""
    if isinstance(error, Unavailable) and error.detail in set(SupplierStatus):
        return SupplierStatus(error.detail)
    return status_of(error)
