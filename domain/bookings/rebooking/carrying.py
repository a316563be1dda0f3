"""A rebooking carried on, step by step, by whoever comes first: the press, or a job after it.

Every step may be taken again. The new booking is sent by `submitting`, the old one cancelled by
`cancellation`, each of which sends once, whatever dies on the way; this module only decides which
of the two comes next.
"""

from datetime import datetime, timedelta

import structlog

from domain.accounts.travellers import traveller_of
from domain.app import App
from domain.bookings.cancellation import (
    STANDS,
    CancelDeclined,
    CancelOffer,
    CancelUnsent,
    cancel_booking,
    quote_cancelling,
)
from domain.bookings.lifecycle import UNSENT, UNSETTLED
from domain.bookings.models import BookingState
from domain.bookings.queries.bookings import load_any
from domain.bookings.rebooking.ending import BOTH_LOOKED_AT, finish, keep_both, stop
from domain.bookings.rebooking.keeping import keep_room, uncovered
from domain.bookings.rebooking.lifecycle import OVER, Event, WrongStep
from domain.bookings.rebooking.models import RebookingStep as Step
from domain.bookings.rebooking.paying import (
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
from domain.bookings.reconciling import look_up
from domain.bookings.reviewing import gateway_of
from domain.bookings.submitting import Submitted, Unsent, confirm_booking
from domain.bookings.values import Booking, Review
from domain.db import AWAY
from domain.suppliers.booking_outcomes import RecordState
from domain.suppliers.contract import SupplierError

log = structlog.get_logger(__name__)

# Longer than the new order may take, with its check before it.
LEASE = timedelta(seconds=240)
# What the supplier has not settled yet is asked about by `reconciling`; here it is waited for: the
# longer it takes, the more rarely.
WAIT, LONGEST_WAIT = timedelta(seconds=15), timedelta(minutes=10)
PAUSES = tuple(timedelta(seconds=n) for n in (15, 30, 60, 120, 300, 300, 300))
# Agreed to and not sent by then, it is asked for anew: people do not expect it any more.
AGREED_FOR = timedelta(minutes=15)
MOST_MOVES = 6
NOT_REACHED, UNCLEAR = "not reached", "new one unclear"
# What may be another way a little later.
PASSING = frozenset({NOT_REACHED, UNCLEAR})
CANCELLING = frozenset({BookingState.CANCELLING, BookingState.CANCEL_PENDING})


async def carry_on_due(app: App) -> int:
    """Carry on the rebookings that are due; return how many. Two processes never share one."""
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
    """Take the steps that can be taken now, and plan when to look again."""
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
    """Have the new one booked, or see what became of it."""
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
    """Wait until the new one is paid for and booked by that; give it up in the end."""
    why = "" if old.state is BookingState.CONFIRMED else f"old one {old.state.value}"
    why = why or unpaid_because(found, new, app.clock.now())
    if why and not await is_held_for(app, new):
        await stop(app, found, Event.NOT_BOOKED, why)
        return True
    return await _wait(app, found, WAIT)


async def _send(app: App, found: RebookingView, new: Booking) -> str:
    """Send the new one where it is still what was agreed to; return what kept it, if anything."""
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
    """Confirm the new one, once; return what kept it, if anything. Raises a `SupplierError`."""
    traveller = await traveller_of(new.user_id)
    outcome = await confirm_booking(app, traveller, new.booking_id, found.review)
    if isinstance(outcome, Review) and not outcome.changed:
        # It was checked once more by another press, and is still what was agreed to.
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
    """Cancel the old one for what is covered, while the new one stands at its supplier."""
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
    """Return why the old one is left alone, whatever its supplier would say; mostly nothing."""
    if old.state is not BookingState.CONFIRMED or old.cause == STANDS:
        return f"old one {old.cause or old.state.value}"
    return "another one was paid" if is_other(found, old, new) else ""


async def _kept(app: App, found: RebookingView, kept: str | None) -> bool:
    """Go on, come back later, or leave both standing, by what kept the old one from it."""
    if kept is None:
        return True
    if kept in PASSING:
        return await _try_again(app, found, kept)
    await keep_both(app, found, kept)
    return False


async def _stands(app: App, new: Booking) -> bool | None:
    """Ask the supplier whether the new one stands, right before the old one is given up.

    None where it is not clear. Raises a `SupplierError`.
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
    """Quote the old one again and cancel it where that is covered; return what kept it."""
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
            # It rose on the way: whether it is still covered is seen in the next round.
            return uncovered(found, quote)
        case _:
            return None


async def _look_at_both(app: App, found: RebookingView) -> bool:
    """See whether only one stands by now."""
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
    """Come back later; after enough tries both stand."""
    if found.tries >= len(PAUSES):
        await keep_both(app, found, cause)
        return False
    await set_rebooking(
        app.pool, found.rebooking_id, tries=found.tries + 1, cause=cause[:64],
        look_at=app.clock.now() + PAUSES[found.tries], leased_until=None,
    )  # fmt: skip
    return False


def _pause(found: RebookingView, now: datetime) -> timedelta:
    """Return how long what is open is left alone: a quarter of the time that it is open for."""
    return min(max((now - found.changed_at) / 4, WAIT), LONGEST_WAIT)


async def _wait(app: App, found: RebookingView, pause: timedelta | None) -> bool:
    now = app.clock.now()
    await set_rebooking(
        app.pool, found.rebooking_id, leased_until=None,
        look_at=None if pause is None else now + pause,
    )  # fmt: skip
    return False


STEPS = {Step.BOOKING: _book, Step.CANCELLING: _cancel, Step.BOTH_STAND: _look_at_both}
