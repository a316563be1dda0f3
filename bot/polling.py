"""Long polling: updates are fetched, kept, and only then confirmed by asking for the next."""

import asyncio
from collections.abc import Callable
from typing import Any, ClassVar

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramConflictError, TelegramRetryAfter
from aiogram.methods import TelegramMethod

from bot.intake import UpdateIntake

log = structlog.get_logger(__name__)

ALLOWED_UPDATES = [
    "message",
    "callback_query",
    "my_chat_member",
    "inline_query",
    "chosen_inline_result",
]
POLL_SECONDS = 25
# Beyond the poll itself.
ANSWER_SECONDS = 10
PAUSES = (0.5, 1, 2, 5, 10)


class GetRawUpdates(TelegramMethod[list[dict[str, Any]]]):
    """`getUpdates` with the answer as it came: what is kept must not lose unknown fields."""

    __returning__: ClassVar[Any] = list[dict[str, Any]]
    __api_method__: ClassVar[str] = "getUpdates"

    offset: int | None = None
    timeout: int = 0
    allowed_updates: list[str] = ALLOWED_UPDATES


async def poll(bot: Bot, intake: UpdateIntake, when_working: Callable[[], None]) -> None:
    """Fetch updates until cancelled; `when_working` is called after the first answer."""
    await bot.delete_webhook(drop_pending_updates=False)
    method, failures, told = GetRawUpdates(), 0, False
    while True:
        try:
            updates = await bot(method, request_timeout=method.timeout + ANSWER_SECONDS)
        except TelegramAPIError as error:
            pause = _pause_after(error, failures)
            log.warning("polling failed", reason=str(error), again_in=pause)
            failures += 1
            await asyncio.sleep(pause)
            continue
        failures = 0
        if not told:
            told = True
            when_working()
        for update in updates:
            await _received(intake, update)
        offset = updates[-1]["update_id"] + 1 if updates else method.offset
        method = GetRawUpdates(offset=offset, timeout=POLL_SECONDS)


async def _received(intake: UpdateIntake, update: dict[str, Any]) -> None:
    """Hand an update over, to the end even when cancelled: what was fetched is not lost.

    Whoever cancels waits for it, and so closes the intake only when its handler has begun.
    """
    receiving = asyncio.ensure_future(intake.receive(update))
    try:
        await asyncio.shield(receiving)
    except asyncio.CancelledError:
        await receiving
        raise


def _pause_after(error: TelegramAPIError, failures: int) -> float:
    if isinstance(error, TelegramRetryAfter):
        return float(error.retry_after)
    if isinstance(error, TelegramConflictError):
        # Another process polls with this token; hurrying only makes both lose.
        return PAUSES[-1]
    return PAUSES[min(failures, len(PAUSES) - 1)]
