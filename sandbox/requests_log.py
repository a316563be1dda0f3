"""Every request that the sandbox received from the product, in order."""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

MOST_KEPT = 20_000


@dataclass(frozen=True, slots=True)
class ReceivedRequest:
    """One request: what it asked of whom, and the status that it got."""

    id: int
    target: str
    method: str
    params: Mapping[str, Any]
    status: int
    at: datetime
    # The bot that called, of Telegram's.
    bot: int | None = None

    def to_json(self) -> dict[str, Any]:
        """Return it as `GET /sandbox/requests` shows it; `at` is ISO 8601."""
        return {
            "id": self.id,
            "target": self.target,
            "method": self.method,
            "params": dict(self.params),
            "status": self.status,
            "at": self.at.isoformat(),
            **({} if self.bot is None else {"bot": self.bot}),
        }


class RequestLog:
    """The last requests, numbered from 1."""

    def __init__(self) -> None:
        self._requests: deque[ReceivedRequest] = deque(maxlen=MOST_KEPT)
        self._last_id = 0

    def record(
        self,
        target: str,
        method: str,
        params: Mapping[str, Any],
        status: int,
        at: datetime,
        *,
        bot: int | None = None,
    ) -> ReceivedRequest:
        """Add a request and return it with its number."""
        self._last_id += 1
        request = ReceivedRequest(self._last_id, target, method, params, status, at, bot)
        self._requests.append(request)
        return request

    def after(self, request_id: int, target: str | None = None) -> list[ReceivedRequest]:
        """Return the requests with a number above `request_id`, to one target or to all."""
        return [
            request
            for request in self._requests
            if request.id > request_id and target in (None, request.target)
        ]

    def clear(self) -> None:
        """Forget all; numbers go on."""
        self._requests.clear()
