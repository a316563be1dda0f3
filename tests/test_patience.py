"""Waiting in tests ends when nothing came, and not because the machine stood still."""

import asyncio
import time

import pytest

from tests.patience import patience, under_way


async def test_what_never_comes_ends_it() -> None:
    with pytest.raises(TimeoutError):
        async with patience(0.3):
            await asyncio.Event().wait()


async def test_a_pause_counts_as_one_look() -> None:
    async with patience(0.4):
        time.sleep(0.8)  # noqa: ASYNC251  # as a machine that stands still
        await asyncio.sleep(0.1)


async def test_what_is_under_way_is_told() -> None:
    async def wait_for_a_bus() -> None:
        await asyncio.Event().wait()

    waiting = asyncio.create_task(wait_for_a_bus())
    await asyncio.sleep(0)
    assert "wait_for_a_bus" in under_way()
    waiting.cancel()
