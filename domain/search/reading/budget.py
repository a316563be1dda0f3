"""How much a night may cost."""

import re
from dataclasses import dataclass
from decimal import Decimal

from domain.errors import AmountNotUnderstood
from domain.money import Money
from domain.search.reading.words import CURRENCY_SIGNS, UNDER

THOUSAND = 1000
_SIGNS = "|".join(sorted(map(re.escape, CURRENCY_SIGNS), key=len, reverse=True))
_AMOUNT = r"(\d[\d,.]*\s*k?)"
_NIGHT = r"(?:\s*(?:per night|a night|/\s*night|each night|प्रति रात))?"
PATTERNS = (
    re.compile(
        rf"(?<!\w)(?:{UNDER})\s*(?:of\s*)?({_SIGNS})?\s*{_AMOUNT}\s*({_SIGNS})?{_NIGHT}(?!\w)"
    ),
    re.compile(rf"(?<!\w)<\s*({_SIGNS})?\s*{_AMOUNT}\s*({_SIGNS})?{_NIGHT}(?!\w)"),
    re.compile(rf"(?<!\w)({_SIGNS})?\s*{_AMOUNT}\s*({_SIGNS})?\s*(?:से कम|तक|max|or less){_NIGHT}"),
)
# "under" with something that is no number: a slip, not a place. ("budget hotel" is none.)
SLIP = re.compile(r"(?<!\w)(?:under|below|less than|up to|upto)\s+([^\s,]+)")


@dataclass(frozen=True, slots=True)
class BudgetReading:
    """The most that a night may cost; None where it was not said."""

    most_a_night: Money | None
    problem: AmountNotUnderstood | None
    rest: str


def read_budget(text: str, currency: str) -> BudgetReading:
    """Read a budget from `text` (lower case); without a sign it is in `currency`."""
    for pattern in PATTERNS:
        match = pattern.search(text)
        if match is None:
            continue
        rest = f"{text[: match.start()]} {text[match.end() :]}"
        sign = match[1] or match[3]
        try:
            amount = read_amount(match[2])
        except AmountNotUnderstood as problem:
            return BudgetReading(None, problem, rest)
        return BudgetReading(
            Money.of(amount, CURRENCY_SIGNS[sign] if sign else currency), None, rest
        )
    slip = SLIP.search(text)
    if slip is not None:
        rest = f"{text[: slip.start()]} {text[slip.end() :]}"
        return BudgetReading(None, AmountNotUnderstood(slip[1]), rest)
    return BudgetReading(None, None, text)


def read_amount(text: str) -> Decimal:
    """Return the amount that `text` says: "8,000", "8k", "₹ 7500". Raises AmountNotUnderstood."""
    plain = re.sub(rf"{_SIGNS}|[\s,]", "", text.lower())
    factor = THOUSAND if plain.endswith("k") else 1
    try:
        amount = Decimal(plain.removesuffix("k")) * factor
    except ArithmeticError:
        raise AmountNotUnderstood(text.strip()) from None
    if not amount.is_finite() or amount <= 0:
        raise AmountNotUnderstood(text.strip())
    return amount
