"""The lives of messages that are kept true: locked, told on, ended."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from domain.alerts.living_alerts import Course
from domain.unit_of_work import Database


class Life(NamedTuple):
    """An alert whose message is kept true until `living_until`, and where it stands."""

    id: int
    living_until: datetime
    edited_at: datetime | None
    user_id: int
    chat_id: int
    topic_id: int | None
    language: str
    region: str | None


_LIVES = """
    SELECT a.id, a.living_until, a.edited_at, t.user_id, t.chat_id, t.topic_id, u.language, u.region
    FROM tracker_alerts a JOIN trackers t ON t.id = a.tracker_id JOIN users u ON u.id = t.user_id
"""
# In one order, so that no two who lock several wait for each other.
_LOCKED = "ORDER BY a.id FOR NO KEY UPDATE OF a"


async def lives_by_id(connection: Database, alert_ids: Sequence[int]) -> list[Life]:
    """Lock alerts whose messages live."""
    return await connection.fetch_as(
        Life,
        f"{_LIVES} WHERE a.id = ANY($1::bigint[]) AND a.living_until IS NOT NULL {_LOCKED}",
        list(alert_ids),
    )


async def life_locked(connection: Database, alert_id: int) -> Life | None:
    """Lock an alert whose message lives; None where it does not."""
    lives = await lives_by_id(connection, [alert_id])
    return lives[0] if lives else None


async def lives_of(connection: Database, trackable_ids: Sequence[int]) -> list[Life]:
    """Lock the alerts of trackables whose messages live."""
    return await connection.fetch_as(
        Life,
        f"""
        {_LIVES} WHERE a.trackable_id = ANY($1::bigint[]) AND a.living_until IS NOT NULL {_LOCKED}
        """,
        list(trackable_ids),
    )


async def lives_before(connection: Database, alert_id: int) -> list[Life]:
    """Lock the living alerts that reported the same before one."""
    return await connection.fetch_as(
        Life,
        f"""
        {_LIVES} JOIN tracker_alerts newer ON newer.id = $1
        WHERE a.tracker_id = newer.tracker_id AND a.trackable_id = newer.trackable_id
          AND a.id < newer.id AND a.living_until IS NOT NULL {_LOCKED}
        """,
        alert_id,
    )


async def lives_in(connection: Database, chat_id: int) -> list[Life]:
    """Lock the alerts of a chat whose messages live."""
    return await connection.fetch_as(
        Life,
        f"{_LIVES} WHERE t.chat_id = $1 AND a.living_until IS NOT NULL {_LOCKED}",
        chat_id,
    )


async def is_living(database: Database, alert_id: int) -> bool:
    """Return whether an alert's message is still kept true."""
    lives: bool | None = await database.fetchval(
        "SELECT living_until IS NOT NULL FROM tracker_alerts WHERE id = $1", alert_id
    )
    return bool(lives)


async def next_editions(connection: Database, alert_ids: Sequence[int]) -> dict[int, int]:
    """Count one more edit of each alert's message and return its number."""
    rows = await connection.fetch(
        """
        UPDATE tracker_alerts SET edition = edition + 1 WHERE id = ANY($1::bigint[])
        RETURNING id, edition
        """,
        list(alert_ids),
    )
    return {row["id"]: row["edition"] for row in rows}


async def note_shown(
    connection: Database, alert_id: int, course: Course, total: Decimal, now: datetime
) -> None:
    """Note what an alert's message says since an edit."""
    await connection.execute(
        """
        UPDATE tracker_alerts SET shown_course = $2, shown_total = $3, edited_at = $4 WHERE id = $1
        """,
        alert_id,
        course.value,
        total,
        now,
    )


async def end_lives(connection: Database, alert_ids: Sequence[int]) -> None:
    """Keep messages no longer true."""
    await connection.execute(
        "UPDATE tracker_alerts SET living_until = NULL, edit_due_at = NULL "
        "WHERE id = ANY($1::bigint[])",
        list(alert_ids),
    )
