"""Who is asked, how often, by whom, and what is shown before everybody has answered."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from decimal import Decimal

import pytest
from redis.asyncio import Redis

from domain.app import App, open_app
from domain.search import inquiry
from domain.search import single_question as sharing
from domain.search.findings import find
from domain.search.queries.searches import load_search
from domain.search.service import find_hotels, find_hotels_as_they_come
from domain.search.values import SearchOutcome
from domain.suppliers.contract import Priority, QuotaExhausted, Unavailable
from domain.suppliers.registry import SupplierRegistry
from tests.fake_supplier import FakeHotel, FakeSupplier
from tests.search.conftest import Town


@pytest.fixture
async def sibling(town: Town) -> AsyncIterator[App]:
    """Another process of the product, as far as Redis can tell: its own connection."""
    registry = SupplierRegistry(town.app.suppliers.gateways)
    async with open_app(town.app.settings, clock=town.clock, suppliers=registry) as app:
        yield app


def names(outcome: SearchOutcome) -> list[str]:
    return [hotel.name for hotel in outcome.hotels]


async def asked(supplier: FakeSupplier) -> None:
    """Wait until the supplier has a question to answer."""
    while not supplier.asked:
        await asyncio.sleep(0.005)


async def test_a_quick_supplier_is_shown_while_the_other_is_silent(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inquiry, "PARTIAL_AFTER", 0.05)
    town.serpapi.gate.clear()
    coming = find_hotels_as_they_come(town.app, town.asha, await town.search())
    partial = await anext(coming)
    assert partial.is_partial
    assert names(partial) == ["Palms", "Taj Village"]
    assert [report.is_awaited for report in partial.reports] == [False, True]
    town.serpapi.gate.set()
    (whole,) = [outcome async for outcome in coming]
    assert not whole.is_partial
    assert names(whole) == ["Palms", "Dunes", "Taj Village"]
    ids = {hotel.name: hotel.hotel_id for hotel in whole.hotels}
    assert all(ids[hotel.name] == hotel.hotel_id for hotel in partial.hotels)


async def test_two_quick_suppliers_are_shown_at_once(town: Town) -> None:
    coming = find_hotels_as_they_come(town.app, town.asha, await town.search())
    (only,) = [outcome async for outcome in coming]
    assert not only.is_partial


async def test_silence_until_the_deadline_is_a_report_and_the_rest_is_shown(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inquiry, "PARTIAL_AFTER", 0.05)
    town.serpapi.gate.clear()
    quick = town.app.settings.model_copy(update={"supplier_deadline": 0.2})
    app = App(quick, town.clock, town.app.pool, town.app.redis, town.app.suppliers)
    outcome = await find_hotels(app, town.asha, await town.search())
    assert names(outcome) == ["Palms", "Taj Village"]
    assert [report.status for report in outcome.reports] == ["ok", "unavailable"]


async def test_a_page_that_came_before_the_deadline_is_not_lost(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inquiry, "ENOUGH_OFFERS", 4)
    town.serpapi.hotels |= {f"x{n}": FakeHotel(f"Extra {n}", Decimal(1)) for n in range(4)}
    town.serpapi.page_size = 2
    read_page = inquiry._Listing._read_page

    async def then_silent(listing: inquiry._Listing) -> None:
        if listing.pages:
            await asyncio.sleep(60)
        await read_page(listing)

    monkeypatch.setattr(inquiry._Listing, "_read_page", then_silent)
    quick = town.app.settings.model_copy(update={"supplier_deadline": 0.2})
    app = App(quick, town.clock, town.app.pool, town.app.redis, town.app.suppliers)
    outcome = await find_hotels(app, town.asha, await town.search())
    assert [report.status for report in outcome.reports] == ["ok", "ok"]
    assert len(outcome.hotels) == 3
    assert outcome.has_more


async def test_two_processes_ask_one_question_once(town: Town, sibling: App) -> None:
    town.travclan.gate.clear()
    searches = [await town.search() for _ in range(6)]
    waiting = [
        asyncio.create_task(find_hotels(app, town.asha, search_id))
        for app, search_id in zip([town.app, sibling] * 3, searches, strict=True)
    ]
    await asked(town.travclan)
    await asyncio.sleep(0.2)
    town.travclan.gate.set()
    outcomes = await asyncio.gather(*waiting)
    assert {tuple(names(outcome)) for outcome in outcomes} == {("Palms", "Dunes", "Taj Village")}
    assert (len(town.travclan.asked), len(town.serpapi.asked)) == (1, 1)


async def test_who_closes_ends_what_is_asked_and_frees_the_lease(town: Town) -> None:
    town.travclan.gate.clear()
    async with open_app(
        town.app.settings, clock=town.clock, suppliers=town.app.suppliers
    ) as closing:
        whole = asyncio.create_task(find_hotels(closing, town.asha, await town.search()))
        await asked(town.travclan)
        assert await town.app.redis.keys("asking:*") != []
    with pytest.raises(asyncio.CancelledError):
        await whole
    assert await town.app.redis.keys("asking:*") == []


async def test_another_process_shows_what_has_come_so_far(
    town: Town, sibling: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inquiry, "PARTIAL_AFTER", 0.05)
    town.serpapi.gate.clear()
    mine = asyncio.create_task(find_hotels(town.app, town.asha, await town.search()))
    await asked(town.serpapi)
    coming = find_hotels_as_they_come(sibling, town.asha, await town.search())
    assert names(await anext(coming)) == ["Palms", "Taj Village"]
    town.serpapi.gate.set()
    assert names([outcome async for outcome in coming][-1]) == names(await mine)
    assert len(town.serpapi.asked) == 1


async def test_a_gap_is_shared_with_those_who_waited_and_asked_again_later(
    town: Town, sibling: App
) -> None:
    town.travclan.gate.clear()
    town.serpapi.failure = Unavailable
    searches = [await town.search() for _ in range(2)]
    waiting = [
        asyncio.create_task(find_hotels(app, town.asha, search_id))
        for app, search_id in zip([town.app, sibling], searches, strict=True)
    ]
    await asked(town.travclan)
    town.travclan.gate.set()
    assert [len(outcome.hotels) for outcome in await asyncio.gather(*waiting)] == [2, 2]
    assert len(town.serpapi.asked) == 1
    town.serpapi.failure = None
    town.clock.advance(timedelta(minutes=1))
    assert len((await find_hotels(sibling, town.asha, searches[1])).hotels) == 3


async def test_a_dead_process_leaves_its_question_to_another(
    town: Town, sibling: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sharing, "LEASE_SECONDS", 0.2)
    monkeypatch.setattr(sharing, "RENEW_SECONDS", 60)
    town.travclan.gate.clear()
    mine = asyncio.create_task(find_hotels(town.app, town.asha, await town.search()))
    await asked(town.travclan)
    theirs = asyncio.create_task(find_hotels(sibling, town.asha, await town.search()))
    while len(town.travclan.asked) < 2:
        await asyncio.sleep(0.01)
    town.travclan.gate.set()
    assert names(await theirs) == names(await mine)


async def test_without_redis_hotels_are_found_all_the_same(town: Town) -> None:
    search_id = await town.search()
    async with Redis(host="127.0.0.1", port=9) as away:
        app = App(town.app.settings, town.clock, town.app.pool, away, town.app.suppliers)
        assert len((await find_hotels(app, town.asha, search_id)).hotels) == 3


async def test_more_hotels_join_those_that_are_known(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inquiry, "ENOUGH_OFFERS", 2)
    town.travclan.hotels = {f"t{n}": FakeHotel(f"Villa {n}", Decimal(n)) for n in range(1, 7)}
    town.serpapi.hotels = {"s6": FakeHotel("Villa 6", Decimal(5))}
    town.travclan.page_size = 2
    search_id = await town.search()
    first = await find_hotels(town.app, town.asha, search_id)
    assert (len(first.hotels), first.depth, first.has_more) == (3, 1, True)
    again = await find_hotels(town.app, town.asha, search_id, depth=2)
    assert names(again) == ["Villa 1", "Villa 2", "Villa 3", "Villa 4", "Villa 6"]
    last = await find_hotels(town.app, town.asha, search_id, depth=3)
    assert (len(last.hotels), last.depth, last.has_more) == (6, 3, False)
    six = next(hotel for hotel in last.hotels if hotel.name == "Villa 6")
    assert {offer.supplier for offer in six.offers} == set(town.app.suppliers.gateways)
    assert (len(town.travclan.asked), len(town.serpapi.asked)) == (3, 1)
    kept = await find_hotels(town.app, town.asha, search_id)
    assert names(kept) == names(last)
    beyond = await find_hotels(town.app, town.asha, search_id, depth=4)
    assert (names(beyond), len(town.travclan.asked)) == (names(last), 3)


async def test_a_forgotten_trace_is_begun_anew_unseen(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inquiry, "ENOUGH_OFFERS", 2)
    town.travclan.hotels = {f"t{n}": FakeHotel(f"Villa {n}", Decimal(n)) for n in range(1, 7)}
    town.travclan.page_size = 2
    search_id = await town.search()
    await find_hotels(town.app, town.asha, search_id)
    town.travclan.is_forgetful = True
    more = await find_hotels(town.app, town.asha, search_id, depth=2)
    assert [n for n in names(more) if n.startswith("Villa")] == [f"Villa {n}" for n in range(1, 5)]
    assert more.depth == 2


async def test_more_that_cannot_be_had_leaves_what_is_known(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inquiry, "ENOUGH_OFFERS", 2)
    town.travclan.hotels = {f"t{n}": FakeHotel(f"Villa {n}", Decimal(n)) for n in range(1, 7)}
    town.travclan.page_size = 2
    search_id = await town.search()
    first = await find_hotels(town.app, town.asha, search_id)
    town.travclan.failure = Unavailable
    more = await find_hotels(town.app, town.asha, search_id, depth=2)
    assert names(more) == names(first)
    assert (more.depth, more.has_more) == (1, True)
    town.travclan.failure = None
    assert (await find_hotels(town.app, town.asha, search_id, depth=2)).depth == 2


async def test_what_background_work_was_refused_is_not_kept_for_travellers(town: Town) -> None:
    search_id = await town.search()
    town.serpapi.failure = QuotaExhausted
    search = await load_search(town.app.pool, town.asha, search_id)
    question = search.question
    (refused,) = [
        findings
        async for findings in find(
            town.app, search.destination, question,
            fresh=True, depth=1, priority=Priority.BACKGROUND,
        )
    ]  # fmt: skip
    assert not refused.is_whole
    assert town.serpapi.priorities == [Priority.BACKGROUND]
    town.serpapi.failure = None
    assert len((await find_hotels(town.app, town.asha, search_id)).hotels) == 3
    assert town.serpapi.priorities == [Priority.BACKGROUND, Priority.LIVE]
