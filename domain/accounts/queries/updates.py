"""Telegram's updates, stored before they are handled.

The table records which updates were seen, one by one: after a quiet week Telegram starts again at a
random id.

Several processes may take updates: replicas behind one address, or an old and a new version during
a deployment. Each holds what it handles and renews that every few seconds; what nobody holds any
longer was left by a process that died, and goes to whoever looks first.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from domain.unit_of_work import Database

# An update that was in progress at this many crashes is their cause. After the first crash the
# leftovers are handled one by one, so that only the cause is in progress at the next one.
MOST_ATTEMPTS = 5
# How long an update is held without renewal, by the database's clock.
HOLD = timedelta(seconds=12)
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
        """Return whether it has used up its chances."""
        return self.attempts >= MOST_ATTEMPTS


async def accept_update(
    pool: Database,
    update_id: int,
    payload: Mapping[str, Any],
    now: datetime,
    line: int | None = None,
) -> bool:
    """Store an update and begin it; False if it was seen before and must not be handled again.

    With a `line` it is held from the start.
    """
    stored = await pool.fetchval(
        """
        INSERT INTO incoming_updates
            (update_id, payload, received_at, attempts, line, held_until)
        VALUES ($1, $2, $3, 1, $4, CASE WHEN $4::bigint IS NOT NULL THEN now() + $5::interval END)
        ON CONFLICT (update_id) DO NOTHING RETURNING update_id
        """,
        update_id,
        dict(payload),
        now,
        line,
        HOLD,
    )
    return stored is not None


async def begin_again(pool: Database, update_id: int) -> None:
    """Count another attempt at an unfinished update."""
    await pool.execute(
        "UPDATE incoming_updates SET attempts = attempts + 1 WHERE update_id = $1", update_id
    )


async def leave_update(pool: Database, update_id: int) -> None:
    """Undo the begin of an update: the process shuts down cleanly before it is done."""
    await pool.execute(
        """
        UPDATE incoming_updates SET attempts = greatest(attempts - 1, 0), held_until = NULL
        WHERE update_id = $1 AND handled_at IS NULL
        """,
        update_id,
    )


async def finish_update(pool: Database, update_id: int, now: datetime) -> None:
    """Mark an update as handled, whatever the outcome.

    Its content is no longer needed and may include a passport number, so only its id stays.
    """
    await pool.execute(
        "UPDATE incoming_updates SET handled_at = $2, payload = '{}' WHERE update_id = $1",
        update_id,
        now,
    )


async def hold_updates(pool: Database, update_ids: Sequence[int]) -> None:
    """Renew the hold on updates in progress."""
    await pool.execute(
        """
        UPDATE incoming_updates SET held_until = now() + $2::interval
        WHERE update_id = ANY($1::bigint[]) AND handled_at IS NULL
        """,
        update_ids,
        HOLD,
    )


async def take_up_updates(pool: Database, now: datetime) -> tuple[Unfinished, ...]:
    """Claim and return updates that were begun but not finished, and that no process holds.

    The least suspect and oldest come first. Concurrent callers never get the same one.
    """
    rows = await pool.fetch(
        """
        UPDATE incoming_updates SET held_until = now() + $2::interval
        WHERE update_id IN (
            SELECT update_id FROM incoming_updates
            WHERE handled_at IS NULL AND received_at > $1
                AND (held_until IS NULL OR held_until < now())
            FOR UPDATE SKIP LOCKED
        )
        RETURNING update_id, payload, attempts
        """,
        now - LIFETIME,
        HOLD,
    )
    found = [Unfinished(row["update_id"], row["payload"], row["attempts"]) for row in rows]
    return tuple(sorted(found, key=lambda one: (one.attempts, one.update_id)))


async def is_line_held(pool: Database, update_id: int, line: int) -> bool:
    """Return whether somebody is handling an earlier update of a line."""
    held: bool = await pool.fetchval(
        """
        SELECT EXISTS (
            SELECT FROM incoming_updates
            WHERE line = $2 AND update_id < $1 AND handled_at IS NULL AND held_until > now()
        )
        """,
        update_id,
        line,
    )
    return held


async def forget_old_updates(pool: Database, now: datetime) -> None:
    """Remove updates that Telegram cannot send again."""
    await pool.execute("DELETE FROM incoming_updates WHERE received_at < $1", now - 2 * LIFETIME)
