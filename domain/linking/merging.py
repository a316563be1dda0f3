"""What two accounts have, made one: nothing lost, nothing twice.

Every table that names an account by a foreign key goes over with its rows, so that a table of
tomorrow is not forgotten; the few that stay behind, and those with rules of their own, are named
here. The account that gave stays as an empty shell, which the chat gets back when it is unlinked.
"""

from collections import Counter
from dataclasses import dataclass
from typing import Any

import asyncpg

from domain.accounts.models import Role
from domain.app import App
from domain.trackers.handover import HandedOver, hand_back, hand_over

# What is of the account itself: who is signed in to it, how it is linked, and who is told of it:
# whoever has somebody's chat linked must not hear of all that the other account has.
STAYING = frozenset(
    {
        "api_keys", "api_replays", "chat_links", "email_codes", "event_hooks", "link_requests",
        "sessions",
    }
)  # fmt: skip
# These go over by rules of their own.
BY_RULES = frozenset({"chats", "trackers", "tracker_folders"})
WISHES = (
    "language", "language_code", "region", "home_told", "currency", "nationality", "time_zone",
    "home_airport", "quiet_from", "quiet_until", "digest_hour", "alerts_a_day", "picture_style",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Brought:
    """What came from one account to another: rows by table, trackers, and whether the role."""

    rows: dict[str, list[int]]
    trackers: HandedOver
    has_role: bool = False

    @property
    def counts(self) -> dict[str, int]:
        """Return what its owner is told of."""
        folded = len(self.trackers.folded)
        told = Counter(
            trackers=len(self.trackers.trackers) - folded,
            folded=folded,
            bookings=len(self.rows.get("universal_bookings.user_id", ())),
            searches=len(self.rows.get("searches.user_id", ())),
        )
        return {name: count for name, count in told.items() if count}

    def as_json(self) -> dict[str, Any]:
        """Return it as it is kept."""
        return {
            "rows": self.rows,
            "trackers": list(self.trackers.trackers),
            "folded": [list(one) for one in self.trackers.folded],
            "role": self.has_role,
        }

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Brought":
        """Return what was kept."""
        folded = tuple((int(one), str(state)) for one, state in kept["folded"])
        return cls(kept["rows"], HandedOver(tuple(kept["trackers"]), folded), kept["role"])


async def merge(app: App, giver: int, taker: int) -> Brought:
    """Bring all that one account has to another. Takes part in a unit of work."""
    await _lock(app, giver, taker)
    trackers = await hand_over(app, giver, taker)
    await _join_conversations(app, giver, taker)
    rows: dict[str, list[int]] = {}
    for table, column, key in await _tables(app):
        moved = await _move(app, table, column, key, giver, taker)
        if moved:
            rows[f"{table}.{column}"] = moved
    return Brought(rows, trackers, await _lend_role(app, giver, taker))


async def part(app: App, giver: int, taker: int, chat_id: int, brought: Brought) -> Brought:
    """Give back to a chat's own account what came with the chat, and what is told in it."""
    await _lock(app, giver, taker)
    ids = await hand_back(app, giver, taker, chat_id, brought.trackers)
    back: dict[str, list[int]] = {}
    for table, column, key in await _tables(app):
        came = brought.rows.get(f"{table}.{column}")
        if came:
            back[f"{table}.{column}"] = await _move(app, table, column, key, giver, taker, came)
    if brought.has_role:
        await app.pool.execute(
            "UPDATE users SET role = CASE id WHEN $1 THEN $3 ELSE $4 END WHERE id IN ($1, $2)",
            giver,
            taker,
            Role.TRAVELLER.value,
            Role.ADMIN.value,
        )
    return Brought(back, HandedOver(ids), brought.has_role)


async def share_wishes(app: App, giver: int, taker: int) -> None:
    """Give an account the other's settings."""
    columns = ", ".join(f"{name} = g.{name}" for name in WISHES)
    await app.pool.execute(
        f"UPDATE users t SET {columns} FROM users g WHERE t.id = $2 AND g.id = $1", giver, taker
    )


async def owned_tables(app: App) -> set[tuple[str, str]]:
    """Return every table and column that names an account by a foreign key."""
    rows = await app.pool.fetch(
        """
        SELECT c.conrelid::regclass::text AS name, a.attname AS column_name
        FROM pg_constraint c
        JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
        WHERE c.contype = 'f' AND c.confrelid = 'users'::regclass
        """
    )
    return {(row["name"], row["column_name"]) for row in rows}


async def _tables(app: App) -> list[tuple[str, str, str]]:
    """Return table, column and primary key of what goes over as it is."""
    owned = await owned_tables(app)
    rows = await app.pool.fetch(
        """
        SELECT i.indrelid::regclass::text AS name, a.attname AS key
        FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
        WHERE i.indisprimary AND i.indrelid::regclass::text = ANY($1::text[]) AND i.indnkeyatts = 1
        """,
        [table for table, _column in owned],
    )
    keys = {row["name"]: row["key"] for row in rows}
    return sorted(
        (table, column, keys[table])
        for table, column in owned
        if table not in STAYING | BY_RULES and table in keys
    )


async def _join_conversations(app: App, giver: int, taker: int) -> None:
    """Where both wait for support, what the giver wrote goes on in the taker's conversation."""
    await app.pool.execute(
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


async def _move(
    app: App, table: str, column: str, key: str, giver: int, taker: int,
    only: list[int] | None = None,
) -> list[int]:  # fmt: skip
    """Change the owner of a table's rows, and return their keys.

    What the taker has already (a vote of the same person) is not there twice: the giver's goes.
    """
    which = "" if only is None else f" AND {key} = ANY($3::bigint[])"
    values = (taker, giver) if only is None else (taker, giver, only)
    statement = f"UPDATE {table} SET {column} = $1 WHERE {column} = $2{which} RETURNING {key}"
    try:
        async with app.pool.transaction():
            return [row[0] for row in await app.pool.fetch(statement, *values)]
    except asyncpg.UniqueViolationError:
        return await _move_singly(app, table, column, key, giver, taker, only)


async def _move_singly(
    app: App, table: str, column: str, key: str, giver: int, taker: int, only: list[int] | None
) -> list[int]:
    moved = []
    rows = await app.pool.fetch(f"SELECT {key} FROM {table} WHERE {column} = $1", giver)
    for (row_id,) in rows:
        if only is not None and row_id not in only:
            continue
        try:
            async with app.pool.transaction():
                await app.pool.execute(
                    f"UPDATE {table} SET {column} = $1 WHERE {key} = $2", taker, row_id
                )
            moved.append(row_id)
        except asyncpg.UniqueViolationError:
            await app.pool.execute(f"DELETE FROM {table} WHERE {key} = $1", row_id)
    return moved


async def _lend_role(app: App, giver: int, taker: int) -> bool:
    """Let an administrator's chat bring the role along; say whether it did."""
    lent = await app.pool.fetchval(
        """
        UPDATE users t SET role = g.role FROM users g
        WHERE t.id = $2 AND g.id = $1 AND g.role = $3 AND t.role <> g.role RETURNING t.id
        """,
        giver,
        taker,
        Role.ADMIN.value,
    )
    if lent is not None:
        await app.pool.execute(
            "UPDATE users SET role = $2 WHERE id = $1", giver, Role.TRAVELLER.value
        )
    return lent is not None


async def _lock(app: App, *users: int) -> None:
    """Hold both accounts, so that nothing is begun for either meanwhile."""
    await app.pool.execute(
        "SELECT FROM users WHERE id = ANY($1::bigint[]) ORDER BY id FOR UPDATE", list(users)
    )
