"""A tracker's settings, each on its own."""

from datetime import datetime
from typing import Literal, NamedTuple

from domain.checks.cadence import Frequency
from domain.trackers.models import TrackerState
from domain.unit_of_work import Database

Silence = Literal["snoozed_until", "muted_until"]


class Owned(NamedTuple):
    """A tracker, its owner, and the chat that it reports to."""

    id: int
    user_id: int
    chat_id: int | None


async def tracker_that_told(database: Database, alert_id: int) -> Owned | None:
    """Return the tracker that made an alert."""
    return await database.fetch_one_as(
        Owned,
        """
        SELECT t.id, t.user_id, t.chat_id FROM tracker_alerts a
        JOIN trackers t ON t.id = a.tracker_id WHERE a.id = $1
        """,
        alert_id,
    )


async def tracker_by_token(database: Database, token: str) -> Owned | None:
    """Return the tracker behind a shared token, unless it is deleted."""
    return await database.fetch_one_as(
        Owned,
        "SELECT id, user_id, chat_id FROM trackers WHERE share_token = $1 AND state <> $2",
        token,
        TrackerState.DELETED.value,
    )


async def is_own(database: Database, tracker_id: int, user_id: int) -> bool:
    """Return whether a tracker is somebody's."""
    own: bool = await database.fetchval(
        "SELECT EXISTS (SELECT FROM trackers WHERE id = $1 AND user_id = $2)", tracker_id, user_id
    )
    return own


async def is_active(database: Database, tracker_id: int) -> bool:
    """Return whether a tracker is active."""
    active: bool | None = await database.fetchval(
        "SELECT state = 'active' FROM trackers WHERE id = $1", tracker_id
    )
    return bool(active)


async def keep_silent(
    database: Database, tracker_id: int, silence: Silence, until: datetime | None, now: datetime
) -> None:
    """Set until when a tracker is quiet; None: it is not."""
    await database.execute(
        f"UPDATE trackers SET {silence} = $2, changed_at = $3 WHERE id = $1",
        tracker_id,
        until,
        now,
    )


async def note_frequency(
    database: Database,
    tracker_id: int,
    frequency: Frequency,
    now: datetime,
    custom_seconds: int | None = None,
) -> None:
    """Set how often a tracker's prices are checked."""
    await database.execute(
        "UPDATE trackers SET frequency = $2, custom_seconds = $3, changed_at = $4 WHERE id = $1",
        tracker_id,
        frequency.value,
        custom_seconds,
        now,
    )


async def note_name(database: Database, tracker_id: int, name: str, now: datetime) -> None:
    """Set a tracker's name."""
    await database.execute(
        "UPDATE trackers SET name = $2, changed_at = $3 WHERE id = $1", tracker_id, name, now
    )


async def note_end(database: Database, tracker_id: int, ends_at: datetime, now: datetime) -> None:
    """Set when a tracker ends."""
    await database.execute(
        "UPDATE trackers SET ends_at = $2, changed_at = $3 WHERE id = $1", tracker_id, ends_at, now
    )


async def note_topic(database: Database, tracker_id: int, topic_id: int | None) -> None:
    """Set the topic of its group that a tracker reports to."""
    await database.execute("UPDATE trackers SET topic_id = $2 WHERE id = $1", tracker_id, topic_id)


async def keep_token(database: Database, tracker_id: int, token: str) -> str:
    """Store a token for a tracker, unless it has one, and return the one in force."""
    kept: str = await database.fetchval(
        """
        UPDATE trackers SET share_token = coalesce(share_token, $2) WHERE id = $1
        RETURNING share_token
        """,
        tracker_id,
        token,
    )
    return kept


async def forget_token(database: Database, tracker_id: int) -> None:
    """Remove a tracker's token."""
    await database.execute("UPDATE trackers SET share_token = NULL WHERE id = $1", tracker_id)


async def same_rule(
    database: Database, tracker_id: int, kind: str, sizes: tuple[object, object, object]
) -> int | None:
    """Return a tracker's rule of a kind with those amounts: percent, amount, target."""
    found: int | None = await database.fetchval(
        """
        SELECT id FROM price_rules
        WHERE tracker_id = $1 AND is_active AND set_aside_at IS NULL AND kind = $2
          AND percent IS NOT DISTINCT FROM $3 AND amount IS NOT DISTINCT FROM $4
          AND target IS NOT DISTINCT FROM $5
        """,
        tracker_id,
        kind,
        *sizes,
    )
    return found


async def unseen_since(database: Database, tracker_id: int, moment: datetime) -> list[int]:
    """Return a tracker's things that were not checked since."""
    return await database.fetch_column(
        """
        SELECT k.id FROM tracked_items i JOIN trackables k ON k.id = i.trackable_id
        WHERE i.tracker_id = $1 AND k.due_at IS NOT NULL
          AND (k.last_observed_at IS NULL OR k.last_observed_at < $2)
        """,
        tracker_id,
        moment,
    )
