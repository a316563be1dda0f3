"""Inline mode: `@bot goa 12-15 dec` in any chat, by anyone, answered with price cards."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import structlog
from aiogram import Bot, Router
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import ChosenInlineResult, InlineQuery, Message
from redis.asyncio import Redis

from bot.inline.screens import (
    InlineAnswer,
    render_inline_cards,
    render_inline_end,
    render_inline_help,
    render_inline_waiting,
)
from bot.start.screens import example
from bot.updates.filters import SentInline
from bot.updates.visit import Visit
from domain.errors import Refusal
from domain.search.inline_prices import glance, glanced_search, kept_prices
from domain.search.interpretation import understand
from domain.search.values import SearchView
from domain.stay_errors import StayRefused

log = structlog.get_logger(__name__)

# Suppliers are asked only once the typing has paused for this long.
SETTLE_SECONDS = 0.35
# How long a list is waited for before it says that it is being searched, and its continuation,
# which Telegram asks for by itself; a query lives for 30 s in all.
FIRST_PATIENCE = 3.0
NEXT_PATIENCE = 20.0
REMEMBERED_SECONDS = 60


async def answer_query(
    query: InlineQuery, visit: Visit, bot: Bot, follow: Callable[[Coroutine[Any, Any, None]], None]
) -> None:
    """Answer immediately with what is known, or start finding it out."""
    bot_name = (await bot.me()).username or ""
    asked = await read_search(visit, query.query)
    if not isinstance(asked, SearchView):
        await _give(query, render_inline_help(asked, bot_name, example(visit.t), visit.t))
        return
    kept = await kept_prices(visit.app, asked)
    if kept is not None:
        await _give(
            query,
            render_inline_cards(
                kept, _first(query), bot_name, visit.now, visit.traveller.region, visit.t
            ),
        )
        return
    follow(_answer_when_known(query, visit, bot_name, asked))


async def read_search(visit: Visit, text: str) -> SearchView | Refusal | None:
    """Return the search that a text is, else what is wrong with it; None when it has gaps."""
    if not text.strip():
        return None
    understood = await understand(visit.app, visit.traveller, text)
    if understood.problems:
        return understood.problems[0]
    if understood.draft.missing:
        return None
    try:
        return glanced_search(visit.app, visit.traveller, understood.draft)
    except StayRefused as problem:
        return problem


async def _answer_when_known(
    query: InlineQuery, visit: Visit, bot_name: str, asked: SearchView
) -> None:
    """Ask the suppliers and answer, unless more was typed meanwhile."""
    if not query.offset and not await _has_settled(visit.app.redis, query):
        return
    patience = NEXT_PATIENCE if query.offset else FIRST_PATIENCE
    outcome = await glance(visit.app, asked, patience)
    if outcome is not None:
        await _give(
            query,
            render_inline_cards(
                outcome, _first(query), bot_name, visit.now, visit.traveller.region, visit.t
            ),
        )
    elif query.offset:
        await _give(query, render_inline_end(asked, visit.t))
    else:
        await _give(query, render_inline_waiting(asked, bot_name, visit.t))


def _first(query: InlineQuery) -> int:
    """Return the number of the first hotel that is asked for."""
    return int(query.offset) if query.offset.isdecimal() else 0


async def _has_settled(redis: Redis, query: InlineQuery) -> bool:
    """Wait a little; say whether this is still the last that the person typed."""
    key = f"inline:{query.from_user.id}"
    await redis.set(key, query.id, ex=REMEMBERED_SECONDS)
    await asyncio.sleep(SETTLE_SECONDS)
    last: bytes | None = await redis.get(key)
    return last is None or last.decode() == query.id


async def _give(query: InlineQuery, answer: InlineAnswer) -> None:
    try:
        await query.answer(
            list(answer.cards),
            # Not to be given again: a price may have moved since.
            cache_time=0,
            is_personal=True,
            next_offset=answer.next_offset,
            button=answer.button,
        )
    except TelegramBadRequest as error:
        # An answer that is too late, or after a restart, is no longer awaited.
        log.info("inline answer not taken", why=error.message)


async def note_choice(chosen: ChosenInlineResult) -> None:
    """Count a card that was sent."""
    log.info("inline card sent", card=chosen.result_id)


async def pass_over(_message: Message) -> None:
    """Leave a card alone that somebody sent into a chat with the bot: it asks nothing."""


def router() -> Router:
    """Return the routes of inline mode; they stand before all that read messages."""
    routes = Router(name="inline")
    routes.inline_query.register(answer_query)
    routes.chosen_inline_result.register(note_choice)
    routes.message.register(pass_over, SentInline())
    return routes
