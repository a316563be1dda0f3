"""Telegram's updates, kept before they are handled.

The table is the memory of what was seen: ids are remembered one by one, since after a quiet week
Telegram begins anew at a random one. What a crash left unfinished is handled at the next start.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import asyncpg

# An update that brought the process down this often is not given another chance.
MOST_ATTEMPTS = 3
# Telegram itself keeps an update for a day.
LIFETIME = timedelta(hours=24)


async def accept_update(
    pool: asyncpg.Pool, update_id: int, payload: Mapping[str, Any], now: datetime
) -> bool:
    """Keep an update; False when it was seen before and is not to be handled again."""
    stored = await pool.fetchval(
        """
        INSERT INTO incoming_updates (update_id, payload, received_at, attempts)
        VALUES ($1, $2, $3, 1) ON CONFLICT (update_id) DO NOTHING RETURNING update_id
        """,
        update_id,
        dict(payload),
        now,
    )
    return stored is not None


async def finish_update(pool: asyncpg.Pool, update_id: int, now: datetime) -> None:
    """Mark an update as handled, whatever came of it."""
    await pool.execute(
        "UPDATE incoming_updates SET handled_at = $2 WHERE update_id = $1", update_id, now
    )


async def unfinished_updates(pool: asyncpg.Pool, now: datetime) -> tuple[dict[str, Any], ...]:
    """Return the updates that were begun and not finished, oldest first, and count the new try."""
    rows = await pool.fetch(
        """
        UPDATE incoming_updates SET attempts = attempts + 1
        WHERE handled_at IS NULL AND received_at > $1 AND attempts < $2
        RETURNING update_id, payload
        """,
        now - LIFETIME,
        MOST_ATTEMPTS,
    )
    return tuple(row["payload"] for row in sorted(rows, key=lambda row: row["update_id"]))


async def forget_old_updates(pool: asyncpg.Pool, now: datetime) -> None:
    """Remove updates that Telegram cannot send again."""
    await pool.execute("DELETE FROM incoming_updates WHERE received_at < $1", now - 2 * LIFETIME)
