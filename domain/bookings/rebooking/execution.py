"""Carries out a rebooking step by step, by whoever comes first: the press, or a later job.

Every step may be repeated. The new booking is sent by `submission`, the old one cancelled by
`cancellation`, each of which sends once, whatever crashes; this module only decides which comes
next.
"""

from datetime import datetime, timedelta

import structlog

from domain.accounts.travellers import traveller_of
from domain.app import App
from domain.bookings.cancellation import (
    CancelDeclined,
    CancelOffer,
    CancelUnsent,
    cancel_booking,
    quote_cancelling,
)
from domain.bookings.cancellation_outcomes import STANDS
from domain.bookings.gateways import gateway_of
from domain.bookings.lifecycle import UNSENT, UNSETTLED
from domain.bookings.models import BookingState
from domain.bookings.queries.bookings import load_any
from domain.bookings.rebooking.held_rooms import keep_room, uncovered
from domain.bookings.rebooking.lifecycle import OVER, Event, WrongStep
from domain.bookings.rebooking.models import RebookingStep as Step
from domain.bookings.rebooking.outcome import BOTH_LOOKED_AT, finish, keep_both, stop
from domain.bookings.rebooking.payment import (
    is_held_for,
    is_other,
    unpaid_because,
    waits_for_payment,
)
from domain.bookings.rebooking.queries import (
    claim_rebookings,
    load_rebooking,
    move,
    set_rebooking,
)
from domain.bookings.rebooking.values import RebookingView
from domain.bookings.reconciliation import look_up
from domain.bookings.submission import Submitted, Unsent, confirm_booking
from domain.bookings.values import Booking, Review
from domain.db import AWAY
from domain.suppliers.booking_outcomes import RecordState
from domain.suppliers.contract import SupplierError

log = structlog.get_logger(__name__)

# Longer than the new order may take, with its check before it.
LEASE = timedelta(seconds=240)
# `reconciliation` asks about what the supplier has not settled; here it is waited for, at growing
# intervals.
WAIT, LONGEST_WAIT = timedelta(seconds=15), timedelta(minutes=10)
PAUSES = tuple(timedelta(seconds=n) for n in (15, 30, 60, 120, 300, 300, 300))
# If it was not sent by then, a new agreement is needed: people no longer expect it.
AGREED_FOR = timedelta(minutes=15)
MOST_MOVES = 6
NOT_REACHED, UNCLEAR = "not reached", "new one unclear"
# Reasons that may go away in a while.
PASSING = frozenset({NOT_REACHED, UNCLEAR})
CANCELLING = frozenset({BookingState.CANCELLING, BookingState.CANCEL_PENDING})


async def carry_on_due(app: App) -> int:
    """Carry on due rebookings; return how many. Two processes never share one."""
    claimed = await claim_rebookings(app.pool, app.clock.now(), LEASE)
    for rebooking_id in claimed:
        try:
            await carry_on(app, rebooking_id)
        except AWAY:
            raise
        except Exception:
            log.exception("rebooking not carried on", rebooking=rebooking_id)
    return len(claimed)


async def carry_on(app: App, rebooking_id: int) -> None:
    """Take the steps that are possible now, and plan the next look."""
    for _ in range(MOST_MOVES):
        found = await load_rebooking(app.pool, rebooking_id)
        if found.step in OVER or found.step is Step.OFFERED:
            return
        try:
            has_moved = await STEPS[found.step](app, found)
        except WrongStep as late:
            log.info("rebooking was carried on already", rebooking=rebooking_id, step=late.step)
            return
        if not has_moved:
            return


async def _book(app: App, found: RebookingView) -> bool:
    """Book the new one, or find out its outcome."""
    new = await load_any(found.new_id)
    old = await load_any(found.old_id)
    if await waits_for_payment(app, old, new):
        return await _await_payment(app, found, old, new)
    if new.state in UNSENT:
        cause = await _send(app, found, new)
        new = await load_any(found.new_id)
        if cause:
            await stop(app, found, Event.NOT_BOOKED, cause)
            return True
    if new.state in UNSETTLED:
        return await _wait(app, found, _pause(found, app.clock.now()))
    if new.state is BookingState.CONFIRMED:
        async with app.pool.transaction():
            await move(app.pool, found.rebooking_id, Event.NEW_STANDS, app.clock.now())
        return True
    await stop(app, found, Event.NOT_BOOKED, new.cause or new.state.value)
    return True


async def _await_payment(app: App, found: RebookingView, old: Booking, new: Booking) -> bool:
    """Wait until the new one is paid and thereby booked; eventually give up."""
    why = "" if old.state is BookingState.CONFIRMED else f"old one {old.state.value}"
    why = why or unpaid_because(found, new, app.clock.now())
    if why and not await is_held_for(app, new):
        await stop(app, found, Event.NOT_BOOKED, why)
        return True
    return await _wait(app, found, WAIT)


async def _send(app: App, found: RebookingView, new: Booking) -> str:
    """Send the new one if it is still as agreed; return what prevented it, if anything."""
    old = await load_any(found.old_id)
    if old.state is not BookingState.CONFIRMED:
        return f"old one {old.state.value}"
    if app.clock.now() > found.changed_at + AGREED_FOR:
        return "too long ago"
    try:
        return await keep_room(app, found, old, new) or await _confirm(app, found, new)
    except SupplierError as error:
        return type(error).__name__


