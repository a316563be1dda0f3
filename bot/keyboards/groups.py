"""Buttons that everyone in a group may press."""

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardMarkup

from bot.deep_links import HotelLink, link_address
from bot.keyboards.buttons import button, keyboard, link
from bot.keyboards.callbacks import Id
from bot.locales import Translator
from domain.trackers.groups import GroupChoice


class VoteButton(CallbackData, prefix="gv1"):
    """A member's opinion of a group's hotel."""

    choice_id: Id
    is_up: bool


class TrackForGroupButton(CallbackData, prefix="gt1"):
    """Watch a group's hotel for all."""

    choice_id: Id


class StopForGroupButton(CallbackData, prefix="gs1"):
    """Watch a group's hotel no more."""

    choice_id: Id


def choice_keyboard(choice: GroupChoice, bot_name: str, t: Translator) -> InlineKeyboardMarkup:
    """Return the votes, the way to watch it or to stop, and the way to its page in private."""
    ups, downs = t.number(choice.ups), t.number(choice.downs)
    track = button(
        t.gettext("🔔 Track for us all"), TrackForGroupButton(choice_id=choice.choice_id)
    )
    stop = button(t.gettext("🔕 Stop"), StopForGroupButton(choice_id=choice.choice_id))
    page = link_address(bot_name, HotelLink(choice.hotel_id, choice.stay))
    return keyboard(
        [
            button(f"👍 {ups}", VoteButton(choice_id=choice.choice_id, is_up=True)),
            button(f"👎 {downs}", VoteButton(choice_id=choice.choice_id, is_up=False)),
        ],
        [stop if choice.is_tracked else track],
        [link(t.gettext("💬 See it in private"), page)],
    )
