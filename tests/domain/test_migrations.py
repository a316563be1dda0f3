"""A database that holds rows can be brought up to date, not only an empty one."""

import asyncio
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import asyncpg
import pytest
from tortoise import Tortoise

from domain.db import tortoise_config
from domain.migration_executor import migrate
from tests.servers import Servers

# Before rules of other kinds: the oldest state from which trackers are to be carried over.
EARLY = "0004_search_filters"
VALUES = {
    "integer": "0", "bigint": "1", "smallint": "1", "boolean": "true", "jsonb": "'{}'",
    "date": "'2026-12-12'", "timestamp with time zone": "now()", "double precision": "1",
    "numeric": "1",
}  # fmt: skip
ROWS = {
    "users": {"currency": "'INR'"},
    "chats": {"id": "1"},
    "trackers": {"kind": "'hotel_stay'", "state": "'active'", "frequency": "'smart'"},
    "trackables": {"kind": "'hotel_stay'", "currency": "'INR'", "rooms": "'[[2, []]]'"},
    "price_rules": {"kind": "'price_drop'"},
    "rule_states": {"phase": "'armed'", "reference": "100", "fires_at": "95"},
    "universal_price_history": {"total": "100", "currency": "'INR'", "counted": "true"},
    "tracker_alerts": {"kind": "'price_drop'", "state": "'sent'"},
}


# A rule's state as it is kept today.
NEWEST_ROWS = {"rule_states": {"kind": "'price_drop'", "phase": "'armed'", "low": "95"}}
# What lies below makes the price history again, and does not go back.
LOWEST = "0002_partition_price_history"
# The last migration of the version before, whose processes work beside this one's for a while. It
# is moved on with every version that is let out.
VERSION_BEFORE = "0058_alerts_by_mail"
# What code that knows of no later column writes into and reads from: by table and column.
WRITTEN = """
    SELECT table_name || '.' || column_name, data_type, is_nullable = 'YES',
           column_default IS NOT NULL OR is_identity = 'YES' OR is_generated = 'ALWAYS'
    FROM information_schema.columns WHERE table_schema = 'public'
"""
# Which columns are unique together: what keeps rows out, and what ON CONFLICT names.
UNIQUE = """
    SELECT i.indrelid::regclass::text, array_agg(a.attname::text)
    FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
    JOIN pg_class t ON t.oid = i.indrelid AND t.relnamespace = 'public'::regnamespace
    WHERE i.indisunique GROUP BY i.indrelid, i.indexrelid
"""
# What else keeps rows out, with the columns that it looks at.
BOUNDS = """
    SELECT c.conrelid::regclass::text, array_agg(a.attname::text), c.conname
    FROM pg_constraint c
    JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey)
    WHERE c.connamespace = 'public'::regnamespace AND c.contype IN ('c', 'x', 'f')
    GROUP BY c.conrelid, c.conname
"""
# All that a migration makes or takes away, in words that two databases have in common.
SHAPE = """
    SELECT 'column', table_name, column_name, data_type || ' ' || is_nullable
        || coalesce(' ' || column_default, '') || coalesce(' ' || character_maximum_length, '')
    FROM information_schema.columns WHERE table_schema = 'public'
    UNION ALL SELECT 'index', tablename, indexname, indexdef
    FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL SELECT 'constraint', conrelid::regclass::text, conname, pg_get_constraintdef(oid)
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND conrelid <> 0
"""


async def move(url: str, target: str = "__latest__") -> None:
    """Bring a database up or down to a migration, as the product does."""
    try:
        await migrate(tortoise_config(url), target)
    finally:
        await Tortoise.close_connections()


