"""The button below a broadcast."""

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardMarkup

from bot.buttons.keyboards import button, keyboard
from bot.locales import Translator


class NewsButton(CallbackData, prefix="nw1"):
    """Opt in to news, or out."""

    wanted: bool


def news_keyboard(t: Translator, *, wanted: bool) -> InlineKeyboardMarkup:
    """Return the way to opt out of news, or back in."""
    label = t.gettext("🔕 No more news") if wanted else t.gettext("🔔 Send me news again")
    return keyboard([button(label, NewsButton(wanted=not wanted))])
