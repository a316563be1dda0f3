"""Decides which checks are news, within the transaction that records them.

Only rules whose quiet interval the total has left are read, and those concerned by a change of
availability or a new option: an index finds each, so rules in which nothing happens cost nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal

import structlog

from domain.alerts.firing import Fired, put_alerts
from domain.alerts.models import RuleKind, RulePhase
from domain.alerts.queries.rules import StandingRule, dedupe_key, write_states
from domain.alerts.rules import evaluate
from domain.alerts.states import Firing, Past, State
from domain.alerts.transitions import see_availability, see_options
from domain.checks.outcomes import Check
from domain.checks.queries.news import (
    StirredRule,
    lock_rules,
    note_first_totals,
    stirred_states,
    write_results,
)
from domain.db import UNRECORDABLE
from domain.prices.models import Availability
from domain.unit_of_work import Database

log = structlog.get_logger(__name__)

# The largest fall, of nearly everything, comes after a target and a change of availability.
FIRST, LAST = 1, 100
# Allowed difference between a supplier's clock and ours.
CLOCKS_APART = timedelta(seconds=5)


@dataclass(frozen=True, slots=True)
class Recorded:
    """A check with what its trackable's rules need to know.

    `past` is the history before the check; `new_options` are hotels that the search had never
    found.
    """

    check: Check
    past: Past
    new_options: Mapping[int, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Decided:
    """How many alerts were created, and the rules that could not be evaluated or written."""

    made: int = 0
    failed_rules: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Touched:
    """A rule to which something happened, with its new state."""

    state_id: int
    rule_id: int
    tracker_id: int
    kind: str
    muted_until: datetime | None
    check: Check
    state: State
    firing: Firing | None
    was_waiting: bool


async def decide(connection: Database, recorded: Sequence[Recorded], now: datetime) -> Decided:
    """Evaluate the rules that the checks concern; write their states and the alerts.

    A rule that fails changes nothing for the others.
    """
    by_id = {one.check.trackable_id: one for one in recorded}
    rules = await lock_rules(connection, await _stirred(connection, recorded), now)
    concerned = [one for one in rules if not _is_before(one.rule, by_id[one.rule.trackable_id])]
    evaluated, incalculable = _evaluated(concerned, by_id)
    made, written = await _write(connection, evaluated, now)
    unwritten = {t.rule_id for t in evaluated} - {t.rule_id for t in written}
    if written:
        await _write_first_prices(connection, written)
        # The check's results for each tracker with a change.
        runs = {(t.tracker_id, t.check.trackable_id): t.check for t in written}
        await write_results(connection, runs, now)
    return Decided(made, frozenset(incalculable | unwritten))


def _evaluated(
    rules: Sequence[StirredRule], by_id: Mapping[int, Recorded]
) -> tuple[list[Touched], set[int]]:
    """Return the rules' new states, and the ids of those that cannot be evaluated."""
    touched, failed = [], set()
    for one in rules:
        try:
            touched.append(_touched(one, by_id[one.rule.trackable_id]))
        except UNRECORDABLE:
            log.exception("rule not worked out", rule=one.rule.rule_id)
            failed.add(one.rule.rule_id)
    return [one for one in touched if one.rule_id not in failed], failed


async def _write(
    connection: Database, touched: Sequence[Touched], now: datetime
) -> tuple[int, list[Touched]]:
    """Write states and alerts together, or rule by rule if one of them cannot be written.

    Returns how many alerts were created, and what was written.
    """
    if not touched:
        return 0, []
    try:
        async with connection.transaction():
            return await _write_together(connection, touched, now), list(touched)
    except UNRECORDABLE:
        rules = {one.rule_id for one in touched}
        if len(rules) == 1:
            log.exception("rule not recorded", rule=rules.pop())
            return 0, []
    made = 0
    written: list[Touched] = []
    for rule_id in sorted(rules):
        its = [one for one in touched if one.rule_id == rule_id]
        more, done = await _write(connection, its, now)
        made, written = made + more, written + done
    return made, written


async def _write_together(connection: Database, touched: Sequence[Touched], now: datetime) -> int:
    await write_states(connection, {t.state_id: t.state for t in touched}, now)
    return await put_alerts(connection, [_fired(t) for t in touched if t.firing], now)


async def _stirred(connection: Database, recorded: Sequence[Recorded]) -> list[int]:
    """Return the states that the checks concern."""
    seen = [
        (one.check.trackable_id, one.check.total, availability.opposite.value, new)
        for one in recorded
        for availability, new in [(one.check.availability, bool(one.new_options))]
        if availability is not None
    ]
    return await stirred_states(connection, seen) if seen else []


def _is_before(rule: StandingRule, recorded: Recorded) -> bool:
    """Return whether a rule waits for its first price, and this one is older than the wait."""
    waits_since = rule.changed_at - CLOCKS_APART
    return rule.phase == RulePhase.WAITING and recorded.check.seen_at < waits_since


def _touched(stirred: StirredRule, recorded: Recorded) -> Touched:
    rule = stirred.rule
    check, terms, state = recorded.check, rule.terms, rule.state
    firing: Firing | None = None
    match terms.kind:
        case RuleKind.AVAILABILITY:
            seen = check.availability or Availability.UNKNOWN
            state, firing = see_availability(state, seen, check.total)
        case RuleKind.NEW_OPTION:
            state, firing = see_options(terms, state, recorded.new_options)
        case _ if check.total is not None:
            state, firing = evaluate(terms, state, check.total, recorded.past)
    return Touched(
        rule.id, rule.rule_id, stirred.tracker_id, rule.kind, stirred.muted_until, check,
        state, firing, rule.phase == RulePhase.WAITING,
    )  # fmt: skip


def _fired(touched: Touched) -> Fired:
    firing, check = touched.firing, touched.check
    if firing is None:
        raise ValueError("nothing was fired")
    is_transition = touched.kind == RuleKind.AVAILABILITY
    record = (
        dedupe_key(touched.rule_id, check.trackable_id, firing.number),
        touched.tracker_id,
        touched.rule_id,
        check.trackable_id,
        touched.kind,
        firing.previous,
        # Something sold out is reported with its last price.
        check.previous_total if firing.total is None else firing.total,
        check.currency,
        _seller(check, firing),
        check.seen_at,
        firing.hotel_id or check.hotel_id,
        check.availability.value if is_transition and check.availability else None,
    )
    due_at = max(check.checked_at, touched.muted_until or check.checked_at)
    return Fired(record, _urgency(touched, firing), due_at)


def _seller(check: Check, firing: Firing) -> str:
    """Return the seller of the reported price: a new hotel's need not be the cheapest's."""
    if firing.hotel_id is not None and firing.hotel_id in check.sellers:
        return check.sellers[firing.hotel_id].value
    return check.judgement.source or ""


def _urgency(touched: Touched, firing: Firing) -> int:
    """Return the urgency: the most specific wish first, then the largest fall."""
    if touched.kind == RuleKind.TARGET_PRICE:
        return FIRST
    if touched.kind == RuleKind.AVAILABILITY:
        return FIRST + 1
    if not firing.previous or firing.total is None:
        return LAST
    fall = int((firing.previous - firing.total) * 100 / firing.previous)
    return LAST - max(fall, 0) // 2


async def _write_first_prices(connection: Database, touched: Sequence[Touched]) -> None:
    """Note the price at which a watch began, for items that have none so far."""
    first = {
        (t.tracker_id, t.check.trackable_id): t.check.total
        for t in touched
        if t.was_waiting and t.check.total is not None
    }
    if first:
        await note_first_totals(connection, first)
