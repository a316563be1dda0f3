"""The account's questions are counted by all processes together, and some are left to people."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest
from redis.asyncio import Redis

from domain.suppliers.assembly import build_registry
from domain.suppliers.contract import (
    Priority,
    QuotaExhausted,
    RateLimited,
    SessionExpired,
    Supplier,
    SupplierGateway,
)
from domain.suppliers.ledger import RedisLedger
from domain.suppliers.quota import day_of
from tests.conftest import FakeClock
from tests.suppliers.answering import AnsweringServer
from tests.suppliers.conftest import GOA, QUESTION, hotel_at
from tests.suppliers.emulators import supplier_settings
from tests.suppliers.shapes import serpapi_details, serpapi_property

SEARCH, ACCOUNT = "/search.json", "/account.json"
RUN_OUT = "Your account has run out of searches."


@asynccontextmanager
async def process(
    server: AnsweringServer, clock: FakeClock, redis_url: str, reserve: int = 2
) -> AsyncIterator[SupplierGateway]:
    """SerpAPI's gateway as one of several processes has it."""
    settings = supplier_settings(server.url, 1.5).model_copy(update={"serpapi_reserve": reserve})
    async with Redis.from_url(redis_url) as redis:
        registry = build_registry(settings, clock, redis)
        yield registry.gateways[Supplier.SERPAPI]
        await registry.aclose()


@pytest.fixture
async def two(
    server: AnsweringServer, clock: FakeClock, redis_url: str
) -> AsyncIterator[tuple[SupplierGateway, SupplierGateway]]:
    """Two processes with one account."""
    server.will_answer(SEARCH, (200, {"properties": [serpapi_property("a")]}))
    async with (
        process(server, clock, redis_url) as one,
        process(server, clock, redis_url) as other,
    ):
        yield one, other


def account(left: int, **more: Any) -> tuple[int, dict[str, Any]]:
    return 200, {"total_searches_left": left, **more}


async def test_the_last_questions_are_counted_over_all_processes(
    server: AnsweringServer, two: tuple[SupplierGateway, SupplierGateway]
) -> None:
    server.will_answer(ACCOUNT, account(3))
    for gateway in (two[0], two[1], two[0]):
        await gateway.search(GOA, QUESTION)
    for gateway in two:
        with pytest.raises(QuotaExhausted) as refused:
            await gateway.search(GOA, QUESTION)
        assert refused.value.is_foreseen
    assert (server.times_asked(SEARCH), server.times_asked(ACCOUNT)) == (3, 1)


async def test_what_was_refused_is_not_among_the_days_own_questions(
    server: AnsweringServer,
    two: tuple[SupplierGateway, SupplierGateway],
    clock: FakeClock,
    redis_url: str,
) -> None:
    server.will_answer(ACCOUNT, account(1))
    await two[0].search(GOA, QUESTION)
    with pytest.raises(QuotaExhausted):
        await two[1].search(GOA, QUESTION)
    async with Redis.from_url(redis_url) as redis:
        asked = await RedisLedger(redis, Supplier.SERPAPI).read_asked([day_of(clock.now())])
    assert asked == {Priority.LIVE: 1, Priority.BACKGROUND: 0}


async def test_background_checks_leave_the_reserve_to_travellers(
    server: AnsweringServer, two: tuple[SupplierGateway, SupplierGateway]
) -> None:
    server.will_answer(ACCOUNT, account(3))
    server.will_answer(SEARCH, (200, serpapi_property("a")))
    hotel = hotel_at(Supplier.SERPAPI, "a")
    assert len(await two[0].quote_many([hotel], QUESTION)) == 1
    with pytest.raises(QuotaExhausted):
        await two[1].quote_many([hotel], QUESTION)
    server.will_answer(SEARCH, (200, serpapi_details("a")))
    with pytest.raises(QuotaExhausted):
        await two[1].rates(hotel, QUESTION, Priority.BACKGROUND)
    assert (await two[1].rates(hotel, QUESTION)).rates
    assert server.times_asked(SEARCH) == 2


