"""Moves rows from one account to another, for any table."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from domain.accounts.models import Role
from domain.unit_of_work import Database


class OwnedTable(NamedTuple):
    """A table, its column that names an account, and its primary key."""

    table: str
    column: str
    key: str


async def owned_tables(database: Database) -> set[tuple[str, str]]:
    """Return every table and column with a foreign key to an account."""
    rows = await database.fetch(
        """
        SELECT c.conrelid::regclass::text AS name, a.attname AS column_name
        FROM pg_constraint c
        JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
        WHERE c.contype = 'f' AND c.confrelid = 'users'::regclass
        """
    )
    return {(row["name"], row["column_name"]) for row in rows}


async def primary_keys(database: Database, tables: Sequence[str]) -> dict[str, str]:
    """Return the primary key of each table that has a single-column one."""
    rows = await database.fetch(
        """
        SELECT i.indrelid::regclass::text AS name, a.attname AS key
        FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
        WHERE i.indisprimary AND i.indrelid::regclass::text = ANY($1::text[]) AND i.indnkeyatts = 1
        """,
        list(tables),
    )
    return {row["name"]: row["key"] for row in rows}


async def change_owner(
    connection: Database, owned: OwnedTable, giver: int, taker: int, only: list[int] | None
) -> list[int]:
    """Change the owner of a table's rows (only the given ones, if any); return their keys.

    Raises asyncpg's UniqueViolationError if the receiver already has one of them.
    """
    which = "" if only is None else f" AND {owned.key} = ANY($3::bigint[])"
    values = (taker, giver) if only is None else (taker, giver, only)
    return await connection.fetch_column(
        f"UPDATE {owned.table} SET {owned.column} = $1 WHERE {owned.column} = $2{which} "
        f"RETURNING {owned.key}",
        *values,
    )


async def keys_of(database: Database, owned: OwnedTable, user_id: int) -> list[int]:
    """Return the keys of an account's rows."""
    return await database.fetch_column(
        f"SELECT {owned.key} FROM {owned.table} WHERE {owned.column} = $1", user_id
    )


async def give_one(connection: Database, owned: OwnedTable, row_id: int, taker: int) -> None:
    """Change the owner of one row."""
    await connection.execute(
        f"UPDATE {owned.table} SET {owned.column} = $1 WHERE {owned.key} = $2", taker, row_id
    )


async def drop_one(database: Database, owned: OwnedTable, row_id: int) -> dict[str, Any]:
    """Remove one row, and return it."""
    row: dict[str, Any] = await database.fetchval(
        f"DELETE FROM {owned.table} AS gone WHERE {owned.key} = $1 RETURNING to_jsonb(gone)", row_id
    )
    return row


async def restore_one(connection: Database, table: str, row: dict[str, Any]) -> None:
    """Put back a removed row, unless there is one in its place.

    Raises asyncpg's ForeignKeyViolationError if what it was about is gone.
    """
    await connection.execute(
        f"INSERT INTO {table} SELECT * FROM jsonb_populate_record(NULL::{table}, $1) "
        "ON CONFLICT DO NOTHING",
        row,
    )


async def copy_columns(database: Database, columns: Sequence[str], giver: int, taker: int) -> None:
    """Copy columns from one account to another."""
    written = ", ".join(f"{name} = g.{name}" for name in columns)
    await database.execute(
        f"UPDATE users t SET {written} FROM users g WHERE t.id = $2 AND g.id = $1", giver, taker
    )


async def join_conversations(database: Database, giver: int, taker: int) -> None:
    """If both have waiting support threads, move the giver's messages into the receiver's."""
    await database.execute(
        """
        WITH open AS (
            SELECT g.id AS old, t.id AS new FROM support_threads g, support_threads t
            WHERE g.user_id = $1 AND t.user_id = $2 AND g.state <> 'closed' AND t.state <> 'closed'
        ), moved AS (
            UPDATE support_messages m SET thread_id = o.new FROM open o WHERE m.thread_id = o.old
        ), waiting AS (
            UPDATE support_threads t SET state = 'waiting' FROM open o
            WHERE t.id = o.new AND (SELECT state FROM support_threads WHERE id = o.old) = 'waiting'
        )
        UPDATE support_threads g SET state = 'closed', closed_at = now() FROM open o
        WHERE g.id = o.old
        """,
        giver,
        taker,
    )


async def lend_role(database: Database, giver: int, taker: int) -> bool:
    """Move an administrator's role along with their chat; return whether it moved."""
    lent: int | None = await database.fetchval(
        """
        UPDATE users t SET role = g.role FROM users g
        WHERE t.id = $2 AND g.id = $1 AND g.role = $3 AND t.role <> g.role RETURNING t.id
        """,
        giver,
        taker,
        Role.ADMIN.value,
    )
    if lent is not None:
        await database.execute(
            "UPDATE users SET role = $2 WHERE id = $1", giver, Role.TRAVELLER.value
        )
    return lent is not None


async def give_role_back(database: Database, giver: int, taker: int) -> None:
    """Give the administrator role back."""
    await database.execute(
        "UPDATE users SET role = CASE id WHEN $1 THEN $3 ELSE $4 END WHERE id IN ($1, $2)",
        giver,
        taker,
        Role.TRAVELLER.value,
        Role.ADMIN.value,
    )


async def lock_accounts(connection: Database, *user_ids: int) -> None:
    """Lock accounts, so that nothing new starts for any of them."""
    await connection.execute(
        "SELECT FROM users WHERE id = ANY($1::bigint[]) ORDER BY id FOR UPDATE", list(user_ids)
    )
