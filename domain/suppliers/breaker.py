"""A circuit breaker: several failures in a row stop questions for a while.

In-house because the asynchronous libraries are unmaintained and it is one small class.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

FAILURES_TO_OPEN = 5
OPEN_SECONDS = 30.0


class BreakerState(StrEnum):
    """Whether questions may pass."""

    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half_open"


class Admission(StrEnum):
    """Whether a question may go out, and whether it is the probe."""

    REFUSED = "refused"
    NORMAL = "normal"
    PROBE = "probe"


@dataclass(slots=True)
class Breaker:
    """Counts transport failures in a row. `monotonic` gives seconds.

    Closed lets everything through, open nothing; half-open lets one probe through, whose outcome
    decides. Every admitted question must be reported to `succeeded`, `failed` or `abandoned`.
    """

    monotonic: Callable[[], float] = time.monotonic
    failures: int = 0
    opened_at: float | None = None
    probing: bool = False

    @property
    def state(self) -> BreakerState:
        """Return the state at this moment."""
        if self.opened_at is None:
            return BreakerState.CLOSED
        rested = self.monotonic() - self.opened_at >= OPEN_SECONDS
        return BreakerState.HALF_OPEN if self.probing or rested else BreakerState.OPEN

    def admit(self) -> Admission:
        """Return whether a question may go out; after the pause the first one is the probe."""
        state = self.state
        if state is BreakerState.CLOSED:
            return Admission.NORMAL
        if state is BreakerState.OPEN or self.probing:
            return Admission.REFUSED
        self.probing = True
        return Admission.PROBE

    def succeeded(self) -> None:
        """Close: an answer came."""
        self.failures, self.opened_at, self.probing = 0, None, False

    def failed(self, admission: Admission) -> None:
        """Count a failure: open at the fifth in a row, or again after a failed probe.

        Failures of questions sent before the breaker opened change nothing.
        """
        if self.opened_at is None:
            self.failures += 1
            if self.failures >= FAILURES_TO_OPEN:
                self.opened_at = self.monotonic()
        elif admission is Admission.PROBE:
            self.opened_at, self.probing = self.monotonic(), False

    def abandoned(self, admission: Admission) -> None:
        """Let the next question be the probe: this one was given up without an outcome."""
        if admission is Admission.PROBE:
            self.probing = False
