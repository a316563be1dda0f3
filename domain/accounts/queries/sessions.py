"""The tables of accounts and sessions: typed values in and out."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from domain.accounts.models import Role
from domain.unit_of_work import Database


@dataclass(frozen=True, slots=True)
class HeldToken:
    """A refresh token's row."""

    token_id: UUID
    key_id: str
    issued_at: datetime
    expires_at: datetime
    rotated_at: datetime | None
    successor_id: UUID | None


@dataclass(frozen=True, slots=True)
class Account:
    """An account as the web knows it. `password_hash` is None for those without a password."""

    user_id: int
    email: str | None
    password_hash: str | None
    role: Role
    is_active: bool
    is_verified: bool
    first_name: str
    language: str
    region: str
    time_zone: str


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A session that has not ended."""

    session_id: UUID
    device: str
    address: str
    began_at: datetime
    used_at: datetime
    expires_at: datetime


_TOKEN = """id AS token_id, key_id, issued_at, expires_at, rotated_at,
    successor_id"""  # noqa: S105 - columns
_ACCOUNT = """id AS user_id, email, password_hash, role, is_active, is_verified, first_name,
    language, region, time_zone"""


async def put_session(
    database: Database,
    session_id: UUID,
    user_id: int,
    device: str,
    address: str,
    now: datetime,
    until: datetime,
) -> None:
    """Store a new session."""
    await database.execute(
        """
        INSERT INTO sessions (id, user_id, device, address, began_at, used_at, expires_at)
        VALUES ($1, $2, $3, $4, $5, $5, $6)
        """,
        session_id,
        user_id,
        device,
        address,
        now,
        until,
    )


async def put_token(
    database: Database,
    token_id: UUID,
    session_id: UUID,
    token_hash: str,
    key_id: str,
    now: datetime,
    until: datetime,
) -> None:
    """Store a refresh token, and extend its session."""
    await database.execute(
        """
        INSERT INTO refresh_tokens (id, session_id, token_hash, key_id, issued_at, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6)
        """,
        token_id,
        session_id,
        token_hash,
        key_id,
        now,
        until,
    )
    await database.execute("UPDATE sessions SET expires_at = $2 WHERE id = $1", session_id, until)


async def lock_token(
    database: Database, token_hash: str, address: str, now: datetime
) -> HeldToken | None:
    """Lock the row of a token whose session is open and whose owner is active; else return None.

    Anybody else with the same token waits until this transaction ends.
    """
    session = await database.fetchrow(
        """
        UPDATE sessions s SET used_at = $2, address = $3 FROM refresh_tokens t, users u
        WHERE t.token_hash = $1 AND s.id = t.session_id AND s.ended_at IS NULL
          AND u.id = s.user_id AND u.is_active RETURNING s.id
        """,
        token_hash,
        now,
        address,
    )
    if session is None:
        return None
    return await database.fetch_one_as(
        HeldToken,
        f"SELECT {_TOKEN} FROM refresh_tokens WHERE token_hash = $1 FOR UPDATE",
        token_hash,
    )


async def load_token(database: Database, token_id: UUID) -> HeldToken | None:
    """Return a refresh token's row."""
    return await database.fetch_one_as(
        HeldToken, f"SELECT {_TOKEN} FROM refresh_tokens WHERE id = $1", token_id
    )


async def mark_rotated(
    database: Database, token_id: UUID, successor_id: UUID, now: datetime
) -> None:
    """Record that a refresh token was used, and for what."""
    await database.execute(
        "UPDATE refresh_tokens SET rotated_at = $2, successor_id = $3 WHERE id = $1",
        token_id,
        now,
        successor_id,
    )


async def end_sessions(
    database: Database,
    user_id: int,
    reason: str,
    now: datetime,
    *,
    only: UUID | None = None,
    but: UUID | None = None,
) -> int:
    """End somebody's sessions: one, all but one, or all; return how many this ended."""
    ended = await database.fetch(
        """
        UPDATE sessions SET ended_at = $2, why_ended = $3
        WHERE user_id = $1 AND ended_at IS NULL AND id = coalesce($4, id)
          AND ($5::uuid IS NULL OR id <> $5) RETURNING id
        """,
        user_id,
        now,
        reason,
        only,
        but,
    )
    return len(ended)


async def open_sessions(database: Database, user_id: int, now: datetime) -> tuple[OpenSession, ...]:
    """Return somebody's open sessions, the last used first."""
    rows = await database.fetch(
        """
        SELECT id, device, address, began_at, used_at, expires_at FROM sessions
        WHERE user_id = $1 AND ended_at IS NULL AND expires_at > $2 ORDER BY used_at DESC, id
        """,
        user_id,
        now,
    )
    return tuple(OpenSession(*row) for row in rows)


async def note_use(
    database: Database, session_id: UUID, address: str, now: datetime, unless_after: datetime
) -> None:
    """Record when and from where a session was used, unless that was recorded after a given
    moment.
    """
    await database.execute(
        """
        UPDATE sessions SET used_at = $2, address = $3
        WHERE id = $1 AND ended_at IS NULL AND used_at < $4
        """,
        session_id,
        now,
        address,
        unless_after,
    )


async def account_of_session(database: Database, user_id: int, session_id: UUID) -> Account | None:
    """Return the account behind an open session."""
    return await database.fetch_one_as(
        Account,
        f"""
        SELECT {_ACCOUNT} FROM users WHERE id = $1 AND EXISTS (
            SELECT FROM sessions WHERE id = $2 AND user_id = $1 AND ended_at IS NULL)
        """,
        user_id,
        session_id,
    )


async def account_by_email(database: Database, email: str) -> Account | None:
    """Return the account with this address."""
    return await database.fetch_one_as(
        Account, f"SELECT {_ACCOUNT} FROM users WHERE email = $1", email
    )


async def account_by_id(database: Database, user_id: int) -> Account | None:
    """Return an account."""
    return await database.fetch_one_as(
        Account, f"SELECT {_ACCOUNT} FROM users WHERE id = $1", user_id
    )


async def set_password(database: Database, user_id: int, password_hash: str) -> None:
    """Store a new password's hash."""
    await database.execute(
        "UPDATE users SET password_hash = $2 WHERE id = $1", user_id, password_hash
    )


async def set_email(database: Database, user_id: int, email: str) -> Account | None:
    """Set an account's verified address; None when the account is gone."""
    return await database.fetch_one_as(
        Account,
        f"UPDATE users SET email = $2, is_verified = true WHERE id = $1 RETURNING {_ACCOUNT}",
        user_id,
        email,
    )


async def forget_ended(database: Database, before: datetime) -> None:
    """Remove sessions (with their tokens) and codes that ended or expired before the given
    moment.
    """
    await database.execute("DELETE FROM sessions WHERE coalesce(ended_at, expires_at) < $1", before)
    await database.execute("DELETE FROM email_codes WHERE expires_at < $1", before)


async def session_began(database: Database, user_id: int, session_id: UUID) -> datetime | None:
    """Return when an open session began."""
    began: datetime | None = await database.fetchval(
        "SELECT began_at FROM sessions WHERE id = $1 AND user_id = $2 AND ended_at IS NULL",
        session_id,
        user_id,
    )
    return began
