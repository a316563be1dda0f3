"""Buttons that everyone in a group may press."""

from collections.abc import Sequence

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardMarkup

from bot.buttons.callbacks import Id
from bot.buttons.keyboards import button, keyboard, link
from bot.links.payloads import HotelLink, link_address, link_payload, link_to
from bot.locales import Translator
from domain.search.values import FoundHotel, SearchView
from domain.trackers.shortlist import GroupChoice, leaders

# A button's data has 64 bytes, and its prefix takes four of them.
LONGEST_HOTEL = 60


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


class ProposeButton(CallbackData, prefix="gp1"):
    """Put a hotel of a list before the group. `hotel` is the payload of a link to it."""

    hotel: str


class TrackForGroupButton(CallbackData, prefix="gt1"):
    """Watch a group's hotel for all."""

    choice_id: Id


class StopForGroupButton(CallbackData, prefix="gs1"):
    """Stop watching a group's hotel."""

    choice_id: Id


def choice_keyboard(choice: GroupChoice, bot_name: str, t: Translator) -> InlineKeyboardMarkup:
    """Return the votes, the way to watch it or to stop, and the way to its page in private."""
    ups, downs = t.number(choice.ups), t.number(choice.downs)
    track = button(
        t.gettext("🔔 Track for everyone"), TrackForGroupButton(choice_id=choice.choice_id)
    )
    stop = button(t.gettext("🔕 Stop"), StopForGroupButton(choice_id=choice.choice_id))
    page = link_address(bot_name, HotelLink(choice.hotel_id, choice.stay))
    return keyboard(
        [
            button(f"👍 {ups}", VoteButton(choice_id=choice.choice_id, is_up=True)),
            button(f"👎 {downs}", VoteButton(choice_id=choice.choice_id, is_up=False)),
        ],
        [stop if choice.is_tracked else track],
        [link(t.gettext("💬 Open in private chat"), page)],
    )


def group_hotels_keyboard(
    hotels: Sequence[FoundHotel], search: SearchView, bot_name: str, t: Translator
) -> InlineKeyboardMarkup:
    """Return a button a hotel that puts it to the vote, and the whole search in private.

    Very large parties make a link too long for a button: their hotels open in private.
    """
    rows = []
    for number, hotel in enumerate(hotels, start=1):
        to_hotel = HotelLink(hotel.hotel_id, search.stay)
        payload = link_payload(to_hotel)
        name = f"{t.number(number)}. {hotel.name}"
        rows.append(
            [button(f"🗳 {name}", ProposeButton(hotel=payload))]
            if len(payload) <= LONGEST_HOTEL
            else [link(name, link_address(bot_name, to_hotel))]
        )
    return keyboard(
        *rows, [link(t.gettext("🔍 All hotels"), link_address(bot_name, link_to(search)))]
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
