"""Every way in which a call that books or cancels can end.

Three kinds, so that "may have happened" is never taken for "did not"::

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

Whatever a gateway cannot place is `Unknown`: a time-out, a lost connection, a 5xx, an answer that
does not read, a code that nobody documents as final. `NothingBooked` is for what is documented as
final and for what was never sent. A call that raises (a bug) counts as `Unknown` too.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.money import Money
from domain.suppliers.contract import CancelRule, Refundability


class RecordState(StrEnum):
    """A booking's state at the supplier. UNCLEAR stands for a word that is unknown here."""

    CONFIRMED = "confirmed"
    PENDING = "pending"
    FAILED = "failed"
    CANCELLED = "cancelled"
    CANCEL_PENDING = "cancel_pending"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class BookingRecord:
    """A booking as the supplier's books hold it.

    `supplier_ref` is theirs and what every later call names; `hotel_ref` the hotel's own, where it
    is told. `charged` is what a cancelled booking cost. None of the terms: not told, not "none".
    `twins` are further bookings that stand under the same key: one order was booked twice.
    `no_show`: the hotel says that nobody came; `changed_by_hotel` are its words on what it changed.
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
    """There is no booking from this call, and none will come of it."""


class NotSentReason(StrEnum):
    """Why not a byte of the order left."""

    UNREACHABLE = "unreachable"
    RESTING = "cooling down"
    THROTTLED = "throttled"
    NOT_ALLOWED_IN = "not_allowed_in"
    CANNOT_BE_WRITTEN = "cannot_be_written"


@dataclass(frozen=True, slots=True)
class NotSent(NothingBooked):
    """The order was not handed over: no connection, no turn or no token. It may be sent again."""

    reason: NotSentReason


class RefusalReason(StrEnum):
    """Why a supplier does not book, as far as it tells."""

    GUESTS = "guests"
    DOCUMENTS = "documents"
    INSUFFICIENT_FUNDS = "insufficient_funds"
    PAYMENT = "payment"
    HOTEL = "hotel"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Refused(NothingBooked):
    """The supplier answered no, finally. `detail` is for operators: a code, nothing personal."""

    reason: RefusalReason
    detail: str = ""


@dataclass(frozen=True, slots=True)
class SoldOut(NothingBooked):
    """Somebody else was quicker."""


@dataclass(frozen=True, slots=True)
class PriceChanged(NothingBooked):
    """It costs something else now; `now` is None where the supplier does not say what."""

    now: Money | None = None


@dataclass(frozen=True, slots=True)
class SessionEnded(NothingBooked):
    """The session's time is over: a fresh recheck gives another."""


@dataclass(frozen=True, slots=True)
class MayBeBooked:
    """There may be a booking, now or soon. It is looked up, and the order never sent again."""


@dataclass(frozen=True, slots=True)
class Pending(MayBeBooked):
    """The supplier took the order and has not decided; `supplier_ref` where it gave one."""

    supplier_ref: str | None = None


@dataclass(frozen=True, slots=True)
class Duplicate(MayBeBooked):
    """The supplier knows the reference (or session) already: what is booked under it is ours."""

    supplier_ref: str | None = None


@dataclass(frozen=True, slots=True)
class Unknown(MayBeBooked):
    """Nobody here can tell. `detail` is for operators: "ReadTimeout", "status 502"."""

    detail: str


BookOutcome = (
    Confirmed | NotSent | Refused | SoldOut | PriceChanged | SessionEnded
    | Pending | Duplicate | Unknown
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CancellationQuote:
    """What cancelling costs now, read from the supplier for this very booking.

    `penalty` of all that was paid or is owed; `refund` what comes back, None where it is not told.
    `is_online` is False where only a person at the supplier can cancel.
    """

    penalty: Money
    refund: Money | None = None
    is_online: bool = True


@dataclass(frozen=True, slots=True)
class Cancelled:
    """It is cancelled. `penalty` is what the supplier says it kept, None where it does not say."""

    penalty: Money | None = None
    refund: Money | None = None


@dataclass(frozen=True, slots=True)
class NothingCancelled:
    """The booking stands as it did."""


@dataclass(frozen=True, slots=True)
class CancelNotSent(NothingCancelled):
    """Not a byte left: it may be sent again. Also where the penalty could not be read before."""

    reason: NotSentReason


class CancelRefusal(StrEnum):
    """Why a supplier does not cancel."""

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
    """It would cost more than was agreed to, so it was not sent."""

    now: Money


@dataclass(frozen=True, slots=True)
class MayBeCancelled:
    """It may be cancelled, now or soon. `details` tells; it is not sent again."""


@dataclass(frozen=True, slots=True)
class CancelPending(MayBeCancelled):
    """The supplier took it and has not decided."""


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
    """The booking bears the name that was asked for."""


@dataclass(frozen=True, slots=True)
class NameNotSent:
    """Not a byte left: it may be sent again."""

    reason: NotSentReason


@dataclass(frozen=True, slots=True)
class NameOpen:
    """The supplier said no, or nothing that can be read: a person asks it. For operators."""

    detail: str


NameOutcome = NameCorrected | NameNotSent | NameOpen