async def test_an_hours_limit_is_kept_and_ends_with_the_hour(
    server: AnsweringServer,
    two: tuple[SupplierGateway, SupplierGateway],
    clock: FakeClock,
) -> None:
    hourly = account(100, account_rate_limit_per_hour=10, this_hour_searches=9)
    server.will_answer(ACCOUNT, hourly)
    await two[0].search(GOA, QUESTION)
    with pytest.raises(RateLimited) as refused:
        await two[1].search(GOA, QUESTION)
    assert refused.value.retry_after == 3600
    clock.advance(timedelta(hours=1))
    await two[1].search(GOA, QUESTION)
    assert server.times_asked(SEARCH) == 2


async def test_topping_up_is_noticed_and_the_suppliers_word_corrects_the_count(
    server: AnsweringServer,
    two: tuple[SupplierGateway, SupplierGateway],
    clock: FakeClock,
    redis_url: str,
) -> None:
    server.will_answer(ACCOUNT, account(0), account(500))
    with pytest.raises(QuotaExhausted):
        await two[0].search(GOA, QUESTION)
    clock.advance(timedelta(minutes=1))
    async with Redis.from_url(redis_url) as redis:
        await redis.delete("quota:serpapi:reading")  # its life is Redis's time, not the clock's
        await two[1].search(GOA, QUESTION)
        assert await redis.hget("quota:serpapi", "left") == b"499"


async def test_what_the_supplier_says_counts_at_every_process(
    server: AnsweringServer, two: tuple[SupplierGateway, SupplierGateway]
) -> None:
    server.will_answer(ACCOUNT, account(100), account(0))
    server.will_answer(SEARCH, (429, {"error": RUN_OUT}))
    for gateway in (*two, *two):
        with pytest.raises(QuotaExhausted):
            await gateway.search(GOA, QUESTION)
    assert server.times_asked(SEARCH) == 1


@pytest.mark.parametrize("answer", [(404, {}), (200, {"plan": "?"}), (200, b"<html>")])
async def test_an_account_that_cannot_be_read_holds_nobody_back(
    server: AnsweringServer,
    two: tuple[SupplierGateway, SupplierGateway],
    answer: tuple[int, Any],
) -> None:
    server.will_answer(ACCOUNT, answer)
    for gateway in two:
        assert len((await gateway.search(GOA, QUESTION)).offers) == 1
    assert server.times_asked(ACCOUNT) == 1


async def test_without_redis_the_question_is_asked(
    server: AnsweringServer, clock: FakeClock
) -> None:
    server.will_answer(ACCOUNT, account(0))
    server.will_answer(SEARCH, (200, {"properties": [serpapi_property("a")]}))
    async with process(server, clock, "redis://127.0.0.1:9/0") as gateway:
        assert len((await gateway.search(GOA, QUESTION)).offers) == 1


async def test_a_refused_page_token_is_a_session_that_is_over(
    server: AnsweringServer, two: tuple[SupplierGateway, SupplierGateway]
) -> None:
    server.will_answer(SEARCH, (400, {"error": "Invalid `next_page_token` value."}))
    with pytest.raises(SessionExpired):
        await two[0].search(GOA, QUESTION, "old")


async def test_a_cached_answers_prices_are_as_old_as_they_are(
    server: AnsweringServer, two: tuple[SupplierGateway, SupplierGateway], clock: FakeClock
) -> None:
    for told, minutes in (
        ("2026-11-24 08:20:00 UTC", 40),
        ("2026-11-24T08:20:00Z", 40),
        ("2026-11-20 08:20:00 UTC", 0),
        ("2026-11-25 08:20:00 UTC", 0),
        ("yesterday", 0),
    ):
        body = {"search_metadata": {"created_at": told}, "properties": [serpapi_property("a")]}
        server.will_answer(SEARCH, (200, body))
        (offer,) = (await two[0].search(GOA, QUESTION)).offers
        assert offer.quote is not None
        assert clock.now() - offer.quote.observed_at == timedelta(minutes=minutes)
