"""A price's usual range: pure, over totals of one thing."""

from collections.abc import Sequence
from decimal import Decimal

# Fewer prices than this make no range.
LEAST_PRICES = 7


def typical_range(totals: Sequence[Decimal]) -> tuple[Decimal, Decimal] | None:
    """Return the middle half of the totals: lower and upper quartile, by nearest rank.

    This matches PostgreSQL's `percentile_disc`.
    """
    if len(totals) < LEAST_PRICES:
        return None
    ordered = sorted(totals)
    count = len(ordered)
    return ordered[-(-count // 4) - 1], ordered[-(-3 * count // 4) - 1]
