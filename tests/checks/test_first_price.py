"""A watch begins with its own price: what fell before the press is no news, of any kind."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal

import pytest

from bot.locales import translator
from bot.trackers.screens import render_tracker
from domain.accounts.travellers import Traveller
from domain.alerts.models import RuleKind
from domain.alerts.states import RuleTerms
from domain.app import App
from domain.catalog.models import Cluster
from domain.flights.endpoints import find_endpoint
from domain.flights.service import begin_flight_search, find_flights
from domain.flights.values import FlightDraft
from domain.prices.terms import RateTerms
from domain.search.queries.searches import load_search
from domain.search.values import Draft
from domain.settings import Settings
from domain.stay import Stay
from domain.suppliers.contract import Supplier, Unavailable
from domain.suppliers.registry import SupplierRegistry
from domain.trackers.edits import add_rule
from domain.trackers.flight_starts import track_flight, track_package
from domain.trackers.groups import propose, track_for_group
from domain.trackers.particulars import set_rate
from domain.trackers.service import delete_tracker, list_trackers
from domain.trackers.shared_trackers import clone_tracker, share_tracker
from domain.trackers.starts import set_flexibility, track_cluster, track_hotel, track_search
from domain.trackers.transfer import export_trackers, import_trackers
from domain.trips.packages import begin_package, find_packages
from domain.trips.values import PackageDraft
from tests.conftest import FakeClock
from tests.fake_flights import FakeFlights
from tests.scene import CHECK_IN, CHECK_OUT, Scene, open_scene

TAJ = "Taj Holiday Village"
ENGLISH = translator("en")
REFUNDABLE = RateTerms(refundable=True)


@dataclass
class World:
    """The scene with an airline, a traveller and what was on the screen before the press."""

    scene: Scene
    airline: FakeFlights
    asha: Traveller
    search_id: int
    hotels: dict[str, int]

    @property
    def app(self) -> App:
        return self.scene.app

    def fall(self, share: str) -> None:
        """Let everything cost so much of what it costs."""
        for supplier in (self.scene.travclan, self.scene.serpapi):
            for hotel in supplier.hotels.values():
                hotel.total = hotel.total and hotel.total * Decimal(share)
        self.airline.fares = {n: fare * Decimal(share) for n, fare in self.airline.fares.items()}


@pytest.fixture
async def world(settings: Settings, clock: FakeClock) -> AsyncIterator[World]:
    """A list that is six minutes old."""
    airline = FakeFlights(clock, {"6E 1": Decimal(6000)})
    async with open_scene(settings, clock) as scene:
        registry = SupplierRegistry(
            {Supplier.TRAVCLAN: scene.travclan, Supplier.SERPAPI: scene.serpapi}, flights=airline
        )
        scene.app = replace(scene.app, suppliers=registry)
        asha = await scene.meet()
        search_id, hotels = await scene.find(asha)
        yield World(scene, airline, asha, search_id, hotels)


Track = Callable[[World], Awaitable[object]]


async def a_hotel(world: World) -> object:
    return await track_hotel(world.app, world.asha, world.search_id, world.hotels[TAJ])


async def a_rate(world: World) -> object:
    hotel = world.hotels[TAJ]
    return await track_hotel(world.app, world.asha, world.search_id, hotel, REFUNDABLE)


async def another_rate(world: World) -> object:
    started = await track_hotel(world.app, world.asha, world.search_id, world.hotels[TAJ])
    return await set_rate(world.app, world.asha, started.tracker.tracker_id, REFUNDABLE)


async def a_search(world: World) -> object:
    return await track_search(world.app, world.asha, world.search_id)


async def flexible_days(world: World) -> object:
    started = await track_hotel(world.app, world.asha, world.search_id, world.hotels[TAJ])
    return await set_flexibility(world.app, world.asha, started.tracker.tracker_id, 2)


async def a_cluster(world: World) -> object:
    cluster = await Cluster.create(name="Beaches", created_at=world.scene.clock.now())
    await world.app.pool.execute(
        "INSERT INTO cluster_hotels (clusters_id, hotel_id) SELECT $1, id FROM hotels", cluster.id
    )
    return await track_cluster(world.app, world.asha, world.search_id, cluster.id)


async def a_friends(world: World) -> object:
    friend = await world.scene.meet(2)
    search_id, hotels = await world.scene.find(friend)
    theirs = (await track_hotel(world.app, friend, search_id, hotels[TAJ])).tracker
    token = await share_tracker(world.app, friend, theirs.tracker_id)
    cloned = await clone_tracker(world.app, world.asha, token)
    await delete_tracker(world.app, friend, theirs.tracker_id)
    return cloned


async def an_imported(world: World) -> object:
    started = await track_hotel(world.app, world.asha, world.search_id, world.hotels[TAJ])
    records = await export_trackers(world.app, world.asha)
    await delete_tracker(world.app, world.asha, started.tracker.tracker_id)
    await world.app.pool.execute("DELETE FROM trackers")
    return await import_trackers(world.app, world.asha, records)


async def a_groups(world: World) -> object:
    stay = Stay(CHECK_IN, CHECK_OUT)
    choice = await propose(world.app, world.asha, -5, "Trip", world.hotels[TAJ], stay)
    return await track_for_group(world.app, world.asha, -5, choice.choice_id)


async def a_flight(world: World) -> object:
    delhi, goa = (
        await find_endpoint(world.app.pool, "DEL"),
        await find_endpoint(world.app.pool, "GOI"),
    )
    draft = FlightDraft(delhi, goa, CHECK_IN, CHECK_OUT)
    search = await begin_flight_search(world.app, world.asha, draft)
    await find_flights(world.app, world.asha, search.search_id)
    return await track_flight(world.app, world.asha, search.search_id)


async def a_package(world: World) -> object:
    search = await load_search(world.app.pool, world.asha, world.search_id)
    stay = Draft(destination=search.destination, check_in=CHECK_IN, check_out=CHECK_OUT)
    home = await find_endpoint(world.app.pool, "DEL")
    view = await begin_package(world.app, world.asha, PackageDraft(stay, home, people_known=True))
    await find_packages(world.app, world.asha, view.package_id)
    return await track_package(world.app, world.asha, view.package_id, world.hotels[TAJ])


KINDS: list[Track] = [
    a_hotel, a_rate, another_rate, a_search, flexible_days, a_cluster, a_friends, an_imported,
    a_groups, a_flight, a_package,
]  # fmt: skip


@pytest.mark.parametrize("track", KINDS, ids=lambda track: track.__name__)
async def test_what_fell_before_the_press_is_not_told_and_what_falls_after_it_is(
    world: World, track: Track
) -> None:
    world.fall("0.61")
    world.scene.clock.advance(timedelta(minutes=6))
    await track(world)
    assert await world.scene.check(timedelta(minutes=1)) == 0
    assert await world.scene.check() == 0
    world.fall("0.90")
    assert await world.scene.check() > 0
    told = await world.scene.rows("SELECT previous_total, total FROM tracker_alerts")
    for alert in told:
        assert alert["total"] == alert["previous_total"] * Decimal("0.9")
    began = await world.scene.rows(
        "SELECT first_total FROM tracked_items i JOIN trackers t ON t.id = i.tracker_id "
        "WHERE t.state = 'active'"
    )
    assert began
    assert None not in {row["first_total"] for row in began}


@pytest.mark.parametrize("track", [a_hotel, a_search], ids=lambda track: track.__name__)
async def test_who_cannot_be_asked_at_the_press_is_waited_for(world: World, track: Track) -> None:
    scene = world.scene
    scene.travclan.failure = scene.serpapi.failure = Unavailable
    await track(world)
    (tracker,) = await list_trackers(world.app, world.asha)
    assert (tracker.is_awaited, tracker.first_total) == (True, None)
    page = render_tracker(tracker, scene.clock.now(), "UTC", ENGLISH).text
    assert "No price yet" in page or "I’ll count from the next price I see" in page
    world.fall("0.61")
    scene.travclan.failure = scene.serpapi.failure = None
    assert await scene.check() == 0
    (tracker,) = await list_trackers(world.app, world.asha)
    assert not tracker.is_awaited
    assert tracker.first_total == tracker.last_total
    world.fall("0.90")
    assert await scene.check() == 1


@pytest.mark.parametrize("track", [a_hotel, a_search], ids=lambda track: track.__name__)
async def test_an_answer_out_of_a_suppliers_cache_is_no_first_price(
    world: World, track: Track
) -> None:
    scene = world.scene
    scene.travclan.seen_at = scene.serpapi.seen_at = scene.clock.now()
    scene.clock.advance(timedelta(minutes=6))
    await track(world)
    (tracker,) = await list_trackers(world.app, world.asha)
    assert (tracker.is_awaited, tracker.first_total) == (True, None)
    page = render_tracker(tracker, scene.clock.now(), "UTC", ENGLISH).text
    assert "I’ll count from the next price I see" in page
    scene.travclan.seen_at = scene.serpapi.seen_at = None
    world.fall("0.61")
    assert await scene.check() == 0
    (tracker,) = await list_trackers(world.app, world.asha)
    assert not tracker.is_awaited
    assert tracker.first_total == tracker.last_total


async def test_only_the_first_price_is_asked_for_past_the_suppliers_cache(world: World) -> None:
    await a_hotel(world)
    await world.scene.check()
    assert world.scene.travclan.first_hand == [True, False]


async def test_who_watched_before_is_told_of_the_fall_and_who_comes_after_it_is_not(
    world: World,
) -> None:
    await a_hotel(world)
    world.fall("0.61")
    ravi = await world.scene.meet(2)
    search_id, hotels = await world.scene.find(ravi)
    await track_hotel(world.app, ravi, search_id, hotels[TAJ])
    await world.scene.check()
    told = await world.scene.rows(
        "SELECT t.user_id FROM tracker_alerts a JOIN trackers t ON t.id = a.tracker_id"
    )
    assert [row["user_id"] for row in told] == [world.asha.user_id]


async def test_the_lowest_price_so_far_that_was_there_at_the_press_is_not_told(
    world: World,
) -> None:
    scene = world.scene
    await a_hotel(world)
    for _ in range(12):
        await scene.check()
    world.fall("0.50")
    ravi = await scene.meet(2)
    (mine,) = await list_trackers(world.app, world.asha)
    await add_rule(world.app, world.asha, mine.tracker_id, RuleTerms(RuleKind.ALL_TIME_LOW))
    token = await share_tracker(world.app, world.asha, mine.tracker_id)
    theirs = (await clone_tracker(world.app, ravi, token)).tracker
    await scene.check()
    told = await scene.rows(
        "SELECT kind FROM tracker_alerts WHERE tracker_id = $1", theirs.tracker_id
    )
    assert told == []
