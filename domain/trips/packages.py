"""Packages: a stay and its flights, searched together and shown under one price.

The price is the sum of the two parts, each priced on its own: a package never costs anything else.
Parts in two currencies make no package, because nothing is converted.
"""

import asyncio
from collections.abc import Iterable
from decimal import Decimal

from domain.accounts.travellers import Traveller
from domain.app import App
from domain.errors import NotFound
from domain.exchange_rates.rates import NO_RATES, ExchangeRates
from domain.flights.endpoints import endpoint_near
from domain.flights.errors import FlightNotOffered
from domain.flights.queries import load_flight_search
from domain.flights.ranking import cheapest_of
from domain.flights.service import begin_flight_search, find_flights
from domain.flights.values import FlightDraft, FlightOutcome, fingerprint_of
from domain.money import Money
from domain.search.queries.searches import load_search
from domain.search.service import begin_search, find_hotels
from domain.search.values import FoundHotel, PricedOffer, SearchView
from domain.stay import Room
from domain.suppliers.flight_contract import FlightOffer, Party
from domain.trips.models import PackageSearch
from domain.trips.values import Package, PackageDraft, PackageOutcome, PackageSearchView


def party_of(rooms: Iterable[Room]) -> Party:
    """Return the people of all rooms as passengers. Raises a `FlightRefused`."""
    everyone = tuple(rooms)
    return Party(
        sum(room.adults for room in everyone),
        tuple(age for room in everyone for age in room.child_ages),
    )


async def begin_package(app: App, traveller: Traveller, draft: PackageDraft) -> PackageSearchView:
    """Store a package search and return it.

    Raises a `StayRefused` or `FlightRefused` if one half is not sold, `AirportUnknown` if no
    airport is near the place, NotFound if the draft is incomplete.
    """
    stay = draft.stay
    if stay.destination is None or stay.check_in is None or draft.origin is None:
        raise NotFound("package")
    destination = await endpoint_near(app.pool, stay.destination.destination_id)
    flight = FlightDraft(
        draft.origin, destination, stay.check_in, stay.check_out, is_one_way=False,
        party=party_of(stay.rooms),
    )  # fmt: skip
    flights = await begin_flight_search(app, traveller, flight)
    search = await begin_search(app, traveller, stay)
    row = await PackageSearch.create(
        user_id=traveller.user_id,
        search_id=search.search_id,
        flight_search_id=flights.search_id,
        created_at=app.clock.now(),
    )
    return PackageSearchView(row.id, search, flights)


async def load_package(app: App, traveller: Traveller, package_id: int) -> PackageSearchView:
    """Return a traveller's own package search. Raises NotFound for any other."""
    row = await PackageSearch.get_or_none(id=package_id, user_id=traveller.user_id)
    if row is None:
        raise NotFound("package")
    search = await load_search(app.pool, traveller, row.search_id)
    flights = await load_flight_search(traveller, row.flight_search_id)
    return PackageSearchView(row.id, search, flights)


async def flights_beside(search_id: int) -> int | None:
    """Return the flight search of the newest package that includes a stay's search."""
    row = await PackageSearch.filter(search_id=search_id).order_by("-id").first()
    return None if row is None else row.flight_search_id


async def find_packages(
    app: App, traveller: Traveller, package_id: int, flight: str | None = None
) -> PackageOutcome:
    """Return every hotel with one flight: the one with the fingerprint `flight`, else the best.

    Hotels and flights are asked concurrently. A supplier's failure is in the reports, never raised.
    Raises NotFound for a stranger's package, a `StayRefused` or `FlightRefused` if its dates are
    over, `FlightNotOffered` if the flight is gone.
    """
    view = await load_package(app, traveller, package_id)
    hotels, flights = await asyncio.gather(
        find_hotels(app, traveller, view.search.search_id),
        find_flights(app, traveller, view.flights.search_id),
    )
    chosen = _chosen(flights, flight)
    packages, left_out = combine(hotels.hotels, chosen, view.search.currency, hotels.rates)
    affordable, beyond = within_budget(packages, view.search, hotels.rates)
    return PackageOutcome(
        view,
        affordable,
        chosen,
        flights.offers,
        left_out,
        hotels.seen_at,
        flights.observed_at,
        hotels.reports,
        flights.report,
        hotels.hidden,
        len(beyond),
        beyond[0].total if beyond else None,
    )


def _chosen(flights: FlightOutcome, fingerprint: str | None) -> FlightOffer | None:
    if fingerprint is None:
        return best_flight(flights.offers)
    for offer in flights.offers:
        if fingerprint_of(offer.journey) == fingerprint:
            return offer
    raise FlightNotOffered


def best_flight(offers: Iterable[FlightOffer]) -> FlightOffer | None:
    """Return the cheapest flight that lands on the day of check-in, else the cheapest of all."""
    listed = tuple(offers)
    in_time = [offer for offer in listed if offer.journey.days_later <= 0]
    return cheapest_of(in_time) or cheapest_of(listed)


def combine(
    hotels: Iterable[FoundHotel],
    flight: FlightOffer | None,
    currency: str,
    rates: ExchangeRates = NO_RATES,
) -> tuple[tuple[Package, ...], int]:
    """Return each hotel with the flight, cheapest first, and how many hotels are left out."""
    if flight is None or flight.price is None or rates.worth(flight.price, currency) is None:
        return (), 0
    packages: list[tuple[Decimal, Package]] = []
    left_out = 0
    for hotel in hotels:
        parts = None if hotel.best is None else _sum(hotel.best, flight.price, currency, rates)
        if hotel.best is None or parts is None:
            left_out += 1
            continue
        is_one = hotel.best.quote.total.currency == flight.price.currency
        worth = None if is_one else Money.of(parts, currency)
        packages.append((parts, Package(hotel, hotel.best, flight, flight.price, worth)))
    return tuple(one for _sum, one in sorted(packages, key=lambda pair: pair[0])), left_out


def within_budget(
    packages: Iterable[Package], search: SearchView, rates: ExchangeRates = NO_RATES
) -> tuple[tuple[Package, ...], tuple[Package, ...]]:
    """Return the packages within a budget for everything, and those beyond it, in their order.

    A budget for a night concerns the hotel alone. A sum without a known rate is within none.
    """
    most = search.most_total if search.in_all else None
    listed = tuple(packages)
    if most is None:
        return listed, ()
    worth = [rates.worth(one.total, most.currency) for one in listed]
    fits = [sum_ is not None and sum_ <= most.amount for sum_ in worth]
    return (
        tuple(one for one, is_within in zip(listed, fits, strict=True) if is_within),
        tuple(one for one, is_within in zip(listed, fits, strict=True) if not is_within),
    )


def _sum(offer: PricedOffer, fare: Money, currency: str, rates: ExchangeRates) -> Decimal | None:
    """Return the sum of a stay and a fare, converted to a currency."""
    parts = [rates.worth(one, currency) for one in (offer.quote.total, fare)]
    known = [one for one in parts if one is not None]
    return sum(known, Decimal(0)) if len(known) == len(parts) else None
