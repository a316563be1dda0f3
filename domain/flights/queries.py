"""Flight searches in the database."""

from datetime import datetime

from domain.accounts.travellers import Traveller
from domain.errors import NotFound
from domain.flights.airports import airport_index, load_airports
from domain.flights.models import FlightSearch
from domain.flights.values import Endpoint, FlightSearchView
from domain.suppliers.flight_contract import Cabin, FlightQuestion, Party

SUGGESTED_ROUTES = 3


async def insert_flight_search(
    traveller: Traveller,
    origin: Endpoint,
    destination: Endpoint,
    question: FlightQuestion,
    now: datetime,
) -> FlightSearchView:
    """Store a search and return it."""
    row = await FlightSearch.create(
        user_id=traveller.user_id,
        origin_name=origin.name[:200],
        origin_codes=origin.key,
        destination_name=destination.name[:200],
        destination_codes=destination.key,
        outbound=question.outbound,
        inbound=question.inbound,
        adults=question.party.adults,
        child_ages=list(question.party.child_ages),
        cabin=question.cabin,
        currency=question.currency,
        nationality=question.nationality,
        created_at=now,
        asked_at=now,
    )
    return FlightSearchView(row.id, origin, destination, question, now, now)


async def load_flight_search(traveller: Traveller, search_id: int) -> FlightSearchView:
    """Return a traveller's own search. Raises NotFound for any other."""
    row = await FlightSearch.get_or_none(id=search_id, user_id=traveller.user_id)
    if row is None:
        raise NotFound("flight search")
    await load_airports()
    return _view(row)


async def recent_routes(traveller: Traveller) -> tuple[FlightSearchView, ...]:
    """Return the traveller's recent searches, each route once, the latest first."""
    await load_airports()
    rows = await FlightSearch.filter(user_id=traveller.user_id).order_by("-id").limit(20)
    routes = {(row.origin_codes, row.destination_codes): row for row in reversed(rows)}
    latest = sorted(routes.values(), key=lambda row: -row.id)[:SUGGESTED_ROUTES]
    return tuple(_view(row) for row in latest)


async def recent_origins(traveller: Traveller) -> tuple[Endpoint, ...]:
    """Return the origins of the traveller's recent searches, each once."""
    return tuple(dict.fromkeys(route.origin for route in await recent_routes(traveller)))


def endpoint_of(name: str, codes: str) -> Endpoint:
    """Return a stored endpoint without the codes that the data no longer has.

    Raises NotFound if none is left.
    """
    known = airport_index().by_code
    airports = tuple(known[code] for code in codes.split(",") if code in known)
    if not airports:
        raise NotFound("airport")
    return Endpoint(name, airports)


def _view(row: FlightSearch) -> FlightSearchView:
    origin = endpoint_of(row.origin_name, row.origin_codes)
    destination = endpoint_of(row.destination_name, row.destination_codes)
    question = FlightQuestion(
        origin.codes,
        destination.codes,
        row.outbound,
        row.inbound,
        Party(row.adults, tuple(row.child_ages)),
        Cabin(row.cabin),
        row.currency,
        row.nationality,
    )
    return FlightSearchView(row.id, origin, destination, question, row.created_at, row.asked_at)
