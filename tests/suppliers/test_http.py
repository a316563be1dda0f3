"""How suppliers are asked: bounded retries, deadlines, a breaker, sizes."""

import asyncio

import pytest

from domain.suppliers.breaker import FAILURES_TO_OPEN, OPEN_SECONDS, Breaker
from domain.suppliers.contract import ChangedShape, Supplier, SupplierGateway, Unavailable
from domain.suppliers.single_flight import SingleFlight
from tests.suppliers.answering import AnsweringServer
from tests.suppliers.conftest import GOA, QUESTION, hotel_at

SEARCH = "/search.json"
FOUND = {"properties": [{"name": "A", "property_token": "a"}]}


async def test_a_passing_fault_is_tried_again(
    serpapi: SupplierGateway, server: AnsweringServer
) -> None:
    server.will_answer(SEARCH, (503, {}), (502, {}), (200, FOUND))
    assert len((await serpapi.search(GOA, QUESTION)).offers) == 1
    assert server.times_asked(SEARCH) == 3


async def test_a_lasting_fault_is_tried_three_times(
    serpapi: SupplierGateway, server: AnsweringServer
) -> None:
    server.will_answer(SEARCH, (504, {}))
    with pytest.raises(Unavailable):
        await serpapi.search(GOA, QUESTION)
    assert server.times_asked(SEARCH) == 3


async def test_silence_ends_with_the_deadline(
    serpapi: SupplierGateway, server: AnsweringServer
) -> None:
    server.will_answer(SEARCH, (200, "silence"))
    async with asyncio.timeout(10):
        with pytest.raises(Unavailable):
            await serpapi.search(GOA, QUESTION)


async def test_an_answer_larger_than_any_is_refused(
    serpapi: SupplierGateway, server: AnsweringServer
) -> None:
    server.will_answer(SEARCH, (200, b'{"properties": "' + b"x" * 9_000_000 + b'"}'))
    with pytest.raises(ChangedShape):
        await serpapi.search(GOA, QUESTION)


async def test_a_large_answer_is_read(serpapi: SupplierGateway, server: AnsweringServer) -> None:
    padded = {"properties": [{**FOUND["properties"][0], "extra": "x" * 2_700_000}]}
    server.will_answer(SEARCH, (200, padded))
    assert len((await serpapi.search(GOA, QUESTION)).offers) == 1


async def test_after_repeated_failures_nobody_is_asked_for_a_while(
    serpapi: SupplierGateway, server: AnsweringServer
) -> None:
    server.will_answer(SEARCH, (503, {}))
    for _ in range(FAILURES_TO_OPEN):
        with pytest.raises(Unavailable):
            await serpapi.search(GOA, QUESTION)
    asked = server.times_asked(SEARCH)
    with pytest.raises(Unavailable):
        await serpapi.search(GOA, QUESTION)
    assert server.times_asked(SEARCH) == asked
    server.will_answer(SEARCH, (200, {"name": "A", "total_rate": {"extracted_lowest": 5}}))
    other = await serpapi.quote_many([hotel_at(Supplier.SERPAPI)], QUESTION)
    assert len(other) == 1


def test_an_open_breaker_lets_one_probe_through_after_its_pause() -> None:
    now = 0.0
    breaker = Breaker(monotonic=lambda: now)
    for _ in range(FAILURES_TO_OPEN):
        assert breaker.admit()
        breaker.failed()
    assert not breaker.admit()
    now = OPEN_SECONDS
    assert breaker.admit()
    assert not breaker.admit()
    breaker.failed()
    assert not breaker.admit()
    now = 2 * OPEN_SECONDS
    assert breaker.admit()
    breaker.succeeded()
    assert breaker.admit()
    assert breaker.admit()


async def test_identical_questions_share_one_call_and_a_cancelled_waiter_harms_nobody() -> None:
    flights: SingleFlight[int] = SingleFlight()
    calls: list[int] = []

    async def call() -> int:
        calls.append(1)
        await asyncio.sleep(0.05)
        return 42

    waiters = [asyncio.create_task(flights.run("key", call)) for _ in range(5)]
    await asyncio.sleep(0.01)
    waiters[0].cancel()
    answers = await asyncio.gather(*waiters, return_exceptions=True)
    assert answers[1:] == [42] * 4
    assert len(calls) == 1
    assert await flights.run("key", call) == 42
    assert len(calls) == 2
