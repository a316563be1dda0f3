"""A tracker's particulars, on the real database."""

from datetime import timedelta
from decimal import Decimal

import pytest

from domain.alerts.models import RuleKind
from domain.alerts.states import RuleTerms
from domain.errors import NotFound
from domain.prices.terms import RateTerms
from domain.trackers.edits import add_rule
from domain.trackers.errors import EndOutOfRange
from domain.trackers.lifecycle import end_trackers
from domain.trackers.models import TrackerState
from domain.trackers.particulars import be_quiet, rename, set_end, set_rate
from domain.trackers.service import get_tracker, pause_tracker
from tests.scene import Scene

REFUNDABLE = RateTerms(refundable=True)


async def test_a_name_is_changed_by_its_owner_only(scene: Scene) -> None:
    tracker, traveller = await scene.track(), await scene.meet()
    named = await rename(scene.app, traveller, tracker.tracker_id, "Anna's birthday")
    assert named.name == "Anna's birthday"
    with pytest.raises(NotFound):
        await rename(scene.app, await scene.meet(2), tracker.tracker_id, "Mine")


async def test_a_watch_ends_when_wished_and_no_later_than_check_in(scene: Scene) -> None:
    tracker, traveller = await scene.track(), await scene.meet()
    number = tracker.tracker_id
    with pytest.raises(EndOutOfRange):
        await set_end(scene.app, traveller, number, "13 dec")
    with pytest.raises(EndOutOfRange):
        await set_end(scene.app, traveller, number, "2026-11-01")
    shorter = await set_end(scene.app, traveller, number, "1 dec")
    assert shorter.ends_at < tracker.ends_at
    assert (await set_end(scene.app, traveller, number, "end")).ends_at == tracker.ends_at
    await set_end(scene.app, traveller, number, "1 dec")
    scene.clock.advance(shorter.ends_at - scene.clock.now() + timedelta(minutes=1))
    assert await end_trackers(scene.app.pool, scene.clock.now()) == 1
    assert (await get_tracker(scene.app, traveller, number)).state is TrackerState.ENDED


async def test_silence_lasts_so_many_days_and_is_taken_back_by_zero(scene: Scene) -> None:
    tracker, traveller = await scene.track(), await scene.meet()
    quiet = await be_quiet(scene.app, traveller, tracker.tracker_id, "3 days")
    assert quiet.muted_until == scene.clock.now() + timedelta(days=3)
    assert (await be_quiet(scene.app, traveller, tracker.tracker_id, "0")).muted_until is None


async def test_another_rate_begins_a_history_of_its_own(scene: Scene) -> None:
    tracker, traveller = await scene.track(), await scene.meet()
    after = await set_rate(scene.app, traveller, tracker.tracker_id, REFUNDABLE)
    assert after.rate == REFUNDABLE
    assert after.series.trackable_id != tracker.series.trackable_id
    assert after.rules == tracker.rules
    states = await scene.rows("SELECT phase, reference FROM rule_states")
    assert [(row["phase"], row["reference"]) for row in states] == [("armed", Decimal(10_000))]
    (old,) = await scene.rows(
        "SELECT watchers, due_at FROM trackables WHERE id = $1", tracker.series.trackable_id
    )
    assert (old["watchers"], old["due_at"]) == (0, None)


async def test_another_rate_of_a_paused_tracker_is_not_looked_at(scene: Scene) -> None:
    tracker, traveller = await scene.track(), await scene.meet()
    await pause_tracker(scene.app, traveller, tracker.tracker_id)
    after = await set_rate(scene.app, traveller, tracker.tracker_id, REFUNDABLE)
    assert (after.state, after.next_check_at) == (TrackerState.PAUSED, None)
    assert await scene.check() == 0


async def test_a_changed_rule_takes_the_place_of_the_old_one(scene: Scene) -> None:
    tracker, traveller = await scene.track(), await scene.meet()
    (drop,) = tracker.rules
    deeper = RuleTerms(RuleKind.PRICE_DROP, percent=Decimal(20))
    for _ in range(2):
        rules = (await get_tracker(scene.app, traveller, tracker.tracker_id)).rules
        added = await add_rule(scene.app, traveller, tracker.tracker_id, deeper, rules[0].rule_id)
        assert [rule.percent for rule in added.tracker.rules] == [Decimal(20)]
    scene.price(9_000)
    assert await scene.check() == 0
    with pytest.raises(NotFound):
        await add_rule(scene.app, traveller, tracker.tracker_id, deeper, drop.rule_id)
