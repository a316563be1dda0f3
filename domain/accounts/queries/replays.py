"""Answered API requests, by owner and key."""

from datetime import datetime, timedelta
from typing import NamedTuple

from domain.unit_of_work import Database

# How long a key stands for the same request.
KEPT_FOR = timedelta(hours=24)


class KeptAnswer(NamedTuple):
    """The response to a request; without a status it is still being made."""

    request_hash: str
    status: int | None
    headers: list[list[str]] | None
    body: str | None


async def take_up(
    database: Database,
    user_id: int | None,
    key_hash: str,
    request: str,
    now: datetime,
    ended: tuple[datetime, datetime],
) -> bool:
    """Claim a request that nobody has made, or whose response or lease has expired (`ended`)."""
    taken: int | None = await database.fetchval(
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
        key_hash,
        request,
        now,
        *ended,
    )
    return taken is not None


async def kept_answer(database: Database, user_id: int | None, key_hash: str) -> KeptAnswer | None:
    """Return the response stored under a key."""
    return await database.fetch_one_as(
        KeptAnswer,
        """
        SELECT request_hash, status, headers, body FROM api_replays
        WHERE user_id IS NOT DISTINCT FROM $1 AND key_hash = $2
        """,
        user_id,
        key_hash,
    )


async def keep_answer(
    database: Database,
    user_id: int | None,
    key_hash: str,
    status: int,
    headers: list[list[str]],
    body: str,
) -> None:
    """Store a response under a key."""
    await database.execute(
        """
        UPDATE api_replays SET status = $3, headers = $4, body = $5
        WHERE user_id IS NOT DISTINCT FROM $1 AND key_hash = $2
        """,
        user_id,
        key_hash,
        status,
        headers,
        body,
    )


async def drop_unanswered(database: Database, user_id: int | None, key_hash: str) -> None:
    """Forget a request that came to nothing."""
    await database.execute(
        """
        DELETE FROM api_replays
        WHERE user_id IS NOT DISTINCT FROM $1 AND key_hash = $2 AND status IS NULL
        """,
        user_id,
        key_hash,
    )


async def forget_replays(database: Database, now: datetime) -> None:
    """Remove responses that are past their lifetime."""
    await database.execute("DELETE FROM api_replays WHERE begun_at < $1", now - KEPT_FOR)
