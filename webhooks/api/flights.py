"""`/flights/search`, `/packages` and `/trips`."""

from contextlib import aclosing
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Query, Response

from domain.accounts.travellers import Traveller
from domain.accounts.typed_settings import read_currency
from domain.app import App
from domain.flights.endpoints import find_endpoint
from domain.flights.service import begin_flight_search, choose_flights, find_flights
from domain.flights.values import FlightDraft
from domain.search.service import destination_view
from domain.search.values import Draft
from domain.trips.packages import begin_package, find_packages
from domain.trips.tour_values import TourDraft, TourPlace
from domain.trips.tours import ask_for_starts, begin_tour, known_tour_prices, load_tour
from domain.trips.values import PackageDraft
from webhooks.access import Product, Searcher
from webhooks.api.flight_values import Fingerprint, FlightResult, FlightSearch, TripItem
from webhooks.api.package_values import PackageResult, PackageSearch
from webhooks.api.paging import Page, PageWish, first_page
from webhooks.api.trip_values import TripResult, TripSearch
from webhooks.api.values import V1, Number, rooms_of

CREATED = 201
# Questions to suppliers that one call may put.
MOST_ASKED = 24

Chosen = Annotated[
    Fingerprint | None, Query(description="The fingerprint of the journey out that is chosen")
]
flights = APIRouter(prefix=f"{V1}/flights/search", tags=["flights"])
packages = APIRouter(prefix=f"{V1}/packages", tags=["packages"])
trips = APIRouter(prefix=f"{V1}/trips", tags=["trips"])


@flights.post("", status_code=CREATED)
async def search_flights(
    body: FlightSearch, traveller: Searcher, app: Product, response: Response
) -> FlightResult:
    """Search flights and return the journeys out."""
    mine = _spending(traveller, body.currency)
    draft = FlightDraft(
        await find_endpoint(app.pool, body.origin), await find_endpoint(app.pool, body.destination),
        body.outbound, body.inbound, body.inbound is None, body.party.party(), body.cabin,
    )  # fmt: skip
    search = await begin_flight_search(app, mine, draft)
    response.headers["Location"] = f"/api/v1/flights/search/{search.search_id}"
    return FlightResult.of(await find_flights(app, mine, search.search_id))


@flights.get("/{search_id}")
async def read_flights(
    search_id: Number, traveller: Searcher, app: Product, outbound: Chosen = None
) -> FlightResult:
    """Return the journeys out; with `outbound` those back that go with it."""
    return FlightResult.of(await find_flights(app, traveller, search_id, outbound))


@flights.get("/{search_id}/trips/{outbound}")
async def read_trip(
    search_id: Number,
    outbound: Fingerprint,
    traveller: Searcher,
    app: Product,
    inbound: Chosen = None,
) -> TripItem:
    """Return a whole trip by its journeys' fingerprints, with who sells it."""
    return TripItem.of(await choose_flights(app, traveller, search_id, outbound, inbound))


@packages.post("", status_code=CREATED)
async def search_packages(
    body: PackageSearch, traveller: Searcher, app: Product, response: Response
) -> PackageResult:
    """Search hotels together with the flights to them."""
    stay = Draft(
        await destination_view(app, body.place_id), None, body.check_in, body.check_out,
        rooms_of(body.rooms), filters=body.filters.filters(),
    )  # fmt: skip
    draft = PackageDraft(stay, await find_endpoint(app.pool, body.origin), people_known=True)
    view = await begin_package(app, traveller, draft)
    path = response.headers["Location"] = f"{V1}/packages/{view.package_id}"
    return await _packages(app, traveller, view.package_id, None, first_page(app.settings, path))


@packages.get("/{package_id}")
async def read_packages(
    package_id: Number, traveller: Searcher, app: Product, page: Page, flight: Chosen = None
) -> PackageResult:
    """Return every hotel with one flight: the chosen one, else the best."""
    return await _packages(app, traveller, package_id, flight, page)


@trips.post("", status_code=CREATED)
async def search_trip(
    body: TripSearch, traveller: Searcher, app: Product, response: Response
) -> TripResult:
    """Begin a trip over several places and return what is known of its prices."""
    stops = [
        TourPlace(await destination_view(app, one.place_id), one.nights) for one in body.places
    ]
    draft = TourDraft(
        tuple(stops), body.first_start, body.last_start, rooms_of(body.rooms),
        with_flights=body.with_flights,
    )  # fmt: skip
    tour = await begin_tour(app, traveller, draft)
    response.headers["Location"] = f"/api/v1/trips/{tour.tour_id}"
    return TripResult.of(await known_tour_prices(app, tour))


@trips.get("/{trip_id}")
async def read_trip_prices(trip_id: Number, traveller: Searcher, app: Product) -> TripResult:
    """Return what is known of a trip's prices, without asking suppliers."""
    return TripResult.of(await known_tour_prices(app, await load_tour(app, traveller, trip_id)))


@trips.post("/{trip_id}/prices")
async def ask_trip_prices(trip_id: Number, traveller: Searcher, app: Product) -> TripResult:
    """Ask suppliers for starting days of which nothing is known, within a bound."""
    prices = await known_tour_prices(app, await load_tour(app, traveller, trip_id))
    async with aclosing(ask_for_starts(app, prices, MOST_ASKED)) as asked:
        async for prices in asked:  # noqa: B007 - the last ones hold all
            pass
    return TripResult.of(prices)


def _spending(traveller: Traveller, currency: str | None) -> Traveller:
    return traveller if currency is None else replace(traveller, currency=read_currency(currency))


async def _packages(
    app: App, traveller: Traveller, package_id: int, flight: str | None, page: PageWish
) -> PackageResult:
    outcome = await find_packages(app, traveller, package_id, flight)
    wish = page.within(flight or "")
    chosen, cursor = wish.of_ranked(outcome.packages, lambda one: one.hotel.hotel_id)
    return PackageResult.of(outcome, list(chosen), cursor)
