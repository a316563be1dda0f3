"""Books what was paid for, once; what cannot be booked is refunded.

The order is sent like any other (`submission`), except that nobody is asked again before the money
has gone back.
"""

import asyncio
from datetime import timedelta

import structlog

from domain.accounts.travellers import Traveller, traveller_of
from domain.app import App
from domain.bookings.models import BookingState
from domain.bookings.payment.money_moves import follow, give_back_held
from domain.bookings.queries.bookings import TERMS, load_any, load_booking
from domain.bookings.submission import ConfirmOutcome, Submitted, Unsent, confirm_booking
from domain.bookings.terms import changes
from domain.bookings.values import Booking, Review
from domain.db import AWAY
from domain.errors import NotFound
from domain.payments.models import ChargeState
from domain.payments.queries.charges import charges_of, claim_charges, invoice_of, set_charge
from domain.payments.values import Charge, Reason
from domain.suppliers.contract import SupplierError

log = structlog.get_logger(__name__)

# When an unreachable supplier is tried again; after the last try the money is refunded.
TRIED_AGAIN = tuple(timedelta(seconds=n) for n in (15, 30, 60, 120, 300))
# Nothing is refunded while an order's outcome is open: it is looked up.
LOOKED_AFTER = timedelta(hours=1)


async def book_paid(app: App, traveller: Traveller, booking_id: int) -> ConfirmOutcome:
    """Send an order that was paid for, unless it was sent, and return the result.

    It carries on even if its caller goes away. A Review means that the room is no longer what was
    paid for: the money is refunded, and the new terms can be agreed to. Unsent is tried again
    automatically. Raises NotFound for somebody else's booking.
    """
    booking = app.background.start(_book(app, traveller, booking_id))
    return await asyncio.shield(booking)


async def _book(app: App, traveller: Traveller, booking_id: int) -> ConfirmOutcome:
    booking = await load_booking(traveller, booking_id)
    if not booking.can_change:
        return Submitted(booking)
    if not await _is_as_paid(app, booking):
        return await _return(app, traveller, booking_id)
    try:
        outcome = await confirm_booking(app, traveller, booking_id, booking.review)
        if isinstance(outcome, Review) and await _is_as_paid(app, outcome.booking):
            # Only the session differs: what was paid for is still on sale.
            review = outcome.booking.review
            outcome = await confirm_booking(app, traveller, booking_id, review)
    except SupplierError as error:
        log.warning("paid and not sent", booking=booking_id, why=type(error).__name__)
        outcome = Unsent(await load_booking(traveller, booking_id))
    if isinstance(outcome, Unsent):
        await _try_again(app, booking_id)
    if isinstance(outcome, Review):
        await _give_back(app, booking_id, Reason.CHANGED)
    return outcome


async def _is_as_paid(app: App, booking: Booking) -> bool:
    """Return whether what would be booked now is what was paid for."""
    async with app.pool.transaction():
        held = await charges_of(app.pool, booking.booking_id, (ChargeState.HELD,))
        invoice = await invoice_of(app.pool, held[0]) if held else None
    if invoice is None:
        return False
    agreed = TERMS.validate_python(invoice.terms)
    return not changes(agreed, booking.wanted.seen, app.clock.now())


async def _return(app: App, traveller: Traveller, booking_id: int) -> ConfirmOutcome:
    """Refund a payment for different terms, and show the current ones."""
    await _give_back(app, booking_id, Reason.CHANGED)
    booking = await load_booking(traveller, booking_id)
    return Review(booking) if booking.state is BookingState.RECHECKED else Submitted(booking)


async def _try_again(app: App, booking_id: int) -> None:
    """Plan the next try of an order that was not sent."""
    now = app.clock.now()
    async with app.pool.transaction():
        for charge in await charges_of(app.pool, booking_id, (ChargeState.HELD,)):
            pause = TRIED_AGAIN[min(charge.tries, len(TRIED_AGAIN) - 1)]
            await set_charge(app.pool, charge.row_id, ChargeState.HELD, now + pause)


async def _give_back(app: App, booking_id: int, reason: Reason) -> None:
    """Refund what is held for a booking."""
    async with app.pool.transaction():
        await give_back_held(app.pool, booking_id, reason, app.clock.now())


async def settle_charges(app: App) -> int:
    """Handle payments without a booking; return how many were due.

    A process may have died between the payment and the order, or at any step of it. Two processes
    never handle the same one.
    """
    charges = await claim_charges(app.pool, app.clock.now())
    await asyncio.gather(*(_settle_alone(app, charge) for charge in charges))
    return len(charges)


async def _settle_alone(app: App, charge: Charge) -> None:
    """Handle one; an error with it does not hold up the rest."""
    try:
        await _settle(app, charge)
    except AWAY:
        raise
    except Exception:
        log.exception("charge not settled", charge=charge.charge_id)


async def _settle(app: App, charge: Charge) -> None:
    try:
        booking = await load_any(charge.booking_id or 0)
        traveller = await traveller_of(booking.user_id)
    except NotFound:
        await _give_back(app, charge.booking_id or 0, Reason.FAILED)
        return
    if not booking.can_change:
        await _follow(app, booking, charge)
    elif charge.tries > len(TRIED_AGAIN):
        await _give_back(app, booking.booking_id, Reason.UNREACHABLE)
    else:
        await book_paid(app, traveller, booking.booking_id)


async def _follow(app: App, booking: Booking, charge: Charge) -> None:
    """Move the money as the booking's outcome requires; while that is open, look again later."""
    now = app.clock.now()
    async with app.pool.transaction():
        await set_charge(app.pool, charge.row_id, ChargeState.HELD, now + LOOKED_AFTER)
        await follow(app.pool, booking.booking_id, booking.state, now)
