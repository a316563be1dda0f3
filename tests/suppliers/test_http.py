"""How suppliers are asked: bounded retries, deadlines, a breaker, sizes, secrets."""

import asyncio
import gzip
import logging
from datetime import timedelta
from email.utils import format_datetime
from typing import Any

import pytest

from domain.suppliers.breaker import FAILURES_TO_OPEN, BreakerState
from domain.suppliers.contract import (
    ChangedShape,
    InvalidRequest,
    NoAvailability,
    RateLimited,
    Supplier,
    SupplierError,
    SupplierGateway,
    Unavailable,
)
from domain.suppliers.registry import SupplierRegistry
from domain.suppliers.status import ChannelReport, SupplierStatus
from tests.conftest import FakeClock
from tests.patience import patience
from tests.suppliers.answering import AnsweringServer, Fault
from tests.suppliers.conftest import GOA, QUESTION, hotel_at

SEARCH = "/search.json"
SECRET = "serpapi-key-that-is-secret"
FOUND: dict[str, Any] = {"properties": [{"name": "A", "property_token": "a"}]}


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
    server.will_answer(SEARCH, (200, Fault.SILENCE))
    async with patience(30):
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


def searching(registry: SupplierRegistry) -> ChannelReport:
    """Return how SerpAPI's searches fare."""
    return next(one for one in registry.monitor.report() if one.endpoint == "search")


async def test_a_plain_server_error_trips_the_breaker_and_an_outcome_does_not(
    serpapi: SupplierGateway, server: AnsweringServer, registry: SupplierRegistry
) -> None:
    server.will_answer(SEARCH, (200, {"error": "Google hasn't returned any results."}))
    for _ in range(FAILURES_TO_OPEN + 1):
        with pytest.raises(NoAvailability):
            await serpapi.search(GOA, QUESTION)
    assert searching(registry).breaker is BreakerState.CLOSED
    server.will_answer(SEARCH, (500, b"<html>oops</html>"))
    for _ in range(FAILURES_TO_OPEN + 1):
        with pytest.raises(Unavailable):
            await serpapi.search(GOA, QUESTION)
    report = searching(registry)
    assert report.breaker is BreakerState.OPEN
    assert report.counts == {
        SupplierStatus.NO_AVAILABILITY: FAILURES_TO_OPEN + 1,
        SupplierStatus.UNAVAILABLE: FAILURES_TO_OPEN + 1,
    }


@pytest.mark.parametrize("fault", [Fault.DROP, Fault.DRIP])
async def test_an_answer_that_never_becomes_whole_is_none(
    serpapi: SupplierGateway, server: AnsweringServer, fault: Fault
) -> None:
    server.will_answer(SEARCH, (200, fault))
    async with patience(30):
        with pytest.raises(Unavailable):
            await serpapi.search(GOA, QUESTION)


async def test_an_answer_broken_off_is_asked_for_again(
    serpapi: SupplierGateway, server: AnsweringServer
) -> None:
    server.will_answer(SEARCH, (200, Fault.DROP), (200, FOUND))
    assert len((await serpapi.search(GOA, QUESTION)).offers) == 1


async def test_nobody_there_is_unavailable(
    serpapi: SupplierGateway, server: AnsweringServer
) -> None:
    serpapi.base_url = "http://127.0.0.1:9"  # type: ignore[attr-defined] # the gateway's own
    with pytest.raises(Unavailable, match="ClientConnectorError"):
        await serpapi.search(GOA, QUESTION)
    assert server.asked == []


async def test_a_throttle_that_is_soon_over_is_waited_for(
    serpapi: SupplierGateway, server: AnsweringServer
) -> None:
    server.headers = {"Retry-After": "0"}
    server.will_answer(SEARCH, (429, {"error": "slow down"}), (200, FOUND))
    assert len((await serpapi.search(GOA, QUESTION)).offers) == 1
    server.will_answer(SEARCH, (429, {"error": "slow down"}))
    with pytest.raises(RateLimited):
        await serpapi.search(GOA, QUESTION)
    assert server.times_asked(SEARCH) == 2 + 3


