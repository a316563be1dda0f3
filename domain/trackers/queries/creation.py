"""New trackers."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from domain.checks.cadence import Frequency
from domain.prices.models import TrackableKind
from domain.trackers.models import TrackerState
from domain.unit_of_work import Database


class Begun(NamedTuple):
    """An existing tracker that matches a wish."""

    id: int
    state: TrackerState


async def lock_owner(connection: Database, user_id: int) -> None:
    """Serialise one traveller's wishes: a double tap finds the first one's tracker."""
    await connection.execute("SELECT id FROM users WHERE id = $1 FOR UPDATE", user_id)


async def begun_by(connection: Database, request_key: str) -> Begun | None:
    """Return the tracker that matches a wish."""
    return await connection.fetch_one_as(
        Begun, "SELECT id, state FROM trackers WHERE request_key = $1", request_key
    )


async def forget_wish(connection: Database, request_key: str) -> None:
    """Detach the tracker that matched a wish."""
    await connection.execute("DELETE FROM trackers WHERE request_key = $1", request_key)


async def count_living(connection: Database, user_id: int) -> int:
    """Return how many active or paused trackers somebody has."""
    count: int = await connection.fetchval(
        "SELECT count(*) FROM trackers WHERE user_id = $1 AND state IN ('active', 'paused')",
        user_id,
    )
    return count


async def lock_known(connection: Database, fingerprints: Sequence[str]) -> None:
    """Lock existing trackables, in the order in which recording locks."""
    await connection.execute(
        "SELECT id FROM trackables WHERE fingerprint = ANY($1::text[]) ORDER BY id FOR UPDATE",
        list(fingerprints),
    )


async def insert_tracker(
    connection: Database,
    user_id: int,
    chat_id: int | None,
    kind: TrackableKind,
    name: str,
    frequency: Frequency,
    custom_seconds: int | None,
    ends_at: datetime,
    request_key: str,
    cluster_id: int | None,
    now: datetime,
) -> int:
    """Store an active tracker and return its id."""
    tracker_id: int = await connection.fetchval(
        """
        INSERT INTO trackers (user_id, chat_id, kind, name, state, frequency, ends_at,
                              request_key, created_at, changed_at, custom_seconds, cluster_id)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, $10, $11) RETURNING id
        """,
        user_id,
        chat_id,
        kind.value,
        name,
        TrackerState.ACTIVE.value,
        frequency.value,
        ends_at,
        request_key,
        now,
        custom_seconds,
        cluster_id,
    )
    return tracker_id
