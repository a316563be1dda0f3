"""Packages: quotes of a stay and of a flight, each asked on its own, summed up."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace

from domain.app import App
from domain.checks.flight_quotes import asked_now, quote_one_flight
from domain.checks.queries.planning import Claimed
from domain.checks.quotes import Found
from domain.checks.stay_quotes import quote_stays
from domain.prices.judging import Seen
from domain.prices.trackables import flight_of_package
from domain.suppliers.contract import Quote


async def quote_packages(app: App, rows: Sequence[Claimed]) -> Mapping[int, Found]:
    """Return the prices of packages whose stays and flights share their questions."""
    is_awaited = any(row.is_awaited for row in rows)
    flight = asked_now(flight_of_package(rows[0]), is_awaited=is_awaited)
    stays, flown = await asyncio.gather(quote_stays(app, rows), quote_one_flight(app, flight))
    return {row.id: _together(stays[row.id], flown) for row in rows}


def _together(stay: Found, flown: Found) -> Found:
    """Return the sum at each of the stay's sellers; without a flight there is no answer."""
    failures = {**stay.failures, **flown.failures}
    if flown.seen.failed:
        failed = frozenset({*stay.seen.quotes, *stay.seen.failed, *flown.seen.failed})
        return Found(Seen({}, failed), failures, stay.latency_ms, said=stay.said)
    (fare,) = flown.seen.quotes.values()
    quotes = {supplier: _sum(quote, fare) for supplier, quote in stay.seen.quotes.items()}
    return Found(Seen(quotes, stay.seen.failed), failures, stay.latency_ms, said=stay.said)


def _sum(stay: Quote | None, fare: Quote | None) -> Quote | None:
    """Return the sum of both; in different currencies there is no comparable one."""
    if stay is None or fare is None:
        return None
    if stay.total.currency != fare.total.currency:
        return fare
    seen = min(stay.observed_at, fare.observed_at)
    return replace(stay, total=stay.total + fare.total, before_taxes=None, observed_at=seen)
