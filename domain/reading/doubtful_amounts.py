"""Amounts that look like slips of separators or scale, beside the price on the screen."""

from decimal import Decimal

from domain.exchange_rates.rates import NO_RATES, ExchangeRates
from domain.money import Money

# Below a fifth or above five times the price, an amount looks like a slip.
FAR = 5
# Factors that undo a slip: a separator, "k" or "lakh" too many or too few.
SLIPS = tuple(Decimal(one) for one in ("10", "100", "1000", "100000", "0.1", "0.01", "0.001"))


def is_doubtful(
    amount: Money, lowest: Money, highest: Money | None = None, rates: ExchangeRates = NO_RATES
) -> bool:
    """Return whether an amount is far from a price, or from the range `lowest` to `highest`.

    Prices in another currency are converted; without a rate, nothing is doubtful.
    """
    ends = _ends(amount.currency, lowest, highest or lowest, rates)
    if ends is None:
        return False
    return amount.amount * FAR < ends[0] or amount.amount > ends[1] * FAR


def likelier(
    amount: Money, lowest: Money, highest: Money | None = None, rates: ExchangeRates = NO_RATES
) -> Money | None:
    """Return what may have been meant instead: ₹1,20,000 for ₹1.20; None if no slip explains it."""
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
    """Return both ends converted to a currency; None if either is unknown or zero."""
    least, most = rates.worth(lowest, currency), rates.worth(highest, currency)
    return (least, most) if least and most else None
