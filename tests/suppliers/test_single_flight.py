"""Identical questions share one call, whatever becomes of those who asked."""

import asyncio

import pytest

from domain.suppliers.single_flight import SingleFlight
from tests.patience import patience


class Slow:
    """A call that takes a moment and counts itself."""

    def __init__(self, error: Exception | None = None) -> None:
        self.calls = 0
        self.error = error

    async def __call__(self) -> int:
        self.calls += 1
        await asyncio.sleep(0.05)
        if self.error is not None:
            raise self.error
        return self.calls


async def test_waiters_share_a_call_and_later_ones_begin_another() -> None:
    flights, slow = SingleFlight[int](), Slow()
    assert await asyncio.gather(*(flights.run("key", slow) for _ in range(5))) == [1] * 5
    assert await flights.run("key", slow) == 2


async def test_different_questions_do_not_wait_for_each_other() -> None:
    flights, slow = SingleFlight[int](), Slow()
    await asyncio.gather(flights.run("one", slow), flights.run("other", slow))
    assert slow.calls == 2


async def test_a_cancelled_waiter_harms_nobody_even_if_it_was_the_first() -> None:
    flights, slow = SingleFlight[int](), Slow()
    waiters = [asyncio.create_task(flights.run("key", slow)) for _ in range(3)]
    await asyncio.sleep(0)
    waiters[0].cancel()
    answers = await asyncio.gather(*waiters, return_exceptions=True)
    assert isinstance(answers[0], asyncio.CancelledError)
    assert answers[1:] == [1, 1]


async def test_an_error_reaches_every_waiter_and_is_not_kept() -> None:
    flights, slow = SingleFlight[int](), Slow(ValueError("no"))
    answers = await asyncio.gather(
        *(flights.run("key", slow) for _ in range(3)), return_exceptions=True
    )
    assert answers == [slow.error] * 3
    slow.error = None
    assert await flights.run("key", slow) == 2


async def test_an_error_that_nobody_waits_for_is_no_warning() -> None:
    flights, slow = SingleFlight[int](), Slow(ValueError("no"))
    waiter = asyncio.create_task(flights.run("key", slow))
    await asyncio.sleep(0)
    waiter.cancel()
    await asyncio.sleep(0.1)
    with pytest.raises(ValueError, match="no"):
        await flights.run("key", slow)
    assert slow.calls == 2


async def test_closing_ends_what_is_under_way() -> None:
    flights: SingleFlight[None] = SingleFlight()
    waiter = asyncio.create_task(flights.run("key", lambda: asyncio.sleep(30)))
    await asyncio.sleep(0)
    async with patience(30):
        await flights.aclose()
        with pytest.raises(asyncio.CancelledError):
            await waiter
