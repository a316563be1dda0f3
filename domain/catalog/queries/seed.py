"""Writing the world into the catalogue."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

from domain.catalog.places import DestinationRow, World
from domain.unit_of_work import Database


async def write_countries(connection: Database, world: World) -> None:
    await connection.executemany(
        """
        INSERT INTO countries (code, name, currency) VALUES ($1, $2, $3)
        ON CONFLICT (code) DO UPDATE SET name = excluded.name, currency = excluded.currency
        """,
        [(c.code, c.name, c.currency) for c in world.countries],
    )


async def write_destinations(connection: Database, world: World) -> None:
    columns = (
        "key", "country_id", "kind", "name", "subdivision", "latitude", "longitude",
        "population", "time_zone",
    )  # fmt: skip
    await connection.execute(
        "CREATE TEMP TABLE new_destinations (LIKE destinations) ON COMMIT DROP;"
        "ALTER TABLE new_destinations ALTER id DROP NOT NULL"
    )
    await connection.copy_records_to_table(
        "new_destinations", columns=columns, records=map(_destination_record, world.destinations)
    )
    listed = ", ".join(columns)
    updates = ", ".join(f"{column} = excluded.{column}" for column in columns[1:])
    await connection.execute(
        f"INSERT INTO destinations ({listed}) SELECT {listed} FROM new_destinations "
        f"ON CONFLICT (key) DO UPDATE SET {updates}"
    )
    known = await connection.fetch("SELECT key, id FROM destinations")
    ids = {row["key"]: row["id"] for row in known}
    await connection.execute("TRUNCATE destination_names")
    async with _bare(connection, "destination_names"):
        await connection.copy_records_to_table(
            "destination_names",
            columns=("destination_id", "name", "is_own", "weight"),
            records=(
                (ids[row.key], name[:200], number < row.own, row.weight)
                for row in world.destinations
                for number, name in enumerate(row.names)
            ),
        )


@asynccontextmanager
async def _bare(connection: Database, table: str) -> AsyncIterator[None]:
    """Drop a table's foreign keys and secondary indexes, and restore them afterwards.

    Half a million rows go in several times faster when they are not checked one by one.
    """
    keys = await connection.fetch(
        "SELECT conname AS name, pg_get_constraintdef(oid) AS sql FROM pg_constraint"
        " WHERE conrelid = $1::regclass AND contype = 'f'",
        table,
    )
    indexes = await connection.fetch(
        "SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS sql"
        " FROM pg_index WHERE indrelid = $1::regclass AND NOT indisprimary",
        table,
    )
    for key in keys:
        await connection.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{key["name"]}"')
    for index in indexes:
        await connection.execute(f"DROP INDEX {index['name']}")
    yield
    await connection.execute("SET LOCAL maintenance_work_mem = '256MB'")
    for index in indexes:
        await connection.execute(index["sql"])
    for key in keys:
        await connection.execute(f'ALTER TABLE {table} ADD CONSTRAINT "{key["name"]}" {key["sql"]}')


def _destination_record(row: DestinationRow) -> tuple[object, ...]:
    return (
        row.key, row.country_code, row.kind.value, row.name, row.subdivision, row.latitude,
        row.longitude, row.population, row.time_zone,
    )  # fmt: skip


async def write_airports(connection: Database, world: World) -> None:
    await connection.executemany(
        """
        INSERT INTO airports (iata, country_id, name, city, latitude, longitude, time_zone)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (iata) DO UPDATE SET country_id = excluded.country_id, name = excluded.name,
            city = excluded.city, latitude = excluded.latitude, longitude = excluded.longitude,
            time_zone = excluded.time_zone
        """,
        [
            (a.iata, a.country_code, a.name[:200], a.city[:200], a.latitude, a.longitude,
             a.time_zone)
            for a in world.airports
        ],
    )  # fmt: skip
    await connection.execute("TRUNCATE airport_names")
    await connection.copy_records_to_table(
        "airport_names",
        columns=("airport_id", "name"),
        records=((a.iata, name[:200]) for a in world.airports for name in a.names),
    )


async def is_seeded(database: Database, version: str) -> bool:
    """Return whether a version of the world is in the catalogue."""
    found: int | None = await database.fetchval(
        "SELECT 1 FROM catalogue_seeds WHERE version = $1", version
    )
    return found is not None


async def note_seeded(connection: Database, version: str, now: datetime) -> None:
    """Note that a version of the world is in the catalogue."""
    await connection.execute(
        "INSERT INTO catalogue_seeds (version, seeded_at) VALUES ($1, $2)"
        " ON CONFLICT (version) DO NOTHING",
        version,
        now,
    )


async def analyse_places(database: Database) -> None:
    """Have the server gather statistics on what was written."""
    await database.execute("ANALYZE destinations, destination_names, airport_names")
