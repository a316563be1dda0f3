"""Cancelling: what it costs is read from the supplier, agreed to, and read once more on the way."""

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog

from domain.accounts.travellers import Traveller
from domain.app import App
from domain.bookings.cases import close_cases, open_case
from domain.bookings.lifecycle import Actor, Event, WrongState
from domain.bookings.models import BookingState
from domain.bookings.notices import Told, tell
from domain.bookings.queries.bookings import load_any, load_booking, set_columns
from domain.bookings.queries.cases import CaseKind
from domain.bookings.rebooking.queries import is_being_rebooked, is_given_up, new_one_stands
from domain.bookings.reviewing import gateway_of
from domain.bookings.steps import step
from domain.bookings.timing import FIRST_CHECK, SEND_SECONDS, SENDER_LOST, needs_person, pause_after
from domain.bookings.values import Booking
from domain.money import Money
from domain.outbox.leases import surely
from domain.suppliers.booking_contract import BookingGateway, Cancellation
from domain.suppliers.booking_outcomes import (
    BookingRecord,
    CancellationQuote,
    Cancelled,
    CancelNotSent,
    CancelOutcome,
    CancelPending,
    CancelRefusal,
    CancelRefused,
    CancelUnknown,
    PenaltyAbove,
    RecordState,
)

log = structlog.get_logger(__name__)

# The cause of a cancellation that came to nothing, by the word of a person.
STANDS = "it stands"


@dataclass(frozen=True, slots=True)
class CancelOffer:
    """What cancelling costs now; `raised_from` is what was agreed to before it rose."""

    booking: Booking
    quote: CancellationQuote
    raised_from: Money | None = None


@dataclass(frozen=True, slots=True)
class CancelRequested:
    """It was sent (by this press or one before): the booking's state says the rest."""

    booking: Booking


@dataclass(frozen=True, slots=True)
class CancelUnsent:
    """The supplier could not be asked: the booking stands, and it can be tried again."""

    booking: Booking


@dataclass(frozen=True, slots=True)
class CancelDeclined:
    """The supplier does not cancel it for us: the booking stands. `by_hand`: people see to it."""

    booking: Booking
    reason: CancelRefusal
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class CancelBusy:
    """It is being booked anew: until that is settled, nothing else is done with it."""

    booking: Booking


CancelResult = CancelOffer | CancelRequested | CancelUnsent | CancelDeclined | CancelBusy


class _Busy(Exception):
    """A rebooking needs the booking as it is."""


async def quote_cancelling(
    app: App, traveller: Traveller, booking_id: int, rebooking_id: int | None = None
) -> CancelResult:
    """Return what cancelling costs now, and keep it as what can be agreed to.

    `rebooking_id` says that a rebooking asks, which alone may while it is under way. Raises a
    `SupplierError` where the supplier could not be asked, NotFound for another's booking.
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
    """Cancel for at most what was shown, once, and return where that has led.

    While it is booked anew only that rebooking may, and only as long as the new one stands. It goes
    on whatever becomes of whoever waits for it. Raises NotFound for another's booking.
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
        # A button of an earlier quote: what it costs is shown again first.
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
    outcome = await _send(gateway, sent)

    async def note() -> None:
        try:
            await _settle(app, booking, outcome, most_penalty, app.clock.now())
        except WrongState as late:
            log.info("cancellation came late", booking=booking_id, state=late.state)

    await surely(note)
    return await _told(app, traveller, booking_id, outcome, most_penalty)


async def _require_leave(
    app: App, booking_id: int, now: datetime, rebooking_id: int | None
) -> None:
    """Raise _Busy where a rebooking, or the lack of the new booking, keeps it from being given up.

    Held until the transaction ends, so that the new one is not given up at the same time.
    """
    if await is_being_rebooked(app.pool, booking_id, now, rebooking_id):
        raise _Busy
    if rebooking_id is not None and not await new_one_stands(app.pool, rebooking_id):
        raise _Busy


async def _send(gateway: BookingGateway, cancellation: Cancellation) -> CancelOutcome:
    """Send a cancellation, once. Whatever goes wrong with it, it may have come."""
    try:
        async with asyncio.timeout(SEND_SECONDS):
            return await gateway.cancel(cancellation)
    except TimeoutError:
        return CancelUnknown("no answer in time")
    except Exception as error:
        log.exception("a gateway raised", supplier_ref=cancellation.supplier_ref)
        return CancelUnknown(type(error).__name__)


async def _settle(
    app: App, booking: Booking, outcome: CancelOutcome, most: Money, now: datetime
) -> None:
    """Write down how the call ended."""
    async with app.pool.transaction():
        match outcome:
            case Cancelled(penalty, refund):
                await _cancelled(app, booking, penalty, refund, most, now)
            case CancelPending():
                await _look_soon(app, booking, "pending", now)
            case CancelUnknown(detail):
                await _look_soon(app, booking, detail, now)
            case CancelNotSent(reason):
                await _stands(app, booking, reason.value, now)
            case PenaltyAbove(risen):
                await _stands(app, booking, "penalty rose", now, quoted_penalty=risen.amount)
            case CancelRefused(reason, detail):
                await _stands(app, booking, reason.value, now)
                if reason is CancelRefusal.NOT_ONLINE:
                    await open_case(
                        app.pool, CaseKind.CANCEL_BY_HAND, booking, now,
                        most_penalty=_said(most), detail=detail,
                    )  # fmt: skip


