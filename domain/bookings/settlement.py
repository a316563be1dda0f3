"""Records a supplier's answer about an order: one transaction, its notices included."""

from datetime import datetime
from typing import Any

from domain.app import App
from domain.bookings.cases import close_cases, open_case
from domain.bookings.lifecycle import Actor, Event
from domain.bookings.models import BookingState
from domain.bookings.notices import NoticeKind, tell
from domain.bookings.operator import OPERATOR, Operator, number_invoice, operator_of
from domain.bookings.payment.money_moves import note_other_bill
from domain.bookings.payment.notices import tell_unpaid
from domain.bookings.queries.bookings import load_any, set_columns
from domain.bookings.queries.cases import CaseKind
from domain.bookings.queries.transitions import settle_attempt
from domain.bookings.steps import step
from domain.bookings.timetable import FIRST_CHECK, needs_person, pause_after
from domain.bookings.values import Booking
from domain.money import Money
from domain.suppliers.booking_outcomes import (
    BookingRecord,
    BookOutcome,
    Confirmed,
    Duplicate,
    NotSent,
    Pending,
    PriceChanged,
    RecordState,
    RefusalReason,
    Refused,
    SessionEnded,
    SoldOut,
    Unknown,
)
from domain.unit_of_work import Database

# What is refused because of the agency's account, not of the order.
UNPAID = (RefusalReason.INSUFFICIENT_FUNDS, RefusalReason.PAYMENT)
SETTLED_KINDS = (CaseKind.OUTCOME_UNKNOWN, CaseKind.STILL_PENDING)


def desk_of(app: App) -> "Desk":
    """Return the desk that records an application's outcomes."""
    return Desk(app.pool, operator_of(app.settings))


