"""Sharing: a link to a search or a hotel."""

from aiogram import Bot, Router
from aiogram.types import CallbackQuery

from bot.links.payloads import DeepLink, HotelLink, link_address, link_to
from bot.search.saved.buttons import ShareButton
from bot.search.saved.screens import render_share
from bot.sending.screen import Screen
from bot.updates.filters import Private
from bot.updates.visit import Visit
from domain.search.hotel_pages import hotel_name
from domain.search.queries.searches import load_search


async def share(
    _callback: CallbackQuery, callback_data: ShareButton, visit: Visit, bot: Bot
) -> Screen:
    """Show the link and the way to send it."""
    search = await load_search(visit.app.pool, visit.traveller, callback_data.search_id)
    what: DeepLink = link_to(search)
    name = None
    if callback_data.hotel_id:
        name = await hotel_name(callback_data.hotel_id)
        what = HotelLink(callback_data.hotel_id, search.stay)
    address = link_address((await bot.me()).username or "", what)
    return render_share(search, name, address, callback_data, visit.t)


def router() -> Router:
    """Return the routes of sharing."""
    routes = Router(name="sharing")
    routes.callback_query.filter(Private())
    routes.callback_query.register(share, ShareButton.filter())
    return routes
