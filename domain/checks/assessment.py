"""Turns what was found into what is recorded: verdict, name, next check. Pure."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from domain.checks.answers import answers_in
from domain.checks.cadence import (
    Allowance,
    Demand,
    NextCheck,
    confirmation,
    next_check,
    next_try,
    value,
)
from domain.checks.outcomes import Check
from domain.checks.queries.planning import Claimed
from domain.checks.quotes import PUT_OFF, Found
from domain.prices.judging import Judgement, Known, Verdict, judge
from domain.prices.models import Availability, TrackableKind
from domain.search.newest_prices import Said
from domain.suppliers.contract import Supplier
from domain.suppliers.status import SupplierStatus

_BELIEFS = {Verdict.COUNTS: True, Verdict.SUSPECT: False}


@dataclass(frozen=True, slots=True)
class Pace:
    """What the next checks of one question have in common.

    `floor` is the service's shortest interval.
    """

    dice: float
    allowance: Allowance
    floor: timedelta


def assess(row: Claimed, found: Found, pace: Pace, now: datetime) -> Check:
    """Judge one trackable's part of the answers and decide when to check again."""
    known = Known(
        row.currency,
        row.last_total,
        Supplier(row.last_source) if row.last_source else None,
        row.suspect_total,
        Availability(row.availability),
    )
    judgement = judge(known, found.seen)
    status, demand = _status(judgement, found), _demand(row, judgement)
    latency = None if judgement.source is None else found.latency_ms.get(judgement.source)
    return Check(
        trackable_id=row.id,
        currency=row.currency,
        previous_total=row.last_total,
        judgement=judgement,
        status=status,
        failures=row.failures + 1 if _has_failed(judgement) else 0,
        latency_ms=latency,
        following=_following(now, row, judgement, status, demand, pace),
        value=value(now, demand),
        checked_at=now,
        options=found.options,
        sellers=found.sellers,
        error=_own_error(judgement, status),
        said=_decided(row, found.said, judgement),
        gone_at=found.gone_at,
        answers=answers_in(found),
        hotel_id=found.hotels.get(judgement.source) if judgement.source else None,
        alternative=found.alternative if judgement.verdict is Verdict.WITHDRAWN else None,
    )


def _decided(row: Claimed, said: tuple[Said, ...], judgement: Judgement) -> tuple[Said, ...]:
    """Return each supplier's report; for the judged price, whether it is believed.

    A package's price is judged as a sum, which says nothing about the stay alone.
    """
    is_believed = _BELIEFS.get(judgement.verdict)
    if is_believed is None or row.kind is not TrackableKind.HOTEL_STAY:
        return said
    return tuple(
        replace(one, is_believed=is_believed) if one.quote is judgement.quote else one
        for one in said
    )


def unassessed(row: Claimed, error: str, pace: Pace, now: datetime) -> Check:
    """Return the check of a trackable that could not even be checked: `error` says why."""
    return replace(assess(row, Found(), pace, now), status=SupplierStatus.UNAVAILABLE, error=error)


def _own_error(judgement: Judgement, status: str) -> str | None:
    """Return what is wrong with our question: waiting does not help, with any supplier."""
    is_ours = _has_failed(judgement) and status == SupplierStatus.INVALID_REQUEST
    return status if is_ours else None


def _has_failed(judgement: Judgement) -> bool:
    return judgement.verdict in {Verdict.NOTHING, Verdict.PARTIAL}


def _status(judgement: Judgement, found: Found) -> str:
    """Return the status that the tracker's screen shows for the check."""
    match judgement.verdict:
        case Verdict.NOTHING | Verdict.PARTIAL if found.is_put_off:
            return PUT_OFF
        case Verdict.NOTHING | Verdict.PARTIAL:
            failed = [found.failures[s] for s in found.seen.failed if s in found.failures]
            return (failed[0] if failed else SupplierStatus.UNAVAILABLE).value
        case Verdict.FOREIGN | Verdict.NOT_ALL_IN | Verdict.SUSPECT:
            return judgement.verdict.value
        case _:
            return SupplierStatus.OK.value


def _following(
    now: datetime,
    row: Claimed,
    judgement: Judgement,
    status: str,
    demand: Demand,
    pace: Pace,
) -> NextCheck:
    if _has_failed(judgement):
        return next_try(now, row.failures + 1, status, dice=pace.dice)
    # One immediate second look; if the doubtful price is not confirmed, the usual pace again.
    if judgement.verdict is Verdict.SUSPECT and row.suspect_total is None:
        return confirmation(now)
    return next_check(now, demand, pace.floor, pace.allowance, dice=pace.dice)


def _demand(row: Claimed, judgement: Judgement) -> Demand:
    quote = judgement.quote
    return Demand(
        check_in=row.check_in,
        wished_seconds=row.interval_seconds,
        is_smart=row.is_smart,
        watchers=row.watchers,
        volatility=row.volatility,
        free_cancel_until=(quote and quote.free_cancel_until) or row.free_cancel_until,
        has_changed=quote is not None and quote.total.amount != row.last_total,
    )
