"""`@bot Goa 12-15 dec` written in a group: answered there with hotels that can be put to the vote.

The look is that of inline mode: nothing is stored of it, and what suppliers are asked is shared.
"""

from aiogram import Bot, Router
from aiogram.types import CallbackQuery, Message

from bot.groups.audience import in_group
from bot.groups.buttons import ProposeButton
from bot.groups.handlers import put_forward
from bot.groups.openings import Openings
from bot.groups.search.screens import (
    render_group_help,
    render_group_hotels,
    render_group_searching,
)
from bot.inline.handlers import read_search
from bot.links.payloads import HotelLink, read_payload
from bot.middlewares.prompt_answers import PressAnswer
from bot.sending.screen import Below, Later, Screen
from bot.updates.filters import CallsBot, InGroup
from bot.updates.line_context import SEARCHES
from bot.updates.presses import is_first_press
from bot.updates.visit import Visit
from domain.errors import NotFound
from domain.search.inline_prices import glance
from domain.search.values import SearchView

# Slower suppliers are left out: somebody is waiting in the chat.
PATIENCE = 15.0


async def search_here(message: Message, typed: str, visit: Visit, bot: Bot) -> Screen | Later:
    """Answer with the cheapest hotels, or with what is wrong or missing."""
    visit = await in_group(visit, message.chat.id)
    name = (await bot.me()).username or ""
    asked = await read_search(visit, typed)
    if not isinstance(asked, SearchView):
        return render_group_help(asked, name, visit.t)

    async def found() -> Screen:
        outcome = await glance(visit.app, asked, PATIENCE)
        return render_group_hotels(asked, outcome, name, visit.traveller.time_zone, visit.t)

    return Later(found, render_group_searching(asked, visit.t))


async def put_to_vote(
    callback: CallbackQuery,
    callback_data: ProposeButton,
    visit: Visit,
    bot: Bot,
    press: PressAnswer,
) -> Below | None:
    """Put a hotel of such a list before the group; the list stays for the next one."""
    link = read_payload(callback_data.hotel)
    if not isinstance(link, HotelLink) or callback.message is None:
        raise NotFound("hotel")
    if not await is_first_press(visit.app.redis, callback):
        return None
    press.give(visit.t.gettext("🗳 Put to the vote"))
    return Below(await put_forward(callback.message.chat, link, visit, bot))


def router() -> Router:
    """Return the routes; only a message that begins with the bot's name is for it."""
    routes = Router(name="group search")
    routes.message.filter(InGroup())
    routes.callback_query.filter(InGroup())
    for observer in (routes.message, routes.callback_query):
        observer.middleware(Openings())
    routes.message.register(search_here, CallsBot(), flags={SEARCHES: True})
    routes.callback_query.register(put_to_vote, ProposeButton.filter())
    return routes
