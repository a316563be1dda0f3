"""The budget of a sentence, for readers that take their words away one after the other."""

from dataclasses import dataclass, replace

from domain.errors import Refusal
from domain.money import Money
from domain.reading.amounts import Amount, Scope, Writer
from domain.reading.budgets import Budget, propose_budgets
from domain.reading.errors import AmountForOnePerson
from domain.reading.tokens import Reading

# What is more far-fetched is rather something else.
FARTHEST = 1.7


@dataclass(frozen=True, slots=True)
class BudgetReading:
    """From what and up to what a night, or the whole stay, may cost; None where it was not said."""

    least: Money | None
    most: Money | None
    in_all: bool
    problem: Refusal | None
    rest: Reading

    @property
    def most_a_night(self) -> Money | None:
        """Return the most that a night may cost, where that was said."""
        return None if self.in_all else self.most

    @property
    def most_in_all(self) -> Money | None:
        """Return the most that the whole stay may cost, where that was said."""
        return self.most if self.in_all else None


def read_budget(reading: Reading, writer: Writer) -> BudgetReading:
    """Read a budget; without a currency it is in the writer's, without a word for it a night's."""
    proposals = [one for one in propose_budgets(reading.left, writer) if one.cost <= FARTHEST]
    if not proposals:
        return BudgetReading(None, None, False, None, reading)
    best = proposals[0]
    nothing = BudgetReading(
        None, None, False, None, reading.without_characters((best.start, best.end))
    )
    if not isinstance(best.meaning, Budget):
        return replace(nothing, problem=best.meaning.problem)
    budget = best.meaning
    if budget.scope is Scope.A_PERSON:
        return replace(nothing, problem=AmountForOnePerson(reading.text[best.start : best.end]))
    try:
        least, most = (_money(end, writer) for end in (budget.least, budget.most))
    except Refusal as problem:
        return replace(nothing, problem=problem)
    return replace(nothing, least=least, most=most, in_all=budget.scope is Scope.IN_TOTAL)


def _money(amount: Amount | None, writer: Writer) -> Money | None:
    return None if amount is None else amount.in_currency(writer.currency)
