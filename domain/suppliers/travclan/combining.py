"""Rates of several rooms put together into one way to buy a stay."""

from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from functools import reduce
from itertools import pairwise
from operator import add

from domain.money import Money
from domain.suppliers.contract import (
    Board,
    CancelRule,
    Quote,
    Rate,
    RateKind,
    Refundability,
    TaxInclusion,
)


def combine(parts: Sequence[Rate], token: str) -> Rate:
    """Return several rooms' rates as one way to buy: sums, and the strictest of the terms."""
    quotes = [part.quote for part in parts]
    boards = {quote.board for quote in quotes}
    before = [quote.before_taxes for quote in quotes if quote.before_taxes is not None]
    free = [quote.free_cancel_until for quote in quotes if quote.free_cancel_until is not None]
    due = [part.due_at_property for part in parts if part.due_at_property is not None]
    rooms = [part.room_name for part in parts if part.room_name]
    fields = [name for part in parts for name in part.required_guest_fields]
    refundable = _strictest([quote.refundable for quote in quotes])
    quote = Quote(
        total=reduce(add, (quote.total for quote in quotes)),
        taxes=TaxInclusion.INCLUDED,
        kind=RateKind.NEEDS_RECHECK,
        board=boards.pop() if len(boards) == 1 else Board.UNKNOWN,
        refundable=refundable,
        observed_at=quotes[0].observed_at,
        before_taxes=reduce(add, before) if len(before) == len(parts) else None,
        expires_at=quotes[0].expires_at,
        free_cancel_until=min(free) if free and refundable is Refundability.YES else None,
    )
    return Rate(
        token=token,
        room_name=" + ".join(dict.fromkeys(rooms)),
        quote=quote,
        due_at_property=reduce(add, due) if due else None,
        cancel_rules=_sum_rules([part.cancel_rules for part in parts], quote.total.currency),
        required_guest_fields=tuple(dict.fromkeys(fields)),
        cancels_online=_all([part.cancels_online for part in parts]),
    )


def _all(told: Sequence[bool | None]) -> bool | None:
    """Return whether it holds of all; None where one does not tell and none denies it."""
    if False in told:
        return False
    return None if None in told else True


def _strictest(terms: Sequence[Refundability]) -> Refundability:
    for term in (Refundability.NO, Refundability.UNKNOWN):
        if term in terms:
            return term
    return Refundability.YES


def _sum_rules(parts: Sequence[tuple[CancelRule, ...]], currency: str) -> tuple[CancelRule, ...]:
    """Return rules whose penalty at any instant is the sum of the parts' penalties then."""
    least, most = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
    spans = [
        (rule.starts or least, rule.ends or most, rule.penalty.amount)
        for rules in parts
        for rule in rules
    ]
    edges = sorted({edge for start, end, _penalty in spans for edge in (start, end)})
    rules = []
    for start, end in pairwise(edges):
        covering = [penalty for s, e, penalty in spans if s <= start and end <= e]
        if covering:
            penalty = Money.of(sum(covering, Decimal(0)), currency)
            starts, ends = None if start == least else start, None if end == most else end
            rules.append(CancelRule(starts, ends, penalty))
    return tuple(rules)
