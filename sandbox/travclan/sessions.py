"""Tokens and traces: who is logged in, and which search a later call continues."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sandbox.market.draws import identifier

ACCESS_LIFE = timedelta(hours=24)
REFRESH_LIFE = timedelta(days=30)
TRACE_LIFE = timedelta(minutes=45)


class TokenBook:
    """Issued tokens. Unknown and expired ones are rejected alike."""

    def __init__(self) -> None:
        self._given = 0
        self._access: dict[str, datetime] = {}
        self._refresh: dict[str, datetime] = {}

    def give(self, now: datetime) -> tuple[str, str]:
        """Give a new access token and refresh token."""
        self._given += 1
        access = f"sandbox-access-{identifier('access', self._given, now)}"
        refresh = f"sandbox-refresh-{identifier('refresh', self._given, now)}"
        self._access[access] = now + ACCESS_LIFE
        self._refresh[refresh] = now + REFRESH_LIFE
        return access, refresh

    def is_access_good(self, token: str, now: datetime) -> bool:
        return token in self._access and now < self._access[token]

    def is_refresh_good(self, token: str, now: datetime) -> bool:
        return token in self._refresh and now < self._refresh[token]

    def expire(self, *, refresh_too: bool) -> int:
        """End every access token at once; returns how many there were."""
        count = len(self._access)
        self._access.clear()
        if refresh_too:
            self._refresh.clear()
        return count


@dataclass(slots=True, eq=False)
class Trace:
    """A search that later calls refer to, with the body that it was made with."""

    id: str
    body: dict[str, Any]
    created_at: datetime

    def expire(self, now: datetime) -> None:
        """End it before its time."""
        self.created_at = min(self.created_at, now - TRACE_LIFE)

    def remaining(self, now: datetime) -> int:
        return max(0, int((self.created_at + TRACE_LIFE - now).total_seconds()))

    def details(self, now: datetime) -> dict[str, Any]:
        created = self.created_at.strftime("%Y-%m-%dT%H:%M:%S")
        return {"id": self.id, "remainingTime": self.remaining(now), "createdAt": created}


class TraceBook:
    """The traces that still live."""

    def __init__(self) -> None:
        self._opened = 0
        self._traces: dict[str, Trace] = {}

    def open(self, body: dict[str, Any], now: datetime) -> Trace:
        self._traces = {k: t for k, t in self._traces.items() if t.remaining(now)}
        self._opened += 1
        trace = Trace(identifier("trace", self._opened, now), body, now)
        self._traces[trace.id] = trace
        return trace

    def find(self, trace_id: object, now: datetime) -> Trace | None:
        trace = self._traces.get(str(trace_id))
        return trace if trace is not None and trace.remaining(now) else None

    def expire(self, now: datetime) -> int:
        """End every trace at once; returns how many there were."""
        for trace in self._traces.values():
            trace.expire(now)
        count = len(self._traces)
        self._traces.clear()
        return count
