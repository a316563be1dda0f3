"""From what and up to what a stay may cost, typed where nothing else is asked for."""

import re
from dataclasses import dataclass

from domain.money import Money
from domain.reading.amount_fields import read_amount
from domain.reading.amounts import Amount, Writer, require_currency
from domain.reading.budgets import Budget, NoBudget, propose_budgets
from domain.reading.errors import AmountNotUnderstood
from domain.reading.scopes import OF_A_NIGHT, Scope

# More than one range: "9000-4000", "99₹€".
_MORE = re.compile(r"[\d₹$€£¥₽]")


@dataclass(frozen=True, slots=True)
class PriceRange:
    """The ends as they were written; `whole_stay` where they are not for a night."""

    least: Money | None
    most: Money | None
    whole_stay: bool


def read_price_range(text: str, writer: Writer, *, whole_stay: bool = False) -> PriceRange:
    """Read "4000-9000", "under 8000", "over 3k", "total 20000"; a number alone is the most.

    `whole_stay` says what is meant when the text does not. Raises AmountNotUnderstood for what
    holds no amount and a range without width, CurrencyOfAnother for an amount in another currency
    than the writer's, and what else amounts can be refused for.
    """
    proposals = propose_budgets(text, writer, is_asked=True)
    # Here an amount is asked for, so that what says most of the text is what was meant.
    best = max(proposals, key=lambda one: (one.end - one.start, -one.cost), default=None)
    if best is None:
        return _alone(text, writer, whole_stay=whole_stay)
    if _MORE.search(text[: best.start] + " " + text[best.end :]):
        raise AmountNotUnderstood(text.strip())
    if isinstance(best.meaning, NoBudget):
        raise best.meaning.problem
    return _range(best.meaning, writer, whole_stay=whole_stay)


def _alone(text: str, writer: Writer, *, whole_stay: bool) -> PriceRange:
    amount = read_amount(text, writer)
    return _range(Budget(None, amount, amount.scope), writer, whole_stay=whole_stay)


def _range(budget: Budget, writer: Writer, *, whole_stay: bool) -> PriceRange:
    least, most = (_money(end, writer) for end in (budget.least, budget.most))
    if least is not None and most is not None and least > most:
        raise AmountNotUnderstood(budget.least.typed if budget.least else "")
    whole = budget.scope is Scope.IN_TOTAL or (whole_stay and budget.scope not in OF_A_NIGHT)
    return PriceRange(least, most, whole)


def _money(amount: Amount | None, writer: Writer) -> Money | None:
    return None if amount is None else require_currency(amount, writer.currency)
