"""Calendars that open with a secret, by its hash."""

from datetime import datetime
from typing import NamedTuple

from domain.unit_of_work import Database


class FeedOwner(NamedTuple):
    """Whose a calendar is, and how they write."""

    id: int
    language: str
    region: str


async def is_feed(database: Database, user_id: int) -> bool:
    """Say whether somebody's calendar can be read."""
    found: int | None = await database.fetchval(
        "SELECT 1 FROM calendar_feeds WHERE user_id = $1", user_id
    )
    return found is not None


async def put_feed(database: Database, user_id: int, secret_hash: str, now: datetime) -> None:
    """Let a secret, and it alone, open somebody's calendar."""
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
    """Let nothing open somebody's calendar."""
    await database.execute("DELETE FROM calendar_feeds WHERE user_id = $1", user_id)


async def owner_of_feed(database: Database, secret_hash: str) -> FeedOwner | None:
    """Return whose calendar a secret opens, None for a banned account's as well."""
    return await database.fetch_one_as(
        FeedOwner,
        """
        SELECT u.id, u.language, u.region FROM calendar_feeds f JOIN users u ON u.id = f.user_id
        WHERE f.secret_hash = $1 AND u.is_active
        """,
        secret_hash,
    )