class Desk:
    """Records outcomes, and hands a person what only a person can settle.

    Invoices are the `operator`'s.
    """

    def __init__(self, database: Database, operator: Operator) -> None:
        self._database, self._operator = database, operator

    async def settle_order(self, booking: Booking, outcome: BookOutcome, now: datetime) -> None:
        """Record the outcome of the call that sent a booking. Safe to repeat."""
        async with self._database.transaction():
            await self._note_attempt(booking, outcome, now)
            match outcome:
                case Confirmed(record):
                    await self.confirm(booking, record, Actor.SUPPLIER, now)
                case Pending(supplier_ref):
                    await self._await(booking, Event.TAKEN, "pending", supplier_ref, now)
                case Duplicate(supplier_ref):
                    await self._await(booking, Event.LOST, "duplicate", supplier_ref, now)
                case Unknown(detail):
                    await self._await(booking, Event.LOST, detail, None, now)
                case SoldOut():
                    await self._end(booking, Event.REFUSED, "sold out", now)
                case Refused(reason):
                    await self._end(booking, Event.REFUSED, reason.value, now)
                    if reason in UNPAID:
                        await tell_unpaid(self._database, booking.supplier.value, now)
                case NotSent(reason):
                    await self._end(booking, Event.NOT_SENT, reason.value, now)
                case PriceChanged() | SessionEnded():
                    cause = "session" if isinstance(outcome, SessionEnded) else "price"
                    await self._end(booking, Event.PRICE_CHANGED, cause, now, session=None)

    async def _note_attempt(self, booking: Booking, outcome: BookOutcome, now: datetime) -> None:
        detail = outcome.detail if isinstance(outcome, Unknown | Refused) else ""
        told = (type(outcome).__name__, detail[:255])
        await settle_attempt(self._database, booking.supplier.value, booking.client_ref, told, now)

    async def confirm(
        self, booking: Booking, record: BookingRecord, actor: Actor, now: datetime
    ) -> None:
        """Record that it is booked, notify the traveller, and open a case if the price differs."""
        agreed = booking.terms.total
        await self._step(
            booking, Event.CONFIRMED, actor, now, "", supplier_ref=record.supplier_ref,
            hotel_ref=record.hotel_ref, look_at=now + FIRST_CHECK, looks=0,
        )  # fmt: skip
        await close_cases(self._database, booking.booking_id, now, "confirmed", SETTLED_KINDS)
        await number_invoice(self._database, self._operator, booking.booking_id, now)
        confirmed = await load_any(booking.booking_id)
        issuer = OPERATOR.dump_python(self._operator, mode="json")
        await tell(self._database, NoticeKind.CONFIRMED, confirmed, now, operator=issuer)
        if record.total is not None and record.total != agreed:
            await note_other_bill(
                self._database,
                booking.booking_id,
                booking.supplier.value,
                agreed,
                record.total,
                now,
            )
            await self._ask_person(CaseKind.OTHER_PRICE, confirmed, now, booked=_said(record.total))

    async def _await(
        self, booking: Booking, event: Event, cause: str, supplier_ref: str | None, now: datetime
    ) -> None:
        """Record that there may be a booking; the first look-up is soon."""
        state = BookingState.PENDING if event is Event.TAKEN else BookingState.UNKNOWN
        pause = pause_after(state, 0)
        await self._step(
            booking, event, Actor.SUPPLIER, now, cause, looks=0,
            look_at=None if pause is None else now + pause,
            supplier_ref=supplier_ref or booking.supplier_ref,
        )  # fmt: skip

    async def _end(
        self, booking: Booking, event: Event, cause: str, now: datetime, **columns: Any
    ) -> None:
        """Record that nothing was booked."""
        await self._step(
            booking, event, Actor.SUPPLIER, now, cause, look_at=None, looks=0, **columns
        )

    async def settle_record(
        self, booking: Booking, record: BookingRecord | None, now: datetime
    ) -> None:
        """Record what the supplier's books say about an order that may have arrived.

        No record, an unknown status, and "still waiting" lead to another look-up, or to a person.
        """
        state = None if record is None else record.state
        async with self._database.transaction():
            if record is not None and state is RecordState.CONFIRMED:
                await self.confirm(booking, record, Actor.SUPPLIER, now)
            elif state in {RecordState.FAILED, RecordState.CANCELLED}:
                await self.fail(booking, Actor.SUPPLIER, f"supplier: {state}", now)
            elif record is not None and state is RecordState.PENDING:
                await self._look_again(booking, Event.TAKEN, now, supplier_ref=record.supplier_ref)
            else:
                await self._look_again(booking, Event.LOST, now)

    async def fail(self, booking: Booking, actor: Actor, cause: str, now: datetime) -> None:
        """Record that nothing is booked after all, and notify the traveller."""
        await self._step(booking, Event.REFUSED, actor, now, cause, look_at=None, looks=0)
        await close_cases(self._database, booking.booking_id, now, cause, SETTLED_KINDS)
        await tell(self._database, NoticeKind.FAILED, await load_any(booking.booking_id), now)

    async def _look_again(
        self, booking: Booking, event: Event, now: datetime, **columns: Any
    ) -> None:
        """Plan the next look-up; after the last of the early ones, hand it to a person and say
        so.
        """
        is_waiting = event is Event.TAKEN and booking.state is not BookingState.PENDING
        if is_waiting or booking.state is BookingState.SUBMITTING:
            await self._step(booking, event, Actor.SUPPLIER, now, "looked up")
        state = BookingState.PENDING if event is Event.TAKEN else booking.state
        looks = 0 if is_waiting else booking.looks + 1
        pause = pause_after(state, looks)
        await set_columns(
            self._database, booking.booking_id, looks=looks,
            look_at=None if pause is None else now + pause, **columns,
        )  # fmt: skip
        if is_waiting:
            await tell(self._database, NoticeKind.TAKEN, await load_any(booking.booking_id), now)
        if needs_person(state, looks):
            is_known = state is BookingState.PENDING
            kind = CaseKind.STILL_PENDING if is_known else CaseKind.OUTCOME_UNKNOWN
            if await self._ask_person(kind, booking, now):
                await tell(self._database, NoticeKind.WITH_PEOPLE, booking, now)

    async def _ask_person(
        self, kind: CaseKind, booking: Booking, now: datetime, **details: str
    ) -> bool:
        return await open_case(self._database, kind, booking, now, **details)

    async def _step(
        self,
        booking: Booking,
        event: Event,
        actor: Actor,
        now: datetime,
        cause: str,
        **columns: Any,
    ) -> None:
        await step(self._database, booking.booking_id, event, actor, now, cause, **columns)


def _said(money: Money) -> str:
    return f"{money.amount} {money.currency}"
