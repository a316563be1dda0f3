"""Buttons of sharing a tracker, and of watching what a friend shares."""

from urllib.parse import urlencode

from aiogram.enums import ButtonStyle
from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.buttons.callbacks import Id, TrackerAction, TrackerButton
from bot.buttons.keyboards import button, home_button, keyboard, link
from bot.locales import Translator


class ShareTrackerButton(CallbackData, prefix="wl1"):
    """Make a link to a tracker, or take it back."""

    tracker_id: Id
    on: bool = True


class CloneButton(CallbackData, prefix="wc1"):
    """Watch what a friend shares under this token."""

    token: str


def share_tracker_button(tracker_id: int, t: Translator) -> InlineKeyboardButton:
    """Return the way to share a tracker."""
    return button(t.gettext("📤 Share"), ShareTrackerButton(tracker_id=tracker_id))


def shared_keyboard(
    tracker_id: int, address: str, words: str, t: Translator
) -> InlineKeyboardMarkup:
    """Return the button that opens Telegram's own choice of chats, and what takes it back."""
    url = f"https://t.me/share/url?{urlencode({'url': address, 'text': words})}"
    back = TrackerButton(tracker_id=tracker_id, action=TrackerAction.SHOW)
    return keyboard(
        [link(t.gettext("📤 Choose a chat"), url)],
        [button(t.gettext("🚫 Stop sharing"), ShareTrackerButton(tracker_id=tracker_id, on=False))],
        [button(t.gettext("⬅️ Tracker"), back), home_button(t)],
    )


def clone_keyboard(token: str, t: Translator) -> InlineKeyboardMarkup:
    """Return the way to watch it too."""
    too = button(t.gettext("🔔 Track it too"), CloneButton(token=token), ButtonStyle.PRIMARY)
    return keyboard([too], [home_button(t)])
