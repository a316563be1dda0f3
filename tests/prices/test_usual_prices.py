"""Usual prices from what trackers' checks recorded."""

from domain.prices.days import roll_up
from domain.prices.statistics import FEWEST_DAYS, Basis
from domain.prices.usual_prices import usual_prices
from domain.search.queries.searches import load_search
from tests.scene import Scene


async def test_a_watched_stays_own_days_tell_what_is_usual(scene: Scene) -> None:
    await scene.track()
    traveller = await scene.meet()
    search_id, hotels = await scene.find(traveller)
    taj = hotels["Taj Holiday Village"]
    search = await load_search(scene.app.pool, traveller, search_id)
    for _ in range(FEWEST_DAYS):
        await scene.check()
    # Searches are forgotten: the checks alone tell it.
    await scene.app.pool.execute("DELETE FROM seen_prices")
    assert await usual_prices(scene.app, search, [taj]) == {}
    await roll_up(scene.app.pool, scene.clock.now())
    usual = (await usual_prices(scene.app, search, [taj]))[taj]
    assert usual.basis is Basis.SAME_STAY
    assert usual.count >= FEWEST_DAYS
    assert usual.median.amount == 10_000
