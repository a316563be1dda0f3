"""Codes that are mailed: made, and taken once.

They prove that whoever brings one reads that mailbox. Only hashes are kept; the code itself stands
in the message until it has left.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.accounts.errors import CodeNotValid
from domain.accounts.tokens import hash_of
from domain.unit_of_work import Database


class Purpose(StrEnum):
    """What a code is for."""

    VERIFY_EMAIL = "verify_email"
    RESET_PASSWORD = "reset_password"  # noqa: S105 - a purpose
    CHANGE_EMAIL = "change_email"


LIFETIMES = {
    Purpose.VERIFY_EMAIL: timedelta(days=2),
    Purpose.RESET_PASSWORD: timedelta(hours=1),
    Purpose.CHANGE_EMAIL: timedelta(hours=1),
}
# 256 bits of chance.
BYTES = 32


@dataclass(frozen=True, slots=True)
class TakenCode:
    """What a code stood for."""

    user_id: int
    email: str
    password_hash: str | None


async def make_code(
    database: Database,
    user_id: int,
    email: str,
    purpose: Purpose,
    now: datetime,
    password_hash: str | None = None,
) -> str:
    """Return a new code; `password_hash` is what the password becomes when it is used."""
    code = secrets.token_urlsafe(BYTES)
    await database.execute(
        """
        INSERT INTO email_codes (user_id, purpose, email, code_hash, password_hash, made_at,
                                 expires_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        """,
        user_id,
        purpose.value,
        email,
        hash_of(code),
        password_hash,
        now,
        now + LIFETIMES[purpose],
    )
    return code


async def take_code(database: Database, code: str, purpose: Purpose, now: datetime) -> TakenCode:
    """Use a code up, and all others of the same purpose with it. Raises CodeNotValid."""
    row = await database.fetchrow(
        """
        UPDATE email_codes SET used_at = $3
        WHERE code_hash = $1 AND purpose = $2 AND used_at IS NULL AND expires_at > $3
        RETURNING user_id, email, password_hash
        """,
        hash_of(code),
        purpose.value,
        now,
    )
    if row is None:
        raise CodeNotValid
    await database.execute(
        "UPDATE email_codes SET used_at = $3 WHERE user_id = $1 AND purpose = $2"
        " AND used_at IS NULL",
        row["user_id"],
        purpose.value,
        now,
    )
    return TakenCode(row["user_id"], row["email"], row["password_hash"])
