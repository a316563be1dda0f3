"""What commands ask the database server about itself."""

from domain.unit_of_work import Database


async def server_version(database: Database) -> int:
    """Return PostgreSQL's major version."""
    number: str = await database.fetchval("SHOW server_version_num")
    return int(number) // 10_000


async def count_tables(database: Database) -> int:
    """Return how many tables there are, without partitions."""
    tables: int = await database.fetchval(
        "SELECT count(*) FROM pg_class WHERE relkind IN ('r', 'p') AND NOT relispartition "
        "AND relnamespace = 'public'::regnamespace"
    )
    return tables


async def applied_migrations(database: Database) -> frozenset[str]:
    """Return the names of the migrations that were run; none in an empty database."""
    if not await database.fetchval("SELECT to_regclass('tortoise_migrations') IS NOT NULL"):
        return frozenset()
    return frozenset(await database.fetch_column("SELECT name FROM tortoise_migrations"))
