"""Combines several rooms' rates into one for the whole stay."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import reduce
from itertools import pairwise
from operator import add

from domain.suppliers.cancel_rules import penalty_at
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
    """Return several rooms' rates as one: their sums, and the strictest terms."""
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
        taxes=_least_inclusive([quote.taxes for quote in quotes]),
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
        cancel_rules=_sum_rules(parts),
        required_guest_fields=tuple(dict.fromkeys(fields)),
        cancels_online=_all([part.cancels_online for part in parts]),
        fees=tuple(fee for part in parts for fee in part.fees),
        remarks=tuple(dict.fromkeys(remark for part in parts for remark in part.remarks)),
    )


def _all(told: Sequence[bool | None]) -> bool | None:
    """Return whether it is true of all; None if unknown of some and false of none."""
    if False in told:
        return False
    return None if None in told else True


def _least_inclusive(taxes: Sequence[TaxInclusion]) -> TaxInclusion:
    for inclusion in (TaxInclusion.EXCLUDED, TaxInclusion.UNKNOWN):
        if inclusion in taxes:
            return inclusion
    return TaxInclusion.INCLUDED


def _strictest(terms: Sequence[Refundability]) -> Refundability:
    for term in (Refundability.NO, Refundability.UNKNOWN):
        if term in terms:
            return term
    return Refundability.YES


def _sum_rules(parts: Sequence[Rate]) -> tuple[CancelRule, ...]:
    """Return rules whose penalty at any instant is the sum of the rooms' penalties then.

    A gap in all rooms' rules stays a gap; a gap in only some counts as `penalty_at` says.
    """
    least, most = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
    told = [rule for part in parts for rule in part.cancel_rules]
    spans = [(rule.starts or least, rule.ends or most) for rule in told]
    edges = sorted({edge for span in spans for edge in span})
    rules = []
    for start, end in pairwise(edges):
        if any(starts <= start and end <= ends for starts, ends in spans):
            due = [penalty_at(part.cancel_rules, part.quote.total, start) for part in parts]
            starts, ends = None if start == least else start, None if end == most else end
            rules.append(CancelRule(starts, ends, reduce(add, due)))
    return tuple(rules)
