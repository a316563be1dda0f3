"""Whole searches, neighbouring dates and clusters, on the real database."""

from datetime import timedelta
from decimal import Decimal

import pytest

from bot.alerts.screens import render_alert
from bot.locales import translator
from domain.alerts.models import RuleKind
from domain.alerts.queries.stored_alerts import load_alerts
from domain.alerts.states import RuleTerms
from domain.alerts.values import Shift
from domain.catalog.models import Cluster
from domain.checks.queries.watchers import rest_past_stays
from domain.errors import NotFound
from domain.money import Money
from domain.prices.models import TrackableKind
from domain.suppliers.contract import Unavailable
from domain.trackers.edits import add_rule
from domain.trackers.service import get_tracker, list_trackers, set_target
from domain.trackers.starts import (
    search_of_tracker,
    set_flexibility,
    track_cluster,
    track_search,
)
from domain.trackers.values import TrackerView
from tests.fake_supplier import FakeHotel
from tests.scene import CHECK_IN, Scene

NEW = RuleTerms(RuleKind.NEW_OPTION)


async def searched(scene: Scene) -> TrackerView:
    """Watch the whole of Goa."""
    traveller = await scene.meet()
    search_id, _hotels = await scene.find(traveller)
    return (await track_search(scene.app, traveller, search_id)).tracker


async def test_a_search_costs_what_its_cheapest_hotel_costs(scene: Scene) -> None:
    tracker = await searched(scene)
    assert (tracker.kind, tracker.hotel_id) == (TrackableKind.SEARCH, None)
    assert tracker.last_total == Money.of(5_000, "INR")
    scene.price(4_700)
    assert await scene.check() == 1
    (alert,) = await scene.rows("SELECT previous_total, total FROM tracker_alerts")
    assert (alert["previous_total"], alert["total"]) == (Decimal(5_000), Decimal(4_700))


async def test_a_search_and_a_hotel_of_it_are_two_things_with_two_questions(scene: Scene) -> None:
    await searched(scene)
    await scene.track()
    scene.travclan.asked.clear()
    await scene.check()
    assert sorted(what for what, _ids in scene.travclan.asked) == ["quote_many", "search"]


async def test_a_new_hotel_is_told_once_with_its_price(scene: Scene) -> None:
    tracker, traveller = await searched(scene), await scene.meet()
    await add_rule(scene.app, traveller, tracker.tracker_id, NEW)
    assert await scene.check() == 0
    scene.travclan.hotels["t3"] = FakeHotel("Dune Resort", Decimal(6_000))
    assert await scene.check() == 1
    assert await scene.check() == 0
    (alert,) = await scene.rows(
        "SELECT a.kind, a.total, h.name FROM tracker_alerts a JOIN hotels h ON h.id = a.hotel_id"
    )
    assert tuple(alert) == ("new_option", Decimal(6_000), "Dune Resort")


async def test_a_hotel_that_comes_back_is_not_new(scene: Scene) -> None:
    tracker, traveller = await searched(scene), await scene.meet()
    await add_rule(scene.app, traveller, tracker.tracker_id, NEW)
    palms = scene.travclan.hotels.pop("t2")
    await scene.check()
    scene.travclan.hotels["t2"] = palms
    assert await scene.check() == 0


async def test_while_a_supplier_is_silent_nothing_is_new(scene: Scene) -> None:
    tracker, traveller = await searched(scene), await scene.meet()
    await add_rule(scene.app, traveller, tracker.tracker_id, NEW)
    scene.serpapi.hotels["s2"] = FakeHotel("Dune Resort", Decimal(6_000))
    scene.travclan.failure = Unavailable
    assert await scene.check() == 0
    scene.travclan.failure = None
    assert await scene.check() == 1


async def test_a_new_option_rule_is_for_searches(scene: Scene) -> None:
    tracker = await searched(scene)
    found = await search_of_tracker(scene.app, await scene.meet(), tracker.tracker_id)
    assert found.stay == tracker.stay
    hotel = await scene.track()
    with pytest.raises(NotFound):
        await search_of_tracker(scene.app, await scene.meet(), hotel.tracker_id)


async def test_the_same_search_twice_is_watched_once(scene: Scene) -> None:
    first, second = await searched(scene), await searched(scene)
    assert first.tracker_id == second.tracker_id


