"""One observation, one message for each tracker; the day's number keeps back what matters least."""

from datetime import timedelta
from decimal import Decimal

import pytest

from domain.accounts.models import User
from domain.alerts.freshness import Overtaken
from domain.alerts.models import RuleKind
from domain.alerts.states import RuleTerms
from domain.outbox.settlement import LAST_RETRY
from domain.suppliers.contract import Unavailable
from domain.trackers.edits import add_rule
from domain.trackers.starts import set_flexibility, track_search
from tests.scene import Scene
from tests.workers.conftest import PostOffice, let_pass

DAY = timedelta(days=1)


async def add(scene: Scene, tracker_id: int, *wished: RuleTerms, chat_id: int = 1) -> None:
    """Give a tracker further rules."""
    traveller = await scene.meet(chat_id)
    for terms in wished:
        await add_rule(scene.app, traveller, tracker_id, terms)


async def make_a_past(scene: Scene) -> None:
    """Let the lowest price mean something."""
    await scene.app.pool.execute(
        "UPDATE trackables SET priced_days = 20, first_observed_at = $1",
        scene.clock.now() - timedelta(days=30),
    )


def target(total: int) -> RuleTerms:
    return RuleTerms(RuleKind.TARGET_PRICE, target=Decimal(total))


LOWEST = RuleTerms(RuleKind.ALL_TIME_LOW)


async def test_a_fall_that_is_news_to_every_rule_is_one_message_with_every_reason(
    post: PostOffice,
) -> None:
    scene = post.scene
    tracker = await scene.track()
    await make_a_past(scene)
    await add(scene, tracker.tracker_id, target(9_200), LOWEST)
    scene.price(9_000)
    assert await scene.check() == 3
    await post.deliver()
    (text,) = post.texts
    assert text.startswith("🎯 <b>Your target price is here</b>\nAlso: ")
    assert "a drop" in text
    assert "the lowest price so far" in text
    assert "You asked for ₹9,200 or less." in text
    assert "You asked about drops of 5% or more." in text
    rows = await scene.rows("SELECT state, message_id, told_with FROM tracker_alerts ORDER BY kind")
    assert [row["state"] for row in rows] == ["sent"] * 3
    assert [row["message_id"] for row in rows].count(None) == 2
    assert len({row["told_with"] for row in rows} - {None}) == 1
    (user,) = await scene.rows("SELECT alerts_told FROM users")
    assert user["alerts_told"] == 1
    assert await post.deliver(DAY) == 0


async def fall_for_two_rules(post: PostOffice) -> None:
    """Have a fall be news to two rules at one moment."""
    tracker = await post.scene.track()
    await add(post.scene, tracker.tracker_id, target(9_200))
    post.scene.price(9_000)
    assert await post.scene.check() == 2


async def test_what_failed_to_be_told_together_is_tried_together_again(post: PostOffice) -> None:
    await fall_for_two_rules(post)
    await post.scene.app.pool.execute(
        "UPDATE outbox_messages SET tries = 3 WHERE id = (SELECT min(id) FROM outbox_messages)"
    )
    post.telegram.refusals = [(500, {"description": "Internal Server Error"})]
    assert await post.deliver() == 2
    rows = await post.scene.rows("SELECT tries, due_at FROM outbox_messages ORDER BY tries")
    assert [row["tries"] for row in rows] == [1, 4]
    assert len({row["due_at"] for row in rows}) == 1
    assert await post.deliver(timedelta(seconds=6)) == 0
    assert await post.deliver(LAST_RETRY) == 2
    assert len(post.texts) == 1


async def test_news_of_one_moment_is_told_together_though_some_of_it_waits_for_longer(
    post: PostOffice,
) -> None:
    # Whoever put the one back died before the other.
    await fall_for_two_rules(post)
    await post.scene.app.pool.execute(
        "UPDATE outbox_messages SET due_at = due_at + interval '2 minutes' "
        "WHERE id = (SELECT min(id) FROM outbox_messages)"
    )
    assert await post.deliver() == 2
    assert len(post.texts) == 1


