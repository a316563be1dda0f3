"""Trackables that are set aside, and resumed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.suppliers.status import SupplierStatus
from domain.unit_of_work import Database


@dataclass(frozen=True, slots=True)
class SetAside:
    """A tracked thing that is no longer checked. `error` names the last failure."""

    trackable_id: int
    hotel_name: str | None
    error: str
    failures: int
    watchers: int
    set_aside_at: datetime


async def list_set_aside(pool: Database, most: int = 50) -> tuple[SetAside, ...]:
    """Return tracked things that are set aside, the latest first, for operators."""
    rows = await pool.fetch(
        """
        SELECT k.id, h.name, coalesce(k.last_error, ''), k.own_failures, k.watchers,
               k.set_aside_at
        FROM trackables k LEFT JOIN hotels h ON h.id = k.hotel_id
        WHERE k.set_aside_at IS NOT NULL AND k.watchers > 0
        ORDER BY k.set_aside_at DESC, k.id LIMIT $1
        """,
        most,
    )
    return tuple(SetAside(*row) for row in rows)


async def pick_up(connection: Database, trackable_ids: Sequence[int]) -> list[int]:
    """Resume trackables, and return the ids of those that were set aside."""
    return await connection.fetch_column(
        """
        UPDATE trackables SET set_aside_at = NULL, own_failures = greatest(own_failures - 1, 0)
        WHERE id = ANY($1::bigint[]) AND set_aside_at IS NOT NULL RETURNING id
        """,
        list(trackable_ids),
    )


async def lock_set_aside(connection: Database, until: datetime) -> list[int]:
    """Lock what was set aside by then, and return its ids."""
    return await connection.fetch_column(
        "SELECT id FROM trackables WHERE set_aside_at <= $1 ORDER BY id FOR UPDATE", until
    )


async def try_paused_again(database: Database, now: datetime) -> int:
    """Check what a paused supplier was not asked for, now; return how many there are."""
    due = await database.fetch_column(
        "UPDATE trackables SET due_at = $1 WHERE supplier_status = $2 AND due_at > $1 RETURNING id",
        now,
        SupplierStatus.PAUSED.value,
    )
    return len(due)
