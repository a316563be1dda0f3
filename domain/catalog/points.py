"""Places by where they lie: the one that a point belongs to, and airports."""

from collections.abc import Collection
from dataclasses import dataclass
from math import cos, radians
from typing import Any

from domain.catalog.destinations import COLUMNS, FROM, FoundDestination, found, namesakes
from domain.catalog.folding import fold
from domain.catalog.resorts import AIRPORT_DESTINATIONS
from domain.suppliers.contract import Coordinates
from domain.unit_of_work import Database

KILOMETRES_A_DEGREE = 111.2
NEAREST_KILOMETRES = 60
# Within this distance a place's size counts as much as how near it is.
USUAL_KILOMETRES = 12
FARTHEST_KILOMETRES = 400
# An airport's village is not where its travellers go.
SMALLEST_SERVED = 50_000


@dataclass(frozen=True, slots=True)
class FoundAirport:
    """An airport of the catalogue; `city` is as its data prints it."""

    iata: str
    name: str
    city: str
    country_code: str
    point: Coordinates


async def destination_around(pool: Database, point: Coordinates) -> FoundDestination | None:
    """Return the place that one would say a point belongs to, None in the middle of nowhere.

    A suburb gives way to the city that it belongs to: people count against the square of the
    distance.
    """
    for reach in (NEAREST_KILOMETRES, FARTHEST_KILOMETRES):
        row = await pool.fetchrow(
            f"""
            SELECT {COLUMNS}, power((d.latitude - $1) * {KILOMETRES_A_DEGREE}, 2)
                + power((d.longitude - $2) * $4, 2) AS square
            {FROM}
            WHERE d.latitude BETWEEN $1 - $3 / {KILOMETRES_A_DEGREE}
                AND $1 + $3 / {KILOMETRES_A_DEGREE}
                AND d.longitude BETWEEN $2 - $3 / $4 AND $2 + $3 / $4 AND d.kind = 'city'
            ORDER BY (d.population + 500) / power(
                (power((d.latitude - $1) * {KILOMETRES_A_DEGREE}, 2)
                 + power((d.longitude - $2) * $4, 2)) / {USUAL_KILOMETRES**2} + 1, 1.5) DESC
            LIMIT 1
            """,
            point.latitude,
            point.longitude,
            float(reach),
            max(KILOMETRES_A_DEGREE * cos(radians(point.latitude)), 1.0),
        )
        if row is not None:
            return found(row)
    return None


async def destination_of(pool: Database, airport: FoundAirport) -> FoundDestination | None:
    """Return where one stays when one lands there: the city it serves, else the place around."""
    name = AIRPORT_DESTINATIONS.get(airport.iata, fold(airport.city))
    for place in (await namesakes(pool, [name])).get(name, ()):
        told = airport.iata in AIRPORT_DESTINATIONS or place.weight >= SMALLEST_SERVED
        if told and place.place.country_code == airport.country_code:
            return place
    return await destination_around(pool, airport.point)


async def airports_around(pool: Database, point: Coordinates) -> tuple[FoundAirport, ...]:
    """Return the international airports that serve a place, the nearest first."""
    rows = await pool.fetch(
        f"""
        SELECT iata, name, city, country_id, latitude, longitude FROM airports
        WHERE name LIKE '%International%'
            AND latitude BETWEEN $1 - $3 / {KILOMETRES_A_DEGREE}
                AND $1 + $3 / {KILOMETRES_A_DEGREE}
            AND longitude BETWEEN $2 - $3 / $4 AND $2 + $3 / $4
        ORDER BY power((latitude - $1) * {KILOMETRES_A_DEGREE}, 2) + power((longitude - $2) * $4, 2)
        """,
        point.latitude,
        point.longitude,
        float(NEAREST_KILOMETRES),
        max(KILOMETRES_A_DEGREE * cos(radians(point.latitude)), 1.0),
    )
    return tuple(map(_airport, rows))


def _airport(row: Any) -> FoundAirport:
    point = Coordinates(row["latitude"], row["longitude"])
    return FoundAirport(row["iata"], row["name"], row["city"], row["country_id"], point)


async def airports_called(
    pool: Database, names: Collection[str]
) -> dict[str, tuple[FoundAirport, ...]]:
    """Return the airports of each folded name or code in lower case; others are absent."""
    rows = await pool.fetch(
        """
        SELECT called, iata, name, city, country_id, latitude, longitude FROM (
            SELECT name AS called, airport_id AS id FROM airport_names WHERE name = ANY($1::text[])
            UNION SELECT lower(iata), iata FROM airports WHERE iata = ANY($2::text[])
        ) n JOIN airports a ON a.iata = n.id ORDER BY called, iata
        """,
        list(names),
        [name.upper() for name in names if len(name) == 3],  # noqa: PLR2004 - an IATA code
    )
    called: dict[str, tuple[FoundAirport, ...]] = {}
    for row in rows:
        called[row["called"]] = (*called.get(row["called"], ()), _airport(row))
    return called
