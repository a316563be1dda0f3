"""Budgets as money: in the stated currency, or the writer's. Pure."""

from collections.abc import Iterator
from dataclasses import replace

from domain.errors import Refusal
from domain.reading.amounts import Writer
from domain.reading.budgets import Budget, NoBudget, propose_budgets
from domain.reading.errors import AmountForOnePerson
from domain.reading.meanings import Spent
from domain.reading.proposals import Proposal
from domain.reading.scopes import Scope

# A smaller number is hardly money.
LEAST_MONEY, HARDLY_MONEY = 20, 1.2


def propose_spent(text: str, writer: Writer) -> Iterator[Proposal[Spent]]:
    """Propose budgets as money; an unstated currency is the writer's."""
    for one in propose_budgets(text, writer):
        budget = one.meaning
        if isinstance(budget, Budget):
            spent = _in_money(budget, writer.currency, text[one.start : one.end])
        else:
            spent = Spent(problem=budget.problem, abroad=tuple(_abroad(budget)))
        cost = one.cost + (HARDLY_MONEY if _is_hardly_money(budget) else 0.0)
        yield Proposal(one.start, one.end, spent, cost, one.why)


def _is_hardly_money(told: Budget | NoBudget) -> bool:
    """Return whether the lower end is more like a count of people: "for 3 + a child"."""
    if not isinstance(told, Budget) or told.least is None or told.least.number >= LEAST_MONEY:
        return False
    is_far = told.most is not None and told.most.number > LEAST_MONEY * told.least.number
    return is_far or not told.least.currencies


def _in_money(budget: Budget, currency: str, typed: str) -> Spent:
    try:
        least, most = (
            None if end is None else end.in_currency(currency)
            for end in (budget.least, budget.most)
        )
    except Refusal as problem:
        return Spent(problem=problem)
    in_all, each_room = budget.scope is Scope.IN_TOTAL, budget.scope is Scope.A_ROOM
    is_unsaid = budget.scope is Scope.UNSAID
    spent = Spent(least, most, in_all, each_room=each_room, is_unsaid=is_unsaid)
    if budget.shared is None:
        return spent
    return replace(spent, shared=budget.shared, problem=AmountForOnePerson(typed))


def _abroad(told: NoBudget) -> Iterator[Spent]:
    """Yield an amount in each currency that it may be in: "1500 pesos"."""
    unclear = told.unclear
    end = None if unclear is None else unclear.most or unclear.least
    if unclear is None or end is None:
        return
    for code in end.currencies:
        least, most = (
            one and replace(one, currencies=(code,)) for one in (unclear.least, unclear.most)
        )
        yield _in_money(replace(unclear, least=least, most=most), code, end.typed)
