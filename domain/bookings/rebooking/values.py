"""A rebooking as services and screens see it, and what may come of asking for one."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.bookings.price_watches.saving import Saved
from domain.bookings.rebooking.models import RebookingStep
from domain.bookings.terms import Change
from domain.bookings.values import Booking
from domain.money import Money


@dataclass(frozen=True, slots=True)
class RebookingView:
    """A rebooking: which booking in the place of which, and what was agreed to."""

    rebooking_id: int
    old_id: int
    new_id: int
    step: RebookingStep
    review: int
    most_penalty: Money
    saving: Money
    tries: int
    cause: str
    changed_at: datetime


class NotNow(StrEnum):
    """Why a booking is not booked anew."""

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

    `saved` tells what is left after all; `changed` is what is not as it was seen before, and
    `is_anew` says that something was agreed to that is no longer so.
    """

    rebooking: RebookingView
    old: Booking
    new: Booking
    saved: Saved
    changed: frozenset[Change] = frozenset()
    is_anew: bool = False


@dataclass(frozen=True, slots=True)
class Rebooked:
    """It was agreed to, by this press or one before; the step says how far it is."""

    rebooking: RebookingView
    old: Booking
    new: Booking


RebookResult = RebookOffer | NotOffered | Rebooked
