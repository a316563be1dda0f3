"""Which failures pass by themselves: a server that is away, restarts, is full or only read."""

import asyncpg
from redis.exceptions import RedisError
from tortoise.exceptions import DBConnectionError

DATABASE_AWAY: tuple[type[Exception], ...] = (
    OSError,
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,
    asyncpg.InsufficientResourcesError,
    asyncpg.ReadOnlySQLTransactionError,
    asyncpg.InterfaceError,
    DBConnectionError,
)
PASSING: tuple[type[Exception], ...] = (*DATABASE_AWAY, RedisError)


class ToldError(Exception):
    """A handler's failure, its cause, of which whoever pressed has been told."""


def is_passing(error: BaseException | None) -> bool:
    """Say whether the same would have gone well with all servers there."""
    while error is not None:
        if isinstance(error, PASSING):
            return True
        error = error.__cause__
    return False
