"""Somebody's trackers as administrators see them, and having one look at once."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from domain.administration.audit import Act, Actor, Deed, note
from domain.checks.queries.watchers import lock_trackables, refresh_watch
from domain.checks.set_aside import take_up
from domain.errors import NotFound
from domain.money import Money
from domain.trackers.models import TrackerState
from domain.unit_of_work import Database

MOST_LISTED = 8


@dataclass(frozen=True, slots=True)
class WatchedTracker:
    """A tracker with the newest of what it watches. `error` says why it is set aside."""

    tracker_id: int
    name: str
    state: TrackerState
    total: Money | None
    checked_at: datetime | None
    due_at: datetime | None
    error: str | None


async def list_trackers(database: Database, user_id: int) -> tuple[WatchedTracker, ...]:
    """Return somebody's trackers, the newest first."""
    rows = await database.fetch(
        """
        SELECT t.id, t.name, t.state, k.* FROM trackers t
        LEFT JOIN LATERAL (
            SELECT k.last_total, k.currency, k.last_checked_at, k.due_at,
                CASE WHEN k.set_aside_at IS NOT NULL THEN coalesce(k.last_error, '') END AS error
            FROM tracked_items i JOIN trackables k ON k.id = i.trackable_id
            WHERE i.tracker_id = t.id ORDER BY k.last_checked_at DESC NULLS LAST LIMIT 1
        ) k ON true
        WHERE t.user_id = $1 AND t.state <> 'deleted' ORDER BY t.id DESC LIMIT $2
        """,
        user_id,
        MOST_LISTED,
    )
    return tuple(
        WatchedTracker(
            row["id"],
            row["name"],
            TrackerState(row["state"]),
            _money(row["last_total"], row["currency"]),
            row["last_checked_at"],
            row["due_at"],
            row["error"],
        )
        for row in rows
    )


def _money(total: Decimal | None, currency: str | None) -> Money | None:
    return None if total is None or currency is None else Money.of(total, currency)


async def check_now(database: Database, actor: Actor, tracker_id: int, now: datetime) -> int:
    """Have all that an active tracker watches checked at once, also what is set aside.

    Returns whose tracker it is. Raises NotFound.
    """
    async with database.transaction() as connection:
        user_id: int | None = await connection.fetchval(
            "SELECT user_id FROM trackers WHERE id = $1 AND state = 'active'", tracker_id
        )
        if user_id is None:
            raise NotFound("tracker")
        watched = await lock_trackables(connection, [tracker_id])
        await take_up(connection, watched, now)
        await refresh_watch(connection, watched, now)
        deed = Deed(Act.TRACKER_CHECKED, f"tracker:{tracker_id}", after={"things": len(watched)})
        await note(database, actor, deed, now)
    return user_id
