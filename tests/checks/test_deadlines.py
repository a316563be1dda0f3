"""A watched price's free-cancellation deadline is that of its own rate, never another's."""

from dataclasses import replace
from datetime import timedelta

from domain.checks.deadlines import note_deadline
from domain.search.hotel_pages import hotel_page
from domain.search.values import HotelPage
from domain.suppliers.contract import Refundability
from tests.scene import Scene

KEPT = "SELECT free_cancel_until AS until FROM trackables"


async def read_page(scene: Scene) -> HotelPage:
    traveller = await scene.meet()
    search_id, hotels = await scene.find(traveller)
    return await hotel_page(scene.app, traveller, search_id, hotels["Taj Holiday Village"])


async def test_it_is_kept_as_long_as_the_price_holds(scene: Scene) -> None:
    await scene.track()
    page, until = await read_page(scene), scene.clock.now() + timedelta(days=9)
    best = page.hotel.best
    assert best is not None
    first = page.rates[0]
    quote = replace(
        first.rate.quote, total=best.quote.total, refundable=Refundability.YES,
        free_cancel_until=until,
    )  # fmt: skip
    free = replace(page, rates=(replace(first, rate=replace(first.rate, quote=quote)),))
    assert free.free_cancel_until == until
    await note_deadline(scene.app, free)
    await scene.check()
    assert [row["until"] for row in await scene.rows(KEPT)] == [until]
    scene.price(9000)
    await scene.check()
    assert [row["until"] for row in await scene.rows(KEPT)] == [None]
    strict = replace(quote, refundable=Refundability.NO)
    bound = replace(page, rates=(replace(first, rate=replace(first.rate, quote=strict)),))
    assert bound.free_cancel_until is None
