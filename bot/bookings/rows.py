"""Rows of buttons that all of the bookings' screens share."""

from aiogram.types import InlineKeyboardButton

from bot.buttons.callbacks import Go, Where
from bot.buttons.keyboards import button, home_button
from bot.locales import Translator


def bookings_row(t: Translator) -> list[InlineKeyboardButton]:
    """Return the ways to all bookings and home."""
    return [button(t.gettext("🧳 My bookings"), Go(to=Where.BOOKINGS)), home_button(t)]
