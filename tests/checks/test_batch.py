"""From due to alert on the real database, with suppliers in memory."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from domain.checks.batch import check_chunk
from domain.checks.planning import claim_due
from domain.checks.queries.planning import WORK_LEASE
from domain.checks.stay_quotes import ONE_BY_ONE
from domain.prices.models import Availability
from domain.suppliers.contract import (
    Capability,
    QuotaExhausted,
    Supplier,
    TaxInclusion,
    Unavailable,
)
from domain.suppliers.registry import SupplierRegistry
from domain.trackers.service import get_tracker
from domain.trackers.starts import track_hotel
from tests.fake_supplier import FakeHotel, FakeSupplier
from tests.scene import Scene

ALERTS = "SELECT * FROM tracker_alerts ORDER BY id"


async def test_a_drop_over_five_percent_makes_one_alert(scene: Scene) -> None:
    await scene.track()
    scene.price(9_400, serpapi=11_000)
    assert await scene.check() == 1
    assert await scene.check() == 0
    (alert,) = await scene.rows(ALERTS)
    assert (alert["previous_total"], alert["total"]) == (Decimal(10_000), Decimal(9_400))
    assert (alert["source"], alert["state"]) == ("travclan", "pending")


async def test_the_cheaper_supplier_makes_the_price(scene: Scene) -> None:
    tracker = await scene.track()
    scene.price(10_000, serpapi=9_000)
    assert await scene.check() == 1
    seen = await get_tracker(scene.app, await scene.meet(), tracker.tracker_id)
    assert seen.last_total is not None
    assert seen.last_total.amount == 9_000


async def test_a_hundred_watchers_cost_one_question_and_get_one_alert_each(scene: Scene) -> None:
    for chat in range(1, 101):
        await scene.track(chat_id=chat)
    scene.travclan.asked.clear()
    scene.price(9_000)
    assert await scene.check() == 100
    assert [operation for operation, _ids in scene.travclan.asked] == ["quote_many"]


async def test_hotels_of_the_same_dates_share_a_question(scene: Scene) -> None:
    await scene.track("Taj Holiday Village")
    await scene.track("Palms Retreat")
    scene.travclan.asked.clear()
    await scene.check()
    assert scene.travclan.asked == [("quote_many", ("t1", "t2"))]


async def test_a_dead_workers_claim_is_free_again_when_its_lease_runs_out(scene: Scene) -> None:
    await scene.track()
    scene.price(9_000)
    scene.clock.advance(timedelta(days=1))
    (abandoned,) = await claim_due(scene.app.pool, scene.clock.now())
    assert await claim_due(scene.app.pool, scene.clock.now()) == ()
    assert await scene.check(WORK_LEASE) == 1
    late = await check_chunk(scene.app, abandoned.lease, abandoned.trackable_ids)
    assert late == 0
    assert len(await scene.rows(ALERTS)) == 1


async def test_the_same_chunk_twice_makes_one_alert(scene: Scene) -> None:
    await scene.track()
    scene.price(9_000)
    scene.clock.advance(timedelta(days=1))
    (chunk,) = await claim_due(scene.app.pool, scene.clock.now())
    made = [await check_chunk(scene.app, chunk.lease, chunk.trackable_ids) for _ in range(2)]
    assert made == [1, 0]


async def test_a_failed_supplier_writes_no_price_and_shows(scene: Scene) -> None:
    tracker = await scene.track()
    before = await scene.rows("SELECT * FROM universal_price_history")
    scene.travclan.failure = scene.serpapi.failure = Unavailable
    await scene.check()
    assert await scene.rows("SELECT * FROM universal_price_history") == before
    seen = await get_tracker(scene.app, await scene.meet(), tracker.tracker_id)
    assert seen.supplier_status == "unavailable"
    assert seen.next_check_at is not None
    assert seen.next_check_at - scene.clock.now() <= timedelta(seconds=60)


async def test_an_exhausted_quota_is_not_asked_again_soon(scene: Scene) -> None:
    tracker = await scene.track()
    scene.travclan.failure = scene.serpapi.failure = QuotaExhausted
    await scene.check()
    seen = await get_tracker(scene.app, await scene.meet(), tracker.tracker_id)
    assert seen.supplier_status == "quota_exhausted"
    assert seen.next_check_at is not None
    assert seen.next_check_at - scene.clock.now() > timedelta(hours=1)


async def test_the_cheaper_suppliers_silence_is_no_rise_and_its_return_no_drop(
    scene: Scene,
) -> None:
    await scene.track()
    scene.travclan.failure = Unavailable
    await scene.check()
    scene.travclan.failure = None
    assert await scene.check() == 0
    counted = await scene.rows("SELECT total FROM universal_price_history WHERE counted")
    assert {row["total"] for row in counted} == {Decimal(10_000)}


async def test_sold_out_is_a_state_and_no_price(scene: Scene) -> None:
    tracker = await scene.track()
    scene.travclan.hotels["t1"].total = scene.serpapi.hotels["s1"].total = None
    assert await scene.check() == 0
    seen = await get_tracker(scene.app, await scene.meet(), tracker.tracker_id)
    assert seen.availability is Availability.SOLD_OUT
    assert seen.last_total is not None
    assert seen.last_total.amount == 10_000


async def test_another_currency_is_quarantined(scene: Scene) -> None:
    await scene.track()
    for hotel in (scene.travclan.hotels["t1"], scene.serpapi.hotels["s1"]):
        hotel.currency, hotel.total = "USD", Decimal(100)
    assert await scene.check() == 0
    (row,) = await scene.rows("SELECT * FROM universal_price_history WHERE currency = 'USD'")
    assert row["counted"] is False


async def test_every_observation_says_where_it_came_from(scene: Scene) -> None:
    await scene.track()
    scene.price(1_000)
    await scene.check()
    await scene.check(timedelta(seconds=1))
    first, suspect, confirmed = await scene.rows(
        "SELECT * FROM universal_price_history ORDER BY observed_at"
    )
    for row in (first, suspect, confirmed):
        assert (row["source"], row["basis"], row["board"]) == ("travclan", "included", "RO")
        assert row["quote_id"] == "quote-Taj Holiday Village"
    assert (suspect["counted"], suspect["confirmed"]) == (False, False)
    assert (confirmed["counted"], confirmed["confirmed"]) == (True, True)
    assert confirmed["latency_ms"] is not None


async def test_a_price_before_taxes_is_not_compared(scene: Scene) -> None:
    await scene.track()
    scene.price(8_000)
    scene.travclan.hotels["t1"].taxes = TaxInclusion.EXCLUDED
    scene.serpapi.hotels["s1"].taxes = TaxInclusion.UNKNOWN
    assert await scene.check() == 0


@pytest.mark.parametrize(("second", "alerts"), [(1_000, 1), (10_000, 0)])
async def test_a_price_too_good_to_be_true_must_be_seen_twice(
    scene: Scene, second: int, alerts: int
) -> None:
    await scene.track()
    scene.price(1_000)
    assert await scene.check() == 0
    scene.price(second)
    assert await scene.check(timedelta(seconds=1)) == alerts


async def test_nothing_is_written_when_recording_breaks_off(scene: Scene) -> None:
    await scene.track()
    scene.price(9_000)
    await scene.app.pool.execute("ALTER TABLE tracker_alerts RENAME TO elsewhere")
    try:
        with pytest.raises(Exception, match="does not exist"):
            await scene.check()
        history = await scene.rows("SELECT total FROM universal_price_history")
        assert [row["total"] for row in history] == [Decimal(10_000)]
        (state,) = await scene.rows("SELECT phase FROM rule_states")
        assert state["phase"] == "armed"
    finally:
        await scene.app.pool.execute("ALTER TABLE elsewhere RENAME TO tracker_alerts")
    assert await scene.check(WORK_LEASE) == 1


async def test_many_planners_claim_each_thing_once(scene: Scene) -> None:
    await scene.track("Taj Holiday Village")
    await scene.track("Palms Retreat")
    scene.clock.advance(timedelta(days=1))
    now = scene.clock.now()
    claims = await asyncio.gather(*(claim_due(scene.app.pool, now, most=1) for _ in range(6)))
    claimed = [one for chunks in claims for chunk in chunks for one in chunk.trackable_ids]
    assert len(claimed) == 2
    assert len(set(claimed)) == 2


async def test_a_broken_row_holds_up_no_other(scene: Scene) -> None:
    broken = await scene.track("Palms Retreat")
    traveller = await scene.meet()
    draft_id, hotels = await scene.find(traveller)
    await scene.app.pool.execute("UPDATE trackables SET rooms = '[[0, []]]', question_key = 'odd'")
    await track_hotel(scene.app, traveller, draft_id, hotels["Taj Holiday Village"])
    scene.price(9_000)
    assert await scene.check() == 1
    (row,) = await scene.rows(
        "SELECT own_failures, lease FROM trackables WHERE id = $1", broken.series.trackable_id
    )
    assert (row["own_failures"], row["lease"]) == (1, None)


class OneByOne(FakeSupplier):
    """A supplier without batches, that breaks off after its first answer once it is `tired`."""

    tired = False

    @property
    def capabilities(self) -> frozenset[Capability]:
        return super().capabilities - {Capability.BATCH_QUOTE}

    def _admit(self, operation: str, *ids: str) -> None:
        if self.tired and any(done == "quote_many" for done, _ids in self.asked):
            self.failure = Unavailable
        super()._admit(operation, *ids)


async def test_what_was_answered_before_a_failure_is_kept(scene: Scene) -> None:
    names = ("Sea", "Sun", "Palm", "Dune", "Reef", "Bay", "Fort", "Lake", "Hill", "Moon")
    hotels = {f"s{n}": FakeHotel(name, Decimal(1_000)) for n, name in enumerate(names)}
    slow = OneByOne(Supplier.SERPAPI, scene.clock, hotels)
    scene.app = replace(scene.app, suppliers=SupplierRegistry({Supplier.SERPAPI: slow}))
    for name in names:
        await scene.track(name)
    slow.asked.clear()
    slow.tired = True
    slow.hotels["s0"].total = Decimal(900)
    assert await scene.check() == 1
    statuses = await scene.rows("SELECT supplier_status FROM trackables ORDER BY hotel_id")
    told = [row["supplier_status"] for row in statuses]
    assert told.count("ok") == ONE_BY_ONE
    assert told.count("unavailable") == len(names) - ONE_BY_ONE


async def test_a_result_is_kept_where_something_happened(scene: Scene) -> None:
    tracker = await scene.track()
    await scene.check()
    scene.price(9_000)
    await scene.check()
    results = await scene.rows("SELECT * FROM tracker_results ORDER BY id")
    assert {result["tracker_id"] for result in results} == {tracker.tracker_id}
    assert [(result["previous_total"], result["total"]) for result in results] == [
        (None, Decimal(10_000)),
        (Decimal(10_000), Decimal(9_000)),
    ]
