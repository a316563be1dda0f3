"""Checks that keep failing through our own fault are set aside, shown, and resumed."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from decimal import Decimal

import pytest

from domain.checks.quarantine import TRIED_AGAIN_AFTER, try_all_again
from domain.checks.queries.quarantine import list_set_aside
from domain.checks.queries.recording import MOST_OWN_FAILURES
from domain.errors import NotFound
from domain.health.service import read_queue_health
from domain.suppliers.contract import InvalidRequest, Unavailable
from domain.trackers.service import get_tracker, pause_tracker, resume_tracker, try_again
from domain.trackers.values import TrackerView
from tests.scene import Scene

BREAK = 'UPDATE trackables SET terms = \'{"board": "odd"}\' WHERE id = $1'
MEND = "UPDATE trackables SET terms = '{}' WHERE id = $1"


async def poisoned(scene: Scene) -> TrackerView:
    """Return a tracker whose checks have failed until it was set aside."""
    tracker = await scene.track()
    await scene.app.pool.execute(BREAK, tracker.series.trackable_id)
    for _ in range(MOST_OWN_FAILURES):
        await scene.check()
    return await get_tracker(scene.app, await scene.meet(), tracker.tracker_id)


async def test_what_only_fails_is_set_aside_and_no_more_asked(scene: Scene) -> None:
    tracker = await poisoned(scene)
    assert (tracker.set_aside_at, tracker.next_check_at) == (scene.clock.now(), None)
    (aside,) = await list_set_aside(scene.app.pool)
    assert (aside.hotel_name, aside.error) == ("Taj Holiday Village", "ValueError")
    assert (await read_queue_health(scene.app)).set_aside == 1
    await scene.track(chat_id=2)
    assert (await scene.rows("SELECT due_at FROM trackables"))[0]["due_at"] is None


async def test_pausing_and_resuming_does_not_take_it_up(scene: Scene) -> None:
    tracker, traveller = await poisoned(scene), await scene.meet()
    await pause_tracker(scene.app, traveller, tracker.tracker_id)
    resumed = await resume_tracker(scene.app, traveller, tracker.tracker_id)
    assert resumed.next_check_at is None


async def test_its_owner_takes_it_up_again(scene: Scene) -> None:
    tracker = await poisoned(scene)
    with pytest.raises(NotFound):
        await try_again(scene.app, await scene.meet(2), tracker.tracker_id)
    await scene.app.pool.execute(MEND, tracker.series.trackable_id)
    taken = await try_again(scene.app, await scene.meet(), tracker.tracker_id)
    assert (taken.set_aside_at, taken.next_check_at) == (None, scene.clock.now())
    scene.price(9_000)
    assert await scene.check() == 1
    assert await list_set_aside(scene.app.pool) == ()


async def test_one_more_failure_sets_it_aside_again(scene: Scene) -> None:
    tracker = await poisoned(scene)
    await try_again(scene.app, await scene.meet(), tracker.tracker_id)
    await scene.check()
    assert len(await list_set_aside(scene.app.pool)) == 1


async def test_it_is_tried_again_once_a_day(scene: Scene) -> None:
    tracker = await poisoned(scene)
    await try_all_again(scene.app.pool, scene.clock.now(), TRIED_AGAIN_AFTER)
    assert len(await list_set_aside(scene.app.pool)) == 1
    scene.clock.advance(TRIED_AGAIN_AFTER)
    await scene.app.pool.execute(MEND, tracker.series.trackable_id)
    await try_all_again(scene.app.pool, scene.clock.now(), TRIED_AGAIN_AFTER)
    scene.price(9_000)
    assert await scene.check(timedelta(0)) == 1


async def test_a_suppliers_failures_set_nothing_aside_a_refused_question_does(
    scene: Scene,
) -> None:
    await scene.track()
    scene.travclan.failure = scene.serpapi.failure = Unavailable
    for _ in range(MOST_OWN_FAILURES + 1):
        await scene.check()
    assert await list_set_aside(scene.app.pool) == ()
    scene.travclan.failure = scene.serpapi.failure = InvalidRequest
    for _ in range(MOST_OWN_FAILURES):
        await scene.check()
    (aside,) = await list_set_aside(scene.app.pool)
    assert aside.error == "invalid_request"


@asynccontextmanager
async def refusing(scene: Scene, total: int) -> AsyncIterator[None]:
    """Have the database refuse what is known of a trackable, at a total."""
    await scene.app.pool.execute(
        f"ALTER TABLE trackables ADD CONSTRAINT odd CHECK (last_total <> {total})"
    )
    try:
        yield
    finally:
        await scene.app.pool.execute("ALTER TABLE trackables DROP CONSTRAINT odd")


async def test_a_check_that_cannot_be_recorded_holds_up_no_other(scene: Scene) -> None:
    await scene.track()
    await scene.track("Palms Retreat")
    scene.price(9_000)
    scene.travclan.hotels["t2"].total = Decimal(4_000)
    async with refusing(scene, 9_000):
        assert await scene.check() == 1
        rows = await scene.rows("SELECT last_total, own_failures FROM trackables ORDER BY id")
        assert [tuple(row) for row in rows] == [(10_000, 1), (4_000, 0)]
    assert await scene.check() == 1
