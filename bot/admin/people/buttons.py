"""Buttons for what is done about people."""

from collections.abc import Sequence
from enum import StrEnum

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.admin.buttons import AdminGo, AdminPage, admin_button
from bot.buttons.callbacks import Id
from bot.buttons.keyboards import button, keyboard
from bot.locales import Translator
from domain.accounts.models import Role
from domain.administration.queries.people import FoundPerson, PersonCard
from domain.administration.trackers import WatchedTracker
from domain.trackers.models import TrackerState


class PersonAction(StrEnum):
    """What is done about somebody; what cannot be taken back is asked first."""

    SHOW = "s"
    ASK_BAN = "B"
    BAN = "b"
    UNBAN = "u"
    ASK_PROMOTE = "P"
    PROMOTE = "p"
    ASK_DEMOTE = "D"
    DEMOTE = "d"
    ASK_SESSIONS = "E"
    END_SESSIONS = "e"
    LOG = "l"
    TRACKERS = "t"


class PersonButton(CallbackData, prefix="ad3"):
    """Do something about somebody."""

    action: PersonAction
    user_id: Id


class CheckButton(CallbackData, prefix="ad9"):
    """Have a tracker checked now."""

    tracker_id: Id


def people_keyboard(found: Sequence[FoundPerson], t: Translator) -> InlineKeyboardMarkup:
    """Return a button for each of those who were found."""
    return keyboard(
        *(
            [
                button(
                    person_label(one, t),
                    PersonButton(action=PersonAction.SHOW, user_id=one.user_id),
                )
            ]
            for one in found
        ),
        [admin_button(t)],
    )


def _show(person: FoundPerson) -> PersonButton:
    return PersonButton(action=PersonAction.SHOW, user_id=person.user_id)


def person_label(person: FoundPerson, t: Translator) -> str:
    """Return a name with the account's number, and what is special about it."""
    name = person.first_name or t.gettext("no name")
    sign = "🚫 " if not person.is_active else "⭐ " if person.role is Role.ADMIN else ""
    return f"{sign}{name} · {person.user_id}"


def person_keyboard(card: PersonCard, t: Translator) -> InlineKeyboardMarkup:
    """Return what can be done about somebody."""
    return keyboard(
        [_do(label, action, card) for label, action in _standing(card, t)],
        [
            *(
                [_do(t.gettext("End sessions…"), PersonAction.ASK_SESSIONS, card)]
                if card.sessions
                else []
            ),
            *(
                [_do(t.gettext("🔔 Trackers"), PersonAction.TRACKERS, card)]
                if card.trackers or card.paused
                else []
            ),
            _do(t.gettext("📜 History"), PersonAction.LOG, card),
        ],
        [button(t.gettext("👥 People"), AdminGo(to=AdminPage.PEOPLE)), admin_button(t)],
    )


def _standing(card: PersonCard, t: Translator) -> list[tuple[str, PersonAction]]:
    """Return the buttons that change an account's role, or ban it and let it back in."""
    if card.role is Role.ADMIN:
        return [(t.gettext("Remove admin role…"), PersonAction.ASK_DEMOTE)]
    if not card.is_active:
        return [(t.gettext("✅ Unban"), PersonAction.UNBAN)]
    return [
        (t.gettext("⭐ Make admin…"), PersonAction.ASK_PROMOTE),
        (t.gettext("🚫 Ban…"), PersonAction.ASK_BAN),
    ]


def trackers_keyboard(
    user_id: int, trackers: Sequence[WatchedTracker], t: Translator
) -> InlineKeyboardMarkup:
    """Return a button per active tracker that checks it now, and one to refresh the list."""
    active = [one for one in trackers if one.state is TrackerState.ACTIVE]
    again = PersonButton(action=PersonAction.TRACKERS, user_id=user_id)
    back = PersonButton(action=PersonAction.SHOW, user_id=user_id)
    return keyboard(
        *([button(f"▶️ {one.name}", CheckButton(tracker_id=one.tracker_id))] for one in active),
        [
            button(t.gettext("🔄 Refresh"), again),
            button(t.gettext("⬅️ Back"), back),
            admin_button(t),
        ],
    )


def confirm_keyboard(
    card: PersonCard, label: str, action: PersonAction, t: Translator
) -> InlineKeyboardMarkup:
    """Return the act that was asked for, and the way back."""
    return keyboard(
        [_do(label, action, card)],
        [_do(t.gettext("⬅️ Back"), PersonAction.SHOW, card), admin_button(t)],
    )


def _do(label: str, action: PersonAction, card: PersonCard) -> InlineKeyboardButton:
    return button(label, PersonButton(action=action, user_id=card.user_id))