async def test_two_trackers_of_the_same_stay_are_told_a_message_each(post: PostOffice) -> None:
    scene = post.scene
    for chat_id in (1, 2):
        tracker = await scene.track(chat_id=chat_id)
        await add(scene, tracker.tracker_id, target(9_200), chat_id=chat_id)
    scene.price(9_000)
    assert await scene.check() == 4
    await post.deliver()
    assert sorted(chat for chat, _text in post.telegram.messages) == [1, 2]


async def test_what_a_second_look_brings_is_told_in_the_same_message(post: PostOffice) -> None:
    scene = post.scene
    tracker = await scene.track()
    await add(scene, tracker.tracker_id, target(8_500))
    scene.price(9_000)
    assert await scene.check() == 1
    scene.price(8_400)
    await post.deliver(timedelta(minutes=2))
    (text,) = post.texts
    assert "Your target price is here" in text
    assert "8,400" in text
    assert await post.deliver(timedelta(minutes=2)) == 0


async def test_a_target_is_told_though_drops_have_used_up_the_day(post: PostOffice) -> None:
    scene = post.scene
    await scene.track("Palms Retreat")
    tracker = await scene.track()
    await User.all().update(alerts_a_day=1)
    scene.travclan.hotels["t2"].total = Decimal(4_500)
    await scene.check()
    await post.deliver()
    await add(scene, tracker.tracker_id, target(9_800))
    scene.price(9_700)
    await scene.check()
    await User.all().update(alerts_on=scene.clock.now().date(), alerts_told=1)
    await post.deliver(timedelta(seconds=2))
    assert [("Palms" in text, "Taj" in text) for text in post.texts] == [
        (True, False),
        (False, True),
    ]


async def test_the_target_goes_first_where_the_day_has_one_place_left(post: PostOffice) -> None:
    scene = post.scene
    await scene.track("Palms Retreat")
    tracker = await scene.track()
    await add(scene, tracker.tracker_id, target(9_800))
    await User.all().update(alerts_a_day=1)
    scene.travclan.hotels["t2"].total = Decimal(2_500)
    scene.price(9_700)
    assert await scene.check() == 2
    await post.deliver()
    (text,) = post.texts
    assert "Your target price is here" in text
    held = await scene.rows("SELECT kind FROM tracker_alerts WHERE state = 'held'")
    assert [row["kind"] for row in held] == ["price_drop"]


async def test_a_digest_names_a_hotel_once_and_every_reason(post: PostOffice) -> None:
    scene = post.scene
    tracker = await scene.track()
    await add(scene, tracker.tracker_id, target(9_200))
    await scene.track("Palms Retreat")
    await User.all().update(alerts_a_day=0, digest_hour=9)
    scene.price(9_300)
    scene.travclan.hotels["t2"].total = Decimal(4_000)
    await scene.check()
    await post.deliver()
    await let_pass(scene, timedelta(hours=1))
    scene.price(8_800)
    await scene.app.pool.execute("UPDATE trackables SET due_at = $1", scene.clock.now())
    await scene.check(timedelta(0))
    await post.deliver(timedelta(seconds=2))
    await let_pass(scene, DAY)
    await post.courier.deliver_digests()
    (digest,) = post.texts
    assert digest.count("Taj Holiday Village") == 1
    assert "Your digest: 2 prices" in digest
    assert "🎯" in digest
    assert "Also: a drop" in digest


@pytest.fixture
async def flexible(post: PostOffice) -> PostOffice:
    """The Taj is watched a day earlier and later too, at 10,000 each."""
    scene = post.scene
    tracker = await scene.track()
    await set_flexibility(scene.app, await scene.meet(), tracker.tracker_id, 1)
    await scene.app.pool.execute("UPDATE trackables SET due_at = $1", scene.clock.now())
    await scene.check(timedelta(0))
    return post


