"""Opting out of news, and back in."""

from aiogram import Bot, Router
from aiogram.types import CallbackQuery

from bot.middlewares.prompt_answers import PressAnswer
from bot.news.buttons import NewsButton, news_keyboard
from bot.sending.screen import show_keyboard
from bot.updates.filters import Private
from bot.updates.visit import Visit
from domain.accounts.travellers import want_news


async def press(
    callback: CallbackQuery, callback_data: NewsButton, bot: Bot, visit: Visit, press: PressAnswer
) -> None:
    """Keep the wish, and offer the way back below the same message."""
    wanted = callback_data.wanted
    await want_news(visit.traveller, wanted=wanted)
    press.give(
        visit.t.gettext("You’ll get news again.")
        if wanted
        else visit.t.gettext("No more news. You’ll still get price alerts.")
    )
    if callback.message is not None:
        await show_keyboard(bot, callback.message, news_keyboard(visit.t, wanted=wanted))


def router() -> Router:
    """Return the routes."""
    routes = Router(name="news")
    routes.callback_query.filter(Private())
    routes.callback_query.register(press, NewsButton.filter())
    return routes
