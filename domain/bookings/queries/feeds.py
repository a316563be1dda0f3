"""Calendars, looked up by their secret's hash."""

from datetime import datetime
from typing import NamedTuple

from domain.unit_of_work import Database


class FeedOwner(NamedTuple):
    """A calendar's owner, and their language."""

    id: int
    language: str
    region: str


async def is_feed(database: Database, user_id: int) -> bool:
    """Return whether somebody has a calendar address."""
    found: int | None = await database.fetchval(
        "SELECT 1 FROM calendar_feeds WHERE user_id = $1", user_id
    )
    return found is not None


async def put_feed(database: Database, user_id: int, secret_hash: str, now: datetime) -> None:
    """Set the one secret that opens somebody's calendar."""
    await database.execute(
        """
        INSERT INTO calendar_feeds (user_id, secret_hash, made_at) VALUES ($1, $2, $3)
        ON CONFLICT (user_id) DO UPDATE SET secret_hash = $2, made_at = $3
        """,
        user_id,
        secret_hash,
        now,
    )


async def remove_feed(database: Database, user_id: int) -> None:
    """Revoke the secret of somebody's calendar."""
    await database.execute("DELETE FROM calendar_feeds WHERE user_id = $1", user_id)


async def owner_of_feed(database: Database, secret_hash: str) -> FeedOwner | None:
    """Return the owner of a secret's calendar, None for a banned account too."""
    return await database.fetch_one_as(
        FeedOwner,
        """
        SELECT u.id, u.language, u.region FROM calendar_feeds f JOIN users u ON u.id = f.user_id
        WHERE f.secret_hash = $1 AND u.is_active
        """,
        secret_hash,
    )
