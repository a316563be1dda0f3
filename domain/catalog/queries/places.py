"""Destinations: by id, by name, by the beginning of a name, and around a point."""

from collections.abc import Collection, Iterable
from math import cos, radians
from typing import NamedTuple

from domain.catalog.models import DestinationKind
from domain.catalog.values import KILOMETRES_A_DEGREE, FoundAirport, FoundDestination
from domain.rows import read_as
from domain.suppliers.contract import Coordinates, Place
from domain.unit_of_work import Database

# Within this distance, a place's size counts as much as its nearness.
USUAL_KILOMETRES = 12

_COLUMNS = """
    d.id, d.name, d.kind, d.subdivision, d.latitude, d.longitude, d.population, d.time_zone,
    c.code AS country_code, c.name AS country_name
"""
_FROM = "FROM destinations d JOIN countries c ON c.code = d.country_id"


class _Stored(NamedTuple):
    """A destination's columns; `weight` is a name's, or the destination's population."""

    id: int
    name: str
    kind: DestinationKind
    subdivision: str | None
    latitude: float
    longitude: float
    time_zone: str
    country_code: str
    country_name: str
    weight: int


class Called(NamedTuple):
    """A destination by one of its names (`called`), which may be its own."""

    called: str
    is_own: bool
    place: FoundDestination


def _place(stored: _Stored) -> FoundDestination:
    return FoundDestination(
        stored.id,
        stored.name,
        stored.kind,
        stored.subdivision,
        stored.weight,
        stored.time_zone,
        Place(
            stored.name,
            stored.country_code,
            stored.country_name,
            Coordinates(stored.latitude, stored.longitude),
        ),
    )


def _places(stored: Iterable[_Stored]) -> list[FoundDestination]:
    return [_place(one) for one in stored]


async def destination_by_id(pool: Database, destination_id: int) -> FoundDestination | None:
    """Return a destination, or None."""
    return (await destinations_by_id(pool, [destination_id])).get(destination_id)


async def destinations_by_id(pool: Database, ids: list[int]) -> dict[int, FoundDestination]:
    """Return destinations by their ids; unknown ones are absent."""
    stored = await pool.fetch_as(
        _Stored,
        f"SELECT {_COLUMNS}, d.population AS weight {_FROM} WHERE d.id = ANY($1::bigint[])",
        ids,
    )
    return {one.id: _place(one) for one in stored}


async def largest_in(pool: Database, country_code: str, limit: int) -> tuple[FoundDestination, ...]:
    """Return a country's largest cities."""
    stored = await pool.fetch_as(
        _Stored,
        f"""
        SELECT {_COLUMNS}, d.population AS weight {_FROM}
        WHERE d.country_id = $1 AND d.kind = 'city'
        ORDER BY d.population DESC, d.id LIMIT $2
        """,
        country_code,
        limit,
    )
    return tuple(_places(stored))


async def places_called(pool: Database, names: Collection[str], most: int) -> list[Called]:
    """Return the places with folded names, up to `most` of each name, the likeliest first."""
    rows = await pool.fetch(
        f"""
        SELECT n.called, n.is_own, coalesce(nullif(n.weight, 0), d.population) AS weight,
               {_COLUMNS}
        FROM (
            SELECT name AS called, destination_id, is_own, weight,
                row_number() OVER (PARTITION BY name ORDER BY weight DESC, destination_id) AS nth
            FROM destination_names WHERE name = ANY($1::text[])
        ) n JOIN destinations d ON d.id = n.destination_id
        JOIN countries c ON c.code = d.country_id
        WHERE n.nth <= $2 ORDER BY n.weight DESC, d.id
        """,
        list(names),
        most,
    )
    places = _places(read_as(_Stored, rows))
    return [
        Called(row["called"], row["is_own"], place) for row, place in zip(rows, places, strict=True)
    ]


