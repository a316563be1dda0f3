"""Buttons for broadcasts."""

from collections.abc import Sequence
from enum import StrEnum

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.admin.buttons import AdminGo, AdminPage, admin_button
from bot.buttons.callbacks import Id
from bot.buttons.keyboards import button, keyboard
from bot.locales import Translator
from domain.administration.broadcasts.audience import Audience
from domain.administration.broadcasts.models import BroadcastState
from domain.administration.broadcasts.queries import BroadcastView
from domain.languages import LANGUAGES

NAMES = {code: language.own_name for code, language in LANGUAGES.items()}
ACTIVE_DAYS, SILENT_DAYS = 30, 30


class BroadcastAction(StrEnum):
    """What is done about a broadcast; what cannot be taken back is asked first."""

    NEW = "n"
    SHOW = "s"
    TEXT = "t"
    NO_PHOTO = "x"
    AUDIENCE = "a"
    AIM = "m"
    PLACE = "p"
    CURRENCY = "c"
    TIME = "h"
    AT_ONCE = "o"
    PREVIEW = "v"
    ASK_START = "G"
    START = "g"
    START_PAID = "G$"
    PAUSE = "u"
    RESUME = "r"
    ASK_STOP = "Z"
    STOP = "z"


class BroadcastButton(CallbackData, prefix="ad5"):
    """Do something about a broadcast; `value` is a language, or what is aimed at."""

    action: BroadcastAction
    broadcast_id: Id = 0
    value: str = ""


class Aim(StrEnum):
    """What an audience is narrowed by at one press."""

    LANGUAGE = "l"
    ANY_TIME = "t"
    ACTIVE = "a"
    SILENT = "i"
    BOOKED = "b"
    NEVER_BOOKED = "n"
    ANY_BOOKING = "y"
    ANYWHERE = "w"
    ANY_CURRENCY = "c"


def _do(label: str, action: BroadcastAction, number: int, value: str = "") -> InlineKeyboardButton:
    data = BroadcastButton(action=action, broadcast_id=number, value=value)
    return button(label, data)


def list_keyboard(broadcasts: Sequence[tuple[int, str]], t: Translator) -> InlineKeyboardMarkup:
    """Return a button for each broadcast, with its label, and one for a new one."""
    return keyboard(
        *([_do(label, BroadcastAction.SHOW, number)] for number, label in broadcasts),
        [_do(t.gettext("➕ New broadcast"), BroadcastAction.NEW, 0), admin_button(t)],
    )


def draft_keyboard(draft: BroadcastView, t: Translator) -> InlineKeyboardMarkup:
    """Return what can be changed of a draft, and the way to its start."""
    number = draft.broadcast_id
    return keyboard(
        [
            _do(
                f"{'✅' if one in draft.texts else '➕'} {NAMES[one]}",
                BroadcastAction.TEXT,
                number,
                one,
            )
            for one in LANGUAGES
        ],
        [
            _do(t.gettext("👥 Audience"), BroadcastAction.AUDIENCE, number),
            _do(t.gettext("🕒 Time"), BroadcastAction.TIME, number),
            *(
                [_do(t.gettext("🖼 Remove picture"), BroadcastAction.NO_PHOTO, number)]
                if draft.photo
                else []
            ),
        ],
        [
            _do(t.gettext("👁 Preview"), BroadcastAction.PREVIEW, number),
            _do(t.gettext("🚀 Start…"), BroadcastAction.ASK_START, number),
        ],
        [broadcasts_button(t), admin_button(t)],
    )


def broadcasts_button(t: Translator) -> InlineKeyboardButton:
    """Return the way to the list."""
    return button(t.gettext("📣 Broadcasts"), AdminGo(to=AdminPage.BROADCASTS))


def running_keyboard(broadcast: BroadcastView, t: Translator) -> InlineKeyboardMarkup:
    """Return what can be done about one that has begun."""
    number = broadcast.broadcast_id
    acts = {
        BroadcastState.RUNNING: [
            _do(t.gettext("⏸ Pause"), BroadcastAction.PAUSE, number),
            _do(t.gettext("⏹ Stop…"), BroadcastAction.ASK_STOP, number),
        ],
        BroadcastState.PAUSED: [
            _do(t.gettext("▶️ Resume"), BroadcastAction.RESUME, number),
            _do(t.gettext("⏹ Stop…"), BroadcastAction.ASK_STOP, number),
        ],
    }
    return keyboard(
        acts.get(broadcast.state, []),
        [_do(t.gettext("🔄 Refresh"), BroadcastAction.SHOW, number)],
        [broadcasts_button(t), admin_button(t)],
    )


