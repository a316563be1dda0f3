"""Somebody's trackers as administrators see them, with an immediate check of one."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from domain.administration.audit import Act, Actor, Deed, note
from domain.administration.queries.trackers import (
    FailingTracker,
    count_failing,
    failing_trackers,
    owner_of_active,
    things_of,
    trackers_of,
)
from domain.app import App
from domain.checks.answers import Answers, ask_for_answers, read_answers
from domain.checks.quarantine import take_up
from domain.checks.queries.watchers import lock_trackables, refresh_watch
from domain.errors import NotFound
from domain.money import Money
from domain.trackers.models import TrackerState
from domain.unit_of_work import Database

MOST_LISTED = 8
# Of a tracker that watches more, so many things' answers are read, the last checked ones.
MOST_THINGS = 20
MOST_ASKED = 500


@dataclass(frozen=True, slots=True)
class CheckedThing:
    """One thing that a tracker watches, and what the suppliers answered; `hotel` None: it is no
    single hotel's.
    """

    hotel: str | None
    check_in: date
    check_out: date | None
    answers: Answers


@dataclass(frozen=True, slots=True)
class WatchedTracker:
    """A tracker with the newest check. `error` says why it is set aside; `failures` checks in a
    row have failed, the last with the suppliers' `status`. `things` are those of a check that an
    administrator asked for within a day.
    """

    tracker_id: int
    name: str
    state: TrackerState
    total: Money | None
    checked_at: datetime | None
    due_at: datetime | None
    error: str | None
    status: str
    failures: int
    things: tuple[CheckedThing, ...] = ()


async def list_trackers(app: App, user_id: int) -> tuple[WatchedTracker, ...]:
    """Return somebody's trackers, the newest first."""
    found = await trackers_of(app.pool, user_id, MOST_LISTED)
    things = await _checked_things(app, [one.id for one in found])
    return tuple(
        WatchedTracker(
            one.id,
            one.name,
            one.state,
            _money(one.last_total, one.currency),
            one.last_checked_at,
            one.due_at,
            one.error,
            one.status or "",
            one.failures or 0,
            things[one.id],
        )
        for one in found
    )


async def _checked_things(
    app: App, tracker_ids: Sequence[int]
) -> defaultdict[int, tuple[CheckedThing, ...]]:
    """Return the things whose suppliers' answers are kept, by tracker."""
    watched = await things_of(app.pool, tracker_ids, MOST_THINGS)
    kept = await read_answers(app.redis, {one.trackable_id for one in watched})
    things: defaultdict[int, tuple[CheckedThing, ...]] = defaultdict(tuple)
    for one in watched:
        if one.trackable_id in kept:
            answers = kept[one.trackable_id]
            thing = CheckedThing(one.hotel, one.check_in, one.check_out, answers)
            things[one.tracker_id] += (thing,)
    return things


def _money(total: Decimal | None, currency: str | None) -> Money | None:
    return None if total is None or currency is None else Money.of(total, currency)


@dataclass(frozen=True, slots=True)
class Failures:
    """How many watched things fail, and the worst of them."""

    count: int
    worst: tuple[FailingTracker, ...]


async def list_failures(database: Database) -> Failures:
    """Return what fails at every check: first what is set aside, then by failures in a row."""
    return Failures(
        await count_failing(database), tuple(await failing_trackers(database, MOST_LISTED))
    )


async def check_now(app: App, actor: Actor, tracker_id: int, now: datetime) -> int:
    """Check everything an active tracker watches now, even what is set aside, and keep what each
    supplier answers.

    Returns the tracker's owner. Raises NotFound.
    """
    # Before the checks are due: they may run at once.
    watched_before = await things_of(app.pool, [tracker_id], MOST_ASKED)
    await ask_for_answers(app.redis, [one.trackable_id for one in watched_before])
    async with app.pool.transaction() as connection:
        user_id = await owner_of_active(connection, tracker_id)
        if user_id is None:
            raise NotFound("tracker")
        watched = await lock_trackables(connection, [tracker_id])
        await take_up(connection, watched, now)
        await refresh_watch(connection, watched, now)
        deed = Deed(Act.TRACKER_CHECKED, f"tracker:{tracker_id}", after={"things": len(watched)})
        await note(connection, actor, deed, now)
    return user_id
