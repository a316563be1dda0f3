"""A check's word is as old as the supplier made it, that nothing is sold among them."""

from datetime import timedelta

from domain.checks.batch import check_now
from domain.money import Money
from domain.search.queries.newest_prices import words_on
from domain.stay import Stay
from domain.suppliers.contract import PriceQuestion
from domain.trackers.service import list_trackers
from tests.scene import CHECK_IN, CHECK_OUT, Scene

QUESTION = PriceQuestion(Stay(CHECK_IN, CHECK_OUT), "IN", "INR")
HOUR = timedelta(hours=1)


async def test_sold_out_by_an_old_answer_is_known_since_then(scene: Scene) -> None:
    tracker = await scene.track()
    scene.clock.advance(HOUR)
    made = scene.travclan.seen_at = scene.serpapi.seen_at = scene.clock.now()
    scene.clock.advance(timedelta(minutes=40))
    scene.price(None)
    await check_now(scene.app, [tracker.series.trackable_id])
    words = await words_on(scene.app.pool, QUESTION, tracker.hotel_id or 0)
    assert {(word.quote, word.at) for word in words} == {(None, made)}
    rows = await scene.rows(
        "SELECT observed_at FROM universal_price_history WHERE availability = 'sold_out'"
    )
    assert [row["observed_at"] for row in rows] == [made]


async def test_what_somebody_has_seen_since_stands_against_an_old_sold_out(scene: Scene) -> None:
    tracker = await scene.track()
    scene.clock.advance(HOUR)
    old = scene.clock.now()
    scene.clock.advance(timedelta(minutes=30))
    # Somebody else's search sees it at 9,000; then comes an answer that was made before.
    scene.price(9_000)
    await scene.find(await scene.meet(7))
    scene.travclan.seen_at = scene.serpapi.seen_at = old
    scene.price(None)
    await check_now(scene.app, [tracker.series.trackable_id])
    (tracker,) = await list_trackers(scene.app, await scene.meet())
    assert tracker.availability == "available"
    assert tracker.last_total == Money.of(9_000, "INR")
