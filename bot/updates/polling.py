"""Long polling: updates are fetched, kept, and only then confirmed by asking for the next."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Any, ClassVar

import structlog
from aiogram import Bot
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramConflictError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.methods import TelegramMethod

from bot.sending.bots import Session, first_answer
from bot.updates.intake import UpdateIntake
from bot.updates.payloads import is_checkout
from bot.updates.raw_updates import Unreadable, read_batch, read_update
from domain.errors import DatabaseUnavailable

log = structlog.get_logger(__name__)

ALLOWED_UPDATES = [
    "message",
    "edited_message",
    "channel_post",
    "callback_query",
    "my_chat_member",
    "inline_query",
    "chosen_inline_result",
    "pre_checkout_query",
    "shipping_query",
]
POLL_SECONDS = 25
MOST_AT_ONCE = 100
# Telegram's numbers have 32 bits; a larger one would confirm all that is still to come.
LARGEST_ID = (1 << 31) - 1
ANSWER = b'{"ok":true,"result":['
# Where nothing new comes and nothing can be confirmed.
STANDSTILL_SECONDS = 1.0
# Beyond the poll itself.
ANSWER_SECONDS = 10
PAUSES = (0.5, 1, 2, 5, 10)


class GetRawUpdates(TelegramMethod[list[dict[str, Any]]]):
    """`getUpdates` whose answer is taken as it came: it may hold what aiogram cannot read."""

    __returning__: ClassVar[Any] = list[dict[str, Any]]
    __api_method__: ClassVar[str] = "getUpdates"

    offset: int | None = None
    limit: int = MOST_AT_ONCE
    timeout: int = 0
    allowed_updates: list[str] = ALLOWED_UPDATES


async def poll(bot: Bot, intake: UpdateIntake, when_working: Callable[[], None]) -> None:
    """Fetch updates until cancelled; `when_working` is called after the first answer.

    Raises what `first_answer` does.
    """
    await first_answer(lambda: bot.delete_webhook(drop_pending_updates=False))
    method, failures, told = GetRawUpdates(), 0, False
    while True:
        try:
            raw = await _fetch(bot, method)
            if not told:
                told = True
                when_working()
            following = await _take(intake, method, raw)
        except (TelegramAPIError, ClientDecodeError, DatabaseUnavailable) as error:
            pause = _pause_after(error, failures)
            if isinstance(error, TelegramConflictError):
                await intake.note_contest()
            log.warning("polling failed", reason=str(error), again_in=pause)
            failures += 1
            await asyncio.sleep(pause)
            continue
        failures = 0
        if following is None:
            await asyncio.sleep(STANDSTILL_SECONDS)
        else:
            method = following


async def _fetch(bot: Bot, method: GetRawUpdates) -> bytes:
    session = bot.session
    if not isinstance(session, Session):
        raise TypeError("updates are fetched by a bot of create_bot")
    return await session.fetch(bot, method, method.timeout + ANSWER_SECONDS)


async def _take(intake: UpdateIntake, asked: GetRawUpdates, raw: bytes) -> GetRawUpdates | None:
    """Hand on what an answer holds and return what to ask next; None: the same, after a while.

    Raises `DatabaseUnavailable`, and `TelegramServerError` for what is not an answer of Telegram's.
    """
    updates = read_batch(raw)
    if updates is None:
        if not raw.startswith(ANSWER):
            raise TelegramServerError(asked, "the answer is not a list of updates")
        if asked.limit > 1:
            # One of them is not JSON: they are asked for one by one.
            return GetRawUpdates(offset=asked.offset, limit=1)
        updates = [read_update(_single(raw))]
    # Telegram waits ten seconds for the word on a checkout.
    first = sorted(updates, key=lambda one: not is_checkout(one))
    is_new = [await _received(intake, update) for update in first]
    offset = _offset_after(updates, asked.offset)
    if offset == asked.offset and updates and not any(is_new):
        return None
    return GetRawUpdates(offset=offset, timeout=POLL_SECONDS)


def _single(raw: bytes) -> bytes:
    """Return the one update of an answer that cannot be parsed."""
    return raw.removeprefix(ANSWER).rstrip().removesuffix(b"}").rstrip().removesuffix(b"]")


def _offset_after(updates: Sequence[dict[str, Any] | Unreadable], offset: int | None) -> int | None:
    """Return the offset that confirms all of `updates`.

    Telegram numbers updates in their order: of those whose number cannot be trusted, each asking
    confirms one, and never one that comes after them.
    """
    numbers = (u.told_id if isinstance(u, Unreadable) else u["update_id"] for u in updates)
    known = [number for number in numbers if number is not None and 0 <= number <= LARGEST_ID]
    if known:
        return known[-1] + 1
    return offset + 1 if updates and offset is not None else offset


async def _received(intake: UpdateIntake, update: dict[str, Any] | Unreadable) -> bool:
    """Hand an update over, even when cancelled: what was fetched must not be lost.

    Cancelling waits for this, so the intake is closed only after the handler has begun.
    """
    receiving = asyncio.ensure_future(intake.receive(update))
    try:
        return await asyncio.shield(receiving)
    except asyncio.CancelledError:
        await receiving
        raise


def _pause_after(error: Exception, failures: int) -> float:
    if isinstance(error, TelegramRetryAfter):
        return float(error.retry_after)
    if isinstance(error, TelegramConflictError):
        # Another process polls with this token; hurrying only makes both lose.
        return PAUSES[-1]
    return PAUSES[min(failures, len(PAUSES) - 1)]
