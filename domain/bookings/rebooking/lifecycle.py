"""A rebooking's lifecycle: pure, a table of steps.

::

    offered ──▶ booking ──▶ cancelling ──▶ done
       ▲           │            │ │          ▲
       └─(changed)─┤            │ └─▶ both_stand
                   ▼            ▼         │
                 stopped ◀────────────────┘  (the new one is gone: the old one stands)

The old booking is touched only in `cancelling`, which is reached only by the supplier's word that
the new one stands.
"""

from collections.abc import Mapping
from enum import StrEnum

from domain.bookings.rebooking.models import RebookingStep as Step
from domain.errors import OftenHotelsError


class Event(StrEnum):
    """What happens to a rebooking."""

    REVIEWED = "reviewed"
    AGREED = "agreed"
    CHANGED = "changed"
    NEW_STANDS = "new_stands"
    NOT_BOOKED = "not_booked"
    OLD_CANCELLED = "old_cancelled"
    OLD_KEPT = "old_kept"
    NEW_GONE = "new_gone"


TRANSITIONS: Mapping[tuple[Step, Event], Step] = {
    (Step.OFFERED, Event.REVIEWED): Step.OFFERED,
    (Step.OFFERED, Event.AGREED): Step.BOOKING,
    (Step.OFFERED, Event.NOT_BOOKED): Step.STOPPED,
    (Step.BOOKING, Event.CHANGED): Step.OFFERED,
    (Step.BOOKING, Event.NEW_STANDS): Step.CANCELLING,
    (Step.BOOKING, Event.NOT_BOOKED): Step.STOPPED,
    (Step.CANCELLING, Event.OLD_CANCELLED): Step.DONE,
    (Step.CANCELLING, Event.OLD_KEPT): Step.BOTH_STAND,
    (Step.CANCELLING, Event.NEW_GONE): Step.STOPPED,
    (Step.BOTH_STAND, Event.OLD_CANCELLED): Step.DONE,
    (Step.BOTH_STAND, Event.NEW_GONE): Step.STOPPED,
}

OVER = frozenset({Step.DONE, Step.STOPPED})
# Agreed to and not finished: nothing else touches its two bookings.
UNDER_WAY = frozenset({Step.BOOKING, Step.CANCELLING})


class WrongStep(OftenHotelsError):
    """An event that this step does not accept: a concurrent change came first."""

    def __init__(self, step: Step, event: Event) -> None:
        super().__init__(f"{event} in {step}")
        self.step, self.event = step, event


def next_step(step: Step, event: Event) -> Step:
    """Return the step after an event. Raises WrongStep."""
    try:
        return TRANSITIONS[step, event]
    except KeyError:
        raise WrongStep(step, event) from None
