"""Suppliers' reports of the agency's balance."""

from datetime import datetime
from typing import NamedTuple

from domain.money import Money
from domain.unit_of_work import Database


class Wallet(NamedTuple):
    """A supplier's report of the agency's balance."""

    supplier: str
    balance: Money
    told_at: datetime


async def claim_wallet(database: Database, supplier: str, now: datetime, due_at: datetime) -> bool:
    """Return whether a supplier is due to be asked; if so, it is next due at `due_at`."""
    claimed: str | None = await database.fetchval(
        """
        INSERT INTO supplier_wallets (supplier, due_at) VALUES ($1, $2)
        ON CONFLICT (supplier) DO UPDATE SET due_at = excluded.due_at
        WHERE supplier_wallets.due_at <= $3 RETURNING supplier
        """,
        supplier,
        due_at,
        now,
    )
    return claimed is not None


async def keep_balance(database: Database, supplier: str, balance: Money, now: datetime) -> None:
    """Store a supplier's report."""
    await database.execute(
        """
        UPDATE supplier_wallets SET balance = $2, currency = $3, told_at = $4 WHERE supplier = $1
        """,
        supplier,
        balance.amount,
        balance.currency,
        now,
    )


async def read_wallets(database: Database) -> tuple[Wallet, ...]:
    """Return the suppliers' last reports."""
    rows = await database.fetch(
        "SELECT supplier, balance, currency, told_at FROM supplier_wallets "
        "WHERE balance IS NOT NULL ORDER BY supplier"
    )
    return tuple(
        Wallet(row["supplier"], Money.of(row["balance"], row["currency"]), row["told_at"])
        for row in rows
    )
