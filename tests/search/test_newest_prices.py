"""The newest report of a price wins wherever the price is read, whoever received it."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from domain.search.flexible import ask_for_days, flexible_dates
from domain.search.hotel_pages import hotel_page
from domain.search.service import find_hotels
from domain.search.values import FoundHotel
from domain.settings import Settings
from domain.suppliers.contract import Unavailable
from tests.conftest import FakeClock
from tests.scene import Scene, open_scene

TAJ = "Taj Holiday Village"
MINUTE = timedelta(minutes=1)


@pytest.fixture
async def scene(settings: Settings, clock: FakeClock) -> AsyncIterator[Scene]:
    async with open_scene(settings, clock) as scene:
        yield scene


async def listed(scene: Scene, chat_id: int = 1, name: str = TAJ) -> FoundHotel:
    """Return the hotel as a traveller's search shows it."""
    traveller = await scene.meet(chat_id)
    search_id, _hotels = await scene.find(traveller)
    outcome = await find_hotels(scene.app, traveller, search_id)
    return next(hotel for hotel in outcome.hotels if hotel.name == name)


async def on_page(scene: Scene, name: str = TAJ) -> tuple[int | None, list[int]]:
    """Return the price on the hotel's page, and all its rates."""
    traveller = await scene.meet()
    (row,) = await scene.rows("SELECT id FROM searches ORDER BY id LIMIT 1")
    (hotel,) = await scene.rows("SELECT id FROM hotels WHERE name = $1", name)
    page = await hotel_page(scene.app, traveller, row["id"], hotel["id"])
    rates = [int(offered.rate.quote.total.amount) for offered in page.rates]
    return price(page.hotel), rates


def price(hotel: FoundHotel) -> int | None:
    return int(hotel.best.quote.total.amount) if hotel.best else None


async def test_what_a_check_saw_is_on_every_list_and_page(scene: Scene) -> None:
    await scene.track()
    assert (price(await listed(scene)), await on_page(scene)) == (
        10_000,
        (10_000, [10_000, 11_000]),
    )
    scene.price(8_500, 9_000)
    scene.clock.advance(MINUTE * 5)
    await check_now(scene)
    seen = await listed(scene, chat_id=2)
    assert price(seen) == 8_500
    assert seen.best is not None
    assert seen.best.quote.observed_at == scene.clock.now()
    assert await on_page(scene) == (8_500, [8_500, 9_000])


async def check_now(scene: Scene) -> None:
    await scene.app.pool.execute("UPDATE trackables SET due_at = $1", scene.clock.now())
    await scene.check(timedelta(0))


async def test_sold_out_is_knowledge_too(scene: Scene) -> None:
    await scene.track()
    await on_page(scene)
    scene.price(None, 9_000)
    await check_now(scene)
    assert price(await listed(scene)) == 9_000
    assert await on_page(scene) == (9_000, [9_000])
    scene.price(None)
    scene.clock.advance(MINUTE)
    await check_now(scene)
    assert price(await listed(scene)) is None
    assert await on_page(scene) == (None, [])


async def test_rates_that_cannot_be_asked_again_give_way_to_what_is_known(scene: Scene) -> None:
    await scene.track()
    await on_page(scene)
    scene.price(8_500, 9_000)
    scene.clock.advance(MINUTE)
    await check_now(scene)
    scene.travclan.failure = scene.serpapi.failure = Unavailable
    scene.clock.advance(MINUTE)
    assert await on_page(scene) == (8_500, [8_500, 9_000])
    scene.clock.advance(timedelta(hours=1))
    assert await on_page(scene) == (None, []), "what is an hour old is no answer"


async def test_a_doubted_price_replaces_nothing_until_it_is_seen_again(scene: Scene) -> None:
    await scene.track()
    scene.price(1_000)
    scene.clock.advance(MINUTE)
    await check_now(scene)
    hotel = await listed(scene)
    assert price(hotel) == 10_000
    assert hotel.doubt is not None
    assert hotel.doubt.total.amount == Decimal(1_000)
    assert (await on_page(scene))[0] == 10_000
    scene.clock.advance(MINUTE)
    await check_now(scene)
    hotel = await listed(scene)
    assert (price(hotel), hotel.doubt) == (1_000, None)
    assert (await on_page(scene))[0] == 1_000


async def test_days_that_were_asked_for_give_way_to_newer_words(scene: Scene) -> None:
    view = await scene.track()
    traveller = await scene.meet()
    (row,) = await scene.rows("SELECT id FROM searches ORDER BY id LIMIT 1")

    async def of_day(hotel_id: int | None) -> int | None:
        dates = await flexible_dates(scene.app, traveller, row["id"], hotel_id)
        return None if dates.own is None else int(dates.own.amount)

    async for _view in ask_for_days(
        scene.app, await flexible_dates(scene.app, traveller, row["id"], view.hotel_id)
    ):
        pass
    assert await of_day(view.hotel_id) == 10_000
    assert await of_day(None) == 5_000, "the Palms"
    scene.price(4_500)
    scene.clock.advance(MINUTE)
    await check_now(scene)
    assert await of_day(view.hotel_id) == 4_500
    assert await of_day(None) == 4_500
    scene.price(None)
    scene.clock.advance(MINUTE)
    await check_now(scene)
    assert await of_day(view.hotel_id) is None
    assert await of_day(None) == 5_000


async def test_an_answer_out_of_a_suppliers_cache_replaces_nothing_newer(scene: Scene) -> None:
    await scene.track()
    await check_now(scene)
    scene.clock.advance(timedelta(minutes=30))
    scene.price(8_000)
    assert price(await listed(scene)) == 8_000
    scene.travclan.seen_at = scene.serpapi.seen_at = scene.clock.now() - 20 * MINUTE
    scene.price(9_500)
    scene.clock.advance(MINUTE)
    await check_now(scene)
    assert price(await listed(scene)) == 8_000
    (row,) = await scene.rows("SELECT last_total FROM trackables")
    assert row["last_total"] == 8_000, "the check heeds what was heard after the cached answer"


async def test_other_people_nationalities_and_currencies_have_prices_of_their_own(
    scene: Scene,
) -> None:
    await scene.track()
    other = await scene.meet(2)
    german = replace(other, nationality="DE")
    search_id, _hotels = await scene.find(german)
    scene.price(8_500)
    scene.clock.advance(MINUTE)
    await check_now(scene)
    outcome = await find_hotels(scene.app, german, search_id)
    assert price(next(h for h in outcome.hotels if h.name == TAJ)) == 10_000
    assert price(await listed(scene, chat_id=2)) == 8_500
