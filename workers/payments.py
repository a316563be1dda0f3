"""Seeing to what was paid and is not booked, carrying refunds, rooms kept unpaid, and wallets."""

from typing import Any

from bot.sending.invoices import refund_ports
from domain.bookings.holds import release_unused
from domain.bookings.payment.fulfilment import settle_charges
from domain.bookings.payment.refunds import carry_refunds
from domain.payments.wallets import watch_wallets
from workers.context import worker_of


async def look_into_wallets(ctx: dict[str, Any]) -> int:
    """Ask suppliers for the agency's balance; the health page shows low ones."""
    return await watch_wallets(worker_of(ctx).app)


async def release_rooms(ctx: dict[str, Any]) -> int:
    """Give back the rooms that were kept for people who did not pay."""
    return await release_unused(worker_of(ctx).app)


async def settle_payments(ctx: dict[str, Any]) -> int:
    """Settle what is due; any resulting notices are sent immediately."""
    worker = worker_of(ctx)
    ports = refund_ports(worker.app.settings, worker.courier.bot)
    settled = await settle_charges(worker.app) + await carry_refunds(worker.app, ports)
    if settled:
        worker.courier.wake()
    return settled