async def see_days(
    post: PostOffice, *totals: int, later: timedelta = timedelta(hours=3), deliver: bool = True
) -> None:
    """Let the days cost this (earlier, own, later), and deliver what is news unless told not to."""
    scene = post.scene
    days = await scene.rows("SELECT DISTINCT check_in FROM trackables ORDER BY check_in")
    for day, total in zip(days, totals, strict=True):
        scene.travclan.hotels["t1"].by_day[day["check_in"]] = Decimal(total)
        scene.serpapi.hotels["s1"].by_day[day["check_in"]] = Decimal(total)
    await let_pass(scene, later)
    await scene.app.pool.execute("UPDATE trackables SET due_at = $1", scene.clock.now())
    await scene.check(timedelta(0))
    if deliver:
        await post.deliver()


async def test_days_that_fall_together_are_one_message_of_the_cheapest(
    flexible: PostOffice,
) -> None:
    await see_days(flexible, 8_888, 9_000, 9_200)
    (text,) = flexible.texts
    assert "<b>₹8,888</b>" in text
    assert "11–14 Dec" in text
    assert "1 day earlier saves ₹112" in text
    rows = await flexible.scene.rows(
        "SELECT state, last_error FROM tracker_alerts ORDER BY state, id"
    )
    assert [tuple(row) for row in rows] == [
        ("dropped", Overtaken.OTHER_DAY),
        ("sent", None),
        ("sent", None),
    ]


async def test_a_day_whose_price_must_be_looked_up_again_is_not_told_beside_its_neighbour(
    flexible: PostOffice,
) -> None:
    scene = flexible.scene
    await see_days(flexible, 8_888, 9_000, 10_000, deliver=False)
    await let_pass(scene, timedelta(minutes=2))
    scene.travclan.failure = scene.serpapi.failure = Unavailable
    await scene.app.pool.execute(
        "UPDATE trackables SET last_observed_at = $1 WHERE last_total = 9000", scene.clock.now()
    )
    await flexible.deliver()
    (text,) = flexible.texts
    assert "<b>₹9,000</b>" in text
    rows = await scene.rows("SELECT state, total FROM tracker_alerts ORDER BY total")
    assert [tuple(row) for row in rows] == [("pending", 8_888), ("sent", 9_000)]


async def test_no_day_is_told_that_costs_more_than_the_travellers_own(
    flexible: PostOffice,
) -> None:
    await see_days(flexible, 9_300, 9_000, 9_400)
    (text,) = flexible.texts
    assert "12–15 Dec" in text
    assert "earlier saves" not in text
    await see_days(flexible, 9_010, 9_000, 9_001)
    assert len(flexible.texts) == 1


async def test_another_day_that_becomes_the_cheapest_is_told(flexible: PostOffice) -> None:
    await see_days(flexible, 10_000, 10_000, 9_000)
    (text,) = flexible.texts
    assert "13–16 Dec" in text
    assert "1 day later saves ₹1,000" in text


async def test_the_own_days_tell_which_other_day_saves(flexible: PostOffice) -> None:
    await see_days(flexible, 9_700, 10_000, 10_000)
    assert flexible.texts == []
    await see_days(flexible, 8_000, 9_000, 10_000)
    (text,) = flexible.texts
    assert "1 day earlier saves ₹1,000" in text


async def test_a_new_hotel_names_the_seller_that_lists_it(post: PostOffice) -> None:
    scene = post.scene
    scene.travclan.hotels.pop("t2")
    # SerpAPI has the cheapest hotel of all.
    scene.price(10_000, 4_000)
    traveller = await scene.meet()
    search_id, _hotels = await scene.find(traveller)
    tracker = (await track_search(scene.app, traveller, search_id)).tracker
    await add(scene, tracker.tracker_id, RuleTerms(RuleKind.NEW_OPTION))
    await scene.app.pool.execute("UPDATE trackables SET due_at = $1", scene.clock.now())
    await scene.check(timedelta(0))
    scene.travclan.hotels["t9"] = type(scene.travclan.hotels["t1"])("Palms Retreat", Decimal(5_000))
    await scene.check()
    await post.deliver()
    (text,) = post.texts
    assert "Palms Retreat" in text
    assert "TravClan" in text
