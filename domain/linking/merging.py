"""What two accounts have, made one: nothing lost, nothing twice.

Every table that names an account by a foreign key goes over with its rows, so that a table of
tomorrow is not forgotten; the few that stay behind, and those with rules of their own, are named
here. The account that gave stays as an empty shell, which the chat gets back when it is unlinked.
"""

from collections import Counter
from dataclasses import dataclass
from typing import Any

import asyncpg

from domain.app import App
from domain.linking.queries.merging import (
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
)
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
    await lock_accounts(app.pool, giver, taker)
    trackers = await hand_over(app, giver, taker)
    await join_conversations(app.pool, giver, taker)
    rows: dict[str, list[int]] = {}
    for table, column, key in await _tables(app):
        moved = await _move(app, table, column, key, giver, taker)
        if moved:
            rows[f"{table}.{column}"] = moved
    return Brought(rows, trackers, await lend_role(app.pool, giver, taker))


async def part(app: App, giver: int, taker: int, chat_id: int, brought: Brought) -> Brought:
    """Give back to a chat's own account what came with the chat, and what is told in it."""
    await lock_accounts(app.pool, giver, taker)
    ids = await hand_back(app, giver, taker, chat_id, brought.trackers)
    back: dict[str, list[int]] = {}
    for table, column, key in await _tables(app):
        came = brought.rows.get(f"{table}.{column}")
        if came:
            back[f"{table}.{column}"] = await _move(app, table, column, key, giver, taker, came)
    if brought.has_role:
        await give_role_back(app.pool, giver, taker)
    return Brought(back, HandedOver(ids), brought.has_role)


async def share_wishes(app: App, giver: int, taker: int) -> None:
    """Give an account the other's settings."""
    await copy_columns(app.pool, WISHES, giver, taker)


async def _tables(app: App) -> list[tuple[str, str, str]]:
    """Return table, column and primary key of what goes over as it is."""
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
) -> list[int]:  # fmt: skip
    """Change the owner of a table's rows, and return their keys.

    What the taker has already (a vote of the same person) is not there twice: the giver's goes.
    """
    owned = OwnedTable(table, column, key)
    try:
        async with app.pool.transaction() as connection:
            return await change_owner(connection, owned, giver, taker, only)
    except asyncpg.UniqueViolationError:
        return await _move_singly(app, owned, giver, taker, only)


async def _move_singly(
    app: App, owned: OwnedTable, giver: int, taker: int, only: list[int] | None
) -> list[int]:
    moved = []
    for row_id in await keys_of(app.pool, owned, giver):
        if only is not None and row_id not in only:
            continue
        try:
            async with app.pool.transaction() as connection:
                await give_one(connection, owned, row_id, taker)
            moved.append(row_id)
        except asyncpg.UniqueViolationError:
            await drop_one(app.pool, owned, row_id)
    return moved
