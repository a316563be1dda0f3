"""What a traveller changes about a tracker, on the real database."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from domain.alerts.models import RuleKind
from domain.alerts.states import RuleTerms
from domain.checks.cadence import Frequency
from domain.errors import NotFound
from domain.suppliers.contract import Unavailable
from domain.trackers.edits import MOST_RULES, add_rule, remove_rule, set_frequency
from domain.trackers.errors import FrequencyOutOfRange, RuleImpossible
from domain.trackers.service import get_tracker, pause_tracker, resume_tracker
from tests.scene import Scene

RISE = RuleTerms(RuleKind.PRICE_RISE, percent=Decimal(4))


async def test_a_rule_more_tells_beside_the_first(scene: Scene) -> None:
    tracker, traveller = await scene.track(), await scene.meet()
    added = await add_rule(scene.app, traveller, tracker.tracker_id, RISE)
    assert [rule.kind for rule in added.tracker.rules] == ["price_drop", "price_rise"]
    assert not added.already_met
    scene.price(10_500)
    assert await scene.check() == 1


async def test_a_rule_added_later_begins_at_a_price_of_now(scene: Scene) -> None:
    tracker, traveller = await scene.track(), await scene.meet()
    scene.clock.advance(timedelta(hours=5))
    scene.price(10_500)
    await add_rule(scene.app, traveller, tracker.tracker_id, RISE)
    assert await scene.check() == 0
    scene.price(11_000)
    assert await scene.check() == 1


async def test_a_rule_waits_for_a_price_where_nobody_can_be_asked(scene: Scene) -> None:
    tracker, traveller = await scene.track(), await scene.meet()
    scene.clock.advance(timedelta(hours=5))
    for supplier in (scene.travclan, scene.serpapi):
        supplier.failure = Unavailable
    added = await add_rule(scene.app, traveller, tracker.tracker_id, RISE)
    assert not added.already_met
    for supplier in (scene.travclan, scene.serpapi):
        supplier.failure = None
    scene.price(10_500)
    assert await scene.check() == 0, "nobody saw the price of the press"
    scene.price(11_000)
    assert await scene.check() == 1


async def test_the_same_rule_twice_is_one(scene: Scene) -> None:
    tracker, traveller = await scene.track(), await scene.meet()
    for _ in range(2):
        added = await add_rule(scene.app, traveller, tracker.tracker_id, RISE)
    assert len(added.tracker.rules) == 2


async def test_a_rule_taken_off_tells_nothing(scene: Scene) -> None:
    tracker, traveller = await scene.track(), await scene.meet()
    (drop,) = tracker.rules
    after = await remove_rule(scene.app, traveller, tracker.tracker_id, drop.rule_id)
    assert after.rules == ()
    scene.price(9_000)
    assert await scene.check() == 0
    with pytest.raises(NotFound):
        await remove_rule(scene.app, traveller, tracker.tracker_id, drop.rule_id)


async def test_a_rule_added_during_a_pause_sleeps_until_it_is_over(scene: Scene) -> None:
    tracker, traveller = await scene.track(), await scene.meet()
    await scene.track(chat_id=2)
    await pause_tracker(scene.app, traveller, tracker.tracker_id)
    await add_rule(scene.app, traveller, tracker.tracker_id, RISE)
    scene.price(10_500)
    assert await scene.check() == 0
    await resume_tracker(scene.app, traveller, tracker.tracker_id)
    assert await scene.check(timedelta(0)) == 1


@pytest.mark.parametrize(
    "terms",
    [
        RuleTerms(RuleKind.PRICE_DROP),
        RuleTerms(RuleKind.PRICE_RISE, percent=Decimal(-4)),
        RuleTerms(RuleKind.PRICE_DROP, percent=Decimal(95)),
        RuleTerms(RuleKind.TARGET_PRICE, target=Decimal(0)),
        RuleTerms(RuleKind.NEW_OPTION),
    ],
)
async def test_terms_that_make_no_rule_are_refused(scene: Scene, terms: RuleTerms) -> None:
    tracker, traveller = await scene.track(), await scene.meet()
    with pytest.raises(RuleImpossible):
        await add_rule(scene.app, traveller, tracker.tracker_id, terms)


async def test_there_is_an_end_to_rules(scene: Scene) -> None:
    tracker, traveller = await scene.track(), await scene.meet()
    for percent in range(1, MOST_RULES):
        terms = replace(RISE, percent=Decimal(percent))
        await add_rule(scene.app, traveller, tracker.tracker_id, terms)
    with pytest.raises(RuleImpossible):
        await add_rule(scene.app, traveller, tracker.tracker_id, replace(RISE, percent=Decimal(50)))


async def test_the_fastest_watcher_sets_the_pace(scene: Scene) -> None:
    first, second = await scene.track(), await scene.track(chat_id=2)
    asha, other = await scene.meet(), await scene.meet(2)
    await set_frequency(scene.app, asha, first.tracker_id, Frequency.DAILY)
    slow = await set_frequency(scene.app, other, second.tracker_id, Frequency.DAILY)
    scene.clock.set(slow.next_check_at or scene.clock.now())
    await scene.check(timedelta(0))
    seen = await get_tracker(scene.app, asha, first.tracker_id)
    assert seen.next_check_at is not None
    assert seen.next_check_at - scene.clock.now() > timedelta(hours=22)
    fast = await set_frequency(
        scene.app, asha, first.tracker_id, Frequency.CUSTOM, timedelta(minutes=40)
    )
    assert fast.next_check_at == scene.clock.now() + timedelta(minutes=40)


async def test_a_custom_pace_has_its_bounds(scene: Scene) -> None:
    tracker, traveller = await scene.track(), await scene.meet()
    for wish in (timedelta(seconds=10), timedelta(days=2), None):
        with pytest.raises(FrequencyOutOfRange):
            await set_frequency(scene.app, traveller, tracker.tracker_id, Frequency.CUSTOM, wish)


async def test_a_stranger_changes_nothing(scene: Scene) -> None:
    tracker, stranger = await scene.track(), await scene.meet(2)
    with pytest.raises(NotFound):
        await add_rule(scene.app, stranger, tracker.tracker_id, RISE)
    with pytest.raises(NotFound):
        await set_frequency(scene.app, stranger, tracker.tracker_id, Frequency.DAILY)


async def test_checks_share_the_questions_that_are_left(scene: Scene) -> None:
    tracker = await scene.track()
    short = scene.app.settings.model_copy(update={"supplier_checks_an_hour": 1})
    scene.app = replace(scene.app, settings=short)
    # What is known of the values is a minute old: others took nearly all of the hour.
    await scene.app.pool.execute("UPDATE trackables SET value = 100")
    await scene.check()
    seen = await get_tracker(scene.app, await scene.meet(), tracker.tracker_id)
    assert seen.next_reason == "shared"