@pytest.mark.parametrize(
    ("header", "seconds"), [("7", 7), ("99999999999", 86_400), ("soon", None), ("\u00b2", None)]
)
async def test_a_longer_throttle_is_told(
    serpapi: SupplierGateway, server: AnsweringServer, header: str, seconds: float | None
) -> None:
    server.headers = {"Retry-After": header}
    server.will_answer(SEARCH, (429, {"error": "slow down"}))
    with pytest.raises(RateLimited) as raised:
        await serpapi.search(GOA, QUESTION)
    assert raised.value.retry_after == seconds
    assert server.times_asked(SEARCH) == 1


async def test_a_throttle_may_be_told_as_a_date(
    serpapi: SupplierGateway, server: AnsweringServer, clock: FakeClock
) -> None:
    until = clock.now() + timedelta(minutes=2)
    server.headers = {"Retry-After": format_datetime(until, usegmt=True)}
    server.will_answer(SEARCH, (429, {"error": "slow down"}))
    with pytest.raises(RateLimited) as raised:
        await serpapi.search(GOA, QUESTION)
    assert raised.value.retry_after == 120


async def test_an_answer_packed_wrongly_has_changed_its_shape(
    serpapi: SupplierGateway, server: AnsweringServer
) -> None:
    server.headers = {"Content-Encoding": "gzip"}
    server.will_answer(SEARCH, (200, b"not packed at all"))
    with pytest.raises(ChangedShape):
        await serpapi.search(GOA, QUESTION)


async def test_an_answer_that_unpacks_to_more_than_any_is_refused(
    serpapi: SupplierGateway, server: AnsweringServer
) -> None:
    server.headers = {"Content-Encoding": "gzip"}
    server.will_answer(SEARCH, (200, gzip.compress(b" " * 50_000_000)))
    with pytest.raises(ChangedShape):
        await serpapi.search(GOA, QUESTION)


async def test_text_that_cannot_be_sent_is_refused_without_asking(
    travclan: SupplierGateway, serpapi: SupplierGateway, server: AnsweringServer
) -> None:
    for gateway in (travclan, serpapi):
        with pytest.raises(InvalidRequest):
            await gateway.suggest("\ud800")
    assert server.times_asked(SEARCH) == 0


async def test_identical_questions_at_the_same_time_are_one(
    serpapi: SupplierGateway, server: AnsweringServer
) -> None:
    server.will_answer(SEARCH, (200, FOUND))
    pages = await asyncio.gather(*(serpapi.search(GOA, QUESTION) for _ in range(5)))
    assert len({page.offers for page in pages}) == 1
    assert server.times_asked(SEARCH) == 1


async def test_a_hanging_supplier_is_noticed_though_the_askers_give_up_sooner(
    serpapi: SupplierGateway, server: AnsweringServer, registry: SupplierRegistry
) -> None:
    server.will_answer(SEARCH, (200, Fault.SILENCE))
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.1):
            await serpapi.search(GOA, QUESTION)
    async with patience(30):
        while not searching(registry).counts:
            await asyncio.sleep(0.05)
    assert searching(registry).counts == {SupplierStatus.UNAVAILABLE: 1}


async def test_no_fault_writes_the_key(
    serpapi: SupplierGateway,
    server: AnsweringServer,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.WARNING)
    answers: list[tuple[int, Any]] = [
        (503, {}),
        (200, Fault.DROP),
        (200, b"?"),
        (200, [SECRET]),
        (401, {}),
    ]
    for answer in answers:
        server.will_answer(SEARCH, answer)
        with pytest.raises(SupplierError) as raised:
            await serpapi.search(GOA, QUESTION)
        assert SECRET not in repr(raised.value) + str(raised.value)
    written = capsys.readouterr()
    logged = written.out + written.err + caplog.text
    assert "stamina.retry_scheduled" in logged
    assert SECRET not in logged
