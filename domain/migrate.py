"""`python -m domain.migrate`: bring the database's tables and its seed up to date.

Exits 2 with one sentence when the database cannot be reached.
"""

import asyncio
import os
import sys
from datetime import UTC, datetime

from tortoise import Tortoise
from tortoise.migrations.api.migrate import migrate

from domain.catalog.seed import seed_catalogue
from domain.db import open_database, tortoise_config
from domain.errors import DatabaseUnavailable
from domain.garbage import not_collected
from domain.prices.partitions import ensure_partitions

# The `tortoise` command reads this to compare the models with the migrations.
TORTOISE_CONFIG = tortoise_config(os.environ.get("DATABASE_URL", "postgres://localhost/often"))


async def bring_up_to_date(database_url: str, now: datetime) -> None:
    """Migrate, seed the catalogue and make the coming months' partitions. Safe to repeat."""
    async with open_database(database_url):
        pass  # says so at once when there is no database
    try:
        # Each migration makes all models anew, and all of them stay.
        with not_collected():
            await migrate(config=tortoise_config(database_url))
    finally:
        await Tortoise.close_connections()
    async with open_database(database_url) as pool:
        await ensure_partitions(pool, now)
        await seed_catalogue(pool)


def main() -> int:
    """Run from the command line; the database is DATABASE_URL's."""
    database_url = os.environ.get("DATABASE_URL")
    if not database_url:
        sys.stderr.write("DATABASE_URL is not set: say which database is to be migrated.\n")
        return 2
    try:
        asyncio.run(bring_up_to_date(database_url, datetime.now(UTC)))
    except DatabaseUnavailable:
        sys.stderr.write(
            "PostgreSQL does not answer at DATABASE_URL: start it or correct the address.\n"
        )
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
