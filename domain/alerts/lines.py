"""Where a price rule's lines lie: pure arithmetic over its terms and prices.

A falling rule fires at or below its line; a rise's lines are the mirror image.
"""

from decimal import ROUND_HALF_UP, Decimal

from domain.alerts.models import RuleKind
from domain.alerts.states import RuleTerms

# A change below either is noise (cents, rounding), whatever the rule says: one per cent, and one
# unit of the currency.
FLOOR_PERCENT = Decimal(1)
FLOOR_AMOUNT = Decimal(1)
# A fired rule fires again once the price has moved this much further.
STEP_PERCENT = Decimal(3)
# A fired rule re-arms once the price is this far back over the line at which it fired.
HYSTERESIS_PERCENT = Decimal(2)
_UNIT = Decimal("0.001")
_HUNDRED = Decimal(100)


def less(amount: Decimal, percent: Decimal) -> Decimal:
    """Return `amount` minus `percent` per cent, to a thousandth."""
    return (amount * (_HUNDRED - percent) / _HUNDRED).quantize(_UNIT, ROUND_HALF_UP)


def more(amount: Decimal, percent: Decimal) -> Decimal:
    """Return `amount` plus `percent` per cent, to a thousandth."""
    return (amount * (_HUNDRED + percent) / _HUNDRED).quantize(_UNIT, ROUND_HALF_UP)


def is_rising(kind: RuleKind) -> bool:
    """Return whether the kind fires upwards."""
    return kind is RuleKind.PRICE_RISE


def line_of(terms: RuleTerms, reference: Decimal) -> Decimal:
    """Return the total at which an armed rule fires."""
    if terms.kind is RuleKind.TARGET_PRICE:
        return terms.target or Decimal(0)
    percent = max(terms.percent or Decimal(0), FLOOR_PERCENT)
    amount = max(terms.amount or Decimal(0), FLOOR_AMOUNT)
    if is_rising(terms.kind):
        return max(more(reference, percent), reference + amount)
    return min(less(reference, percent), reference - amount)


def next_step(kind: RuleKind, told: Decimal) -> Decimal:
    """Return the total at which a fired rule fires again."""
    if is_rising(kind):
        return max(more(told, STEP_PERCENT), told + FLOOR_AMOUNT)
    return min(less(told, STEP_PERCENT), told - FLOOR_AMOUNT)


def way_back(kind: RuleKind, line: Decimal, told: Decimal) -> Decimal:
    """Return the total at which a fired rule re-arms."""
    if is_rising(kind):
        return less(min(line, told), HYSTERESIS_PERCENT)
    return more(max(line, told), HYSTERESIS_PERCENT)
