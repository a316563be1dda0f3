"""Votes on the cards that people send into chats by inline mode."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from aiogram import Bot, Router
from aiogram.exceptions import TelegramRetryAfter
from aiogram.types import CallbackQuery

from bot.inline.buttons import CardVoteButton
from bot.inline.card_data import read_card_data
from bot.inline.screens import render_card
from bot.locales import Translator, translator
from bot.middlewares.prompt_answers import PressAnswer
from bot.sending.inline_messages import show_inline
from bot.updates.filters import OnCard
from bot.updates.visit import Visit
from bot.words.votes import vote_told
from domain.errors import NotFound
from domain.trackers.cards import HotelCard, get_card, vote_on_card

MOST_TRIES = 5


async def vote(
    _callback: CallbackQuery,
    callback_data: CardVoteButton,
    inline_message_id: str,
    visit: Visit,
    bot: Bot,
    press: PressAnswer,
    follow: Callable[[Coroutine[Any, Any, None]], None],
) -> None:
    """Count a vote on a card, or take it back, and show all of them there."""
    wish = read_card_data(callback_data.card)
    if wish is None:
        raise NotFound("hotel")
    is_up = callback_data.is_up
    card = await vote_on_card(visit.app, visit.traveller, inline_message_id, wish, is_up=is_up)
    press.give(vote_told(card.my_vote, visit.t))
    try:
        await _show(bot, inline_message_id, card, visit.t)
    except TelegramRetryAfter as busy:
        if await visit.app.redis.set(f"card:{inline_message_id}", 1, nx=True, ex=busy.retry_after):
            follow(_show_later(visit, bot, inline_message_id, busy.retry_after))


async def _show_later(visit: Visit, bot: Bot, inline_message_id: str, seconds: float) -> None:
    """Show all votes when Telegram takes edits again: once for all that were cast meanwhile."""
    for _ in range(MOST_TRIES):
        await asyncio.sleep(seconds)
        try:
            await _show(
                bot, inline_message_id, await get_card(visit.app, inline_message_id), visit.t
            )
        except TelegramRetryAfter as busy:
            seconds = busy.retry_after
        else:
            return


async def _show(bot: Bot, inline_message_id: str, card: HotelCard, t: Translator) -> None:
    """Show a card in its sender's language: many people read it."""
    wish = card.wish
    own = translator(wish.language, wish.region).counting_in(wish.currency, t.rates)
    own = own if t.today is None else own.on(t.today)
    screen = render_card(card, (await bot.me()).username or "", own)
    await show_inline(bot, inline_message_id, screen)


async def refuse(_callback: CallbackQuery) -> None:
    """Refuse a button that cards no longer have."""
    raise NotFound("button")


def router() -> Router:
    """Return the routes; every press under a message sent by inline mode ends here."""
    routes = Router(name="votes on cards")
    routes.callback_query.filter(OnCard())
    routes.callback_query.register(vote, CardVoteButton.filter())
    routes.callback_query.register(refuse)
    return routes
