"""Cancelling: the cost is read from the supplier, agreed to, and read once more before the call."""

import asyncio
from dataclasses import dataclass
from datetime import datetime

import structlog

from domain.accounts.travellers import Traveller
from domain.app import App
from domain.bookings.cancellation_outcomes import settle_cancelling
from domain.bookings.gateways import gateway_of, outcome_of
from domain.bookings.lifecycle import Actor, Event, WrongState
from domain.bookings.models import BookingState
from domain.bookings.queries.bookings import load_booking, set_columns
from domain.bookings.rebooking.queries import is_being_rebooked, new_one_stands
from domain.bookings.steps import step
from domain.bookings.timetable import SENDER_LOST
from domain.bookings.values import Booking
from domain.money import Money
from domain.outbox.leases import surely
from domain.suppliers.booking_contract import Cancellation
from domain.suppliers.booking_outcomes import (
    CancellationQuote,
    CancelNotSent,
    CancelOutcome,
    CancelRefusal,
    CancelRefused,
    CancelUnknown,
    PenaltyAbove,
)

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class CancelOffer:
    """What cancelling costs now; `raised_from` is the amount agreed to before it rose."""

    booking: Booking
    quote: CancellationQuote
    raised_from: Money | None = None


@dataclass(frozen=True, slots=True)
class CancelRequested:
    """The cancellation was sent (by this press or an earlier one); the booking's state has the
    outcome.
    """

    booking: Booking


@dataclass(frozen=True, slots=True)
class CancelUnsent:
    """The supplier could not be asked: the booking stands, and cancelling can be tried again."""

    booking: Booking


@dataclass(frozen=True, slots=True)
class CancelDeclined:
    """The supplier does not cancel it for us: the booking stands. `by_hand`: a person takes
    over.
    """

    booking: Booking
    reason: CancelRefusal
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class CancelBusy:
    """It is being rebooked: until that is settled, nothing else happens to it."""

    booking: Booking


CancelResult = CancelOffer | CancelRequested | CancelUnsent | CancelDeclined | CancelBusy


class _Busy(Exception):
    """A rebooking needs the booking unchanged."""


async def quote_cancelling(
    app: App, traveller: Traveller, booking_id: int, rebooking_id: int | None = None
) -> CancelResult:
    """Return what cancelling costs now, and store it as what can be agreed to.

    `rebooking_id` identifies a rebooking as the caller: only it may ask while it is in progress.
    Raises a `SupplierError` if the supplier could not be asked, NotFound for somebody else's
    booking.
    """
    booking = await load_booking(traveller, booking_id)
    if booking.state is not BookingState.CONFIRMED or booking.supplier_ref is None:
        return CancelRequested(booking)
    if await is_being_rebooked(app.pool, booking_id, app.clock.now(), rebooking_id):
        return CancelBusy(booking)
    quote = await gateway_of(app, booking).quote_cancellation(booking.supplier_ref)
    await set_columns(app.pool, booking_id, quoted_penalty=quote.penalty.amount)
    return CancelOffer(booking, quote)


async def cancel_booking(
    app: App,
    traveller: Traveller,
    booking_id: int,
    most_penalty: Money,
    *,
    rebooking_id: int | None = None,
) -> CancelResult:
    """Cancel once, for at most the amount shown, and return the result.

    During a rebooking only that rebooking may cancel, and only while the new booking stands. It
    carries on even if its caller goes away. Raises NotFound for somebody else's booking.
    """
    cancelling = app.background.start(
        _cancel(app, traveller, booking_id, most_penalty, rebooking_id)
    )
    return await asyncio.shield(cancelling)


async def _cancel(
    app: App, traveller: Traveller, booking_id: int, most_penalty: Money, rebooking_id: int | None
) -> CancelResult:
    booking = await load_booking(traveller, booking_id)
    if booking.state is not BookingState.CONFIRMED or booking.supplier_ref is None:
        return CancelRequested(booking)
    if booking.quoted_penalty != most_penalty:
        # A button from an earlier quote: the current cost is shown first.
        return await quote_cancelling(app, traveller, booking_id, rebooking_id)
    gateway = gateway_of(app, booking)
    now = app.clock.now()
    try:
        async with app.pool.transaction():
            await _require_leave(app, booking_id, now, rebooking_id)
            await step(
                app.pool, booking_id, Event.CANCEL_SENT, Actor.TRAVELLER, now,
                f"at most {most_penalty.amount} {most_penalty.currency}",
                look_at=now + SENDER_LOST, looks=0,
            )  # fmt: skip
    except WrongState:
        return CancelRequested(await load_booking(traveller, booking_id))
    except _Busy:
        return CancelBusy(await load_booking(traveller, booking_id))
    sent = Cancellation(booking.key, booking.supplier_ref, most_penalty)
    outcome: CancelOutcome = await outcome_of(
        gateway.cancel(sent), CancelUnknown, sent.supplier_ref
    )

    async def note() -> None:
        try:
            await settle_cancelling(app, booking, outcome, most_penalty, app.clock.now())
        except WrongState as late:
            log.info("cancellation came late", booking=booking_id, state=late.state)

    await surely(note)
    return await _told(traveller, booking_id, outcome, most_penalty)


async def _require_leave(
    app: App, booking_id: int, now: datetime, rebooking_id: int | None
) -> None:
    """Raise _Busy if a rebooking, or the lack of its new booking, protects this one.

    The lock holds until the transaction ends, so that the new booking is not given up meanwhile.
    """
    if await is_being_rebooked(app.pool, booking_id, now, rebooking_id):
        raise _Busy
    if rebooking_id is not None and not await new_one_stands(app.pool, rebooking_id):
        raise _Busy


async def _told(
    traveller: Traveller, booking_id: int, outcome: CancelOutcome, most: Money
) -> CancelResult:
    booking = await load_booking(traveller, booking_id)
    match outcome:
        case PenaltyAbove(risen):
            quote = CancellationQuote(risen, _rest(booking.terms.total, risen))
            return CancelOffer(booking, quote, raised_from=most)
        case CancelNotSent():
            return CancelUnsent(booking)
        case CancelRefused(reason):
            return CancelDeclined(booking, reason, by_hand=reason is CancelRefusal.NOT_ONLINE)
        case _:
            return CancelRequested(booking)


def _rest(total: Money, penalty: Money) -> Money | None:
    return total - penalty if total.currency == penalty.currency else None
