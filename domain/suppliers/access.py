"""This process's access to one supplier: whether it is paused, and the recent requests.

A paused supplier gets no new questions. Bookings are still looked up and cancelled, its account is
read, and an administrator may try it out.
"""

import re
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

# Operations that a pause does not stop.
OPEN_WHILE_PAUSED = frozenset(
    {"account", "cancel", "details", "find", "quote_cancellation", "test"}
)  # fmt: skip
MOST_KEPT = 20
LONGEST_ADDRESS = 240
HIDDEN = "…"
_SECRET_NAME = re.compile(
    r"key|token|secret|passw|auth|sign|session|cred|merchant|user", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that was sent, in a form that may be shown: without headers, body and secrets.

    `outcome` is a `SupplierStatus` value; `seconds` is None if nothing was sent.
    """

    at: datetime
    operation: str
    method: str
    address: str
    outcome: str
    seconds: float | None


@dataclass(slots=True)
class Access:
    """Access to one supplier. `secrets` are the credentials in use, to be redacted."""

    is_paused: bool = False
    secrets: frozenset[str] = frozenset()
    asked: deque[Asked] = field(default_factory=lambda: deque(maxlen=MOST_KEPT))

    def is_shut_to(self, operation: str) -> bool:
        """Return whether a question may not be sent."""
        return self.is_paused and operation not in OPEN_WHILE_PAUSED


def shown_address(url: str, params: Mapping[str, Any], secrets: frozenset[str]) -> str:
    """Return an address without secrets: values of secret names, and known secrets anywhere.

    A query string within `url` is left out entirely: our own are in `params`.
    """
    parts = urlsplit(url)
    query = "&".join(
        f"{name}={HIDDEN if _SECRET_NAME.search(str(name)) else value}"
        for name, value in params.items()
    )
    told = f"{parts.hostname or ''}{parts.path}{f'?{query}' if query else ''}"
    for secret in secrets:
        told = told.replace(secret, HIDDEN)
    return told if len(told) <= LONGEST_ADDRESS else f"{told[:LONGEST_ADDRESS]}…"
