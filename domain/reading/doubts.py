"""Amounts that are hardly meant: a slip of separators beside the price on the screen."""

from decimal import Decimal

from domain.money import Money

# Below a fifth of the price and above five times of it somebody has slipped.
FAR = 5
# What a slip makes of a number: a sign or a "k" or "lakh" too many or too few.
SLIPS = tuple(Decimal(one) for one in ("10", "100", "1000", "100000", "0.1", "0.01", "0.001"))


def is_doubtful(amount: Money, lowest: Money, highest: Money | None = None) -> bool:
    """Say whether an amount is far from a price, or from prices from `lowest` to `highest`.

    In another currency nothing can be said.
    """
    highest = highest or lowest
    if len({amount.currency, lowest.currency, highest.currency}) > 1 or not lowest.amount:
        return False
    return amount.amount * FAR < lowest.amount or amount.amount > highest.amount * FAR


def likelier(amount: Money, lowest: Money, highest: Money | None = None) -> Money | None:
    """Return what may have been meant instead: ₹1,20,000 for ₹1.20; None where no slip tells."""
    found = [Money.of(amount.amount * slip, amount.currency) for slip in SLIPS]
    near = [one for one in found if one.amount and not is_doubtful(one, lowest, highest)]
    middle = (lowest.amount + (highest or lowest).amount) / 2
    return min(near, key=lambda one: abs(one.amount / middle).ln().copy_abs(), default=None)
