"""Telegram's updates, kept before they are handled.

The table is the memory of what was seen: ids are remembered one by one, since after a quiet week
Telegram begins again at a random one. What a crash left unfinished is handled at the next start.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from domain.unit_of_work import Database

# An update that was under way at so many deaths of a process is its cause. After the first, what
# was left is handled one by one, so that only the cause is under way again at the next death.
MOST_ATTEMPTS = 5


# Telegram itself keeps an update for a day.
LIFETIME = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Unfinished:
    """An update that was begun `attempts` times and never finished."""

    update_id: int
    payload: dict[str, Any]
    attempts: int

    @property
    def is_deadly(self) -> bool:
        """Say whether it has had its chances."""
        return self.attempts >= MOST_ATTEMPTS


async def accept_update(
    pool: Database, update_id: int, payload: Mapping[str, Any], now: datetime
) -> bool:
    """Keep an update and begin it; False when it was seen before and is not to be handled again."""
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


async def begin_again(pool: Database, update_id: int) -> None:
    """Count that an unfinished update is begun once more."""
    await pool.execute(
        "UPDATE incoming_updates SET attempts = attempts + 1 WHERE update_id = $1", update_id
    )


async def leave_update(pool: Database, update_id: int) -> None:
    """Take back that an update was begun: the process ends in good order before it is done."""
    await pool.execute(
        "UPDATE incoming_updates SET attempts = greatest(attempts - 1, 0) WHERE update_id = $1",
        update_id,
    )


async def finish_update(pool: Database, update_id: int, now: datetime) -> None:
    """Mark an update as handled, whatever came of it.

    What was written in it is of no more use, and may be a passport's number: only its id stays.
    """
    await pool.execute(
        "UPDATE incoming_updates SET handled_at = $2, payload = '{}' WHERE update_id = $1",
        update_id,
        now,
    )


async def unfinished_updates(pool: Database, now: datetime) -> tuple[Unfinished, ...]:
    """Return the updates that were begun and not finished, the least suspect and oldest first."""
    rows = await pool.fetch(
        """
        SELECT update_id, payload, attempts FROM incoming_updates
        WHERE handled_at IS NULL AND received_at > $1 ORDER BY attempts, update_id
        """,
        now - LIFETIME,
    )
    return tuple(Unfinished(row["update_id"], row["payload"], row["attempts"]) for row in rows)


async def forget_old_updates(pool: Database, now: datetime) -> None:
    """Remove updates that Telegram cannot send again."""
    await pool.execute("DELETE FROM incoming_updates WHERE received_at < $1", now - 2 * LIFETIME)
