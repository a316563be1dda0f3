"""A group's hotel: votes that can be taken back, and one tracker for all."""

import asyncio

from domain.accounts.travellers import Traveller
from domain.stay import Room, Stay
from domain.trackers.groups import GroupChoice, propose, track_for_group, vote
from domain.trackers.models import Tracker, TrackerState
from domain.trackers.service import pause_tracker
from tests.scene import CHECK_IN, CHECK_OUT, Scene

GROUP = -5


async def proposed(scene: Scene) -> tuple[Traveller, GroupChoice]:
    """Return a member, and the hotel that the member has put before the group."""
    traveller = await scene.meet()
    _search_id, hotels = await scene.find(traveller)
    hotel_id, stay = hotels["Taj Holiday Village"], Stay(CHECK_IN, CHECK_OUT, (Room(2),))
    return traveller, await propose(scene.app, traveller, GROUP, "Trip", hotel_id, stay)


async def test_the_same_vote_once_more_takes_it_back(scene: Scene) -> None:
    asha, choice = await proposed(scene)
    seen = []
    for is_up in (True, True, True, False, False):
        now = await vote(scene.app, asha, GROUP, choice.choice_id, is_up=is_up)
        seen.append((now.ups, now.downs, now.my_vote))
    assert seen == [(1, 0, True), (0, 0, None), (1, 0, True), (0, 1, False), (0, 0, None)]


async def test_two_who_press_at_once_make_one_tracker(scene: Scene) -> None:
    asha, choice = await proposed(scene)
    ravi = await scene.meet(2)
    await asyncio.gather(
        *(track_for_group(scene.app, who, GROUP, choice.choice_id) for who in (asha, ravi))
    )
    assert await Tracker.filter(chat_id=GROUP, state=TrackerState.ACTIVE).count() == 1


async def test_a_paused_watch_goes_on_instead_of_a_second_one(scene: Scene) -> None:
    asha, choice = await proposed(scene)
    ravi = await scene.meet(2)
    await track_for_group(scene.app, asha, GROUP, choice.choice_id)
    first = await Tracker.get(chat_id=GROUP)
    await pause_tracker(scene.app, asha, first.id)
    resumed = await track_for_group(scene.app, ravi, GROUP, choice.choice_id)
    assert resumed.is_tracked
    again = await Tracker.get(chat_id=GROUP)
    assert (again.id, again.state) == (first.id, TrackerState.ACTIVE)
