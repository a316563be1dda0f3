"""Creates accounts that are opened with an address."""

from typing import Any

from tortoise.exceptions import IntegrityError

from domain.accounts.models import User
from domain.accounts.queries.sessions import Account, account_by_email
from domain.unit_of_work import Database


async def put_account(database: Database, email: str, person: dict[str, Any]) -> Account:
    """Return a new, unverified account, or the one that a concurrent request created first.

    `person` holds its columns as guessed by `domain.accounts.travellers.newcomer`.
    """
    try:
        async with database.transaction():
            user = await User.create(email=email, **person)
    except IntegrityError:
        there = await account_by_email(database, email)
        if there is None:
            raise
        return there
    return Account(
        user.id, email, None, user.role, user.is_active, user.is_verified, user.first_name,
        user.language, user.region, user.time_zone,
    )  # fmt: skip
