"""The pauses that Telegram demands, in the database."""

from datetime import timedelta

from domain.unit_of_work import Database

# Stands for every chat.
EVERYWHERE = 0


async def note_pause(pool: Database, chat_id: int, wait: timedelta) -> None:
    """Send nothing to a chat (or `EVERYWHERE`) for that long; an existing pause is never
    shortened.
    """
    await pool.execute(
        """
        INSERT INTO flood_pauses AS p (chat_id, until) VALUES ($1, now() + $2::interval)
        ON CONFLICT (chat_id) DO UPDATE SET until = greatest(p.until, excluded.until)
        """,
        chat_id,
        wait,
    )


async def load_pauses(pool: Database) -> dict[int, timedelta]:
    """Return the remaining time of each active pause."""
    rows = await pool.fetch(
        "SELECT chat_id, until - now() AS wait FROM flood_pauses WHERE until > now()"
    )
    return {row["chat_id"]: row["wait"] for row in rows}


async def forget_pauses(pool: Database) -> None:
    """Remove pauses that are over."""
    await pool.execute("DELETE FROM flood_pauses WHERE until <= now()")