async def begun_with(
    pool: Database, name: str, limit: int, least_weight: int = 0
) -> list[FoundDestination]:
    """Return the places with a name that begins like this and weighs at least this much, likeliest
    first.
    """
    # Written out so that the partial index of heavy names can answer it.
    heavy = f"AND weight >= {least_weight}" if least_weight else ""
    stored = await pool.fetch_as(
        _Stored,
        f"""
        SELECT coalesce(nullif(begun.weight, 0), d.population) AS weight, {_COLUMNS} {_FROM} JOIN (
            SELECT destination_id, max(weight) AS weight FROM destination_names
            WHERE name LIKE $1 || '%' {heavy}
            GROUP BY destination_id ORDER BY weight DESC LIMIT $2
        ) begun ON begun.destination_id = d.id ORDER BY begun.weight DESC, d.id
        """,
        name,
        limit,
    )
    return _places(stored)


async def spelt_as(
    pool: Database, names: Collection[str], most: int
) -> list[tuple[str, FoundDestination]]:
    """Return the places with folded names, the likeliest first, each with the matching name."""
    rows = await pool.fetch(
        f"""
        SELECT n.name AS called, coalesce(nullif(n.weight, 0), d.population) AS weight, {_COLUMNS}
        {_FROM} JOIN destination_names n ON n.destination_id = d.id
        WHERE n.name = ANY($1::text[]) ORDER BY n.weight DESC LIMIT $2
        """,
        list(names),
        most,
    )
    places = _places(read_as(_Stored, rows))
    return [(row["called"], place) for row, place in zip(rows, places, strict=True)]


async def alike_to(
    connection: Database, word: str, share: float, most: int
) -> list[tuple[str, FoundDestination]]:
    """Return places whose name shares that many of its trigrams with a word, most similar first.

    Must run in a transaction, whose similarity threshold it sets.
    """
    await connection.execute(f"SET LOCAL pg_trgm.similarity_threshold = {share}")
    rows = await connection.fetch(
        f"""
        SELECT near.name AS called, coalesce(nullif(near.weight, 0), d.population) AS weight,
               {_COLUMNS} {_FROM} JOIN (
            SELECT destination_id, name, weight, similarity(name, $1) AS likeness
            FROM destination_names WHERE name % $1
            ORDER BY likeness DESC, weight DESC LIMIT {most}
        ) near ON near.destination_id = d.id
        """,
        word,
    )
    places = _places(read_as(_Stored, rows))
    return [(row["called"], place) for row, place in zip(rows, places, strict=True)]


async def city_around(
    pool: Database, point: Coordinates, kilometres: int
) -> FoundDestination | None:
    """Return the city within `kilometres` that people would name for a point.

    Population is weighed against the square of the distance.
    """
    stored = await pool.fetch_one_as(
        _Stored,
        f"""
        SELECT {_COLUMNS}, d.population AS weight {_FROM}
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
        float(kilometres),
        _degree_of_longitude(point),
    )
    return None if stored is None else _place(stored)


def _degree_of_longitude(point: Coordinates) -> float:
    return max(KILOMETRES_A_DEGREE * cos(radians(point.latitude)), 1.0)


class _Airport(NamedTuple):
    """An airport's columns."""

    iata: str
    name: str
    city: str
    country_id: str
    latitude: float
    longitude: float


def _airport(stored: _Airport) -> FoundAirport:
    point = Coordinates(stored.latitude, stored.longitude)
    return FoundAirport(stored.iata, stored.name, stored.city, stored.country_id, point)


async def international_airports(
    pool: Database, point: Coordinates, kilometres: int
) -> tuple[FoundAirport, ...]:
    """Return the international airports within this distance in kilometres, nearest first."""
    stored = await pool.fetch_as(
        _Airport,
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
        float(kilometres),
        _degree_of_longitude(point),
    )
    return tuple(map(_airport, stored))


async def airports_called(
    pool: Database, names: Collection[str]
) -> dict[str, tuple[FoundAirport, ...]]:
    """Return the airports for each folded name or lower-case code; unknown ones are absent."""
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
    for row, airport in zip(rows, read_as(_Airport, rows), strict=True):
        called[row["called"]] = (*called.get(row["called"], ()), _airport(airport))
    return called
