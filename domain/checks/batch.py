"""One chunk of checks: ask each supplier once per question, judge, record."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from datetime import timedelta
from functools import partial
from itertools import groupby
from uuid import UUID

import asyncpg
import structlog

from domain.app import App
from domain.checks.allowance import read_allowance
from domain.checks.answers import Answers, keep_answers
from domain.checks.assessment import Pace, assess, unassessed
from domain.checks.cadence import UNLIMITED, Allowance
from domain.checks.flight_quotes import quote_flights
from domain.checks.outcomes import Check
from domain.checks.package_quotes import quote_packages
from domain.checks.queries.planning import Claimed, begin_work, claim_now, give_back
from domain.checks.quotes import Found, Quoter
from domain.checks.recording import record_checks
from domain.checks.search_quotes import quote_searches
from domain.checks.stay_quotes import quote_stays
from domain.checks.throughput import note_done
from domain.checks.trip_quotes import quote_trips
from domain.db import UNRECORDABLE
from domain.prices.models import TrackableKind

log = structlog.get_logger(__name__)

QUOTERS: Mapping[TrackableKind, Quoter] = {
    TrackableKind.HOTEL_STAY: quote_stays,
    TrackableKind.SEARCH: quote_searches,
    TrackableKind.FLIGHT: quote_flights,
    TrackableKind.PACKAGE: quote_packages,
    TrackableKind.TRIP: quote_trips,
}
# The database is unavailable or busy: a retry a little later may work.
OURS_TO_WAIT = (asyncpg.PostgresError, asyncpg.InterfaceError, OSError)
# A question that has not started by then is left to a later job: including the suppliers' response
# time, the job still ends in time.
TURN_SECONDS = 15.0


async def check_chunk(app: App, lease: UUID, trackable_ids: Sequence[int]) -> int:
    """Check the trackables that `lease` still holds and return how many alerts were created.

    No transaction is open while suppliers are asked. Trackables no longer held (the lease expired
    and another worker took over) are left alone. Only a limited number of a backlog's questions run
    at a time; those that do not start are given back unchanged, still due.
    """
    until = asyncio.get_running_loop().time() + TURN_SECONDS

    async def in_turn(rows: Sequence[Claimed], allowance: Allowance) -> list[Check]:
        try:
            async with asyncio.timeout_at(until):
                await app.checking.acquire()
        except TimeoutError:
            return []
        try:
            return await _check_question(app, rows, allowance)
        finally:
            app.checking.release()

    return await _check(app, lease, trackable_ids, in_turn)


async def check_now(app: App, trackable_ids: Sequence[int]) -> int:
    """Check these now, due or not, and return how many alerts were created.

    Those that another worker is checking are left to it. Somebody waits for this, so it does not
    queue behind planned checks.
    """
    lease = await claim_now(app.pool, trackable_ids, app.clock.now())
    return await _check(app, lease, trackable_ids, partial(_check_question, app))


async def _check(
    app: App,
    lease: UUID,
    trackable_ids: Sequence[int],
    check_question: Callable[[Sequence[Claimed], Allowance], Awaitable[list[Check]]],
) -> int:
    rows = await begin_work(app.pool, lease, trackable_ids, app.clock.now())
    groups = [list(group) for _key, group in groupby(rows, key=lambda r: r.question_key)]
    allowance = await read_allowance(app)
    checked = await asyncio.gather(*(check_question(group, allowance) for group in groups))
    checks = [check for group in checked for check in group]
    done = {check.trackable_id for check in checks}
    left = [row.id for row in rows if row.id not in done]
    if left:
        log.info("checks put off", trackables=len(left))
        await give_back(app.pool, lease, left)
    made = await _record(app, lease, checks, {row.id: row for row in rows})
    await note_done(app.redis, len(checks), app.clock.now())
    told = {one.trackable_id: Answers(one.checked_at, one.answers, one.error) for one in checks}
    await keep_answers(app.redis, told)
    return made


async def _check_question(app: App, rows: Sequence[Claimed], allowance: Allowance) -> list[Check]:
    """Check a question's trackables together, or each alone if that fails."""
    # One random draw for all, so that what was asked together is due together again.
    floor = timedelta(seconds=app.settings.check_interval_floor)
    pace = Pace(random.random(), allowance, floor)  # noqa: S311 - jitter
    try:
        return await _ask_and_assess(app, rows, pace)
    except OURS_TO_WAIT:
        # The database is unavailable: the leases expire, and the checks are still due.
        raise
    except Exception as error:
        log.exception("check failed", trackables=[row.id for row in rows])
        if len(rows) == 1:
            return [unassessed(rows[0], type(error).__name__, pace, app.clock.now())]
    # One of them must not hold up the others.
    alone = await asyncio.gather(*(_check_question(app, [row], allowance) for row in rows))
    return [check for checks in alone for check in checks]


async def _ask_and_assess(app: App, rows: Sequence[Claimed], pace: Pace) -> list[Check]:
    found = await QUOTERS[rows[0].kind](app, rows)
    _log_failures(found.values())
    now = app.clock.now()
    return [assess(row, found[row.id], pace, now) for row in rows]


async def _record(
    app: App, lease: UUID, checks: Sequence[Check], rows: Mapping[int, Claimed]
) -> int:
    """Record the checks together, or each alone if one of them cannot be recorded."""
    try:
        return await record_checks(app.pool, lease, checks, app.clock.now())
    except UNRECORDABLE as error:
        if len(checks) != 1:
            made = [await _record(app, lease, [check], rows) for check in checks]
            return sum(made)
        (check,) = checks
        log.exception("check not recorded", trackable=check.trackable_id)
        if check.error is not None:
            raise
        pace = Pace(random.random(), UNLIMITED, timedelta(0))  # noqa: S311 - jitter
        failed = unassessed(rows[check.trackable_id], type(error).__name__, pace, app.clock.now())
        return await _record(app, lease, [failed], rows)


def _log_failures(found: Iterable[Found]) -> None:
    failures = {s.value: status.value for one in found for s, status in one.failures.items()}
    if failures:
        log.warning("check without a supplier", failures=failures)
