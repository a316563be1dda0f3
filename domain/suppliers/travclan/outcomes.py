"""Interprets TravClan's answers to calls that act. Pure.

Only what TravClan's own envelope says is final; the words of refusals are assumed, and all of them
are here. "FAILED" is not final: the hub with the same vocabulary advises looking again, as the
hotel may have booked after all.
"""

import re
from http import HTTPStatus

from domain.suppliers.acts import SHUT_OUT, Lost, Unsent, read_or_lost
from domain.suppliers.booking_outcomes import (
    BookingRecord,
    BookOutcome,
    Cancelled,
    CancelNotSent,
    CancelOutcome,
    CancelPending,
    CancelRefusal,
    CancelRefused,
    CancelUnknown,
    Confirmed,
    Duplicate,
    Held,
    HoldOutcome,
    NotSent,
    NotSentReason,
    Pending,
    PriceChanged,
    RecordState,
    RefusalReason,
    Refused,
    SessionEnded,
    SoldOut,
    Unknown,
)
from domain.suppliers.contract import Supplier
from domain.suppliers.http_answers import Answer
from domain.suppliers.travclan.booking_wire import Booking, Cancelling, Holding
from domain.suppliers.travclan.client import NO_ROOMS, is_of_session, refusal_of
from domain.suppliers.travclan.wire import Refusal
from domain.suppliers.wire import read_whole

FINAL = {HTTPStatus.BAD_REQUEST, HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.NOT_FOUND}
_REFUSALS: tuple[tuple[str, RefusalReason], ...] = (
    (r"balance|wallet|fund|credit", RefusalReason.INSUFFICIENT_FUNDS),
    (r"\bpan\b|pancard|passport", RefusalReason.DOCUMENTS),
    (r"guest|name|adult|child|title", RefusalReason.GUESTS),
)
_CANCEL_REFUSALS: tuple[tuple[str, CancelRefusal], ...] = (
    (r"online", CancelRefusal.NOT_ONLINE),
    (r"not (?:known|found|exist)", CancelRefusal.NOT_FOUND),
    (r"deadline|too late|passed", CancelRefusal.TOO_LATE),
    (r"not allowed|cannot|non.?refundable", CancelRefusal.NOT_CANCELLABLE),
)


def booked(sent: Answer | Unsent | Lost) -> BookOutcome:
    """Return the outcome of a call that books."""
    match sent:
        case Unsent(reason):
            return NotSent(reason)
        case Lost(detail):
            return Unknown(detail)
        case Answer() if sent.is_success:
            return _told(sent)
        case _:
            return _not_booked(sent)


def _told(answer: Answer) -> BookOutcome:
    read = read_or_lost(lambda: read_whole(Booking, answer.body, Supplier.TRAVCLAN, "book"))
    if isinstance(read, Lost):
        return Unknown(read.detail)
    status = read.results[0].details[0]
    if status.state is RecordState.CONFIRMED:
        hotel_ref = status.provider_confirmation_number
        return Confirmed(BookingRecord(status.code, RecordState.CONFIRMED, hotel_ref=hotel_ref))
    return Pending(status.code)


def held(sent: Answer | Unsent | Lost) -> HoldOutcome:
    """Return the outcome of a call that holds a room; assumed to have the words of booking."""
    match sent:
        case Unsent(reason):
            return NotSent(reason)
        case Lost(detail):
            return Unknown(detail)
        case Answer() if not sent.is_success:
            refused = _not_booked(sent)
            return Unknown("pending") if isinstance(refused, Confirmed | Pending) else refused
        case _:
            pass
    read = read_or_lost(lambda: read_whole(Holding, sent.body, Supplier.TRAVCLAN, "hold"))
    if isinstance(read, Lost):
        return Unknown(read.detail)
    return Held(read.results[0].hold_code, read.results[0].hold_until)


def _not_booked(answer: Answer) -> BookOutcome:
    error = refusal_of(answer)
    if error.code == NO_ROOMS:
        return SoldOut()
    if answer.status in SHUT_OUT:
        return NotSent(NotSentReason.NOT_ALLOWED_IN)
    if answer.status not in FINAL or not error.errors:
        return Unknown(f"status {answer.status}")
    return _said(error)


def _said(error: Refusal) -> BookOutcome:
    """Return a refusal's meaning: final, unless the booking already exists."""
    words = _words(error)
    if is_of_session(error):
        return SessionEnded()
    if "already" in words or "duplicate" in words:
        return Duplicate()
    if "price" in words and "chang" in words:
        return PriceChanged()
    return Refused(_reason(words), f"code {error.code}")


def _reason(words: str) -> RefusalReason:
    found = (reason for pattern, reason in _REFUSALS if re.search(pattern, words))
    return next(found, RefusalReason.OTHER)


def cancelled(sent: Answer | Unsent | Lost) -> CancelOutcome:
    """Return the outcome of a call that cancels."""
    match sent:
        case Unsent(reason):
            return CancelNotSent(reason)
        case Lost(detail):
            return CancelUnknown(detail)
        case Answer() if sent.is_success:
            return _cancelled(sent)
        case _:
            return _not_cancelled(sent)


def _cancelled(answer: Answer) -> CancelOutcome:
    read = read_or_lost(lambda: read_whole(Cancelling, answer.body, Supplier.TRAVCLAN, "cancel"))
    if isinstance(read, Lost):
        return CancelUnknown(read.detail)
    told = read.results[0]
    if told.state is RecordState.CANCELLED:
        return Cancelled(told.money(told.cancellation_charges), told.money(told.refund_amount))
    if told.state is RecordState.CANCEL_PENDING:
        return CancelPending()
    return CancelUnknown(f"state {told.state}")


def _not_cancelled(answer: Answer) -> CancelOutcome:
    error = refusal_of(answer)
    if answer.status in SHUT_OUT:
        return CancelNotSent(NotSentReason.NOT_ALLOWED_IN)
    words = _words(error)
    # Another call was faster: the booking's record says what it cost.
    is_done = re.search(r"(?<!be )cancell?ed", words) is not None
    if is_done or answer.status not in FINAL or not error.errors:
        return CancelUnknown(f"status {answer.status}")
    found = (reason for pattern, reason in _CANCEL_REFUSALS if re.search(pattern, words))
    return CancelRefused(next(found, CancelRefusal.OTHER), f"code {error.code}")


def _words(error: Refusal) -> str:
    return " ".join(error.errors).lower()