async def _confirm(app: App, found: RebookingView, new: Booking) -> str:
    """Confirm the new one, once; return what prevented it, if anything. Raises a
    `SupplierError`.
    """
    traveller = await traveller_of(new.user_id)
    outcome = await confirm_booking(app, traveller, new.booking_id, found.review)
    if isinstance(outcome, Review) and not outcome.changed:
        # Another press checked it once more, and it is still as agreed.
        review = outcome.booking.review
        outcome = await confirm_booking(app, traveller, new.booking_id, review)
    match outcome:
        case Submitted():
            return ""
        case Unsent():
            return NOT_REACHED
        case Review():
            return "changed"


async def _cancel(app: App, found: RebookingView) -> bool:
    """Cancel the old one within the agreed cost, while the new one stands at its supplier."""
    old, new = await load_any(found.old_id), await load_any(found.new_id)
    if old.state is BookingState.CANCELLED:
        await finish(app, found, old, new)
        return True
    if old.state in CANCELLING:
        return await _wait(app, found, _pause(found, app.clock.now()))
    hindrance = _hindrance(found, old, new)
    if hindrance:
        await keep_both(app, found, hindrance)
        return False
    try:
        is_there = await _stands(app, new)
        kept = UNCLEAR if not is_there else await _cancel_old(app, found, old)
    except SupplierError as error:
        return await _try_again(app, found, type(error).__name__)
    if is_there is False:
        await stop(app, found, Event.NEW_GONE, "new one gone")
        return True
    return await _kept(app, found, kept)


def _hindrance(found: RebookingView, old: Booking, new: Booking) -> str:
    """Return why the old one must be left alone, whatever its supplier says; usually nothing."""
    if old.state is not BookingState.CONFIRMED or old.cause == STANDS:
        return f"old one {old.cause or old.state.value}"
    return "another one was paid" if is_other(found, old, new) else ""


async def _kept(app: App, found: RebookingView, kept: str | None) -> bool:
    """Go on, come back later, or leave both standing, depending on what prevented the
    cancellation.
    """
    if kept is None:
        return True
    if kept in PASSING:
        return await _try_again(app, found, kept)
    await keep_both(app, found, kept)
    return False


async def _stands(app: App, new: Booking) -> bool | None:
    """Ask the supplier whether the new one stands, right before the old one is given up.

    None if unclear. Raises a `SupplierError`.
    """
    if new.state in {BookingState.CANCELLED, BookingState.FAILED}:
        return False
    if new.state is not BookingState.CONFIRMED or new.supplier_ref is None:
        return None
    record = await gateway_of(app, new).details(new.supplier_ref)
    if record.state is RecordState.CONFIRMED:
        return True
    await look_up(app, new.booking_id)
    return False if record.state in {RecordState.CANCELLED, RecordState.FAILED} else None


async def _cancel_old(app: App, found: RebookingView, old: Booking) -> str | None:
    """Quote the old one again and cancel it if that is covered; return what prevented it."""
    traveller = await traveller_of(old.user_id)
    offer = await quote_cancelling(app, traveller, old.booking_id, found.rebooking_id)
    if not isinstance(offer, CancelOffer):
        return None
    why = uncovered(found, offer.quote)
    if why is not None:
        return why
    result = await cancel_booking(
        app, traveller, old.booking_id, offer.quote.penalty, rebooking_id=found.rebooking_id
    )
    match result:
        case CancelUnsent():
            return NOT_REACHED
        case CancelDeclined(_booking, reason):
            return reason.value
        case CancelOffer(_booking, quote):
            # The cost rose on the way: the next round sees whether it is still covered.
            return uncovered(found, quote)
        case _:
            return None


async def _look_at_both(app: App, found: RebookingView) -> bool:
    """Check whether only one stands by now."""
    old, new = await load_any(found.old_id), await load_any(found.new_id)
    if old.state is BookingState.CANCELLED:
        await finish(app, found, old, new)
        return True
    if new.state in {BookingState.CANCELLED, BookingState.FAILED}:
        await stop(app, found, Event.NEW_GONE, "new one cancelled")
        return True
    over = {BookingState.COMPLETED}
    return await _wait(app, found, None if {old.state, new.state} & over else BOTH_LOOKED_AT)


async def _try_again(app: App, found: RebookingView, cause: str) -> bool:
    """Come back later; after enough tries both stay."""
    if found.tries >= len(PAUSES):
        await keep_both(app, found, cause)
        return False
    await set_rebooking(
        app.pool, found.rebooking_id, tries=found.tries + 1, cause=cause[:64],
        look_at=app.clock.now() + PAUSES[found.tries], leased_until=None,
    )  # fmt: skip
    return False


def _pause(found: RebookingView, now: datetime) -> timedelta:
    """Return how long to wait: a quarter of the time that it has been open."""
    return min(max((now - found.changed_at) / 4, WAIT), LONGEST_WAIT)


async def _wait(app: App, found: RebookingView, pause: timedelta | None) -> bool:
    now = app.clock.now()
    await set_rebooking(
        app.pool, found.rebooking_id, leased_until=None,
        look_at=None if pause is None else now + pause,
    )  # fmt: skip
    return False


STEPS = {Step.BOOKING: _book, Step.CANCELLING: _cancel, Step.BOTH_STAND: _look_at_both}
