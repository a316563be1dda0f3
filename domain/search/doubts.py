"""When a price is so far from the one before that it must be seen twice to be believed: pure."""

from decimal import Decimal

# A total this many times the last one, or this share of it, is doubted: one rival told of a hotel
# at $15 that cost $249.
SUSPICIOUS_RISE = Decimal(3)
SUSPICIOUS_FALL = Decimal("0.4")
# The second look agrees with the first when it lies within this share of it.
AGREEMENT = Decimal("0.02")


def is_suspicious(last: Decimal | None, total: Decimal) -> bool:
    """Return whether `total` is too far from the last one."""
    if last is None or last <= 0:
        return False
    return not last * SUSPICIOUS_FALL < total < last * SUSPICIOUS_RISE


def agree(first: Decimal, second: Decimal) -> bool:
    """Return whether a second look confirms the first."""
    return abs(first - second) <= first * AGREEMENT
