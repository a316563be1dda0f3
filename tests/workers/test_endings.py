"""The end of a tracker: told once, at its time, in true words, and nothing after it."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.accounts.models import User
from domain.trackers.lifecycle import end_trackers
from domain.trackers.models import TrackerState
from domain.trackers.particulars import set_end
from domain.trackers.service import get_tracker
from domain.trackers.values import TrackerView
from tests.workers.conftest import PostOffice
from tests.workers.telegram import SERVER_ERROR


async def go_on(post: PostOffice) -> None:
    """End what is over, and tell it; no chat is hurried."""
    await post.scene.app.redis.flushdb()
    await end_trackers(post.scene.app.pool, post.scene.clock.now())
    await post.carrier.carry()


async def watched_until(post: PostOffice, day: str) -> TrackerView:
    tracker = await post.scene.track()
    return await set_end(post.scene.app, await post.scene.meet(), tracker.tracker_id, day)


async def test_the_end_that_was_wished_is_told_once_with_its_day(post: PostOffice) -> None:
    tracker = await watched_until(post, "2026-11-30")
    post.scene.clock.set(tracker.ends_at - timedelta(seconds=1))
    await go_on(post)
    assert post.texts == []
    post.scene.clock.set(tracker.ends_at)
    for _ in range(3):
        await go_on(post)
    (text,) = post.texts
    assert "Taj Holiday Village" in text
    assert "30 Nov, as you asked" in text
    assert "Check-in" not in text


async def test_check_in_is_told_as_such(post: PostOffice) -> None:
    tracker = await post.scene.track()
    post.scene.clock.set(tracker.ends_at)
    await go_on(post)
    (text,) = post.texts
    assert "It’s check-in day" in text


@pytest.mark.parametrize(
    "zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago", "America/New_York", "Asia/Kolkata"]
)
async def test_the_day_ends_at_midnight_in_the_travellers_zone(post: PostOffice, zone: str) -> None:
    await post.scene.meet()
    await User.all().update(time_zone=zone)
    tracker = await watched_until(post, "2026-11-30")
    post.scene.clock.set(tracker.ends_at)
    await go_on(post)
    (text,) = post.texts
    assert "30 Nov, as you asked" in text


async def test_nothing_is_told_of_a_tracker_after_its_end(post: PostOffice) -> None:
    tracker = await watched_until(post, "2026-11-30")
    post.scene.price(9_000)
    # Between its end and the look that ends it.
    post.scene.clock.set(tracker.ends_at + timedelta(seconds=1))
    assert await post.scene.check(timedelta(0)) == 0
    await go_on(post)
    await post.deliver(timedelta(seconds=2))
    (text,) = post.texts
    assert "as you asked" in text


async def test_an_alert_that_waits_at_the_end_is_not_told_after_it(post: PostOffice) -> None:
    tracker = await watched_until(post, "2026-11-30")
    post.scene.price(9_000)
    assert await post.scene.check() == 1
    post.scene.clock.set(tracker.ends_at)
    assert await post.deliver() == 0
    await go_on(post)
    assert len(post.texts) == 1


async def test_a_failed_try_is_repeated_and_quiet_hours_are_kept(post: PostOffice) -> None:
    await post.scene.meet()
    await User.all().update(quiet_from=22 * 60, quiet_until=7 * 60)
    tracker = await watched_until(post, "2026-11-30")
    post.scene.clock.set(tracker.ends_at)
    await go_on(post)
    assert post.texts == []
    post.scene.clock.set(datetime(2026, 12, 1, 1, 31, tzinfo=UTC))  # 7:01 in Kolkata
    post.telegram.refusals = [SERVER_ERROR]
    await go_on(post)
    assert post.texts == []
    post.scene.clock.advance(timedelta(minutes=1))
    await go_on(post)
    assert len(post.texts) == 1


async def test_an_ended_tracker_goes_on_when_it_is_extended(post: PostOffice) -> None:
    tracker = await watched_until(post, "2026-11-30")
    post.scene.clock.set(tracker.ends_at)
    await go_on(post)
    traveller = await post.scene.meet()
    extended = await set_end(post.scene.app, traveller, tracker.tracker_id, "2026-12-05")
    assert extended.state is TrackerState.ACTIVE
    post.scene.price(9_000)
    assert await post.scene.check() == 1
    post.scene.clock.set(extended.ends_at)
    await go_on(post)
    assert len(post.texts) == 2
    ended = await get_tracker(post.scene.app, traveller, tracker.tracker_id)
    assert ended.state is TrackerState.ENDED
