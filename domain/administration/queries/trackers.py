"""Trackers as administrators see them."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from domain.trackers.models import TrackerState
from domain.unit_of_work import Database


class StoredTracker(NamedTuple):
    """A tracker with the newest check; `error` says why it is set aside, `status` how the last
    check ended, and `failures` how many in a row have failed.
    """

    id: int
    name: str
    state: TrackerState
    last_total: Decimal | None
    currency: str | None
    last_checked_at: datetime | None
    due_at: datetime | None
    error: str | None
    status: str | None
    failures: int | None


async def trackers_of(database: Database, user_id: int, most: int) -> list[StoredTracker]:
    """Return somebody's trackers, the newest first."""
    return await database.fetch_as(
        StoredTracker,
        """
        SELECT t.id, t.name, t.state, k.* FROM trackers t
        LEFT JOIN LATERAL (
            SELECT k.last_total, k.currency, k.last_checked_at, k.due_at,
                CASE WHEN k.set_aside_at IS NOT NULL THEN coalesce(k.last_error, '') END AS error,
                k.supplier_status AS status, k.failures
            FROM tracked_items i JOIN trackables k ON k.id = i.trackable_id
            WHERE i.tracker_id = t.id ORDER BY k.last_checked_at DESC NULLS LAST LIMIT 1
        ) k ON true
        WHERE t.user_id = $1 AND t.state <> 'deleted' ORDER BY t.id DESC LIMIT $2
        """,
        user_id,
        most,
    )


class StoredThing(NamedTuple):
    """One thing that a tracker watches; `hotel` None: it is no single hotel's."""

    tracker_id: int
    trackable_id: int
    hotel: str | None
    check_in: date
    check_out: date | None


async def things_of(database: Database, tracker_ids: Sequence[int], most: int) -> list[StoredThing]:
    """Return what trackers watch, of each tracker what was checked last."""
    return await database.fetch_as(
        StoredThing,
        """
        SELECT t.id AS tracker_id, k.* FROM unnest($1::bigint[]) AS t (id)
        CROSS JOIN LATERAL (
            SELECT k.id AS trackable_id, h.name AS hotel, k.check_in, k.check_out
            FROM tracked_items i JOIN trackables k ON k.id = i.trackable_id
            LEFT JOIN hotels h ON h.id = k.hotel_id
            WHERE i.tracker_id = t.id ORDER BY k.last_checked_at DESC NULLS LAST, k.id LIMIT $2
        ) k
        """,
        list(tracker_ids),
        most,
    )


class FailingTracker(NamedTuple):
    """A watched thing whose last checks failed, with the oldest of its active trackers.

    `failures` counts the checks in a row that failed, the last with the suppliers' `status`;
    `error` says why it is set aside.
    """

    id: int
    user_id: int
    name: str
    watchers: int
    failures: int
    status: str
    error: str | None
    set_aside_at: datetime | None
    due_at: datetime | None


_FAILING = "watchers > 0 AND (failures > 0 OR set_aside_at IS NOT NULL)"


async def failing_trackers(database: Database, most: int) -> list[FailingTracker]:
    """Return what fails: what is set aside first, then by failures in a row."""
    return await database.fetch_as(
        FailingTracker,
        f"""
        SELECT t.id, t.user_id, t.name, k.watchers, k.failures, k.status, k.error,
            k.set_aside_at, k.due_at
        FROM (
            SELECT id, watchers, greatest(failures, own_failures, 1) AS failures,
                supplier_status AS status,
                CASE WHEN set_aside_at IS NOT NULL THEN coalesce(last_error, '') END AS error,
                set_aside_at, due_at
            FROM trackables WHERE {_FAILING}
            ORDER BY set_aside_at IS NULL, greatest(failures, own_failures) DESC, id LIMIT $1
        ) k CROSS JOIN LATERAL (
            SELECT t.id, t.user_id, t.name
            FROM tracked_items i JOIN trackers t ON t.id = i.tracker_id
            WHERE i.trackable_id = k.id AND t.state = 'active' ORDER BY t.id LIMIT 1
        ) t
        ORDER BY k.set_aside_at IS NULL, k.failures DESC, t.id
        """,
        most,
    )


async def count_failing(database: Database) -> int:
    """Return how many watched things fail."""
    count: int = await database.fetchval(f"SELECT count(*) FROM trackables WHERE {_FAILING}")
    return count


async def owner_of_active(database: Database, tracker_id: int) -> int | None:
    """Return an active tracker's owner, or None."""
    user_id: int | None = await database.fetchval(
        "SELECT user_id FROM trackers WHERE id = $1 AND state = 'active'", tracker_id
    )
    return user_id


class Checks(NamedTuple):
    """How many things are due to be checked, and how many are set aside although watched."""

    due: int
    set_aside: int


async def count_checks(database: Database, now: datetime) -> Checks:
    """Return how many checks are due or set aside."""
    (checks,) = await database.fetch_as(
        Checks,
        """
        SELECT count(*) FILTER (WHERE due_at <= $1) AS due,
               count(*) FILTER (WHERE set_aside_at IS NOT NULL AND watchers > 0) AS set_aside
        FROM trackables
        """,
        now,
    )
    return checks


class _Counted(NamedTuple):
    """A state, and how many trackers are in it."""

    state: str
    number: int


async def count_by_state(database: Database) -> dict[str, int]:
    """Return how many trackers are in each state."""
    rows = await database.fetch_as(
        _Counted, "SELECT state, count(*) AS number FROM trackers GROUP BY state"
    )
    return {row.state: row.number for row in rows}
