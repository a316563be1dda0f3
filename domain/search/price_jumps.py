"""Decides when a price differs so much from the previous one that it must be seen twice. Pure."""

from decimal import Decimal

# A total this many times the last one, or this share of it, is doubted: a competitor announced $15
# for a hotel that cost $249.
SUSPICIOUS_RISE = Decimal(3)
SUSPICIOUS_FALL = Decimal("0.4")
# Two prices agree if they differ by at most this share.
AGREEMENT = Decimal("0.02")


def is_suspicious(last: Decimal | None, total: Decimal) -> bool:
    """Return whether `total` differs too much from the last one."""
    if last is None or last <= 0:
        return False
    return not last * SUSPICIOUS_FALL < total < last * SUSPICIOUS_RISE


def agree(first: Decimal, second: Decimal) -> bool:
    """Return whether the second price confirms the first."""
    return abs(first - second) <= first * AGREEMENT
