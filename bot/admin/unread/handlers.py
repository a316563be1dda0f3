"""The words to add to the vocabulary."""

from aiogram import F, Router
from aiogram.types import CallbackQuery

from bot.admin.buttons import AdminGo, AdminPage
from bot.admin.unread.screens import render_unread
from bot.sending.screen import Screen
from bot.updates.visit import Visit
from domain.reading.unread_words import unread_words


async def show(_callback: CallbackQuery, visit: Visit) -> Screen:
    """Show the words of the last 30 days."""
    words = await unread_words(visit.app.pool, visit.now)
    return render_unread(words, visit.traveller.time_zone, visit.t)


def router() -> Router:
    """Return the route; who may use it is decided above."""
    routes = Router(name="unread words")
    routes.callback_query.register(show, AdminGo.filter(F.to == AdminPage.WORDS))
    return routes
