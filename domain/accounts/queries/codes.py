"""Codes that are mailed, by their hashes."""

from datetime import datetime
from typing import NamedTuple

from domain.unit_of_work import Database


class NewCode(NamedTuple):
    """A code that is made, and what the password becomes when it is used."""

    user_id: int
    purpose: str
    email: str
    code_hash: str
    password_hash: str | None
    made_at: datetime
    expires_at: datetime


class TakenCode(NamedTuple):
    """What a code stood for."""

    user_id: int
    email: str
    password_hash: str | None


async def insert_code(database: Database, code: NewCode) -> None:
    """Keep a code."""
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
    """Use a code up that still holds, and return what it stood for."""
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
    """Use up all that somebody has for a purpose."""
    await database.execute(
        "UPDATE email_codes SET used_at = $3 WHERE user_id = $1 AND purpose = $2"
        " AND used_at IS NULL",
        user_id,
        purpose,
        now,
    )
