"""Who is behind a private chat: asked before every answer."""

from datetime import datetime
from typing import NamedTuple

from domain.accounts.models import PictureStyle, Role
from domain.unit_of_work import Database


class ChatAccount(NamedTuple):
    """An account as its private chat brings it along."""

    id: int
    email: str | None
    username: str | None
    first_name: str
    language: str
    language_code: str
    region: str
    currency: str
    nationality: str
    time_zone: str
    role: Role
    picture_style: PictureStyle
    home_airport: str | None
    home_told: bool
    is_active: bool
    last_seen_at: datetime
    is_reachable: bool


async def account_behind(database: Database, chat_id: int) -> ChatAccount | None:
    """Return the account of a private chat, None for a new chat and for a group."""
    return await database.fetch_one_as(
        ChatAccount,
        """
        SELECT u.id, u.email, u.username, u.first_name, u.language, u.language_code, u.region,
            u.currency, u.nationality, u.time_zone, u.role, u.picture_style, u.home_airport,
            u.home_told, u.is_active, u.last_seen_at, c.is_reachable
        FROM chats c JOIN users u ON u.id = c.user_id WHERE c.id = $1
        """,
        chat_id,
    )
