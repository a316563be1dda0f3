"""A circuit breaker: after several failures in a row, a while without asking.

In-house because the asynchronous libraries are stale and the whole of it is one small class.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

FAILURES_TO_OPEN = 5
OPEN_SECONDS = 30.0


@dataclass(slots=True)
class Breaker:
    """Counts transport failures of one operation. `monotonic` gives seconds.

    Closed lets everything through; open lets nothing; half-open lets one probe through, whose
    fate decides.
    """

    monotonic: Callable[[], float] = time.monotonic
    failures: int = 0
    opened_at: float | None = None
    probing: bool = False

    @property
    def is_open(self) -> bool:
        """Say whether the next question would be refused."""
        return self.opened_at is not None and (
            self.probing or self.monotonic() - self.opened_at < OPEN_SECONDS
        )

    def admit(self) -> bool:
        """Say whether a question may go out; after the pause the first one is the probe."""
        if self.is_open:
            return False
        self.probing = self.opened_at is not None
        return True

    def succeeded(self) -> None:
        """Close: an answer came."""
        self.failures, self.opened_at, self.probing = 0, None, False

    def failed(self) -> None:
        """Count a failure; open at the fifth in a row, or again after a failed probe."""
        self.failures += 1
        self.probing = False
        if self.opened_at is not None or self.failures >= FAILURES_TO_OPEN:
            self.opened_at = self.monotonic()

    def abandoned(self) -> None:
        """Let the next question probe: this one was given up before it had a fate."""
        self.probing = False
