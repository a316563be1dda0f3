"""Booking at LiteAPI: prebook, book under our reference, retrieve by it, cancel.

A prebook can be booked more than once and prevents nothing. `clientReference` does: a second order
with it is refused (4005). The account's own money pays, in the way the setting names.
"""

import json
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any
from urllib.parse import quote

from domain.clock import Clock
from domain.suppliers.acts import ActingHttp, unsent_because
from domain.suppliers.booking_contract import (
    BookingKey,
    Cancellation,
    Gone,
    Guest,
    NameCorrection,
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
    NameOutcome,
    PenaltyAbove,
    RecordState,
    SessionEnded,
)
from domain.suppliers.cancel_rules import penalty_at
from domain.suppliers.contract import (
    ChangedShape,
    InvalidRequest,
    NoAvailability,
    Rate,
    Refundability,
    SessionExpired,
    Supplier,
    SupplierError,
)
from domain.suppliers.http import Call
from domain.suppliers.liteapi import outcomes
from domain.suppliers.liteapi.booking_wire import (
    Booking,
    BookingAnswer,
    BookingList,
    Prebook,
    PrebookAnswer,
)
from domain.suppliers.liteapi.client import NOT_FOUND
from domain.suppliers.liteapi.gateway import LiteapiGateway
from domain.suppliers.liteapi.wire import one_rate
from domain.suppliers.rate_matches import like
from domain.suppliers.wire import read_each

# The time LiteAPI may wait for its own suppliers.
BOOK_SECONDS, PREBOOK_SECONDS = 60, 15


class PaymentMethod(StrEnum):
    """How the account pays for bookings."""

    CARD = "ACC_CREDIT_CARD"
    WALLET = "WALLET"
    CREDIT = "CREDIT"


