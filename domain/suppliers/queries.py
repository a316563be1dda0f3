"""Administrators' decisions on suppliers."""

from dataclasses import dataclass
from datetime import datetime

from domain.sealing import Sealed
from domain.suppliers.contract import Supplier
from domain.unit_of_work import Database


@dataclass(frozen=True, slots=True)
class Control:
    """The decisions on a supplier; `sealed` are its encrypted credentials."""

    paused_at: datetime | None = None
    paused_by: str | None = None
    sealed: str | None = None
    credentials_at: datetime | None = None


async def read_controls(database: Database) -> dict[Supplier, Control]:
    """Return the decisions by supplier, without suppliers that have none."""
    rows = await database.fetch(
        "SELECT supplier, paused_at, paused_by, credentials, credentials_at FROM supplier_controls"
    )
    return {
        Supplier(row["supplier"]): Control(
            row["paused_at"], row["paused_by"], row["credentials"], row["credentials_at"]
        )
        for row in rows
        if row["supplier"] in set(Supplier)
    }


async def pause(database: Database, supplier: Supplier, by: str, now: datetime) -> bool:
    """Pause a supplier; return False if it is paused already."""
    changed = await database.fetchval(
        """
        INSERT INTO supplier_controls AS c (supplier, paused_at, paused_by) VALUES ($1, $2, $3)
        ON CONFLICT (supplier) DO UPDATE SET paused_at = $2, paused_by = $3
        WHERE c.paused_at IS NULL RETURNING supplier
        """,
        supplier.value,
        now,
        by[:64],
    )
    return changed is not None


async def resume(database: Database, supplier: Supplier) -> bool:
    """Resume a supplier; return False if it is not paused."""
    changed = await database.fetchval(
        """
        UPDATE supplier_controls SET paused_at = NULL, paused_by = NULL
        WHERE supplier = $1 AND paused_at IS NOT NULL RETURNING supplier
        """,
        supplier.value,
    )
    return changed is not None


async def sealed_credentials(database: Database) -> list[Sealed]:
    """Return suppliers' sealed credentials, by the suppliers' names."""
    return await database.fetch_as(
        Sealed,
        """
        SELECT supplier AS key, credentials AS text FROM supplier_controls
        WHERE credentials IS NOT NULL
        """,
    )


async def replace_credentials(database: Database, supplier: str, before: str, after: str) -> None:
    """Replace a supplier's sealed credentials, unless they have changed."""
    await database.execute(
        """
        UPDATE supplier_controls SET credentials = $3 WHERE supplier = $1 AND credentials = $2
        """,
        supplier,
        before,
        after,
    )


async def keep_credentials(
    database: Database, supplier: Supplier, sealed: str | None, now: datetime
) -> None:
    """Use other credentials from now on; None for those in the settings."""
    await database.execute(
        """
        INSERT INTO supplier_controls (supplier, credentials, credentials_at) VALUES ($1, $2, $3)
        ON CONFLICT (supplier) DO UPDATE SET credentials = $2, credentials_at = $3
        """,
        supplier.value,
        sealed,
        now,
    )
