"""How much it may cost, a night or for the whole stay."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from domain.errors import AmountNotUnderstood
from domain.money import Money
from domain.reading.kinds import Kind, pattern
from domain.reading.lexicon import CURRENCY_WORDS
from domain.reading.tokens import Found, Reading

THOUSAND = 1000
_SCOPE = "(PLAIN* OF? (?P<scope>NIGHTLY|TOTAL))?"
_BEFORE = "((?P<early>TOTAL|NIGHTLY) PLAIN*)?"
_MIDDLE = "((?P<middle>TOTAL|NIGHTLY) PLAIN*)?"
_BEFORE_IT = "(?P<sign>CURRENCY)"
_FIGURE = "(?P<amount>NUMBER|YEAR|SLASHED) (?P<thousand>THOUSAND)?"
_AFTER_IT = "(?P<currency>CURRENCY)"
_AMOUNT = f"{_BEFORE_IT}? {_FIGURE} {_AFTER_IT}?"
# What would make of the number something else than money.
_NO_MONEY = (
    "(?! DASH? (NIGHT|DAYS|WEEK|MONTH|ADULT|CHILD|ROOM|STAR|YEARS|NUMBER|PLUS) | LINK* MONTH)"
)
# "From 100 to 150": the upper end is the most.
_LOWER = "CURRENCY? NUMBER THOUSAND? CURRENCY? (UNTIL|AND) LINK*"
_AMOUNT_WITH = f"{_BEFORE_IT}? {_FIGURE} {_AFTER_IT}"
AMOUNTS = tuple(
    pattern(text)
    for text in (
        f"{_BEFORE} ((FROM|UNDER|BUDGET) LINK*)? {_LOWER} {_AMOUNT_WITH} {_SCOPE}",
        f"CURRENCY NUMBER THOUSAND? (UNTIL|AND) {_BEFORE_IT}? {_FIGURE} {_NO_MONEY} {_SCOPE}",
        f"BUDGET LINK* NUMBER UNTIL {_AMOUNT} {_SCOPE}",
        f"{_BEFORE} (FEW LINK*)+ {_MIDDLE} {_AMOUNT} (ORLESS|UPTO)? {_NO_MONEY} {_SCOPE}",
        f"{_BEFORE} {_AMOUNT} (ORLESS|ATMOST) {_SCOPE}",
        f"(?P<early>TOTAL) LINK* {_AMOUNT} {_NO_MONEY}",
        f"{_BEFORE} {_AMOUNT} PLAIN* (?P<scope>NIGHTLY|TOTAL) (ORLESS|ATMOST)?",
        f"{_BEFORE} {_BEFORE_IT} {_FIGURE} (ORLESS|UPTO)? {_SCOPE}",
        f"{_BEFORE} {_FIGURE} {_AFTER_IT} (ORLESS|UPTO)? {_SCOPE}",
    )
)
# "Under" with something that is no number: a slip, not a place. ("budget hotel" is none.)
SLIP = pattern("UNDER LINK* CURRENCY? DASH? (?P<what>UNKNOWN|NUMBER)?")


@dataclass(frozen=True, slots=True)
class BudgetReading:
    """The most that a night, or the whole stay, may cost; None where it was not said."""

    most_a_night: Money | None
    most_in_all: Money | None
    problem: AmountNotUnderstood | None
    rest: Reading


def read_budget(reading: Reading, currency: str) -> BudgetReading:
    """Read a budget; without a sign it is in `currency`, without a word for it a night's."""
    found = reading.find(*AMOUNTS)
    if found is None:
        return _slip(reading)
    rest = reading.without(found.span)
    amount = _amount(found)
    if amount is None:
        return BudgetReading(None, None, AmountNotUnderstood(reading.words(*found.span)), rest)
    code = _of(found, "sign") or _of(found, "currency") or currency
    most = Money.of(amount, code)
    total = any(
        (token := found.one(group)) is not None and token.kind is Kind.TOTAL
        for group in ("scope", "early", "middle")
        if group in found.match.re.groupindex
    )
    return BudgetReading(None if total else most, most if total else None, None, rest)


def _amount(found: Found) -> Decimal | None:
    token = found.one("amount")
    if token is None:
        return None
    try:
        amount = Decimal(token.word if token.kind is Kind.SLASHED else str(token.value))
    except ArithmeticError:
        return None
    if _of(found, "thousand", whole=True):
        amount *= THOUSAND
    return amount if amount > 0 else None


def _of(found: Found, group: str, *, whole: bool = False) -> Any:
    if group not in found.match.re.groupindex:
        return None
    return found.one(group) if whole else found.value(group)


def _slip(reading: Reading) -> BudgetReading:
    found = reading.find(SLIP)
    if found is None:
        return BudgetReading(None, None, None, reading)
    words = reading.words(*found.span)
    what = found.one("what")
    problem = AmountNotUnderstood(what.word if what and what.kind is Kind.UNKNOWN else words)
    return BudgetReading(None, None, problem, reading.without(found.span))


_SIGNS = re.compile("|".join(sorted(map(re.escape, CURRENCY_WORDS), key=len, reverse=True)))


def read_amount(text: str) -> Decimal:
    """Return the amount that `text` says: "8,000", "8k", "₹ 7500". Raises AmountNotUnderstood."""
    plain = re.sub(r"[\s,]", "", _SIGNS.sub("", text.lower())).strip(".")
    factor = THOUSAND if plain.endswith("k") else 1
    try:
        amount = Decimal(plain.removesuffix("k")) * factor
    except ArithmeticError:
        raise AmountNotUnderstood(text.strip()) from None
    if not amount.is_finite() or amount <= 0:
        raise AmountNotUnderstood(text.strip())
    return amount
