"""A group's hotel: votes that can be taken back, and one tracker for all."""

import asyncio

from domain.accounts.travellers import Traveller
from domain.exchange_rates.rates import NO_RATES
from domain.money import Money
from domain.stay import Room, Stay
from domain.trackers.groups import propose, shortlist, track_for_group, vote
from domain.trackers.models import Tracker, TrackerState
from domain.trackers.service import pause_tracker
from domain.trackers.shortlist import GroupChoice, ask_price, leaders, price_of
from tests.scene import CHECK_IN, CHECK_OUT, Scene

GROUP = -5


async def proposed(scene: Scene) -> tuple[Traveller, GroupChoice]:
    """Return a member, and the hotel that the member has put before the group."""
    traveller = await scene.meet()
    _search_id, hotels = await scene.find(traveller)
    hotel_id, stay = hotels["Taj Holiday Village"], Stay(CHECK_IN, CHECK_OUT, (Room(2),))
    return traveller, await propose(scene.app, traveller, GROUP, "Trip", hotel_id, stay)


async def test_a_hotel_before_a_group_has_the_newest_price(scene: Scene) -> None:
    asha, choice = await proposed(scene)
    assert choice.price is not None
    assert choice.price.best is not None
    assert choice.price.best.quote.total == Money.of(10_000, "INR")
    await track_for_group(scene.app, asha, GROUP, choice.choice_id)
    scene.price(9_000)
    await scene.check()
    voted = await vote(scene.app, asha, GROUP, choice.choice_id, is_up=True)
    assert voted.price is not None
    assert voted.price.best is not None
    assert voted.price.best.quote.total == Money.of(9_000, "INR")
    assert voted.price.at == scene.clock.now()
    scene.price(None)
    await scene.check()
    (gone,) = await shortlist(scene.app, GROUP)
    assert gone.price is not None
    assert gone.price.best is None


async def test_who_is_for_a_hotel_is_named_and_the_best_leads_or_is_tied(scene: Scene) -> None:
    asha, taj = await proposed(scene)
    ravi = await scene.meet(2)
    _search_id, hotels = await scene.find(ravi)
    stay = Stay(CHECK_IN, CHECK_OUT, (Room(2),))
    palms = await propose(scene.app, ravi, GROUP, "Trip", hotels["Palms Retreat"], stay)
    assert leaders(await shortlist(scene.app, GROUP)) == ()
    await vote(scene.app, asha, GROUP, taj.choice_id, is_up=True)
    await vote(scene.app, ravi, GROUP, palms.choice_id, is_up=True)
    tied = leaders(await shortlist(scene.app, GROUP))
    assert {one.choice_id for one in tied} == {taj.choice_id, palms.choice_id}
    await vote(scene.app, asha, GROUP, palms.choice_id, is_up=False)
    listed = await shortlist(scene.app, GROUP)
    assert [one.choice_id for one in leaders(listed)] == [taj.choice_id]
    assert (listed[1].fans, listed[1].critics) == (("Asha",), ("Asha",))


async def test_a_price_that_nobody_of_the_proposers_country_has_seen_is_asked_for(
    scene: Scene,
) -> None:
    _asha, taj = await proposed(scene)
    ravi = await scene.meet(2)
    await scene.app.pool.execute(
        "UPDATE users SET nationality = 'US', currency = 'USD' WHERE id = $1", ravi.user_id
    )
    ravi = await scene.meet(2)
    stay = Stay(CHECK_IN, CHECK_OUT, (Room(3),))
    choice = await propose(scene.app, ravi, -6, "Family", taj.hotel_id, stay)
    assert choice.price is None
    asked = await ask_price(scene.app, ravi, choice)
    assert asked.price is not None
    assert asked.price.best is not None
    assert (asked.choice_id, asked.price.at) == (choice.choice_id, scene.clock.now())


def test_of_no_words_nothing_is_known() -> None:
    assert price_of((), "INR", NO_RATES) is None


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