async def upgrade_by_tortoise(url: str) -> None:
    """Run all migrations by the library's own command."""
    told = "tests.domain.library_command.TORTOISE_ORM"
    process = await asyncio.create_subprocess_exec(
        Path(sys.executable).with_name("tortoise"), "--config", told, "upgrade",
        env={**os.environ, "DATABASE_URL": url}, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    _out, error = await process.communicate()
    assert process.returncode == 0, error.decode()[-500:]


async def put_row(connection: asyncpg.Connection, table: str, given: dict[str, str]) -> None:
    """Insert a row with something in every column that needs it."""
    columns = await connection.fetch(
        """
        SELECT column_name AS name, data_type AS type FROM information_schema.columns
        WHERE table_name = $1 AND is_nullable = 'NO' AND column_default IS NULL
          AND is_identity = 'NO'
        """,
        table,
    )
    values = {row["name"]: VALUES.get(row["type"], "'x'") for row in columns} | given
    await connection.execute(
        f"INSERT INTO {table} ({', '.join(values)}) "  # noqa: S608 - the test's own words
        f"VALUES ({', '.join(values.values())})"
    )


@pytest.mark.timeout(600)
async def test_trackers_of_an_older_version_are_carried_over(servers: Servers) -> None:
    name = f"often_upgrade_{os.getpid()}"
    admin = await asyncpg.connect(servers.postgres.dsn("postgres"))
    await admin.execute(f"CREATE DATABASE {name}")
    try:
        url = servers.postgres.dsn(name)
        await move(url, EARLY)
        connection = await asyncpg.connect(url)
        for table, given in ROWS.items():
            await put_row(connection, table, given)
        await move(url)
        state = await connection.fetchrow("SELECT kind, phase, low, high FROM rule_states")
        assert state is not None
        assert tuple(state) == ("price_drop", "armed", 95, None)
        seen = await connection.fetchrow("SELECT lowest_total, observations FROM trackables")
        assert seen is not None
        assert tuple(seen) == (100, 1)
        await connection.close()
    finally:
        await admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
        await admin.close()


Columns = frozenset[str]


@dataclass(frozen=True)
class Doors:
    """What a schema takes: each column's type, whether it may be empty and whether it may be left
    out; which are unique together; and by name what else keeps rows out, with what it looks at.
    """

    columns: Mapping[str, tuple[str, bool, bool]]
    unique: frozenset[Columns] = frozenset()
    bounds: Mapping[str, Columns] = field(default_factory=dict)


def _named(table: str, columns: Iterable[str]) -> Columns:
    return frozenset(f"{table}.{one}" for one in columns)


async def doors(url: str) -> Doors:
    """Return what a database takes."""
    connection = await asyncpg.connect(url)
    columns = await connection.fetch(WRITTEN)
    unique, bounds = await connection.fetch(UNIQUE), await connection.fetch(BOUNDS)
    await connection.close()
    return Doors(
        {
            name: (kind, may_be_empty, has_default)
            for name, kind, may_be_empty, has_default in columns
        },
        frozenset(_named(table, on) for table, on in unique),
        {f"{table}.{name}": _named(table, on) for table, on, name in bounds},
    )


def closed(before: Doors, now: Doors) -> list[str]:
    """Return what code that knows `before` can do no more."""
    return sorted([*_narrower(before, now), *_kept_out(before, now)])


def _narrower(before: Doors, now: Doors) -> Iterator[str]:
    """Yield the columns that are gone, or take less."""
    for name, (kind, may_be_empty, _has_default) in before.columns.items():
        if name not in now.columns:
            yield f"{name} is gone"
        elif now.columns[name][0] != kind:
            yield f"{name} is of another type"
        elif may_be_empty and not now.columns[name][1]:
            yield f"{name} may be empty no more"
    tables = {name.partition(".")[0] for name in before.columns}
    for name, (_kind, may_be_empty, has_default) in now.columns.items():
        was_required = before.columns.get(name, ("", True, True))[1:] == (False, False)
        is_required = not may_be_empty and not has_default
        if name.partition(".")[0] in tables and is_required and not was_required:
            yield f"{name} may be left out no more"


def _kept_out(before: Doors, now: Doors) -> Iterator[str]:
    """Yield what keeps out rows that were taken, and what ON CONFLICT finds no more."""
    for on in before.unique - now.unique:
        yield f"{', '.join(sorted(on))}: unique no more"
    for on in now.unique - before.unique:
        if on <= before.columns.keys() and not any(one <= on for one in before.unique):
            yield f"{', '.join(sorted(on))}: unique now"
    for name in now.bounds.keys() - before.bounds.keys():
        if now.bounds[name] <= before.columns.keys():
            yield f"{name} keeps rows out"


def test_what_closes_a_door_is_seen() -> None:
    x, y = frozenset({"a.x"}), frozenset({"a.y"})
    before = Doors({"a.x": ("text", True, False), "a.y": ("text", False, False)}, frozenset({x, y}))
    now = Doors(
        {"a.x": ("text", False, False), "a.z": ("text", False, False)},
        frozenset({x, frozenset({"a.x", "a.z"})}),
        {"a.c": x},
    )
    assert closed(before, now) == [
        "a.c keeps rows out",
        "a.x may be empty no more",
        "a.x may be left out no more",
        "a.y is gone",
        "a.y: unique no more",
        "a.z may be left out no more",
    ]
    assert closed(before, before) == []


async def shape(url: str) -> set[tuple[str, ...]]:
    """Return every column, index and constraint of a database, each in words."""
    connection = await asyncpg.connect(url)
    rows = await connection.fetch(SHAPE)
    await connection.close()
    return {tuple(row) for row in rows}


@pytest.mark.timeout(600)
async def listed_changes(python: str) -> tuple[int, str]:
    """Return what the migration writer would write after some lines of Python have run."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", f"{python}\nfrom domain.migration_writer import main\n"
        "import sys; sys.argv = ['writer']; raise SystemExit(main())",
        stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    out, _ = await process.communicate()
    return process.returncode or 0, out.decode()


async def test_the_migrations_end_where_the_models_are() -> None:
    assert await listed_changes("") == (0, "No table changes.\n")


async def test_a_new_column_is_written_and_a_reworded_docstring_is_not() -> None:
    changed = (
        "from tortoise import fields\n"
        "from domain.alerts.models import PriceRule\n"
        "PriceRule._meta.add_field('days', fields.SmallIntField(null=True))\n"
        "PriceRule._meta.table_description = 'Otherwise.'\n"
        "PriceRule._meta.fields_map['kind'].description = 'Otherwise.'\n"
    )
    assert await listed_changes(changed) == (1, "AddField PriceRule days\n")


@pytest.mark.timeout(600)
async def test_what_goes_down_comes_up_as_it_was(servers: Servers) -> None:
    """Up by the library's command, down with a row in the tables and up again by ours.

    On the way: the version before reads and writes on the newest schema as it did on its own.
    """
    name = f"often_down_{os.getpid()}"
    admin = await asyncpg.connect(servers.postgres.dsn("postgres"))
    await admin.execute(f"CREATE DATABASE {name}")
    try:
        url = servers.postgres.dsn(name)
        await upgrade_by_tortoise(url)
        before = await shape(url)
        connection = await asyncpg.connect(url)
        for table, given in (ROWS | NEWEST_ROWS).items():
            await put_row(connection, table, given)
        await connection.close()
        await move(url, LOWEST)
        assert await shape(url) != before
        await move(url, VERSION_BEFORE)
        known = await doors(url)
        await move(url)
        assert await shape(url) == before
        assert closed(known, await doors(url)) == []
    finally:
        await admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
        await admin.close()


@pytest.mark.timeout(600)
async def test_two_at_once_on_an_empty_database_are_one_after_the_other(servers: Servers) -> None:
    name = f"often_twice_{os.getpid()}"
    admin = await asyncpg.connect(servers.postgres.dsn("postgres"))
    await admin.execute(f"CREATE DATABASE {name}")
    try:
        url = servers.postgres.dsn(name)
        both = [
            await asyncio.create_subprocess_exec(
                sys.executable, "-m", "domain.migrate", env={**os.environ, "DATABASE_URL": url},
                stderr=asyncio.subprocess.PIPE,
            )
            for _ in range(2)
        ]  # fmt: skip
        for process in both:
            _out, error = await process.communicate()
            assert process.returncode == 0, error.decode()[-500:]
    finally:
        await admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
        await admin.close()
