"""Buttons under messages that are sent by inline mode: for anyone who sees them, so links only."""

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.buttons.building import keyboard, link
from bot.links.payloads import HotelLink, SearchLink, group_address, link_address
from bot.locales import Translator

# Where the private chat begins when nothing else is to be opened.
INLINE_START = "inline"


def card_keyboard(
    bot_name: str, hotel: HotelLink, search: SearchLink, t: Translator
) -> InlineKeyboardMarkup:
    """Return the ways from a hotel's card: to the hotel, where it can be tracked, to a
    group, where it is voted on, and to all hotels.
    """
    return keyboard(
        [link(t.gettext("🔔 Track this too"), link_address(bot_name, hotel))],
        [link(t.gettext("👥 Vote in a group"), group_address(bot_name, hotel))],
        [link(t.gettext("🔍 All hotels"), link_address(bot_name, search))],
    )


def search_keyboard(bot_name: str, search: SearchLink, t: Translator) -> InlineKeyboardMarkup:
    """Return the way to a search in the private chat."""
    return keyboard([link(t.gettext("🔍 All hotels"), link_address(bot_name, search))])


def try_keyboard(example: str, t: Translator) -> InlineKeyboardMarkup:
    """Return a button that puts an example after the bot's name, in the same chat."""
    label = t.gettext("✏️ Try it here")
    return keyboard([InlineKeyboardButton(text=label, switch_inline_query_current_chat=example)])
