"""The agency's balances at suppliers: asked for, stored, and compared with the minimum."""

from datetime import timedelta
from decimal import Decimal

import structlog

from domain.app import App
from domain.payments.queries.wallets import Wallet, claim_wallet, keep_balance
from domain.suppliers.booking_contract import WalletGateway
from domain.suppliers.contract import SupplierError

log = structlog.get_logger(__name__)

EVERY = timedelta(minutes=10)


async def watch_wallets(app: App) -> int:
    """Ask each supplier that reports a balance, unless that was done recently; return how many
    answered.
    """
    told = 0
    for supplier, gateway in app.suppliers.booking.items():
        if isinstance(gateway, WalletGateway) and await _claim(app, supplier.value):
            try:
                balance = await gateway.wallet_balance()
            except SupplierError as error:
                log.warning("wallet not read", supplier=supplier, why=type(error).__name__)
                continue
            await keep_balance(app.pool, supplier.value, balance, app.clock.now())
            told += 1
    return told


async def _claim(app: App, supplier: str) -> bool:
    now = app.clock.now()
    return await claim_wallet(app.pool, supplier, now, now + EVERY)


def count_low(wallets: tuple[Wallet, ...], least: Decimal) -> int:
    """Return how many balances are below the minimum; none if there is no minimum."""
    return sum(1 for one in wallets if least > 0 and one.balance.amount < least)
