"""The possible results of asking to rebook, and of agreeing to it."""

from dataclasses import dataclass
from enum import StrEnum

from domain.bookings.payment.invoice import Invoiced
from domain.bookings.price_watches.saving import Saved
from domain.bookings.rebooking.values import RebookingView
from domain.bookings.terms import Change
from domain.bookings.values import Booking
from domain.payments.amounts import Asked


class NotNow(StrEnum):
    """Why a booking cannot be rebooked."""

    NOT_CHEAPER = "not_cheaper"
    NOT_SOLD = "not_sold"
    NOT_STANDING = "not_standing"
    NOT_ONLINE = "not_online"
    NOT_COMPARABLE = "not_comparable"
    TOO_LATE = "too_late"
    TO_BE_PAID = "to_be_paid"


@dataclass(frozen=True, slots=True)
class NotOffered:
    """The booking stays as it is."""

    booking: Booking
    reason: NotNow


@dataclass(frozen=True, slots=True)
class RebookOffer:
    """Both side by side, as their supplier has them now.

    `saved` is the net saving; `changed` lists what differs from what was last seen, and `is_anew`
    means that an agreement no longer holds. `asked` is what is paid here for the new one first, or
    None.
    """

    rebooking: RebookingView
    old: Booking
    new: Booking
    saved: Saved
    changed: frozenset[Change] = frozenset()
    is_anew: bool = False
    asked: Asked | None = None


@dataclass(frozen=True, slots=True)
class Rebooked:
    """It was agreed to, by this press or an earlier one; the step says how far it is."""

    rebooking: RebookingView
    old: Booking
    new: Booking


@dataclass(frozen=True, slots=True)
class ToPay:
    """It was agreed to, and continues once the new one's invoice, still to be sent, is paid."""

    invoiced: Invoiced


RebookResult = RebookOffer | NotOffered | Rebooked | ToPay
