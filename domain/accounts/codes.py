"""Codes that are mailed: made, and taken once.

They prove that whoever brings one reads that mailbox. Only hashes are kept; the code itself stands
in the message until it has left.
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
# 256 bits of chance.
BYTES = 32


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
    kept = NewCode(
        user_id, purpose.value, email, hash_of(code), password_hash, now, now + LIFETIMES[purpose]
    )
    await insert_code(database, kept)
    return code


async def take_code(database: Database, code: str, purpose: Purpose, now: datetime) -> TakenCode:
    """Use a code up, and all others of the same purpose with it. Raises CodeNotValid."""
    taken = await use_up(database, hash_of(code), purpose.value, now)
    if taken is None:
        raise CodeNotValid
    await use_up_all(database, taken.user_id, purpose.value, now)
    return taken
