"""Interprets LiteAPI's answers to calls that act, by its documented codes. Pure.

Refusals before its own supplier is asked are final: a wrong method or field (4000, 4002), an
invalid prebook (4010), a failed payment. 2010, 2013 and 2014 are about an attempted booking, which
is looked up by our reference.
"""

from http import HTTPStatus

from domain.suppliers.acts import SHUT_OUT, Lost, Unsent, read_or_lost
from domain.suppliers.booking_outcomes import (
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
    NameCorrected,
    NameNotSent,
    NameOpen,
    NameOutcome,
    NotSent,
    NotSentReason,
    Pending,
    RecordState,
    RefusalReason,
    Refused,
    SessionEnded,
    Unknown,
)
from domain.suppliers.contract import Supplier
from domain.suppliers.http_answers import Answer
from domain.suppliers.liteapi.booking_wire import BookingAnswer, CancelAnswer, state_of
from domain.suppliers.liteapi.client import WRONG_FIELD, Refusal, is_of_session, refusal_of
from domain.suppliers.wire import read_whole

WRONG_METHOD = 4000
DUPLICATE = 4005
NOT_VALID = 4010
SERVER = 5000
# Two documented descriptions of 5000 occur before anything is booked.
PAYMENT_FAILED = ("payment failed", "payment method for your account")


def booked(sent: Answer | Unsent | Lost) -> BookOutcome:
    """Return the outcome of a call that books."""
    match sent:
        case Unsent(reason):
            return NotSent(reason)
        case Lost(detail):
            return Unknown(detail)
        case Answer() if sent.is_success:
            return _told(sent)
        case Answer(status=status) if status in SHUT_OUT:
            return NotSent(NotSentReason.NOT_ALLOWED_IN)
        case _:
            return _said(sent, refusal_of(sent))


def _told(answer: Answer) -> BookOutcome:
    read = read_or_lost(lambda: read_whole(BookingAnswer, answer.body, Supplier.LITEAPI, "book"))
    if isinstance(read, Lost):
        return Unknown(read.detail)
    try:
        record = read.data.to_record()
    except ValueError:
        return Pending(read.data.booking_id)
    return (
        Confirmed(record) if record.state is RecordState.CONFIRMED else Pending(record.supplier_ref)
    )


def _said(answer: Answer, error: Refusal) -> BookOutcome:
    is_payment = any(words in error.words for words in PAYMENT_FAILED)
    match error.code:
        case _ if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            return Unknown(f"status {answer.status}")
        case code if code == DUPLICATE:
            return Duplicate()
        case code if code == NOT_VALID or (code == WRONG_FIELD and is_of_session(error)):
            return SessionEnded()
        case code if code == WRONG_FIELD:
            return Refused(RefusalReason.GUESTS, f"code {code}")
        case code if code == WRONG_METHOD or (code == SERVER and is_payment):
            return Refused(RefusalReason.PAYMENT, f"code {code}")
        case code:
            return Unknown(f"status {answer.status} code {code}")


def cancelled(sent: Answer | Unsent | Lost) -> CancelOutcome:
    """Return the outcome of a call that cancels.

    304 is "unable to process": look at the booking.
    """
    match sent:
        case Unsent(reason):
            return CancelNotSent(reason)
        case Lost(detail):
            return CancelUnknown(detail)
        case Answer(status=HTTPStatus.NO_CONTENT):
            return CancelRefused(CancelRefusal.NOT_FOUND)
        case Answer() if sent.is_success:
            return _cancelled(sent)
        case Answer(status=status) if status in SHUT_OUT:
            return CancelNotSent(NotSentReason.NOT_ALLOWED_IN)
        case _:
            return CancelUnknown(f"status {sent.status}")


def _cancelled(answer: Answer) -> CancelOutcome:
    read = read_or_lost(lambda: read_whole(CancelAnswer, answer.body, Supplier.LITEAPI, "cancel"))
    if isinstance(read, Lost):
        return CancelUnknown(read.detail)
    told = read.data
    match state_of(told.status):
        case RecordState.CANCELLED:
            return Cancelled(told.money(told.cancellation_fee), told.money(told.refund_amount))
        case RecordState.CANCEL_PENDING:
            return CancelPending()
        case state:
            return CancelUnknown(f"state {state}")


def amended(sent: Answer | Unsent | Lost) -> NameOutcome:
    """Return the outcome of a call that amends a name."""
    match sent:
        case Unsent(reason):
            return NameNotSent(reason)
        case Lost(detail):
            return NameOpen(detail)
        case Answer(status=HTTPStatus.NO_CONTENT):
            return NameOpen("booking not found")
        case Answer() if sent.is_success:
            return NameCorrected()
        case Answer(status=status) if status in SHUT_OUT:
            return NameNotSent(NotSentReason.NOT_ALLOWED_IN)
        case _:
            return NameOpen(f"status {sent.status} code {refusal_of(sent).code}")
