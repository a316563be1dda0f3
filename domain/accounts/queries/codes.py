"""Mailed codes, looked up by hash."""

from datetime import datetime
from typing import NamedTuple

from domain.unit_of_work import Database


class NewCode(NamedTuple):
    """A new code, and the password hash that applies once it is redeemed."""

    user_id: int
    purpose: str
    email: str
    code_hash: str
    password_hash: str | None
    made_at: datetime
    expires_at: datetime


class TakenCode(NamedTuple):
    """What a redeemed code was for."""

    user_id: int
    email: str
    password_hash: str | None


async def insert_code(database: Database, code: NewCode) -> None:
    """Store a code."""
    await database.execute(
        """
        INSERT INTO email_codes (user_id, purpose, email, code_hash, password_hash, made_at,
                                 expires_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        """,
        *code,
    )


async def use_up(
    database: Database, code_hash: str, purpose: str, now: datetime
) -> TakenCode | None:
    """Redeem a valid code, and return what it was for."""
    return await database.fetch_one_as(
        TakenCode,
        """
        UPDATE email_codes SET used_at = $3
        WHERE code_hash = $1 AND purpose = $2 AND used_at IS NULL AND expires_at > $3
        RETURNING user_id, email, password_hash
        """,
        code_hash,
        purpose,
        now,
    )


async def use_up_all(database: Database, user_id: int, purpose: str, now: datetime) -> None:
    """Void all of somebody's codes for a purpose."""
    await database.execute(
        "UPDATE email_codes SET used_at = $3 WHERE user_id = $1 AND purpose = $2"
        " AND used_at IS NULL",
        user_id,
        purpose,
        now,
    )
