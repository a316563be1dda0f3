"""One chunk of checks: ask each supplier once per question, judge, record."""

import asyncio
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

import asyncpg
import structlog

from domain.app import App
from domain.prices.judging import Judgement, Known, Verdict, judge
from domain.prices.models import Availability, TrackableKind
from domain.suppliers.contract import Supplier
from domain.suppliers.status import SupplierStatus
from domain.trackers.allowance import read_allowance
from domain.trackers.cadence import (
    Allowance,
    Demand,
    NextCheck,
    confirmation,
    next_check,
    next_try,
    value,
)
from domain.trackers.checks import Check
from domain.trackers.planning import begin_work, claim_now
from domain.trackers.quoting import PUT_OFF, Found, Quoter
from domain.trackers.recording import record_checks
from domain.trackers.search_quotes import quote_searches
from domain.trackers.stay_quotes import quote_stays

log = structlog.get_logger(__name__)

QUOTERS: Mapping[TrackableKind, Quoter] = {
    TrackableKind.HOTEL_STAY: quote_stays,
    TrackableKind.SEARCH: quote_searches,
}


@dataclass(frozen=True, slots=True)
class Pace:
    """What the next checks of one question have in common."""

    dice: float
    allowance: Allowance


async def check_chunk(app: App, lease: UUID, trackable_ids: Sequence[int]) -> int:
    """Check the trackables that `lease` still holds and return how many alerts were made.

    No transaction is open while suppliers are asked. What was claimed and is no longer held (the
    lease ran out and another worker took it) is left alone.
    """
    rows = await begin_work(app.pool, lease, trackable_ids, app.clock.now())
    groups = [list(group) for _key, group in groupby(rows, key=lambda r: r["question_key"])]
    allowance = await read_allowance(app)
    checked = await asyncio.gather(*(_check_question(app, group, allowance) for group in groups))
    checks = [check for group in checked for check in group]
    return await record_checks(app.pool, lease, checks, app.clock.now())


async def check_now(app: App, trackable_ids: Sequence[int]) -> int:
    """Check these at once, due or not, and return how many alerts were made.

    Those that another worker is checking right now are left to it.
    """
    lease = await claim_now(app.pool, trackable_ids, app.clock.now())
    return await check_chunk(app, lease, trackable_ids)


async def _check_question(app: App, rows: Sequence[Any], allowance: Allowance) -> list[Check]:
    """Check the trackables of one question together."""
    # One throw for all, so that what was asked together is due together again.
    pace = Pace(random.random(), allowance)  # noqa: S311 - jitter
    try:
        found = await QUOTERS[TrackableKind(rows[0]["kind"])](app, rows)
        _log_failures(found.values())
        return [_check(app, row, found[row["id"]], pace) for row in rows]
    except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError):
        # The database is away: the leases run out, and the checks are still due.
        raise
    except Exception:
        # A question that cannot even be put must not hold up the others of its chunk.
        log.exception("check failed", trackables=[row["id"] for row in rows])
        return [_check(app, row, Found(), pace) for row in rows]


def _log_failures(found: Iterable[Found]) -> None:
    failures = {s.value: status.value for one in found for s, status in one.failures.items()}
    if failures:
        log.warning("check without a supplier", failures=failures)


def _check(app: App, row: Any, found: Found, pace: Pace) -> Check:
    """Judge one trackable's part of the answers and say when to look again."""
    known = Known(
        row["currency"],
        row["last_total"],
        Supplier(row["last_source"]) if row["last_source"] else None,
        row["suspect_total"],
        Availability(row["availability"]),
    )
    judgement = judge(known, found.seen)
    status, demand = _status(judgement, found), _demand(row, judgement)
    latency = None if judgement.source is None else found.latency_ms.get(judgement.source)
    return Check(
        trackable_id=row["id"],
        currency=row["currency"],
        previous_total=row["last_total"],
        judgement=judgement,
        status=status,
        failures=row["failures"] + 1 if _has_failed(judgement) else 0,
        latency_ms=latency,
        following=_following(app, row, judgement, status, demand, pace),
        value=value(app.clock.now(), demand),
        checked_at=app.clock.now(),
        options=found.options,
    )


def _has_failed(judgement: Judgement) -> bool:
    return judgement.verdict in {Verdict.NOTHING, Verdict.PARTIAL}


def _status(judgement: Judgement, found: Found) -> str:
    """Return the word that the tracker's screen shows for how the check went."""
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
    app: App,
    row: Any,
    judgement: Judgement,
    status: str,
    demand: Demand,
    pace: Pace,
) -> NextCheck:
    now = app.clock.now()
    if _has_failed(judgement):
        exhausted = status == SupplierStatus.QUOTA_EXHAUSTED
        return next_try(now, row["failures"] + 1, is_exhausted=exhausted, dice=pace.dice)
    # One second look at once; if the doubtful price stays alone, the usual pace again.
    if judgement.verdict is Verdict.SUSPECT and row["suspect_total"] is None:
        return confirmation(now)
    floor = timedelta(seconds=app.settings.check_interval_floor)
    return next_check(now, demand, floor, pace.allowance, dice=pace.dice)


def _demand(row: Any, judgement: Judgement) -> Demand:
    quote = judgement.quote
    return Demand(
        check_in=row["check_in"],
        wished_seconds=row["interval_seconds"],
        is_smart=row["is_smart"],
        watchers=row["watchers"],
        volatility=row["volatility"],
        free_cancel_until=(quote and quote.free_cancel_until) or row["free_cancel_until"],
        has_changed=quote is not None and quote.total.amount != row["last_total"],
    )
