"""Every way in which a call that books or cancels can end.

Three kinds, so that "may have happened" never counts as "did not happen"::

    BookOutcome                       CancelOutcome
    ├── Confirmed                     ├── Cancelled           it is done, and this is its record
    ├── NothingBooked                 ├── NothingCancelled    certainly not: the supplier said so,
    │   ├── NotSent                   │   ├── CancelNotSent   or not a byte had left
    │   ├── Refused                   │   ├── CancelRefused
    │   ├── SoldOut                   │   └── PenaltyAbove
    │   ├── PriceChanged              │
    │   └── SessionEnded              │
    └── MayBeBooked                   └── MayBeCancelled      ask, and never send it again
        ├── Pending                       ├── CancelPending
        ├── Duplicate                     └── CancelUnknown
        └── Unknown

Whatever a gateway cannot classify is `Unknown`: a time-out, a lost connection, a 5xx, an unreadable
answer, a code that is not documented as final. `NothingBooked` is for what is documented as final
and for what was never sent. A call that raises (a bug) counts as `Unknown` too.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.money import Money
from domain.suppliers.contract import CancelRule, Refundability


class RecordState(StrEnum):
    """A booking's state at the supplier. UNCLEAR is for unknown words."""

    CONFIRMED = "confirmed"
    PENDING = "pending"
    FAILED = "failed"
    CANCELLED = "cancelled"
    CANCEL_PENDING = "cancel_pending"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class BookingRecord:
    """A booking in the supplier's books.

    `supplier_ref` is theirs, which every later call uses; `hotel_ref` is the hotel's own, if given.
    `charged` is what a cancelled booking cost. Terms of None are unknown. `twins` are other
    bookings under the same key: one order was booked twice. `no_show`: the hotel says that nobody
    came; `changed_by_hotel` is its description of what it changed.
    """

    supplier_ref: str
    state: RecordState
    total: Money | None = None
    hotel_ref: str | None = None
    client_ref: str | None = None
    cancel_rules: tuple[CancelRule, ...] | None = None
    refundable: Refundability = Refundability.UNKNOWN
    charged: Money | None = None
    no_show: bool = False
    changed_by_hotel: str = ""
    twins: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Confirmed:
    """It is booked. `record.state` is CONFIRMED."""

    record: BookingRecord


@dataclass(frozen=True, slots=True)
class NothingBooked:
    """This call made no booking, and never will."""


class NotSentReason(StrEnum):
    """Why nothing of the order was sent."""

    UNREACHABLE = "unreachable"
    RESTING = "cooling down"
    THROTTLED = "throttled"
    NOT_ALLOWED_IN = "not_allowed_in"
    CANNOT_BE_WRITTEN = "cannot_be_written"


@dataclass(frozen=True, slots=True)
class NotSent(NothingBooked):
    """The order was not sent: no connection, no turn or no token. It may be sent again."""

    reason: NotSentReason


class RefusalReason(StrEnum):
    """Why a supplier refuses to book, if it says."""

    GUESTS = "guests"
    DOCUMENTS = "documents"
    INSUFFICIENT_FUNDS = "insufficient_funds"
    PAYMENT = "payment"
    HOTEL = "hotel"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Refused(NothingBooked):
    """The supplier refused, finally. `detail` is for operators: a code, nothing personal."""

    reason: RefusalReason
    detail: str = ""


@dataclass(frozen=True, slots=True)
class SoldOut(NothingBooked):
    """It is sold out: somebody else was faster."""


@dataclass(frozen=True, slots=True)
class PriceChanged(NothingBooked):
    """The price has changed; `now` is None if the supplier does not give the new one."""

    now: Money | None = None


@dataclass(frozen=True, slots=True)
class SessionEnded(NothingBooked):
    """The session has expired; a new recheck starts another."""


@dataclass(frozen=True, slots=True)
class MayBeBooked:
    """There may be a booking, now or soon. It is looked up, and the order is never resent."""


@dataclass(frozen=True, slots=True)
class Pending(MayBeBooked):
    """The supplier accepted the order and has not decided; `supplier_ref` if it gave one."""

    supplier_ref: str | None = None


@dataclass(frozen=True, slots=True)
class Duplicate(MayBeBooked):
    """The supplier already knows the reference (or session): its booking is ours."""

    supplier_ref: str | None = None


@dataclass(frozen=True, slots=True)
class Unknown(MayBeBooked):
    """The outcome is unknown. `detail` is for operators: "ReadTimeout", "status 502"."""

    detail: str


BookOutcome = (
    Confirmed | NotSent | Refused | SoldOut | PriceChanged | SessionEnded
    | Pending | Duplicate | Unknown
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CancellationQuote:
    """What cancelling costs now, read from the supplier for this very booking.

    `penalty` is out of all that was paid or is owed; `refund` is what comes back, None if unknown.
    `is_online` is False if only a person at the supplier can cancel.
    """

    penalty: Money
    refund: Money | None = None
    is_online: bool = True


@dataclass(frozen=True, slots=True)
class Cancelled:
    """It is cancelled. `penalty` is what the supplier says it kept, None if it does not say."""

    penalty: Money | None = None
    refund: Money | None = None


@dataclass(frozen=True, slots=True)
class NothingCancelled:
    """The booking is unchanged."""


@dataclass(frozen=True, slots=True)
class CancelNotSent(NothingCancelled):
    """Nothing was sent: it may be sent again. Also if the penalty could not be read before."""

    reason: NotSentReason


class CancelRefusal(StrEnum):
    """Why a supplier refuses to cancel."""

    NOT_ONLINE = "not_online"
    NOT_CANCELLABLE = "not_cancellable"
    TOO_LATE = "too_late"
    NOT_FOUND = "not_found"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class CancelRefused(NothingCancelled):
    """The supplier answered no, finally. `detail` is for operators."""

    reason: CancelRefusal
    detail: str = ""


@dataclass(frozen=True, slots=True)
class PenaltyAbove(NothingCancelled):
    """It would cost more than agreed, so it was not sent."""

    now: Money


@dataclass(frozen=True, slots=True)
class MayBeCancelled:
    """It may be cancelled, now or soon. `details` shows it; the call is not resent."""


@dataclass(frozen=True, slots=True)
class CancelPending(MayBeCancelled):
    """The supplier accepted it and has not decided."""


@dataclass(frozen=True, slots=True)
class CancelUnknown(MayBeCancelled):
    """Nobody here can tell. `detail` is for operators."""

    detail: str


CancelOutcome = (
    Cancelled | CancelNotSent | CancelRefused | PenaltyAbove | CancelPending | CancelUnknown
)


@dataclass(frozen=True, slots=True)
class Held:
    """A room is kept under `supplier_ref` without charge until `until`."""

    supplier_ref: str
    until: datetime


HoldOutcome = Held | NotSent | Refused | SoldOut | PriceChanged | SessionEnded | Duplicate | Unknown


@dataclass(frozen=True, slots=True)
class NameCorrected:
    """The booking has the corrected name."""


@dataclass(frozen=True, slots=True)
class NameNotSent:
    """Not a byte left: it may be sent again."""

    reason: NotSentReason


@dataclass(frozen=True, slots=True)
class NameOpen:
    """The supplier refused or gave an unreadable answer: a person must ask. For operators."""

    detail: str


NameOutcome = NameCorrected | NameNotSent | NameOpen
