"""The agency's money at suppliers: asked for, kept, and compared with what should be there."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

import structlog

from domain.app import App
from domain.money import Money
from domain.suppliers.booking_contract import WalletGateway
from domain.suppliers.contract import SupplierError
from domain.unit_of_work import Database

log = structlog.get_logger(__name__)

EVERY = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Wallet:
    """What a supplier said of the agency's money there."""

    supplier: str
    balance: Money
    told_at: datetime


async def watch_wallets(app: App) -> int:
    """Ask each supplier that tells, unless somebody did a while ago; return how many told."""
    told = 0
    for supplier, gateway in app.suppliers.booking.items():
        if isinstance(gateway, WalletGateway) and await _claim(app, supplier.value):
            try:
                balance = await gateway.wallet_balance()
            except SupplierError as error:
                log.warning("wallet not read", supplier=supplier, why=type(error).__name__)
                continue
            await _keep(app, supplier.value, balance)
            told += 1
    return told


async def _claim(app: App, supplier: str) -> bool:
    now = app.clock.now()
    claimed = await app.pool.fetchval(
        """
        INSERT INTO supplier_wallets (supplier, due_at) VALUES ($1, $2)
        ON CONFLICT (supplier) DO UPDATE SET due_at = excluded.due_at
        WHERE supplier_wallets.due_at <= $3 RETURNING supplier
        """,
        supplier,
        now + EVERY,
        now,
    )
    return claimed is not None


async def _keep(app: App, supplier: str, balance: Money) -> None:
    await app.pool.execute(
        """
        UPDATE supplier_wallets SET balance = $2, currency = $3, told_at = $4 WHERE supplier = $1
        """,
        supplier,
        balance.amount,
        balance.currency,
        app.clock.now(),
    )


async def read_wallets(database: Database) -> tuple[Wallet, ...]:
    """Return what suppliers said last."""
    rows = await database.fetch(
        "SELECT * FROM supplier_wallets WHERE balance IS NOT NULL ORDER BY supplier"
    )
    return tuple(
        Wallet(row["supplier"], Money(row["balance"], row["currency"]), row["told_at"])
        for row in rows
    )


def count_low(wallets: tuple[Wallet, ...], least: Decimal) -> int:
    """Return how many hold less than they should; none where nothing is asked of them."""
    return sum(1 for one in wallets if least > 0 and one.balance.amount < least)
