"""Link requests and links, with typed values."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from domain.linking.models import BegunIn
from domain.unit_of_work import Database


@dataclass(frozen=True, slots=True)
class OpenRequest:
    """A request that has neither ended nor expired."""

    request_id: int
    nonce_hash: str
    user_id: int | None
    session_id: UUID | None
    chat_id: int | None
    chat_name: str
    code_hash: str | None
    tries: int


@dataclass(frozen=True, slots=True)
class LinkedChat:
    """A linked chat. `brought` is what came with it, by kind."""

    link_id: int
    chat_id: int
    user_id: int
    own_user_id: int
    chat_name: str
    linked_at: datetime
    brought: dict[str, Any]


_REQUEST = "id, nonce_hash, user_id, session_id, chat_id, chat_name, code_hash, tries"
_LINK = "id, chat_id, user_id, own_user_id, chat_name, linked_at, brought"


async def put_request(
    database: Database,
    begun_in: BegunIn,
    nonce_hash: str,
    now: datetime,
    until: datetime,
    *,
    user_id: int | None = None,
    session_id: UUID | None = None,
    chat_id: int | None = None,
    chat_name: str = "",
) -> None:
    """Store a request, which ends earlier ones by the same person."""
    await database.execute(
        """
        UPDATE link_requests SET ended_at = $1 WHERE ended_at IS NULL AND begun_in = $2
        AND (($3::bigint IS NOT NULL AND user_id = $3) OR ($4::bigint IS NOT NULL AND chat_id = $4))
        """,
        now,
        begun_in.value,
        user_id,
        chat_id,
    )
    await database.execute(
        """
        INSERT INTO link_requests (begun_in, nonce_hash, user_id, session_id, chat_id, chat_name,
                                   tries, made_at, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6, 0, $7, $8)
        """,
        begun_in.value,
        nonce_hash,
        user_id,
        session_id,
        chat_id,
        chat_name,
        now,
        until,
    )


async def count_requests(
    database: Database, since: datetime, *, user_id: int | None = None, chat_id: int | None = None
) -> tuple[int, datetime | None]:
    """Return how many requests somebody has begun since, and the time of the first."""
    (row,) = await database.fetch(
        """
        SELECT count(*), min(made_at) FROM link_requests WHERE made_at > $1
        AND (($2::bigint IS NOT NULL AND begun_in = 'web' AND user_id = $2)
          OR ($3::bigint IS NOT NULL AND begun_in = 'chat' AND chat_id = $3))
        """,
        since,
        user_id,
        chat_id,
    )
    return row[0], row[1]


async def lock_request(
    database: Database,
    begun_in: BegunIn,
    now: datetime,
    *,
    nonce_hash: str | None = None,
    request_id: int | None = None,
) -> OpenRequest | None:
    """Lock an open request, by its secret or its id."""
    row = await database.fetchrow(
        f"""
        SELECT {_REQUEST} FROM link_requests
        WHERE begun_in = $1 AND ended_at IS NULL AND expires_at > $2
          AND (nonce_hash = $3 OR id = $4) FOR UPDATE
        """,
        begun_in.value,
        now,
        nonce_hash,
        request_id,
    )
    return None if row is None else OpenRequest(*row)


async def bind_chat(database: Database, request_id: int, chat_id: int, chat_name: str) -> None:
    """Record which chat opened a request: no other one may continue it."""
    await database.execute(
        "UPDATE link_requests SET chat_id = $2, chat_name = $3 WHERE id = $1",
        request_id,
        chat_id,
        chat_name,
    )


async def set_code(database: Database, request_id: int, code_hash: str) -> None:
    """Store the code that the chat shows."""
    await database.execute(
        "UPDATE link_requests SET code_hash = $2 WHERE id = $1", request_id, code_hash
    )


async def count_try(database: Database, request_id: int) -> int:
    """Count a wrong code and return how many there were."""
    tries: int = await database.fetchval(
        "UPDATE link_requests SET tries = tries + 1 WHERE id = $1 RETURNING tries", request_id
    )
    return tries


async def end_request(database: Database, request_id: int, now: datetime) -> None:
    """Close a request for good."""
    await database.execute("UPDATE link_requests SET ended_at = $2 WHERE id = $1", request_id, now)


async def lock_owner(database: Database, chat_id: int) -> int | None:
    """Lock a private chat's row and return its owner, or None."""
    owner: int | None = await database.fetchval(
        "SELECT user_id FROM chats WHERE id = $1 AND type = 'private' FOR UPDATE", chat_id
    )
    return owner


async def give_chat(database: Database, chat_id: int, user_id: int) -> None:
    """Assign a chat to an account."""
    await database.execute("UPDATE chats SET user_id = $2 WHERE id = $1", chat_id, user_id)


async def note_subject(connection: Database, chat_id: int, subject: str) -> None:
    """Store the subject that Telegram's provider uses for a chat's person.

    Raises asyncpg's UniqueViolationError if somebody else has it.
    """
    await connection.execute(
        "UPDATE chats SET telegram_subject = $2 WHERE id = $1", chat_id, subject
    )


async def put_link(
    database: Database,
    chat_id: int,
    chat_name: str,
    user_id: int,
    own_user_id: int,
    brought: dict[str, Any],
    now: datetime,
) -> int:
    """Store a link and return its id."""
    link_id: int = await database.fetchval(
        """
        INSERT INTO chat_links (chat_id, chat_name, user_id, own_user_id, brought, linked_at)
        VALUES ($1, $2, $3, $4, $5, $6) RETURNING id
        """,
        chat_id,
        chat_name,
        user_id,
        own_user_id,
        brought,
        now,
    )
    return link_id


async def end_link(database: Database, link_id: int, now: datetime) -> None:
    """Record that a chat is no longer linked."""
    await database.execute("UPDATE chat_links SET unlinked_at = $2 WHERE id = $1", link_id, now)


async def links_of(database: Database, user_id: int) -> tuple[LinkedChat, ...]:
    """Return the chats of an account, the first linked first."""
    rows = await database.fetch(
        f"SELECT {_LINK} FROM chat_links WHERE user_id = $1 AND unlinked_at IS NULL ORDER BY id",
        user_id,
    )
    return tuple(LinkedChat(*row) for row in rows)


async def link_of_chat(database: Database, chat_id: int) -> LinkedChat | None:
    """Return a chat's link."""
    row = await database.fetchrow(
        f"SELECT {_LINK} FROM chat_links WHERE chat_id = $1 AND unlinked_at IS NULL", chat_id
    )
    return None if row is None else LinkedChat(*row)


async def earlier_owners(database: Database, chat_id: int) -> tuple[int, ...]:
    """Return the accounts that a chat was linked with before."""
    rows = await database.fetch(
        "SELECT DISTINCT user_id FROM chat_links WHERE chat_id = $1 AND unlinked_at IS NOT NULL",
        chat_id,
    )
    return tuple(row["user_id"] for row in rows)


async def forget_requests(database: Database, before: datetime) -> None:
    """Remove requests that expired before then."""
    await database.execute("DELETE FROM link_requests WHERE expires_at < $1", before)
