"""Buttons that everyone in a group may press."""

from collections.abc import Sequence

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardMarkup

from bot.deep_links import HotelLink, link_address
from bot.keyboards.buttons import button, keyboard, link
from bot.keyboards.callbacks import Id
from bot.locales import Translator
from domain.trackers.choices import GroupChoice, leaders


class VoteButton(CallbackData, prefix="gv1"):
    """A member's opinion of a group's hotel."""

    choice_id: Id
    is_up: bool


class ListVoteButton(CallbackData, prefix="gl1"):
    """The same, pressed under the shortlist, which shows it."""

    choice_id: Id
    is_up: bool


class TrackWinnerButton(CallbackData, prefix="gw1"):
    """Watch the hotel that leads for all, pressed under the shortlist."""

    choice_id: Id


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


def shortlist_keyboard(
    choices: Sequence[GroupChoice], bot_name: str, t: Translator
) -> InlineKeyboardMarkup:
    """Return a row a hotel, its page in private and the votes, and the way to watch the winner."""
    rows = [
        [
            link(
                f"{t.number(number)}. {choice.hotel_name}",
                link_address(bot_name, HotelLink(choice.hotel_id, choice.stay)),
            ),
            button(
                f"👍 {t.number(choice.ups)}",
                ListVoteButton(choice_id=choice.choice_id, is_up=True),
            ),
            button(
                f"👎 {t.number(choice.downs)}",
                ListVoteButton(choice_id=choice.choice_id, is_up=False),
            ),
        ]
        for number, choice in enumerate(choices, start=1)
    ]
    ahead = leaders(choices)
    is_decided = len(ahead) == 1 and not ahead[0].is_tracked
    track = (
        [button(t.gettext("🔔 Track the winner"), TrackWinnerButton(choice_id=ahead[0].choice_id))]
        if is_decided
        else []
    )
    return keyboard(*rows, track)
