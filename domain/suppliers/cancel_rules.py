"""Computes the cost of cancelling and the end of free cancellation from suppliers' rules. Pure.

Rules have gaps (11:59:00 → 12:00:00 was recorded) and overlap. What they leave open is decided
against the traveller: a deadline shown too late costs money, one shown too early a minute.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.money import Money
from domain.suppliers.contract import CancelRule

# Clocks differ and people hurry, so the deadline shown is earlier than the supplier's.
SHOWN_BEFORE = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Deadline:
    """The end of free cancellation: the supplier's own instant, and the one to show."""

    supplier: datetime

    @property
    def shown(self) -> datetime:
        """Return the deadline to show."""
        return self.supplier - SHOWN_BEFORE


def penalty_at(rules: Sequence[CancelRule], total: Money, instant: datetime) -> Money:
    """Return what cancelling costs at an instant, for a stay of `total`.

    Of overlapping rules the highest counts, in a gap the higher of its neighbours. Before the first
    rule nothing is due; after the last one, or without rules, everything.
    """
    covering = [rule.penalty for rule in rules if _covers(rule, instant)]
    if covering:
        return _highest(covering)
    before = [rule for rule in rules if rule.ends is not None and rule.ends <= instant]
    after = [rule for rule in rules if rule.starts is not None and rule.starts > instant]
    if not after:
        return total
    following = min(rule.starts for rule in after if rule.starts is not None)
    next_ones = [rule.penalty for rule in after if rule.starts == following]
    if not before:
        return Money.of(0, next_ones[0].currency)
    latest = max(rule.ends for rule in before if rule.ends is not None)
    return _highest(next_ones + [rule.penalty for rule in before if rule.ends == latest])


def free_until(rules: Sequence[CancelRule], total: Money, now: datetime) -> datetime | None:
    """Return when free cancellation ends; None if it is not free now.

    That is the end of the last free rule before the first that charges something.
    """
    if penalty_at(rules, total, now).amount > 0:
        return None
    edges = {edge for rule in rules for edge in (rule.starts, rule.ends) if edge is not None}
    costly = (
        edge for edge in sorted(edges) if edge > now and penalty_at(rules, total, edge).amount > 0
    )
    return next(costly, None)


def _covers(rule: CancelRule, instant: datetime) -> bool:
    has_begun = rule.starts is None or rule.starts <= instant
    return has_begun and (rule.ends is None or instant < rule.ends)


def _highest(penalties: Sequence[Money]) -> Money:
    return max(penalties, key=lambda penalty: penalty.amount)
