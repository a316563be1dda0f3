"""Calls to Telegram that wait as it says when it is too busy, but not for long."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from aiogram.exceptions import TelegramRetryAfter
from aiogram.types import (
    Message,
)

from bot.sending.pacing import TurnFarOff

MOST_TRIES = 3

LONGEST_WAIT = 5

Result = TypeVar("Result")


async def patiently(call: Callable[[], Awaitable[Result]]) -> Result:
    """Make a call to Telegram, waiting as told when it is too busy, a few times and not long.

    Raises `TelegramRetryAfter` when told to wait longer than is reasonable here, and at once when a
    background sender's turn is far off.
    """
    for _ in range(MOST_TRIES - 1):
        try:
            return await call()
        except TurnFarOff:
            raise
        except TelegramRetryAfter as busy:
            if busy.retry_after > LONGEST_WAIT:
                raise
            await asyncio.sleep(busy.retry_after)
    return await call()


async def in_turn(call: Callable[[], Awaitable[Message]]) -> Message:
    """Send what Telegram has just refused in another form, when the chat's next turn comes.

    Left to the outbox it would be tried in the refused form first again, for ever.
    """
    try:
        return await call()
    except TurnFarOff as busy:
        if busy.retry_after > LONGEST_WAIT:
            raise
        await asyncio.sleep(busy.retry_after)
        return await call()
