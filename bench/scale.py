"""How large the measures are: whole, or short, as tests run each so that none can rot."""

import os
from typing import TypeVar

T = TypeVar("T")

# Set in the environment, since some measures start processes of their own.
SHORT = "BENCH_SHORT"


def is_short() -> bool:
    """Say whether the figures mean nothing, and only the way to them counts."""
    return bool(os.environ.get(SHORT))


def scaled(whole: T, short: T) -> T:
    """Return how much a measure does."""
    return short if is_short() else whole