@dataclass(slots=True)
class LiteapiBooking:
    """The booking port over LiteAPI's HTTP API."""

    seller: LiteapiGateway
    acting: ActingHttp
    clock: Clock
    method: PaymentMethod

    @property
    def supplier(self) -> Supplier:
        """Say who this is."""
        return Supplier.LITEAPI

    async def recheck(self, order: Order) -> Rechecked | Gone:
        """Prebook the offer; an outdated one is found again among the hotel's rates."""
        try:
            return self._rechecked(await self._prebook(order.rate.token), order.rate.token)
        except (SessionExpired, NoAvailability):
            pass
        rates = await self.seller.rates_of("recheck", order.hotel.supplier_id, order.question)
        found = like(rates, order.rate, Supplier.LITEAPI)
        if found is None:
            return Gone()
        try:
            return self._rechecked(await self._prebook(found.token), found.token)
        except NoAvailability:
            return Gone()

    async def _prebook(self, offer: str) -> Prebook:
        """Prebook for this order alone."""
        url = f"{self.seller.asking.book_url}/rates/prebook"
        body = {"offerId": offer, "usePaymentSdk": False}
        params: dict[str, str | int] = {"timeout": PREBOOK_SECONDS}
        call = Call("recheck", "recheck", "POST", url, params=params, body=body, shared=False)
        return (await self.seller.asking.ask(call, PrebookAnswer)).data

    def _rechecked(self, made: Prebook, offer: str) -> Rechecked:
        try:
            rate = one_rate(made.room_types[0].rates, offer, self.clock.now())
        except ValueError:
            raise ChangedShape(Supplier.LITEAPI, "recheck", "currency") from None
        rate = _at(rate, made)
        session = Session(json.dumps({"prebook": made.prebook_id}))
        return Rechecked(rate, session, made.differences, rate.fees)

    async def book(self, submission: Submission) -> BookOutcome:
        """Book the prebook under our reference."""
        prebook = _read(submission.session)
        if prebook is None:
            return SessionEnded()
        url = f"{self.seller.asking.book_url}/rates/book"
        body = {
            "prebookId": prebook,
            "clientReference": submission.client_ref,
            "payment": {"method": self.method.value},
            **_people(submission.order),
        }
        params: dict[str, str | int] = {"timeout": BOOK_SECONDS}
        call = Call("book", "book", "POST", url, params=params, body=body)
        return outcomes.booked(await self.seller.asking.act(self.acting, call))

    async def find(self, key: BookingKey) -> BookingRecord | None:
        """Return the booking under our reference, an active one before others."""
        if key.supplier_ref is not None:
            return await self.details(key.supplier_ref)
        ours = await self._ours(key)
        if not ours:
            return None
        chosen, *others = ours
        standing = {RecordState.CONFIRMED, RecordState.PENDING}
        record = await self.details(chosen.booking_id)
        twins = tuple(one.booking_id for one in others if one.state in standing)
        return replace(record, twins=twins)

    async def _ours(self, key: BookingKey) -> list[Booking]:
        """Return the bookings under our reference, active ones first: one, unless by mistake."""
        url = f"{self.seller.asking.book_url}/bookings"
        params: dict[str, str | int] = {"clientReference": key.client_ref}
        call = Call("find", "find", "GET", url, params=params)
        try:
            listed = (await self.seller.asking.ask(call, BookingList)).data
        except NoAvailability:
            return []
        found = read_each(Booking, listed, Supplier.LITEAPI, "find", "data")
        ours = [one for one in found if one.client_reference == key.client_ref]
        ours.sort(key=lambda one: one.state is not RecordState.CONFIRMED)
        return ours

    async def details(self, supplier_ref: str) -> BookingRecord:
        """Return a booking as it stands."""
        return _record(await self._read("details", supplier_ref), "details")

    async def _read(self, operation: str, supplier_ref: str) -> Booking:
        url = f"{self.seller.asking.book_url}/bookings/{quote(supplier_ref, safe='')}"
        call = Call(operation, "details", "GET", url)
        return (await self.seller.asking.ask(call, BookingAnswer)).data

    async def quote_cancellation(self, supplier_ref: str) -> CancellationQuote:
        """Return what the booking's own terms charge now; without terms, everything."""
        return self._quote(await self._read("quote_cancellation", supplier_ref))

    def _quote(self, told: Booking) -> CancellationQuote:
        record, now = _record(told, "quote_cancellation"), self.clock.now()
        if record.total is None:
            raise ChangedShape(Supplier.LITEAPI, "quote_cancellation", "price")
        total, rules = record.total, record.cancel_rules or ()
        is_all_due = record.refundable is not Refundability.YES or not rules
        penalty = total if is_all_due else min(penalty_at(rules, total, now), total)
        return CancellationQuote(penalty, total - penalty)

    async def cancel(self, cancellation: Cancellation) -> CancelOutcome:
        """Read the booking again, and cancel it if that costs no more than agreed."""
        try:
            told = await self._read("cancel", cancellation.supplier_ref)
            kept_from = self._kept_from(told, cancellation)
        except SupplierError as error:
            if isinstance(error, InvalidRequest) and error.detail == NOT_FOUND:
                return CancelRefused(CancelRefusal.NOT_FOUND)
            return CancelNotSent(unsent_because(error).reason)
        if kept_from is not None:
            return kept_from
        url = f"{self.seller.asking.book_url}/bookings/{told.booking_id}"
        call = Call("cancel", "cancel", "PUT", url)
        return outcomes.cancelled(await self.seller.asking.act(self.acting, call))

    def _kept_from(self, told: Booking, cancellation: Cancellation) -> CancelOutcome | None:
        """Return why a booking cannot be cancelled now. Raises a `SupplierError`."""
        match told.state:
            case RecordState.CANCELLED:
                return Cancelled(told.charged)
            case RecordState.CANCEL_PENDING:
                return CancelPending()
            case RecordState.FAILED:
                return CancelRefused(CancelRefusal.NOT_FOUND, "booking failed")
            case _:
                pass
        penalty, most = self._quote(told).penalty, cancellation.most_penalty
        if penalty.currency != most.currency or penalty > most:
            return PenaltyAbove(penalty)
        return None

    async def correct_name(self, correction: NameCorrection) -> NameOutcome:
        """Amend the holder, who is the lead guest: the only name that can be amended."""
        reference = quote(correction.supplier_ref, safe="")
        url = f"{self.seller.asking.book_url}/bookings/{reference}/amend"
        holder = {
            "firstName": correction.lead.first_name,
            "lastName": correction.lead.last_name,
            "email": correction.contact.email,
        }
        call = Call("amend", "amend", "PUT", url, body={"holder": holder})
        return outcomes.amended(await self.seller.asking.act(self.acting, call))

    async def aclose(self) -> None:
        """Close the connections for acts; those for reads belong to the search's gateway."""
        await self.acting.aclose()


def _at(rate: Rate, made: Prebook) -> Rate:
    """Return the rate at the prebook's price, in case its rooms add up to another."""
    return replace(rate, quote=replace(rate.quote, total=made.total))


def _record(told: Booking, operation: str) -> BookingRecord:
    try:
        return told.to_record()
    except ValueError:
        raise ChangedShape(Supplier.LITEAPI, operation, "currency") from None


def _read(session: Session) -> str | None:
    """Return a session's prebook; None if it has none."""
    try:
        prebook = json.loads(session.token)["prebook"]
    except (ValueError, TypeError, KeyError):
        return None
    return prebook if isinstance(prebook, str) and prebook else None


def _people(order: Order) -> dict[str, Any]:
    """Return the holder and each room's lead guest; the party's, if the room has no name."""
    lead, contact = order.lead, order.contact
    holder = {**_name(lead), "email": contact.email, "phone": contact.phone}
    guests = [
        {
            "occupancyNumber": number,
            **_name(room.guests[0] if room.guests else lead),
            "email": contact.email,
            "phone": contact.phone,
            "remarks": order.requests if number == 1 else "",
        }
        for number, room in enumerate(order.rooms, start=1)
    ]
    return {"holder": holder, "guests": guests}


def _name(guest: Guest) -> dict[str, str]:
    return {"firstName": guest.first_name, "lastName": guest.last_name}
