"""Places by location: the one that a point belongs to, and the airports around it."""

from domain.catalog.destinations import namesakes
from domain.catalog.folding import fold
from domain.catalog.queries.places import city_around, international_airports
from domain.catalog.resorts import AIRPORT_DESTINATIONS
from domain.catalog.values import FoundAirport, FoundDestination
from domain.suppliers.contract import Coordinates
from domain.unit_of_work import Database

NEAREST_KILOMETRES = 60
FARTHEST_KILOMETRES = 400
# The village beside an airport is not where its passengers stay.
SMALLEST_SERVED = 50_000


async def destination_around(pool: Database, point: Coordinates) -> FoundDestination | None:
    """Return the place that people would name for a point, None in the middle of nowhere.

    A suburb gives way to its city: population is weighed against the square of the distance.
    """
    for reach in (NEAREST_KILOMETRES, FARTHEST_KILOMETRES):
        if (found := await city_around(pool, point, reach)) is not None:
            return found
    return None


async def destination_of(pool: Database, airport: FoundAirport) -> FoundDestination | None:
    """Return where an airport's passengers stay: the city it serves, else the place around it."""
    name = AIRPORT_DESTINATIONS.get(airport.iata, fold(airport.city))
    for place in (await namesakes(pool, [name])).get(name, ()):
        told = airport.iata in AIRPORT_DESTINATIONS or place.weight >= SMALLEST_SERVED
        if told and place.place.country_code == airport.country_code:
            return place
    return await destination_around(pool, airport.point)


async def airports_around(pool: Database, point: Coordinates) -> tuple[FoundAirport, ...]:
    """Return the international airports that serve a place, the nearest first."""
    return await international_airports(pool, point, NEAREST_KILOMETRES)
