"""Booking at TravClan.

Orders do not carry our reference there. They are found by their itinerary, which can be booked only
once; its code is in the session, which is stored before anything is sent.

Assumed, as there is no recording: an itinerary that is read back contains its booking, and a
booking is cancelled under its own trace. See `booking_wire` and `outcomes` for the words.
"""

from dataclasses import dataclass, replace
from urllib.parse import quote

import structlog

from domain.clock import Clock
from domain.money import Money
from domain.suppliers.acts import ActingHttp, Lost, Unsent, unsent_because
from domain.suppliers.booking_contract import (
    BookingKey,
    Cancellation,
    Gone,
    Order,
    Rechecked,
    Session,
    Submission,
)
from domain.suppliers.booking_outcomes import (
    BookingRecord,
    BookOutcome,
    CancellationQuote,
    Cancelled,
    CancelNotSent,
    CancelOutcome,
    CancelPending,
    CancelRefusal,
    CancelRefused,
    Held,
    HoldOutcome,
    PenaltyAbove,
    RecordState,
    SessionEnded,
)
from domain.suppliers.cancel_rules import penalty_at
from domain.suppliers.contract import (
    ChangedShape,
    InvalidRequest,
    Rate,
    Refundability,
    Supplier,
    SupplierError,
)
from domain.suppliers.http import Call
from domain.suppliers.http_answers import Answer
from domain.suppliers.room_combinations import combine
from domain.suppliers.travclan import outcomes
from domain.suppliers.travclan.booking_wire import BookingDetails, Details, Opened, Status, Wallet
from domain.suppliers.travclan.client import Asking
from domain.suppliers.travclan.gateway import RATES
from domain.suppliers.travclan.order_preparation import Opened as Codes
from domain.suppliers.travclan.order_preparation import Preparing

log = structlog.get_logger(__name__)

# *Assumed*, see `booking_wire.Wallet`.
WALLET = "/api/v1/wallet/balance"


