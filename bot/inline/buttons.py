"""Buttons under messages that are sent by inline mode: for anyone who sees them.

They are links, but for the votes.
"""

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.buttons.keyboards import button, keyboard, link
from bot.inline.card_data import card_data
from bot.links.payloads import HotelLink, SearchLink, group_address, link_address
from bot.locales import Translator
from domain.trackers.cards import HotelCard

# Where the private chat begins when nothing else is to be opened.
INLINE_START = "inline"


class CardVoteButton(CallbackData, prefix="iv1"):
    """An opinion on a card's hotel. `card` is packed by `card_data`."""

    is_up: bool
    card: str


def card_keyboard(bot_name: str, card: HotelCard, t: Translator) -> InlineKeyboardMarkup:
    """Return the votes, and the ways from a hotel's card: to the hotel, where it can be tracked,
    and to all hotels.

    Very large parties leave no room for votes on a button: they are led to a group's own card.
    """
    data, hotel = card_data(card.wish), HotelLink(card.wish.hotel_id, card.wish.stay)
    votes = (
        [link(t.gettext("👥 Vote in a group"), group_address(bot_name, hotel))]
        if data is None
        else [
            button(f"👍 {t.number(len(card.fans))}", CardVoteButton(is_up=True, card=data)),
            button(f"👎 {t.number(len(card.critics))}", CardVoteButton(is_up=False, card=data)),
        ]
    )
    search = SearchLink(card.destination_id, card.wish.stay)
    return keyboard(
        votes,
        [link(t.gettext("🔔 Track this too"), link_address(bot_name, hotel))],
        [link(t.gettext("🔍 All hotels"), link_address(bot_name, search))],
    )


def search_keyboard(bot_name: str, search: SearchLink, t: Translator) -> InlineKeyboardMarkup:
    """Return the way to a search in the private chat."""
    return keyboard([link(t.gettext("🔍 All hotels"), link_address(bot_name, search))])


def try_keyboard(example: str, t: Translator) -> InlineKeyboardMarkup:
    """Return a button that puts an example after the bot's name, in the same chat."""
    label = t.gettext("✏️ Try it here")
    return keyboard([InlineKeyboardButton(text=label, switch_inline_query_current_chat=example)])
