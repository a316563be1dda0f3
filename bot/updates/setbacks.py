"""Which failures are temporary: a server that is down, restarting, full or read-only."""

import asyncpg
from aiogram.exceptions import AiogramError
from redis.exceptions import RedisError
from tortoise.exceptions import DBConnectionError

from domain.db import AWAY

DATABASE_AWAY: tuple[type[Exception], ...] = (
    *AWAY,
    asyncpg.InsufficientResourcesError,
    asyncpg.ReadOnlySQLTransactionError,
    DBConnectionError,
)
PASSING: tuple[type[Exception], ...] = (*DATABASE_AWAY, RedisError)


class ToldError(Exception):
    """A handler's failure with its cause; the sender has been informed."""


def is_passing(error: BaseException | None) -> bool:
    """Return whether the same would have gone well with all servers there."""
    while error is not None:
        if isinstance(error, PASSING):
            return True
        error = error.__cause__
    return False


def is_telegrams(error: BaseException | None) -> bool:
    """Return whether it was the answer, not the handling, that went wrong."""
    return isinstance(error.__cause__ if isinstance(error, ToldError) else error, AiogramError)


def words_of(error: BaseException | None) -> str:
    """Return an error as operators read it."""
    return f"{type(error).__name__}: {error}"
