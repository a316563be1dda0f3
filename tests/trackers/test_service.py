"""What a traveller does with trackers, on the real database."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from domain.accounts.travellers import Traveller
from domain.errors import NotFound
from domain.money import Money
from domain.reading.errors import CurrencyOfAnother
from domain.trackers.alert_answers import ToldTracker, tracker_of_alert
from domain.trackers.errors import TrackerLimitReached
from domain.trackers.lifecycle import end_trackers
from domain.trackers.models import TrackerState
from domain.trackers.service import (
    delete_tracker,
    get_tracker,
    list_trackers,
    pause_tracker,
    restore_tracker,
    resume_tracker,
    set_target,
)
from domain.trackers.starts import track_hotel
from tests.scene import Scene


async def test_one_tap_watches_from_todays_price(scene: Scene) -> None:
    tracker = await scene.track()
    assert tracker.state is TrackerState.ACTIVE
    assert tracker.first_total == tracker.last_total == Money.of(10_000, "INR")
    assert [rule.percent for rule in tracker.rules] == [5]
    assert [point.total for point in tracker.series.points] == [10_000]
    assert tracker.next_check_at is not None


async def test_the_same_wish_twice_makes_one_tracker(scene: Scene) -> None:
    first = await scene.track()
    traveller = await scene.meet()
    search_id, hotels = await scene.find(traveller)
    again = await track_hotel(scene.app, traveller, search_id, hotels["Taj Holiday Village"])
    assert (again.tracker.tracker_id, again.is_new) == (first.tracker_id, False)


async def test_a_paused_tracker_is_not_checked_and_a_resumed_one_is(scene: Scene) -> None:
    tracker = await scene.track()
    traveller = await scene.meet()
    paused = await pause_tracker(scene.app, traveller, tracker.tracker_id)
    assert (paused.state, paused.next_check_at) == (TrackerState.PAUSED, None)
    scene.travclan.asked.clear()
    await scene.check()
    assert scene.travclan.asked == []
    resumed = await resume_tracker(scene.app, traveller, tracker.tracker_id)
    assert resumed.next_check_at is not None
    scene.price(9_000)
    assert await scene.check() == 1


async def test_a_deleted_tracker_comes_back_as_it_was(scene: Scene) -> None:
    tracker = await scene.track()
    traveller = await scene.meet()
    await delete_tracker(scene.app, traveller, tracker.tracker_id)
    assert await list_trackers(scene.app, traveller) == ()
    restored = await restore_tracker(scene.app, traveller, tracker.tracker_id)
    assert restored.rules == tracker.rules
    assert await list_trackers(scene.app, traveller) == (restored,)


@pytest.mark.parametrize("act", [get_tracker, pause_tracker, resume_tracker, delete_tracker])
async def test_a_strangers_tracker_is_not_there(scene: Scene, act: object) -> None:
    tracker = await scene.track()
    stranger = await scene.meet(chat_id=2)
    with pytest.raises(NotFound):
        await act(scene.app, stranger, tracker.tracker_id)  # type: ignore[operator]
    mine = await get_tracker(scene.app, await scene.meet(), tracker.tracker_id)
    assert mine.state is TrackerState.ACTIVE


async def test_a_target_already_met_says_so_and_waits_for_a_deeper_price(scene: Scene) -> None:
    tracker = await scene.track()
    traveller = await scene.meet()
    result = await set_target(scene.app, traveller, tracker.tracker_id, Money.of(10_500, "INR"))
    assert result.already_met
    assert await scene.check() == 0


async def test_a_target_is_told_when_reached(scene: Scene) -> None:
    tracker = await scene.track()
    traveller = await scene.meet()
    result = await set_target(scene.app, traveller, tracker.tracker_id, Money.of(9_700, "INR"))
    assert not result.already_met
    scene.price(9_650)
    assert await scene.check() == 1


async def test_a_target_in_a_currency_without_a_rate_is_refused(scene: Scene) -> None:
    tracker = await scene.track()
    with pytest.raises(CurrencyOfAnother):
        await set_target(scene.app, await scene.meet(), tracker.tracker_id, Money.of(100, "USD"))


async def test_there_is_a_limit_and_it_is_named(scene: Scene) -> None:
    limited = scene.app.settings.model_copy(update={"trackers_per_traveller": 1})
    app = replace(scene.app, settings=limited)
    traveller = await scene.meet()
    search_id, hotels = await scene.find(traveller)
    await track_hotel(app, traveller, search_id, hotels["Taj Holiday Village"])
    with pytest.raises(TrackerLimitReached) as refused:
        await track_hotel(app, traveller, search_id, hotels["Palms Retreat"])
    assert refused.value.limit == 1


async def test_a_tracker_ends_with_check_in(scene: Scene) -> None:
    tracker = await scene.track()
    scene.clock.set(tracker.ends_at + timedelta(minutes=1))
    assert await end_trackers(scene.app.pool, scene.clock.now()) == 1
    seen = await get_tracker(scene.app, await scene.meet(), tracker.tracker_id)
    assert (seen.state, seen.next_check_at) == (TrackerState.ENDED, None)


async def test_a_double_tap_makes_one_tracker(scene: Scene) -> None:
    traveller = await scene.meet()
    search_id, hotels = await scene.find(traveller)
    started = await asyncio.gather(
        *(
            track_hotel(scene.app, traveller, search_id, hotels["Taj Holiday Village"])
            for _ in range(5)
        )
    )
    assert sorted(one.is_new for one in started) == [False] * 4 + [True]
    assert len({one.tracker.tracker_id for one in started}) == 1


async def test_what_fell_during_a_pause_is_told_when_it_is_over(scene: Scene) -> None:
    paused = await scene.track()
    await scene.track(chat_id=2)
    traveller = await scene.meet()
    await pause_tracker(scene.app, traveller, paused.tracker_id)
    scene.price(9_000)
    assert await scene.check() == 1
    resumed = await resume_tracker(scene.app, traveller, paused.tracker_id)
    assert resumed.next_check_at == scene.clock.now()
    assert await scene.check(timedelta(0)) == 1
    told = await scene.rows("SELECT tracker_id FROM tracker_alerts ORDER BY id")
    assert told[1]["tracker_id"] == paused.tracker_id


async def test_pausing_one_watcher_leaves_the_others(scene: Scene) -> None:
    first = await scene.track()
    await scene.track(chat_id=2)
    paused = await pause_tracker(scene.app, await scene.meet(), first.tracker_id)
    assert paused.next_check_at is None
    scene.price(9_000)
    assert await scene.check() == 1


async def test_a_new_target_takes_the_old_ones_place(scene: Scene) -> None:
    tracker = await scene.track()
    traveller = await scene.meet()
    for amount in (9_800, 9_700):
        await set_target(scene.app, traveller, tracker.tracker_id, Money.of(amount, "INR"))
    scene.price(9_750)
    assert await scene.check() == 0
    scene.price(9_690)
    assert await scene.check() == 1


async def test_a_tracker_whose_stay_has_begun_does_not_come_back(scene: Scene) -> None:
    tracker = await scene.track()
    traveller = await scene.meet()
    await pause_tracker(scene.app, traveller, tracker.tracker_id)
    scene.clock.set(tracker.ends_at)
    resumed = await resume_tracker(scene.app, traveller, tracker.tracker_id)
    assert (resumed.state, resumed.next_check_at) == (TrackerState.ENDED, None)


async def test_a_restored_tracker_needs_its_place(scene: Scene) -> None:
    tracker = await scene.track()
    traveller = await scene.meet()
    await delete_tracker(scene.app, traveller, tracker.tracker_id)
    await scene.track("Palms Retreat")
    limited = scene.app.settings.model_copy(update={"trackers_per_traveller": 1})
    with pytest.raises(TrackerLimitReached):
        await restore_tracker(replace(scene.app, settings=limited), traveller, tracker.tracker_id)


async def test_an_alert_is_found_by_its_owner_and_in_its_group_by_every_member(
    scene: Scene,
) -> None:
    tracker = await scene.track()
    scene.price(9_000)
    await scene.check()
    (alert,) = await scene.rows("SELECT id FROM tracker_alerts")
    asha, ravi = await scene.meet(), await scene.meet(chat_id=2)

    async def ask(who: Traveller, chat_id: int) -> ToldTracker:
        return await tracker_of_alert(scene.app, who, alert["id"], chat_id)

    assert await ask(asha, 1) == ToldTracker(tracker.tracker_id, asha.user_id, is_theirs=True)
    for chat_id in (1, 2):
        with pytest.raises(NotFound):
            await ask(ravi, chat_id)
    await scene.app.pool.execute(
        "INSERT INTO chats (id, user_id, type, title, is_reachable, created_at)"
        " VALUES (-7, $1, 'group', '', true, now())",
        asha.user_id,
    )
    await scene.app.pool.execute("UPDATE trackers SET chat_id = -7")
    for chat_id in (-8, 2):
        with pytest.raises(NotFound):
            await ask(ravi, chat_id)
    assert await ask(ravi, -7) == ToldTracker(tracker.tracker_id, asha.user_id, is_theirs=False)