@dataclass(slots=True)
class TravclanBooking:
    """The booking port over TravClan's HTTP API."""

    asking: Asking
    acting: ActingHttp
    clock: Clock
    hotel_url: str

    @property
    def supplier(self) -> Supplier:
        """Say who this is."""
        return Supplier.TRAVCLAN

    async def recheck(self, order: Order) -> Rechecked | Gone:
        """Open an itinerary, choose the rate, name the guests and check the price."""
        return await Preparing(self.asking, self.clock, self.hotel_url).prepare(order)

    async def book(self, submission: Submission) -> BookOutcome:
        """Book the session's itinerary at the checked price."""
        codes = Codes.read(submission.session)
        if codes is None:
            return SessionEnded()
        url = f"{self.hotel_url}{RATES}/{codes.code}/book"
        body = {"traceId": codes.trace, "isPriceChangeAccepted": False}
        call = Call("book", "book", "POST", url, body=body)
        return outcomes.booked(await self.asking.act(self.acting, call))

    def can_hold(self, session: Session) -> bool:
        """Return whether the session's rooms can be held, according to the itinerary."""
        codes = Codes.read(session)
        return codes is not None and codes.can_hold

    async def hold(self, submission: Submission) -> HoldOutcome:
        """Hold the session's rooms unpaid. TravClan's call for that is assumed."""
        codes = Codes.read(submission.session)
        if codes is None:
            return SessionEnded()
        return outcomes.held(await self._act_on(codes, "hold"))

    async def confirm_hold(self, submission: Submission, held: Held) -> BookOutcome:
        """Book the held rooms at the checked price."""
        codes = Codes.read(submission.session)
        if codes is None:
            return SessionEnded()
        return outcomes.booked(await self._act_on(codes, "confirm-hold", held.supplier_ref))

    async def release_hold(self, key: BookingKey, held: Held) -> CancelOutcome:
        """Release the rooms."""
        codes = Codes.read(key.session)
        if codes is None:
            return CancelRefused(CancelRefusal.NOT_FOUND, "session")
        return outcomes.cancelled(await self._act_on(codes, "release-hold", held.supplier_ref))

    async def _act_on(
        self, codes: Codes, act: str, hold_code: str | None = None
    ) -> Answer | Unsent | Lost:
        url = f"{self.hotel_url}{RATES}/{codes.code}/{act}"
        body = {"traceId": codes.trace, "isPriceChangeAccepted": False}
        named = {} if hold_code is None else {"holdCode": hold_code}
        return await self.asking.act(self.acting, Call(act, act, "POST", url, body=body | named))

    async def find(self, key: BookingKey) -> BookingRecord | None:
        """Return the booking of the session's itinerary."""
        if key.supplier_ref is not None:
            return await self.details(key.supplier_ref)
        codes = Codes.read(key.session)
        if codes is None:
            raise InvalidRequest(Supplier.TRAVCLAN, "find", "session")
        call = Call("find", "find", "GET", f"{self.hotel_url}{RATES}/{codes.code}")
        opened = (await self.asking.ask(call, Opened)).results[0]
        if not opened.booking_details:
            return None
        chosen = _first(opened.booking_details)
        others = (one for one in opened.booking_details if one.code != chosen.code)
        standing = {RecordState.CONFIRMED, RecordState.PENDING}
        record = await self._details("find", chosen.code)
        return replace(record, twins=tuple(one.code for one in others if one.state in standing))

    async def details(self, supplier_ref: str) -> BookingRecord:
        """Return a booking as it stands."""
        return await self._details("details", supplier_ref)

    async def _details(self, operation: str, supplier_ref: str) -> BookingRecord:
        return self._record(await self._read(operation, supplier_ref))

    async def _read(self, operation: str, supplier_ref: str) -> Details:
        url = f"{self.hotel_url}{RATES}/bookings/{quote(supplier_ref, safe='')}"
        call = Call(operation, "details", "GET", url)
        return (await self.asking.ask(call, BookingDetails)).results[0]

    def _record(self, told: Details) -> BookingRecord:
        terms = self._terms(told)
        is_over = told.state in {RecordState.CANCELLED, RecordState.CANCEL_PENDING}
        return BookingRecord(
            supplier_ref=told.code,
            state=told.state,
            total=told.total,
            hotel_ref=told.provider_confirmation_number,
            cancel_rules=None if terms is None else terms.cancel_rules,
            refundable=Refundability.UNKNOWN if terms is None else terms.quote.refundable,
            charged=told.money(told.cancellation_charges) if is_over else None,
            no_show=told.no_show,
            changed_by_hotel=told.changed_by_hotel or "",
        )

    def _terms(self, told: Details) -> Rate | None:
        """Return the booking's rates as one, with their current terms."""
        parts = [wire.to_rate("", self.clock.now(), None) for wire in told.rates]
        if not parts:
            return None
        return parts[0] if len(parts) == 1 else combine(parts, told.code)

    async def wallet_balance(self) -> Money:
        """Return the balance of the agency's wallet, from which TravClan is paid."""
        call = Call("wallet_balance", "wallet", "GET", f"{self.hotel_url}{WALLET}")
        purse = (await self.asking.ask(call, Wallet)).results[0]
        return Money.of(purse.balance, purse.currency)

    async def quote_cancellation(self, supplier_ref: str) -> CancellationQuote:
        """Return what the booking's own rules charge now; without rules, everything."""
        return self._quote(await self._read("quote_cancellation", supplier_ref))

    def _quote(self, told: Details) -> CancellationQuote:
        total, terms, now = told.total, self._terms(told), self.clock.now()
        if total is None:
            raise ChangedShape(Supplier.TRAVCLAN, "quote_cancellation", "totalAmount")
        rules = () if terms is None else terms.cancel_rules
        is_all_due = not rules or any(rate.refundable is False for rate in told.rates)
        penalty = total if is_all_due else min(penalty_at(rules, total, now), total)
        return CancellationQuote(
            penalty=penalty,
            refund=total - penalty,
            is_online=terms is None or terms.cancels_online is not False,
        )

    async def cancel(self, cancellation: Cancellation) -> CancelOutcome:
        """Read the booking again, and cancel it if that costs no more than agreed."""
        try:
            told = await self._read("cancel", cancellation.supplier_ref)
            kept_from = self._kept_from(told, cancellation.most_penalty)
        except SupplierError as error:
            return CancelNotSent(unsent_because(error).reason)
        if kept_from is not None:
            return kept_from
        url = f"{self.hotel_url}{RATES}/bookings/{told.code}/cancel"
        trace = told.trace_id or self._trace(cancellation.key)
        call = Call("cancel", "cancel", "POST", url, body={"traceId": trace})
        return outcomes.cancelled(await self.asking.act(self.acting, call))

    def _kept_from(self, told: Details, most: Money) -> CancelOutcome | None:
        """Return why a booking cannot be cancelled now. Raises a `SupplierError`."""
        match told.state:
            case RecordState.CANCELLED:
                return Cancelled(told.money(told.cancellation_charges))
            case RecordState.CANCEL_PENDING:
                return CancelPending()
            case RecordState.FAILED:
                return CancelRefused(CancelRefusal.NOT_FOUND, "booking failed")
            case _:
                pass
        quote = self._quote(told)
        if not quote.is_online:
            return CancelRefused(CancelRefusal.NOT_ONLINE)
        if quote.penalty.currency != most.currency or quote.penalty > most:
            return PenaltyAbove(quote.penalty)
        return None

    def _trace(self, key: BookingKey) -> str | None:
        codes = Codes.read(key.session)
        return None if codes is None else codes.trace

    async def aclose(self) -> None:
        """Close the connections for acts; those for reads belong to the search's gateway."""
        await self.acting.aclose()


def _first(booked: list[Status]) -> Status:
    """Return the active booking; an itinerary with several is logged as an error."""
    standing = [one for one in booked if one.state is RecordState.CONFIRMED] or booked
    if len(booked) > 1:
        log.error(
            "one order, several bookings", supplier=Supplier.TRAVCLAN.value,
            codes=[one.code for one in booked],
        )  # fmt: skip
    return standing[0]
