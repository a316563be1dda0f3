"""A backlog of checks is worked off steadily: only this many questions are in progress at once."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from domain.catalog.destinations import resolve_destination
from domain.checks.batch import check_now
from domain.search.interpretation import view_of
from domain.search.service import begin_search, find_hotels
from domain.search.values import Draft
from domain.suppliers.contract import HotelRef, NotSold, PriceQuestion, Priority, Quote, Supplier
from domain.suppliers.registry import SupplierRegistry
from domain.trackers.starts import track_hotel
from tests.fake_supplier import FakeSupplier
from tests.scene import CHECK_IN, CHECK_OUT, Scene

DATES = 6


@dataclass
class SlowSupplier(FakeSupplier):
    """Takes its time, and remembers how many questions it had at once."""

    under_way: int = 0
    most: int = 0

    async def quote_many(
        self,
        hotels: Sequence[HotelRef],
        question: PriceQuestion,
        priority: Priority = Priority.BACKGROUND,
    ) -> Mapping[str, Quote | NotSold | None]:
        self.under_way += 1
        self.most = max(self.most, self.under_way)
        await asyncio.sleep(0.02)
        self.under_way -= 1
        return await super().quote_many(hotels, question, priority)


def allow(scene: Scene, questions: int) -> None:
    """Let this many questions be in progress."""
    scene.app = replace(scene.app, checking=asyncio.Semaphore(questions))


async def test_a_chunk_of_many_questions_asks_a_few_at_a_time(scene: Scene) -> None:
    traveller, first = await scene.meet(), await scene.track()
    goa = view_of(await resolve_destination(scene.app.pool, "Goa"))
    for later in range(1, DATES):
        shift = timedelta(days=later)
        search = await begin_search(
            scene.app, traveller,
            Draft(
                destination=goa, check_in=CHECK_IN + shift,
                check_out=CHECK_OUT + shift,
            ),
        )  # fmt: skip
        await find_hotels(scene.app, traveller, search.search_id)
        assert first.hotel_id is not None
        await track_hotel(scene.app, traveller, search.search_id, first.hotel_id)
    slow = SlowSupplier(Supplier.TRAVCLAN, scene.clock, scene.travclan.hotels)
    registry = SupplierRegistry({Supplier.TRAVCLAN: slow, Supplier.SERPAPI: scene.serpapi})
    scene.app = replace(scene.app, suppliers=registry)
    allow(scene, 2)
    await scene.check()
    assert slow.most == 2
    rows = await scene.rows("SELECT last_checked_at FROM trackables")
    assert [row["last_checked_at"] for row in rows] == [scene.clock.now()] * DATES


async def test_what_does_not_come_to_its_turn_is_as_due_as_before(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("domain.checks.batch.TURN_SECONDS", 0.05)
    await scene.track()
    before = await scene.rows("SELECT * FROM trackables")
    scene.travclan.asked.clear()
    allow(scene, 0)
    assert await scene.check() == 0
    assert await scene.rows("SELECT * FROM trackables") == before, "no failure, no lease"
    assert scene.travclan.asked == []
    scene.price(9_000)
    allow(scene, 1)
    assert await scene.check() == 1


async def test_somebody_who_waits_stands_behind_no_backlog(scene: Scene) -> None:
    tracker = await scene.track()
    scene.price(9_000)
    allow(scene, 0)
    assert await check_now(scene.app, [tracker.series.trackable_id]) == 1
