"""A rebooking as services and screens see it."""

from dataclasses import dataclass
from datetime import datetime

from domain.bookings.rebooking.models import RebookingStep
from domain.money import Money


@dataclass(frozen=True, slots=True)
class RebookingView:
    """A rebooking: which booking replaces which, and what was agreed to."""

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
