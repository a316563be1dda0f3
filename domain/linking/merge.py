"""Merges what two accounts have: nothing lost, nothing duplicated.

Every table with a foreign key to an account is moved, so that a future table is not forgotten; the
few that stay behind, and those with special rules, are named here. The giving account remains as an
empty shell, which the chat gets back when it is unlinked.
"""

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import asyncpg

from domain.app import App
from domain.linking.queries.merge import (
    OwnedTable,
    change_owner,
    copy_columns,
    drop_one,
    give_one,
    give_role_back,
    join_conversations,
    keys_of,
    lend_role,
    lock_accounts,
    owned_tables,
    primary_keys,
    restore_one,
)
from domain.trackers.handover import HandedOver, hand_back, hand_over

# These belong to the account itself: its sign-ins, its links, and its recipients: whoever linked
# somebody's chat must not be sent everything that the other account has.
STAYING = frozenset(
    {
        "api_keys", "api_replays", "chat_links", "email_codes", "event_hooks", "link_requests",
        "sessions",
    }
)  # fmt: skip
# These are moved by special rules.
BY_RULES = frozenset({"chats", "trackers", "tracker_folders"})
WISHES = (
    "language", "language_code", "region", "home_told", "currency", "nationality", "time_zone",
    "home_airport", "quiet_from", "quiet_until", "digest_hour", "alerts_a_day", "picture_style",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Brought:
    """What moved from one account to another: rows by table, trackers, and whether the role
    moved. `dropped` are the rows, by table, in whose place the receiver had their own.
    """

    rows: dict[str, list[int]]
    trackers: HandedOver
    has_role: bool = False
    dropped: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    @property
    def counts(self) -> dict[str, int]:
        """Return the counts reported to its owner."""
        folded = len(self.trackers.folded)
        told = Counter(
            trackers=len(self.trackers.trackers) - folded,
            folded=folded,
            bookings=len(self.rows.get("universal_bookings.user_id", ())),
            searches=len(self.rows.get("searches.user_id", ())),
            folders=self.trackers.folders,
            group_hotels=len(self.rows.get("group_hotels.user_id", ())),
            group_votes=len(self.rows.get("group_votes.user_id", ())),
        )
        return {name: count for name, count in told.items() if count}

    def as_json(self) -> dict[str, Any]:
        """Return it in stored form."""
        return {
            "rows": self.rows,
            "trackers": list(self.trackers.trackers),
            "folded": [list(one) for one in self.trackers.folded],
            "role": self.has_role,
            "dropped": self.dropped,
        }

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Brought":
        """Return it from stored form."""
        folded = tuple((int(one), str(state)) for one, state in kept["folded"])
        trackers = HandedOver(tuple(kept["trackers"]), folded)
        return cls(kept["rows"], trackers, kept["role"], kept.get("dropped", {}))


async def merge(app: App, giver: int, taker: int) -> Brought:
    """Move everything from one account to another. Joins a unit of work."""
    await lock_accounts(app.pool, giver, taker)
    trackers = await hand_over(app, giver, taker)
    await join_conversations(app.pool, giver, taker)
    rows: dict[str, list[int]] = {}
    dropped: dict[str, list[dict[str, Any]]] = {}
    for table, column, key in await _tables(app):
        moved, gone = await _move(app, table, column, key, giver, taker)
        if moved:
            rows[f"{table}.{column}"] = moved
        if gone:
            dropped[table] = dropped.get(table, []) + gone
    return Brought(rows, trackers, await lend_role(app.pool, giver, taker), dropped)


async def part(app: App, giver: int, taker: int, chat_id: int, brought: Brought) -> Brought:
    """Give back to a chat's own account what came with the chat, and what reports to it."""
    await lock_accounts(app.pool, giver, taker)
    ids = await hand_back(app, giver, taker, chat_id, brought.trackers)
    back: dict[str, list[int]] = {}
    for table, column, key in await _tables(app):
        came = brought.rows.get(f"{table}.{column}")
        if came:
            moved, _gone = await _move(app, table, column, key, giver, taker, came)
            back[f"{table}.{column}"] = moved
    await _restore(app, brought.dropped)
    if brought.has_role:
        await give_role_back(app.pool, giver, taker)
    return Brought(back, HandedOver(ids), brought.has_role)


async def share_wishes(app: App, giver: int, taker: int) -> None:
    """Copy an account's settings to the other."""
    await copy_columns(app.pool, WISHES, giver, taker)


async def _tables(app: App) -> list[tuple[str, str, str]]:
    """Return table, column and primary key of what is moved as is."""
    owned = await owned_tables(app.pool)
    keys = await primary_keys(app.pool, [table for table, _column in owned])
    return sorted(
        (table, column, keys[table])
        for table, column in owned
        if table not in STAYING | BY_RULES and table in keys
    )


async def _move(
    app: App, table: str, column: str, key: str, giver: int, taker: int,
    only: list[int] | None = None,
) -> tuple[list[int], list[dict[str, Any]]]:  # fmt: skip
    """Change the owner of a table's rows; return their keys, and the rows that were dropped.

    If the receiver already has an equivalent row (a vote by the same person), the giver's is
    dropped.
    """
    owned = OwnedTable(table, column, key)
    try:
        async with app.pool.transaction() as connection:
            return await change_owner(connection, owned, giver, taker, only), []
    except asyncpg.UniqueViolationError:
        return await _move_singly(app, owned, giver, taker, only)


async def _move_singly(
    app: App, owned: OwnedTable, giver: int, taker: int, only: list[int] | None
) -> tuple[list[int], list[dict[str, Any]]]:
    moved, dropped = [], []
    for row_id in await keys_of(app.pool, owned, giver):
        if only is not None and row_id not in only:
            continue
        try:
            async with app.pool.transaction() as connection:
                await give_one(connection, owned, row_id, taker)
            moved.append(row_id)
        except asyncpg.UniqueViolationError:
            dropped.append(await drop_one(app.pool, owned, row_id))
    return moved, dropped


async def _restore(app: App, dropped: dict[str, list[dict[str, Any]]]) -> None:
    """Put back what was dropped, but what is about something that is no more."""
    for table, rows in dropped.items():
        for row in rows:
            with suppress(asyncpg.ForeignKeyViolationError):
                async with app.pool.transaction() as connection:
                    await restore_one(connection, table, row)
