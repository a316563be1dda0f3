"""A clock that ran ahead and has been put back: what it put off is taken up."""

from datetime import timedelta

import pytest

from domain.alerts.delivery import claim_alerts, recall_alerts
from domain.trackers.planning import claim_due, claim_now
from domain.trackers.watching import recall_checks
from tests.scene import Scene
from tests.workers.conftest import PostOffice

AHEAD, MOMENT = timedelta(hours=2), timedelta(seconds=1)


async def claim_checks(scene: Scene) -> int:
    """Return how many trackables somebody can claim now."""
    chunks = await claim_due(scene.app.pool, scene.clock.now())
    return sum(len(chunk.trackable_ids) for chunk in chunks)


async def make_due(scene: Scene) -> None:
    await scene.app.pool.execute("UPDATE trackables SET due_at = $1", scene.clock.now())


@pytest.mark.parametrize(("ahead", "claimed"), [(AHEAD, 1), (MOMENT, 0)])
async def test_a_lease_of_a_clock_that_ran_ahead_binds_nobody(
    scene: Scene, ahead: timedelta, claimed: int
) -> None:
    await scene.track()
    await make_due(scene)
    scene.clock.advance(ahead)
    assert await claim_checks(scene) == 1
    # Those who work now are not robbed by one whose clock is a moment behind.
    scene.clock.advance(-ahead)
    assert await claim_checks(scene) == claimed


async def test_a_second_look_is_not_held_up_by_such_a_lease(scene: Scene) -> None:
    await scene.track()
    (row,) = await scene.rows("SELECT id FROM trackables")
    now = scene.clock.now()
    await claim_now(scene.app.pool, [row["id"]], now + AHEAD)
    lease = await claim_now(scene.app.pool, [row["id"]], now)
    assert [r["lease"] for r in await scene.rows("SELECT lease FROM trackables")] == [lease]


async def test_a_check_that_was_put_off_so_is_due_at_once(scene: Scene) -> None:
    await scene.track()
    await scene.check(timedelta(days=1))
    await recall_checks(scene.app.pool, scene.clock.now())
    assert await claim_checks(scene) == 0
    scene.clock.advance(-AHEAD)
    assert await claim_checks(scene) == 0
    await recall_checks(scene.app.pool, scene.clock.now())
    assert await claim_checks(scene) == 1


async def test_an_alert_that_was_under_way_is_sent_again(dropped: PostOffice) -> None:
    pool, clock = dropped.scene.app.pool, dropped.scene.clock
    assert len(await claim_alerts(pool, clock.now() + AHEAD)) == 1
    assert len(await claim_alerts(pool, clock.now())) == 1
    assert await claim_alerts(pool, clock.now() - MOMENT) == ()


async def test_an_alert_that_was_made_ahead_goes_at_once(dropped: PostOffice) -> None:
    pool, clock = dropped.scene.app.pool, dropped.scene.clock
    clock.advance(-AHEAD)
    assert await claim_alerts(pool, clock.now()) == ()
    await recall_alerts(pool, clock.now())
    assert len(await claim_alerts(pool, clock.now())) == 1
