"""What only fails, and not by a supplier's fault, is set aside until somebody takes it up again.

One such trackable would otherwise be claimed, fail and be claimed again for ever. Its owner sees it
and may try again; the operators see how many there are, and why.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.checks.watchers import refresh_watch
from domain.suppliers.status import SupplierStatus
from domain.unit_of_work import Database

# The mistake may have been put right meanwhile: each is tried once more after this long.
TRIED_AGAIN_AFTER = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class SetAside:
    """A watched thing that is no longer checked. `error` names the last failure."""

    trackable_id: int
    hotel_name: str | None
    error: str
    failures: int
    watchers: int
    set_aside_at: datetime


async def list_set_aside(pool: Database, most: int = 50) -> tuple[SetAside, ...]:
    """Return what is set aside and watched, the latest first: for the operators."""
    rows = await pool.fetch(
        """
        SELECT k.id, h.name, k.last_error, k.own_failures, k.watchers, k.set_aside_at
        FROM trackables k LEFT JOIN hotels h ON h.id = k.hotel_id
        WHERE k.set_aside_at IS NOT NULL AND k.watchers > 0
        ORDER BY k.set_aside_at DESC, k.id LIMIT $1
        """,
        most,
    )
    return tuple(
        SetAside(
            row["id"], row["name"], row["last_error"] or "", row["own_failures"], row["watchers"],
            row["set_aside_at"],
        )
        for row in rows
    )  # fmt: skip


async def take_up(connection: Database, trackable_ids: list[int], now: datetime) -> None:
    """Have trackables checked again at once, as far as anybody watches them.

    One more failure of ours sets them aside again.
    """
    taken = await connection.fetch(
        """
        UPDATE trackables SET set_aside_at = NULL, own_failures = greatest(own_failures - 1, 0)
        WHERE id = ANY($1::bigint[]) AND set_aside_at IS NOT NULL RETURNING id
        """,
        trackable_ids,
    )
    await refresh_watch(connection, [row["id"] for row in taken], now)


async def try_all_again(pool: Database, now: datetime, waited: timedelta = timedelta(0)) -> int:
    """Take up again what was set aside at least `waited` ago; return how many."""
    async with pool.transaction() as connection:
        rows = await connection.fetch(
            """
            SELECT id FROM trackables WHERE set_aside_at <= $1 ORDER BY id FOR UPDATE
            """,
            now - waited,
        )
        await take_up(connection, [row["id"] for row in rows], now)
    return len(rows)


async def try_paused_again(database: Database, now: datetime) -> int:
    """Have what a paused supplier was not asked for checked at once; return how many there are."""
    rows = await database.fetch(
        "UPDATE trackables SET due_at = $1 WHERE supplier_status = $2 AND due_at > $1 RETURNING id",
        now,
        SupplierStatus.PAUSED.value,
    )
    return len(rows)
