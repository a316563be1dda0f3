"""Amounts that are hardly meant: a slip of separators beside the price on the screen."""

from decimal import Decimal

from domain.exchange_rates.rates import NO_RATES, ExchangeRates
from domain.money import Money

# Below a fifth of the price and above five times of it somebody has slipped.
FAR = 5
# What a slip makes of a number: a sign or a "k" or "lakh" too many or too few.
SLIPS = tuple(Decimal(one) for one in ("10", "100", "1000", "100000", "0.1", "0.01", "0.001"))


def is_doubtful(
    amount: Money, lowest: Money, highest: Money | None = None, rates: ExchangeRates = NO_RATES
) -> bool:
    """Return whether an amount is far from a price, or from prices from `lowest` to `highest`.

    In another currency by what the prices are worth there; without a rate nothing can be said.
    """
    ends = _ends(amount.currency, lowest, highest or lowest, rates)
    if ends is None:
        return False
    return amount.amount * FAR < ends[0] or amount.amount > ends[1] * FAR


def likelier(
    amount: Money, lowest: Money, highest: Money | None = None, rates: ExchangeRates = NO_RATES
) -> Money | None:
    """Return what may have been meant instead: ₹1,20,000 for ₹1.20; None where no slip tells."""
    ends = _ends(amount.currency, lowest, highest or lowest, rates)
    if ends is None:
        return None
    found = [Money.of(amount.amount * slip, amount.currency) for slip in SLIPS]
    near = [one for one in found if one.amount and not is_doubtful(one, lowest, highest, rates)]
    middle = (ends[0] + ends[1]) / 2
    return min(near, key=lambda one: abs(one.amount / middle).ln().copy_abs(), default=None)


def _ends(
    currency: str, lowest: Money, highest: Money, rates: ExchangeRates
) -> tuple[Decimal, Decimal] | None:
    """Return what both ends are worth in a currency, None where that is unknown or nothing."""
    least, most = rates.worth(lowest, currency), rates.worth(highest, currency)
    return (least, most) if least and most else None
