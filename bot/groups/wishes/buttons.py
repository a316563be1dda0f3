"""Buttons of a group's settings."""

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.buttons.keyboards import button, in_rows, keyboard
from bot.locales import Translator
from domain.accounts.groups import GroupWishes
from domain.accounts.models import TrackingBy
from domain.languages import LANGUAGES

CURRENCIES = ("INR", "USD", "EUR", "GBP", "AED", "RUB")


class GroupWish(StrEnum):
    """What is chosen."""

    LANGUAGE = "l"
    CURRENCY = "c"
    TRACKING = "t"


class GroupWishButton(CallbackData, prefix="gw2"):
    """Choose something for a group; empty means each member's own."""

    wish: GroupWish
    value: str = ""


def wishes_keyboard(wishes: GroupWishes, t: Translator) -> InlineKeyboardMarkup:
    """Return the choices; what is chosen bears a tick."""
    languages = [
        _choice(one.own_name, GroupWish.LANGUAGE, code, wishes.language == code)
        for code, one in LANGUAGES.items()
    ]
    currencies = [
        _choice(code, GroupWish.CURRENCY, code, wishes.currency == code) for code in CURRENCIES
    ]
    each = t.gettext("Each member’s own")
    return keyboard(
        *in_rows([*languages, _choice(each, GroupWish.LANGUAGE, "", not wishes.language)], 3),
        *in_rows([*currencies, _choice(each, GroupWish.CURRENCY, "", not wishes.currency)], 4),
        [
            _choice(
                t.gettext("Everyone can track"), GroupWish.TRACKING, TrackingBy.EVERYONE.value,
                wishes.tracking_by is TrackingBy.EVERYONE,
            ),
            _choice(
                t.gettext("Only admins"), GroupWish.TRACKING, TrackingBy.ADMINS.value,
                wishes.tracking_by is TrackingBy.ADMINS,
            ),
        ],
    )  # fmt: skip


def _choice(label: str, wish: GroupWish, value: str, is_chosen: bool) -> InlineKeyboardButton:
    shown = f"✅ {label}" if is_chosen else label
    return button(shown, GroupWishButton(wish=wish, value=value))