async def test_neighbouring_dates_are_watched_and_a_saving_is_told(scene: Scene) -> None:
    tracker, traveller = await scene.track(), await scene.meet()
    wide = await set_flexibility(scene.app, traveller, tracker.tracker_id, 2)
    assert len(wide.items) == 5
    assert wide.stay.check_in == CHECK_IN
    assert len(await list_trackers(scene.app, traveller)) == 1
    await scene.check(timedelta(0))
    early = next(i for i in wide.items if i.stay.check_in == CHECK_IN - timedelta(days=1))
    await scene.app.pool.execute(
        "UPDATE trackables SET last_total = 7600 WHERE id = $1", early.trackable_id
    )
    seen = await get_tracker(scene.app, traveller, tracker.tracker_id)
    assert seen.cheaper_dates() == Shift(-1, Money.of(2_400, "INR"))
    scene.price(9_000)
    assert await scene.check() == 5


async def test_these_dates_only_again(scene: Scene) -> None:
    tracker, traveller = await scene.track(), await scene.meet()
    await set_flexibility(scene.app, traveller, tracker.tracker_id, 3)
    narrow = await set_flexibility(scene.app, traveller, tracker.tracker_id, 0)
    assert [item.trackable_id for item in narrow.items] == [tracker.series.trackable_id]
    (due,) = await scene.rows("SELECT count(*) AS n FROM trackables WHERE due_at IS NOT NULL")
    assert due["n"] == 1
    (states,) = await scene.rows("SELECT count(*) AS n FROM rule_states")
    assert states["n"] == 1


async def test_a_target_holds_for_every_date(scene: Scene) -> None:
    tracker, traveller = await scene.track(), await scene.meet()
    await set_flexibility(scene.app, traveller, tracker.tracker_id, 1)
    await scene.check(timedelta(0))
    await set_target(scene.app, traveller, tracker.tracker_id, Money.of(9_700, "INR"))
    scene.price(9_650)
    assert await scene.check() == 3


async def test_dates_that_have_passed_are_not_watched(scene: Scene) -> None:
    tracker, traveller = await scene.track(), await scene.meet()
    scene.clock.advance(timedelta(days=(CHECK_IN - scene.clock.now().date()).days - 1))
    wide = await set_flexibility(scene.app, traveller, tracker.tracker_id, 3)
    assert min(item.stay.check_in for item in wide.items) == CHECK_IN - timedelta(days=1)
    scene.clock.advance(timedelta(days=2))
    await rest_past_stays(scene.app.pool, scene.clock.now())
    rows = await scene.rows("SELECT check_in FROM trackables WHERE due_at IS NOT NULL")
    assert min(row["check_in"] for row in rows) == CHECK_IN


async def test_a_cluster_is_told_by_its_cheapest_hotel(scene: Scene) -> None:
    traveller = await scene.meet()
    search_id, hotels = await scene.find(traveller)
    cluster = await Cluster.create(name="Goa's best", created_at=scene.clock.now())
    for hotel_id in hotels.values():
        await scene.app.pool.execute(
            "INSERT INTO cluster_hotels (clusters_id, hotel_id) VALUES ($1, $2)",
            cluster.id,
            hotel_id,
        )
    tracker = (await track_cluster(scene.app, traveller, search_id, cluster.id)).tracker
    assert tracker.name == "Goa's best"
    assert tracker.hotel_id == hotels["Palms Retreat"]
    assert len(tracker.items) == 2
    scene.price(9_000)
    assert await scene.check() == 1
    with pytest.raises(NotFound):
        await track_cluster(scene.app, traveller, search_id, cluster.id + 1)
    with pytest.raises(NotFound):
        await set_flexibility(scene.app, traveller, tracker.tracker_id, 2)


async def test_an_alert_of_a_search_names_the_hotel_whose_price_it_is(scene: Scene) -> None:
    await searched(scene)
    scene.price(4_500)
    await scene.check()
    (row,) = await scene.rows("SELECT id FROM tracker_alerts")
    alert = (await load_alerts(scene.app.pool, [row["id"]]))[row["id"]].alert
    text = str(render_alert(alert, translator("en")).text)
    assert "<b>Taj Holiday Village</b>, Goa" in text
    assert "The cheapest hotel that matches your search" in text
    assert alert.hotel_id is not None
    # By the time it is sent another hotel may be the cheapest.
    scene.travclan.hotels["t2"].total = Decimal(4_400)
    await scene.check()
    alert = (await load_alerts(scene.app.pool, [row["id"]]))[row["id"]].alert
    assert alert.hotel_name == "Palms Retreat"
