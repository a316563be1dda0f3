"""A clock that can be put forward and back while processes read it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path


@dataclass(frozen=True, slots=True)
class JumpingClock:
    """The machine's clock, wrong by as many seconds as a file says."""

    file: Path

    def now(self) -> datetime:
        """Return the instant that this clock shows."""
        return datetime.now(UTC) + self.error

    @property
    def error(self) -> timedelta:
        """Return by how much it is wrong."""
        try:
            return timedelta(seconds=float(self.file.read_text()))
        except FileNotFoundError:
            return timedelta(0)

    def put(self, error: timedelta) -> None:
        """Make it wrong by `error`, at once for everybody who reads it."""
        beside = self.file.with_suffix(".new")
        beside.write_text(str(error.total_seconds()))
        beside.replace(self.file)
