"""A price range, typed where nothing else is asked for."""

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
    """The ends as written; `whole_stay` if they are not per night."""

    least: Money | None
    most: Money | None
    whole_stay: bool


def read_price_range(text: str, writer: Writer, *, whole_stay: bool = False) -> PriceRange:
    """Read "4000-9000", "under 8000", "over 3k", "total 20000"; a bare number is the upper limit.

    `whole_stay` applies if the text does not say. Raises AmountNotUnderstood for text without an
    amount or with several that make no range, CurrencyOfAnother for a currency other than the
    writer's, and whatever else amounts can be refused for.
    """
    proposals = propose_budgets(text, writer, is_asked=True)
    # An amount was asked for, so the proposal that explains most of the text is meant.
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