def audience_keyboard(number: int, audience: Audience, t: Translator) -> InlineKeyboardMarkup:
    """Return the choices of an audience; what is chosen bears a tick."""

    def choice(label: str, aim: Aim, *, chosen: bool, more: str = "") -> InlineKeyboardButton:
        return _do(f"✅ {label}" if chosen else label, BroadcastAction.AIM, number, f"{aim}{more}")

    def typed(
        label: str, action: BroadcastAction, aim: Aim, *, chosen: bool
    ) -> InlineKeyboardButton:
        return choice(label, aim, chosen=True) if chosen else _do(label, action, number)

    within, silent, booked = audience.seen_within, audience.not_seen_for, audience.has_booking
    return keyboard(
        [
            choice(NAMES[one], Aim.LANGUAGE, chosen=one in audience.languages, more=one)
            for one in LANGUAGES
        ],
        [
            choice(t.gettext("Any time"), Aim.ANY_TIME, chosen=within is None and silent is None),
            choice(t.gettext("Active"), Aim.ACTIVE, chosen=within is not None),
            choice(t.gettext("Inactive"), Aim.SILENT, chosen=silent is not None),
        ],
        [
            choice(t.gettext("Everyone"), Aim.ANY_BOOKING, chosen=booked is None),
            choice(t.gettext("Booked"), Aim.BOOKED, chosen=booked is True),
            choice(t.gettext("Never booked"), Aim.NEVER_BOOKED, chosen=booked is False),
        ],
        [
            typed(t.gettext("📍 Place"), BroadcastAction.PLACE, Aim.ANYWHERE,
                  chosen=audience.place_id is not None),
            typed(t.gettext("💱 Currency"), BroadcastAction.CURRENCY, Aim.ANY_CURRENCY,
                  chosen=bool(audience.currencies)),
            back_button(number, t),
        ],
    )  # fmt: skip


def back_button(number: int, t: Translator) -> InlineKeyboardButton:
    """Return the way back to a broadcast."""
    return _do(t.gettext("⬅️ Back"), BroadcastAction.SHOW, number)


def time_keyboard(number: int, t: Translator) -> InlineKeyboardMarkup:
    """Return the keyboard below the question when a broadcast is to be sent."""
    return keyboard(
        [_do(t.gettext("As soon as it starts"), BroadcastAction.AT_ONCE, number)],
        [back_button(number, t)],
    )


def question_keyboard(number: int, t: Translator) -> InlineKeyboardMarkup:
    """Return the way back from a question that is answered by writing."""
    return keyboard([back_button(number, t)])


def confirm_keyboard(
    number: int, label: str, action: BroadcastAction, t: Translator
) -> InlineKeyboardMarkup:
    """Return the act that was asked for, and the way back."""
    return keyboard([_do(label, action, number)], [back_button(number, t)])


def start_keyboard(number: int, stars: int | None, t: Translator) -> InlineKeyboardMarkup:
    """Return the start, the one that Stars are paid for where that is allowed, and the way back."""
    paid = [] if stars is None else [
        _do(t.gettext("⭐ Start (≤ {count} ⭐)", count=t.number(stars)),
            BroadcastAction.START_PAID, number)
    ]  # fmt: skip
    return keyboard(
        [_do(t.gettext("🚀 Start"), BroadcastAction.START, number)], paid, [back_button(number, t)]
    )


def aimed(audience: Audience, value: str) -> Audience:
    """Return an audience after a press; what a button of ours does not say changes nothing."""
    aim, more = value[:1], value[1:]
    languages = set(audience.languages) ^ ({more} & set(LANGUAGES))
    changes: dict[str, dict[str, object]] = {
        Aim.LANGUAGE: {"languages": tuple(one for one in LANGUAGES if one in languages)},
        Aim.ANY_TIME: {"seen_within": None, "not_seen_for": None},
        Aim.ACTIVE: {"seen_within": ACTIVE_DAYS, "not_seen_for": None},
        Aim.SILENT: {"seen_within": None, "not_seen_for": SILENT_DAYS},
        Aim.BOOKED: {"has_booking": True},
        Aim.NEVER_BOOKED: {"has_booking": False},
        Aim.ANY_BOOKING: {"has_booking": None},
        Aim.ANYWHERE: {"place_id": None},
        Aim.ANY_CURRENCY: {"currencies": ()},
    }
    return audience.model_copy(update=changes.get(aim, {}))
