"""Buttons of support."""

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardMarkup

from bot.buttons.keyboards import button, home_button, keyboard
from bot.locales import Translator


class SupportButton(CallbackData, prefix="su1"):
    """Write to support."""


def support_keyboard(t: Translator) -> InlineKeyboardMarkup:
    """Return the way home from the question."""
    return keyboard([home_button(t)])


def reply_keyboard(t: Translator) -> InlineKeyboardMarkup:
    """Return the way to write once more."""
    return keyboard([button(t.gettext("✍️ Write again"), SupportButton()), home_button(t)])
