"""Mailed codes: created, and redeemed once.

A code proves that whoever enters it can read that mailbox. Only hashes are kept; the code itself
exists only in the message, until that has been sent.
"""

import secrets
from datetime import datetime, timedelta
from enum import StrEnum

from domain.accounts.errors import CodeNotValid
from domain.accounts.queries.codes import NewCode, TakenCode, insert_code, use_up, use_up_all
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
# 256 random bits.
BYTES = 32


async def make_code(
    database: Database,
    user_id: int,
    email: str,
    purpose: Purpose,
    now: datetime,
    password_hash: str | None = None,
) -> str:
    """Return a new code; `password_hash` becomes the account's when the code is redeemed."""
    code = secrets.token_urlsafe(BYTES)
    kept = NewCode(
        user_id, purpose.value, email, hash_of(code), password_hash, now, now + LIFETIMES[purpose]
    )
    await insert_code(database, kept)
    return code


async def take_code(database: Database, code: str, purpose: Purpose, now: datetime) -> TakenCode:
    """Redeem a code, which voids all others of the same purpose. Raises CodeNotValid."""
    taken = await use_up(database, hash_of(code), purpose.value, now)
    if taken is None:
        raise CodeNotValid
    await use_up_all(database, taken.user_id, purpose.value, now)
    return taken
