"""Looks up orders with an open outcome, sends reminders, and watches prices."""

from typing import Any

from domain.bookings.noted_bookings.reminders import remind_due
from domain.bookings.price_watches.alerts import judge_watches
from domain.bookings.price_watches.ends import close_watches
from domain.bookings.price_watches.starts import open_watches
from domain.bookings.rebooking.execution import carry_on_due
from domain.bookings.reconciliation import look_up_due
from workers.context import worker_of


async def look_up_bookings(ctx: dict[str, Any]) -> int:
    """Ask suppliers about what is due, carry on what is rebooked, and remind.

    Any resulting notices are sent immediately.
    """
    worker = worker_of(ctx)
    looked = await look_up_due(worker.app) + await carry_on_due(worker.app)
    looked += await remind_due(worker.app)
    if looked:
        worker.courier.wake()
    return looked


async def watch_booked_prices(ctx: dict[str, Any]) -> int:
    """Start watching new bookings, report cheaper prices, and end watches that are over."""
    worker = worker_of(ctx)
    opened = await open_watches(worker.app)
    told = await judge_watches(worker.app) + await close_watches(worker.app)
    if told:
        worker.courier.wake()
    return opened + told
