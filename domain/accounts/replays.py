"""Responses to requests that may be repeated: the same idempotency key gets the same response.

A key belongs to one caller: an account, or an address before sign-in. A request may hold a password
and a response a token, so the request is kept as a keyed hash and the response encrypted, both with
keys that are derived from the caller's own, of which only a hash is kept. So rows from before
sign-in, which an account's deletion cannot find, reveal nothing about anybody; they expire after a
day.
"""

import base64
import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography.fernet import Fernet

from domain.accounts.queries.replays import (
    KEPT_FOR,
    drop_unanswered,
    keep_answer,
    kept_answer,
    take_up,
)
from domain.unit_of_work import Database

# A request that is not done by then was cut short: the next one may try again.
LEASE = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Answer:
    """A response: status, headers and body as they were sent."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


@dataclass(frozen=True, slots=True)
class Begun:
    """Nobody has made this request yet: the caller makes it now."""


@dataclass(frozen=True, slots=True)
class StillRunning:
    """The same request is in progress."""


@dataclass(frozen=True, slots=True)
class OfAnother:
    """The key was used for another request."""


# An account's id, or the address of whoever has not signed in.
Who = int | str


class Replays:
    """Requests by caller and key. `secret` is this service's own."""

    def __init__(self, database: Database, secret: str) -> None:
        self._database, self._secret = database, secret

    async def begin(
        self, who: Who, key: str, request: str, now: datetime
    ) -> Begun | Answer | StillRunning | OfAnother:
        """Claim a request (by its hash), or return its state."""
        asked = self._digest("request", key, request).hex()
        if await take_up(
            self._database, *_named(who, key), asked, now, (now - KEPT_FOR, now - LEASE)
        ):
            return Begun()
        kept = await kept_answer(self._database, *_named(who, key))
        if kept is None or (kept.request_hash == asked and kept.status is None):
            return StillRunning()
        if kept.request_hash != asked or kept.status is None:
            return OfAnother()
        headers = tuple((name, value) for name, value in kept.headers or ())
        return Answer(kept.status, headers, self._lock(key).decrypt((kept.body or "").encode()))

    async def finish(self, who: Who, key: str, answer: Answer) -> None:
        """Store the response."""
        await keep_answer(
            self._database,
            *_named(who, key),
            answer.status,
            [list(one) for one in answer.headers],
            self._lock(key).encrypt(answer.body).decode(),
        )

    async def abandon(self, who: Who, key: str) -> None:
        """Forget a request that came to nothing; the next one starts over."""
        await drop_unanswered(self._database, *_named(who, key))

    def _lock(self, key: str) -> Fernet:
        return Fernet(base64.urlsafe_b64encode(self._digest("replay", key)))

    def _digest(self, purpose: str, *parts: str) -> bytes:
        text = "\n".join((f"often-hotels {purpose} {parts[0]}", *parts[1:]))
        return hmac.digest(self._secret.encode(), text.encode(), "sha256")


def _named(who: Who, key: str) -> tuple[int | None, str]:
    """Return the owning account, if any, and the hash that the key is stored under."""
    of_whom = key if isinstance(who, int) else f"{who}\n{key}"
    return (who if isinstance(who, int) else None), hashlib.sha256(of_whom.encode()).hexdigest()
