"""Groups' settings."""

from datetime import datetime
from typing import NamedTuple

from domain.accounts.models import TrackingBy
from domain.unit_of_work import Database


class GroupSettings(NamedTuple):
    """A group's language and currency, and who may have a hotel tracked for all."""

    language: str | None
    currency: str | None
    tracking_by: TrackingBy


async def group_settings(database: Database, chat_id: int) -> GroupSettings | None:
    """Return a group's settings."""
    return await database.fetch_one_as(
        GroupSettings,
        "SELECT language, currency, tracking_by FROM group_settings WHERE chat_id = $1",
        chat_id,
    )


async def keep_group_settings(
    database: Database, chat_id: int, chosen: GroupSettings, now: datetime
) -> None:
    """Store a group's settings."""
    await database.execute(
        """
        INSERT INTO group_settings (chat_id, language, currency, tracking_by, changed_at)
        VALUES ($1, $2, $3, $4, $5) ON CONFLICT (chat_id) DO UPDATE
        SET language = $2, currency = $3, tracking_by = $4, changed_at = $5
        """,
        chat_id,
        chosen.language,
        chosen.currency,
        chosen.tracking_by.value,
        now,
    )


async def follow_group(connection: Database, old_id: int, new_id: int) -> None:
    """Move a group's account and settings to the supergroup that it has become."""
    await connection.execute(
        """
        UPDATE users SET group_chat_id = $2 WHERE group_chat_id = $1
          AND NOT EXISTS (SELECT FROM users WHERE group_chat_id = $2)
        """,
        old_id,
        new_id,
    )
    await connection.execute(
        """
        UPDATE group_settings SET chat_id = $2 WHERE chat_id = $1
          AND NOT EXISTS (SELECT FROM group_settings WHERE chat_id = $2)
        """,
        old_id,
        new_id,
    )
