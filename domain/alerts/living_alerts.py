"""Messages that were sent and are kept true: what each should say by now. Pure."""

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from domain.alerts.values import Shift, StoredAlert
from domain.money import Money
from domain.prices.models import Availability


class Course(StrEnum):
    """What has happened to the price in a message."""

    TOLD = "told"
    CHANGED = "changed"
    SOLD_OUT = "sold_out"
    WITHDRAWN = "withdrawn"
    TOLD_ANEW = "told_anew"
    OVER = "over"


FINAL = frozenset({Course.TOLD_ANEW, Course.OVER})


@dataclass(frozen=True, slots=True)
class Now:
    """What is now known about the price in a message."""

    total: Decimal
    observed_at: datetime
    availability: Availability
    is_told_anew: bool


@dataclass(frozen=True, slots=True)
class LivingAlert:
    """A sent message: what it reported, what it shows, and what is known now.

    `is_active` and `snoozed_until` are the tracker's; the buttons depend on them.
    """

    stored: StoredAlert
    message_id: int
    has_photo: bool
    living_until: datetime
    shown: Course
    shown_total: Decimal
    now: Now
    is_active: bool
    snoozed_until: datetime | None

    @property
    def total_now(self) -> Money:
        """Return the current price."""
        return Money.of(self.now.total, self.stored.alert.total.currency)


def with_shift(living: LivingAlert, shift: Shift | None) -> LivingAlert:
    """Return the message with the other date that saves money now."""
    alert = replace(living.stored.alert, shift=shift)
    return replace(living, stored=replace(living.stored, alert=alert))


def course_of(living: LivingAlert, now: datetime) -> Course:
    """Return what the message should say: pure."""
    if living.now.is_told_anew:
        return Course.TOLD_ANEW
    if now >= living.living_until:
        return Course.OVER
    told, known = living.stored.alert.availability, living.now.availability
    has_told_gone = told is not None and told.is_gone
    if known.is_gone:
        gone = Course.WITHDRAWN if known is Availability.WITHDRAWN else Course.SOLD_OUT
        return Course.TOLD if has_told_gone else gone
    same = living.now.total == living.stored.alert.total.amount and not has_told_gone
    return Course.TOLD if same else Course.CHANGED


def needs_edit(living: LivingAlert, course: Course) -> bool:
    """Return whether the message is out of date."""
    is_priced = course in {Course.TOLD, Course.CHANGED}
    return course is not living.shown or (is_priced and living.now.total != living.shown_total)
