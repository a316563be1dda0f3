"""Telegram's updates, kept before they are handled.

The table is the memory of what was seen: ids are remembered one by one, since after a quiet week
Telegram begins again at a random one.

Several processes may take updates: replicas behind one address, and an old and a new version while
one makes way for the other. Each holds what it handles and says so again every few seconds; what
nobody holds any longer was left by a process that died, and is taken up by whoever looks first.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from domain.unit_of_work import Database

# An update that was under way at so many deaths of a process is its cause. After the first, what
# was left is handled one by one, so that only the cause is under way again at the next death.
MOST_ATTEMPTS = 5
# How long an update is held without a word; by the database's clock.
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
        """Say whether it has had its chances."""
        return self.attempts >= MOST_ATTEMPTS


async def accept_update(
    pool: Database,
    update_id: int,
    payload: Mapping[str, Any],
    now: datetime,
    line: int | None = None,
) -> bool:
    """Keep an update and begin it; False when it was seen before and is not to be handled again.

    With a `line` it is held from the first moment.
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
    """Count that an unfinished update is begun once more."""
    await pool.execute(
        "UPDATE incoming_updates SET attempts = attempts + 1 WHERE update_id = $1", update_id
    )


async def leave_update(pool: Database, update_id: int) -> None:
    """Take back that an update was begun: the process ends in good order before it is done."""
    await pool.execute(
        """
        UPDATE incoming_updates SET attempts = greatest(attempts - 1, 0), held_until = NULL
        WHERE update_id = $1 AND handled_at IS NULL
        """,
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


async def hold_updates(pool: Database, update_ids: Sequence[int]) -> None:
    """Say that updates are still in hand."""
    await pool.execute(
        """
        UPDATE incoming_updates SET held_until = now() + $2::interval
        WHERE update_id = ANY($1::bigint[]) AND handled_at IS NULL
        """,
        update_ids,
        HOLD,
    )


async def take_up_updates(pool: Database, now: datetime) -> tuple[Unfinished, ...]:
    """Hold and return the updates that were begun, not finished, and that nobody holds.

    The least suspect and oldest come first. No two who look at once get the same.
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
    """Say whether somebody has an earlier update of a line in hand."""
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
