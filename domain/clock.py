"""The only source of time. Everything else is passed `now`."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from typing import Protocol
from zoneinfo import ZoneInfo, available_timezones


class Clock(Protocol):
    """Tells the time as an aware UTC instant."""

    def now(self) -> datetime:
        """Return the current instant in UTC."""


@dataclass(frozen=True, slots=True)
class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Return the present instant in UTC."""
        return datetime.now(UTC)


def today_in(zone: str, now: datetime) -> date:
    """Return the calendar day that a traveller in `zone` (an IANA name) has at `now`."""
    return now.astimezone(ZoneInfo(zone)).date()


@cache
def known_zones() -> frozenset[str]:
    """Return every IANA zone. The first call walks the system's files, which takes a while."""
    return frozenset(available_timezones())
