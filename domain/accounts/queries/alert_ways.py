"""Where alerts go."""

from domain.accounts.models import AlertWay
from domain.unit_of_work import Database


async def email_of(database: Database, user_id: int) -> str | None:
    """Return an account's address."""
    email: str | None = await database.fetchval("SELECT email FROM users WHERE id = $1", user_id)
    return email


async def set_alert_way(database: Database, user_id: int, way: AlertWay) -> None:
    """Set where alerts go."""
    await database.execute("UPDATE users SET alert_way = $2 WHERE id = $1", user_id, way.value)