async def _cancelled(
    app: App,
    booking: Booking,
    penalty: Money | None,
    refund: Money | None,
    most: Money | None,
    now: datetime,
) -> None:
    total = booking.terms.total
    if penalty is None and refund is not None and refund.currency == total.currency:
        penalty = total - refund
    await step(
        app.pool, booking.booking_id, Event.CANCELLED, Actor.SUPPLIER, now, "", look_at=None,
        looks=0, penalty=_in(penalty, total), refund=_in(refund, total),
    )  # fmt: skip
    await close_cases(
        app.pool, booking.booking_id, now, "cancelled",
        (CaseKind.CANCEL_UNKNOWN, CaseKind.CANCEL_BY_HAND),
    )  # fmt: skip
    cancelled = await load_any(booking.booking_id)
    if not await is_given_up(app.pool, booking.booking_id):
        # Of what was given up for a new one the rebooking tells, at its end.
        await tell(app.pool, Told.CANCELLED, cancelled, now)
    is_more = penalty is not None and most is not None and penalty.currency == most.currency
    if is_more and penalty is not None and most is not None and penalty > most:
        await open_case(
            app.pool, CaseKind.CHARGED_MORE, cancelled, now,
            agreed=_said(most), charged=_said(penalty),
        )  # fmt: skip


def _in(money: Money | None, total: Money) -> Any:
    """Return an amount in the booking's own currency, None for any other."""
    return money.amount if money is not None and money.currency == total.currency else None


async def _look_soon(app: App, booking: Booking, cause: str, now: datetime) -> None:
    pause = pause_after(BookingState.CANCEL_PENDING, 0) or timedelta(0)
    await step(
        app.pool, booking.booking_id, Event.CANCEL_TAKEN, Actor.SUPPLIER, now, cause,
        look_at=now + pause, looks=0,
    )  # fmt: skip


async def _stands(app: App, booking: Booking, cause: str, now: datetime, **columns: Any) -> None:
    await step(
        app.pool, booking.booking_id, Event.NOT_CANCELLED, Actor.SUPPLIER, now, cause,
        look_at=now + FIRST_CHECK, looks=0, **columns,
    )  # fmt: skip


async def settle_cancelled(
    app: App, booking: Booking, record: BookingRecord | None, now: datetime
) -> None:
    """Write down what the supplier's books hold of a booking whose cancellation is open.

    That it still stands there is no proof that it will: after enough looks a person is asked.
    """
    async with app.pool.transaction():
        if record is not None and record.state is RecordState.CANCELLED:
            await cancelled_by_record(app, booking, record, now)
            return
        if booking.state is BookingState.CANCELLING:
            await step(
                app.pool, booking.booking_id, Event.CANCEL_TAKEN, Actor.SERVICE, now, "looked up"
            )
        looks = booking.looks + 1
        pause = pause_after(BookingState.CANCEL_PENDING, looks)
        await set_columns(
            app.pool, booking.booking_id, looks=looks,
            look_at=None if pause is None else now + pause,
        )  # fmt: skip
        if needs_person(BookingState.CANCEL_PENDING, looks):
            state = "nothing" if record is None else record.state.value
            opened = await open_case(
                app.pool, CaseKind.CANCEL_UNKNOWN, booking, now,
                supplier_says=state,
            )  # fmt: skip
            if opened:
                await tell(app.pool, Told.WITH_PEOPLE, booking, now)


async def cancelled_by_record(
    app: App, booking: Booking, record: BookingRecord, now: datetime
) -> None:
    """Write down that the supplier's books have it cancelled, at the charge that they tell."""
    await _cancelled(app, booking, record.charged, None, booking.quoted_penalty, now)


async def note_stands(app: App, booking: Booking, now: datetime) -> None:
    """Write down that a person found it standing, and tell the traveller."""
    await step(
        app.pool, booking.booking_id, Event.NOT_CANCELLED, Actor.ADMIN, now, STANDS,
        look_at=now + FIRST_CHECK, looks=0,
    )  # fmt: skip
    await tell(app.pool, Told.NOT_CANCELLED, await load_any(booking.booking_id), now)


async def _told(
    app: App, traveller: Traveller, booking_id: int, outcome: CancelOutcome, most: Money
) -> CancelResult:
    booking = await load_booking(traveller, booking_id)
    match outcome:
        case PenaltyAbove(risen):
            quote = CancellationQuote(risen, app.clock.now(), _rest(booking.terms.total, risen))
            return CancelOffer(booking, quote, raised_from=most)
        case CancelNotSent():
            return CancelUnsent(booking)
        case CancelRefused(reason):
            return CancelDeclined(booking, reason, by_hand=reason is CancelRefusal.NOT_ONLINE)
        case _:
            return CancelRequested(booking)


def _rest(total: Money, penalty: Money) -> Money | None:
    return total - penalty if total.currency == penalty.currency else None


def _said(money: Money) -> str:
    return f"{money.amount} {money.currency}"
