"""Somebody's trackers as administrators see them, with an immediate check of one."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from domain.administration.audit import Act, Actor, Deed, note
from domain.administration.queries.trackers import owner_of_active, trackers_of
from domain.checks.quarantine import take_up
from domain.checks.queries.watchers import lock_trackables, refresh_watch
from domain.errors import NotFound
from domain.money import Money
from domain.trackers.models import TrackerState
from domain.unit_of_work import Database

MOST_LISTED = 8


@dataclass(frozen=True, slots=True)
class WatchedTracker:
    """A tracker with the newest check. `error` says why it is set aside; `failures` checks in a
    row have failed, the last with the suppliers' `status`.
    """

    tracker_id: int
    name: str
    state: TrackerState
    total: Money | None
    checked_at: datetime | None
    due_at: datetime | None
    error: str | None
    status: str
    failures: int


async def list_trackers(database: Database, user_id: int) -> tuple[WatchedTracker, ...]:
    """Return somebody's trackers, the newest first."""
    return tuple(
        WatchedTracker(
            one.id,
            one.name,
            one.state,
            _money(one.last_total, one.currency),
            one.last_checked_at,
            one.due_at,
            one.error,
            one.status or "",
            one.failures or 0,
        )
        for one in await trackers_of(database, user_id, MOST_LISTED)
    )


def _money(total: Decimal | None, currency: str | None) -> Money | None:
    return None if total is None or currency is None else Money.of(total, currency)


async def check_now(database: Database, actor: Actor, tracker_id: int, now: datetime) -> int:
    """Check everything an active tracker watches now, even what is set aside.

    Returns the tracker's owner. Raises NotFound.
    """
    async with database.transaction() as connection:
        user_id = await owner_of_active(connection, tracker_id)
        if user_id is None:
            raise NotFound("tracker")
        watched = await lock_trackables(connection, [tracker_id])
        await take_up(connection, watched, now)
        await refresh_watch(connection, watched, now)
        deed = Deed(Act.TRACKER_CHECKED, f"tracker:{tracker_id}", after={"things": len(watched)})
        await note(database, actor, deed, now)
    return user_id
