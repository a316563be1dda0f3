"""How large the measures are: whole, or short, as tests run each so that none can rot."""

import os
from typing import TypeVar

T = TypeVar("T")

# Set in the environment, since some measures start their own processes.
SHORT = "BENCH_SHORT"


# The addresses of servers with a migrated and seeded database, which spare a short measure starting
# its own.
DATABASE, REDIS = "BENCH_DATABASE_URL", "BENCH_REDIS_URL"


def lent_servers() -> tuple[str, str] | None:
    """Return the addresses of the database and of Redis that were lent, None for none."""
    database, redis = os.environ.get(DATABASE), os.environ.get(REDIS)
    return (database, redis) if database and redis else None


def is_short() -> bool:
    """Return whether the figures mean nothing, and only the way to them counts."""
    return bool(os.environ.get(SHORT))


def scaled(whole: T, short: T) -> T:
    """Return how much a measure does."""
    return short if is_short() else whole
