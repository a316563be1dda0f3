"""Telegram's updates on their way through: each is kept, handled, and seen once.

An update that a crash left unfinished is handled again at the next start, but no more than
`MOST_ATTEMPTS` times: one that kills its process must not kill it for ever.
"""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import asyncpg

MOST_ATTEMPTS = 2
# Older than this, Telegram itself has given up on a press, and a person on an answer.
WORTH_FINISHING = timedelta(minutes=15)
KEPT_FOR = timedelta(days=2)


async def accept_update(
    pool: asyncpg.Pool, update_id: int, payload: Mapping[str, Any], now: datetime
) -> bool:
    """Keep an update before it is handled; False when it was seen before."""
    done = await pool.execute(
        """
        INSERT INTO incoming_updates (update_id, payload, received_at, attempts)
        VALUES ($1, $2, $3, 1) ON CONFLICT (update_id) DO NOTHING
        """,
        update_id,
        dict(payload),
        now,
    )
    return bool(done.endswith(" 1"))


async def finish_update(pool: asyncpg.Pool, update_id: int, now: datetime) -> None:
    """Note that an update is handled, well or badly."""
    await pool.execute(
        "UPDATE incoming_updates SET handled_at = $2 WHERE update_id = $1", update_id, now
    )


async def take_unfinished(pool: asyncpg.Pool, now: datetime) -> list[dict[str, Any]]:
    """Return what a crash left unfinished, oldest first, and count the new attempt."""
    rows = await pool.fetch(
        """
        UPDATE incoming_updates SET attempts = attempts + 1
        WHERE handled_at IS NULL AND attempts < $1 AND received_at > $2
        RETURNING update_id, payload
        """,
        MOST_ATTEMPTS,
        now - WORTH_FINISHING,
    )
    ordered = sorted(rows, key=lambda row: row["update_id"])
    return [_parsed(row["payload"]) for row in ordered]


def _parsed(payload: Any) -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads(payload) if isinstance(payload, str) else payload
    return parsed


async def remove_old_updates(pool: asyncpg.Pool, now: datetime) -> None:
    """Forget updates that Telegram will not send again."""
    await pool.execute("DELETE FROM incoming_updates WHERE received_at < $1", now - KEPT_FOR)
