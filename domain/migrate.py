"""`python -m domain.migrate`: bring the database's tables and its seed up to date.

Exits 2 with one sentence when the database cannot be reached.
"""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import asyncpg
from tortoise import Tortoise

from domain.catalog.seed import seed_catalogue
from domain.database_address import database_address
from domain.db import connection_arguments, open_database, tortoise_config
from domain.entry import refusal_in_words
from domain.errors import DatabaseUnavailable, SettingsError
from domain.migration_executor import migrate
from domain.prices.partitions import ensure_partitions

# Known to nobody else who takes advisory locks in this database.
LOCK = 6_315_427_001


async def bring_up_to_date(database_url: str, now: datetime) -> None:
    """Migrate, seed the catalogue and make the coming months' partitions. Safe to repeat."""
    async with open_database(database_url):
        pass  # fails early with a clear message when there is no database
    async with _alone(database_url):
        try:
            await migrate(tortoise_config(database_url))
        finally:
            await Tortoise.close_connections()
        async with open_database(database_url) as pool:
            await ensure_partitions(pool, now)
            await seed_catalogue(pool)


@asynccontextmanager
async def _alone(database_url: str) -> AsyncIterator[None]:
    """Wait until nobody else migrates this database; the lock ends with its connection."""
    connection = await asyncpg.connect(**connection_arguments(database_url))
    try:
        await connection.execute("SELECT pg_advisory_lock($1)", LOCK)
        yield
    finally:
        await connection.close()


def main() -> int:
    """Run from the command line; the database is DATABASE_URL's, or that of POSTGRES_HOST."""
    database_url = database_address(os.environ, os.environ.get("ENVIRONMENT", ""))
    if not database_url:
        sys.stderr.write("DATABASE_URL is not set: say which database is to be migrated.\n")
        return 2
    try:
        asyncio.run(bring_up_to_date(database_url, datetime.now(UTC)))
    except (DatabaseUnavailable, SettingsError) as error:
        sys.stderr.write(f"{refusal_in_words(error)}\n")
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
