"""What was answered to requests that may come again: the same key gets the same answer.

A key is one caller's: an account's, or an address's where nobody has signed in yet. An answer may
hold a secret, so it is kept encrypted, with a key that the caller's own is part of.
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
    """What was answered: status, headers and body as they went out."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


@dataclass(frozen=True, slots=True)
class Begun:
    """Nobody has made this request yet: it is to be made now."""


@dataclass(frozen=True, slots=True)
class StillRunning:
    """The same request is being made just now."""


@dataclass(frozen=True, slots=True)
class OfAnother:
    """The key stands for another request."""


# An account's id, or the address of whoever has not signed in.
Who = int | str


class Replays:
    """Requests by who makes them and their keys. `secret` is this service's own."""

    def __init__(self, database: Database, secret: str) -> None:
        self._database, self._secret = database, secret

    async def begin(
        self, who: Who, key: str, request: str, now: datetime
    ) -> Begun | Answer | StillRunning | OfAnother:
        """Take up a request (its hash), or say what has become of it."""
        if await take_up(
            self._database, *_named(who, key), request, now, (now - KEPT_FOR, now - LEASE)
        ):
            return Begun()
        kept = await kept_answer(self._database, *_named(who, key))
        if kept is None or (kept.request_hash == request and kept.status is None):
            return StillRunning()
        if kept.request_hash != request or kept.status is None:
            return OfAnother()
        headers = tuple((name, value) for name, value in kept.headers or ())
        return Answer(kept.status, headers, self._lock(key).decrypt((kept.body or "").encode()))

    async def finish(self, who: Who, key: str, answer: Answer) -> None:
        """Keep what was answered."""
        await keep_answer(
            self._database,
            *_named(who, key),
            answer.status,
            [list(one) for one in answer.headers],
            self._lock(key).encrypt(answer.body).decode(),
        )

    async def abandon(self, who: Who, key: str) -> None:
        """Forget a request that came to nothing: the next one makes it anew."""
        await drop_unanswered(self._database, *_named(who, key))

    def _lock(self, key: str) -> Fernet:
        digest = hmac.digest(self._secret.encode(), f"often-hotels replay {key}".encode(), "sha256")
        return Fernet(base64.urlsafe_b64encode(digest))


def _named(who: Who, key: str) -> tuple[int | None, str]:
    """Return whose account it is, if anybody's, and under which hash the key stands."""
    of_whom = key if isinstance(who, int) else f"{who}\n{key}"
    return (who if isinstance(who, int) else None), hashlib.sha256(of_whom.encode()).hexdigest()
