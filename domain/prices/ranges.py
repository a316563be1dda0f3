"""What is usual for a price, and how restless it is: pure, over totals of one thing."""

from collections.abc import Sequence
from decimal import Decimal

# Fewer prices than this make no range.
LEAST_PRICES = 7


def typical_range(totals: Sequence[Decimal]) -> tuple[Decimal, Decimal] | None:
    """Return the middle half of the totals: their lower and upper quartile, by nearest rank."""
    if len(totals) < LEAST_PRICES:
        return None
    ordered = sorted(totals)
    last = len(ordered) - 1
    return ordered[last // 4], ordered[last - last // 4]
