"""A replacement that must be paid before it is booked, because the old booking was not paid here.

If the old one was paid here, that pays for the new one (`payment.money_moves`). Otherwise the new
one is invoiced once agreed to, and booked by its payment like any other; the old one is touched
after that, as always. Until the payment nothing changes.
"""

from datetime import datetime, timedelta

from domain.accounts.travellers import Traveller
from domain.app import App
from domain.bookings.lifecycle import UNSENT
from domain.bookings.payment.invoice import Invoiced, confirm_or_ask, what_to_pay
from domain.bookings.rebooking.models import RebookingStep
from domain.bookings.rebooking.queries import set_rebooking
from domain.bookings.rebooking.results import Rebooked, ToPay
from domain.bookings.rebooking.values import RebookingView
from domain.bookings.values import Booking
from domain.payments.amounts import Asked, CannotAsk
from domain.payments.models import ChargeState
from domain.payments.queries.charges import charges_of

# If it is not paid by then, it is over: people no longer expect it.
PAID_WITHIN = timedelta(minutes=15)


async def asked_for(app: App, old: Booking, new: Booking) -> Asked | CannotAsk | None:
    """Return what is paid here for a new booking; None if nothing is, or the old one pays."""
    return await what_to_pay(app, new) if old.paid is None else None


async def waits_for_payment(app: App, old: Booking, new: Booking) -> bool:
    """Return whether a new booking is waiting for its payment."""
    return new.state in UNSENT and isinstance(await asked_for(app, old, new), Asked)


async def is_held_for(app: App, new: Booking) -> bool:
    """Return whether a new booking was paid for and is about to be booked."""
    async with app.pool.transaction():
        return bool(await charges_of(app.pool, new.booking_id, (ChargeState.HELD,)))


def unpaid_because(found: RebookingView, new: Booking, now: datetime) -> str:
    """Return why a payment is no longer awaited, or None."""
    if new.review != found.review:
        return "changed"
    return "not paid" if now > found.changed_at + PAID_WITHIN else ""


def is_other(found: RebookingView, old: Booking, new: Booking) -> bool:
    """Return whether what was paid for differs from what was agreed."""
    return old.paid is None and new.paid is not None and new.review != found.review


async def with_invoice(app: App, traveller: Traveller, result: Rebooked) -> Rebooked | ToPay:
    """Return a rebooking's progress, with an invoice if it waits for a payment.

    Raises a `SupplierError` if an expired session could not be renewed.
    """
    found, old, new = result.rebooking, result.old, result.new
    if found.step is not RebookingStep.BOOKING or not await waits_for_payment(app, old, new):
        return result
    if await is_held_for(app, new) or unpaid_because(found, new, app.clock.now()):
        return result
    asked = await confirm_or_ask(app, traveller, new.booking_id, found.review)
    if not isinstance(asked, Invoiced):
        return result
    if asked.booking.review != found.review:
        # Its session was renewed, and nothing else has changed.
        await set_rebooking(app.pool, found.rebooking_id, review=asked.booking.review)
    return ToPay(asked)
