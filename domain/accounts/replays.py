"""What was answered to requests that may come again: the same key gets the same answer.

An answer may hold a secret, so it is kept encrypted, with a key that the caller's own is part of.
"""

import base64
import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography.fernet import Fernet

from domain.unit_of_work import Database

# For so long the same key stands for the same request.
KEPT_FOR = timedelta(hours=24)
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


class Replays:
    """Requests by their owners and keys. `secret` is this service's own."""

    def __init__(self, database: Database, secret: str) -> None:
        self._database, self._secret = database, secret

    async def begin(
        self, user_id: int, key: str, request: str, now: datetime
    ) -> Begun | Answer | StillRunning | OfAnother:
        """Take up a request (its hash), or say what has become of it."""
        taken = await self._database.fetchval(
            """
            INSERT INTO api_replays AS r (user_id, key_hash, request_hash, begun_at)
            VALUES ($1, $2, $3, $4)
            ON CONFLICT (user_id, key_hash) DO UPDATE
                SET request_hash = $3, begun_at = $4, status = NULL, headers = NULL, body = NULL
                WHERE r.begun_at < $5
                   OR (r.status IS NULL AND r.begun_at < $6 AND r.request_hash = $3)
            RETURNING id
            """,
            user_id,
            self._hash(key),
            request,
            now,
            now - KEPT_FOR,
            now - LEASE,
        )
        if taken is not None:
            return Begun()
        row = await self._database.fetchrow(
            """
            SELECT request_hash, status, headers, body FROM api_replays
            WHERE user_id = $1 AND key_hash = $2
            """,
            user_id,
            self._hash(key),
        )
        if row is None or (row["request_hash"] == request and row["status"] is None):
            return StillRunning()
        if row["request_hash"] != request:
            return OfAnother()
        headers = tuple((name, value) for name, value in row["headers"])
        return Answer(row["status"], headers, self._lock(key).decrypt(row["body"].encode()))

    async def finish(self, user_id: int, key: str, answer: Answer) -> None:
        """Keep what was answered."""
        await self._database.execute(
            """
            UPDATE api_replays SET status = $3, headers = $4, body = $5
            WHERE user_id = $1 AND key_hash = $2
            """,
            user_id,
            self._hash(key),
            answer.status,
            [list(one) for one in answer.headers],
            self._lock(key).encrypt(answer.body).decode(),
        )

    async def abandon(self, user_id: int, key: str) -> None:
        """Forget a request that came to nothing: the next one makes it anew."""
        await self._database.execute(
            "DELETE FROM api_replays WHERE user_id = $1 AND key_hash = $2 AND status IS NULL",
            user_id,
            self._hash(key),
        )

    def _hash(self, key: str) -> str:
        return hashlib.sha256(key.encode()).hexdigest()

    def _lock(self, key: str) -> Fernet:
        digest = hmac.digest(self._secret.encode(), f"often-hotels replay {key}".encode(), "sha256")
        return Fernet(base64.urlsafe_b64encode(digest))


async def forget_replays(database: Database, now: datetime) -> None:
    """Remove what is kept for longer than it stands for anything."""
    await database.execute("DELETE FROM api_replays WHERE begun_at < $1", now - KEPT_FOR)
