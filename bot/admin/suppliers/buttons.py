"""Buttons for suppliers."""

from collections.abc import Sequence
from enum import StrEnum

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.admin.buttons import AdminGo, AdminPage, admin_button
from bot.buttons.keyboards import button, keyboard
from bot.locales import Translator
from domain.administration.suppliers import SupplierReport


class SupplierAction(StrEnum):
    """What is done about a supplier; a pause is asked first."""

    SHOW = "s"
    ASKED = "l"
    TEST = "t"
    ASK_PAUSE = "P"
    PAUSE = "p"
    RESUME = "r"


class SupplierButton(CallbackData, prefix="ad10"):
    """Do something about a supplier."""

    action: SupplierAction
    name: str


def suppliers_keyboard(found: Sequence[SupplierReport], t: Translator) -> InlineKeyboardMarkup:
    """Return a button for each supplier."""
    return keyboard(
        [_do(one.name, SupplierAction.SHOW, one.name) for one in found],
        [button(t.gettext("🔄 Refresh"), AdminGo(to=AdminPage.SUPPLIERS)), admin_button(t)],
    )


def supplier_keyboard(one: SupplierReport, t: Translator) -> InlineKeyboardMarkup:
    """Return what can be done about a supplier."""
    if one.control.paused_at is None:
        act = _do(t.gettext("⏸ Pause…"), SupplierAction.ASK_PAUSE, one.name)
    else:
        act = _do(t.gettext("▶️ Resume"), SupplierAction.RESUME, one.name)
    return keyboard(
        [act, _do(t.gettext("🧪 Test call"), SupplierAction.TEST, one.name)],
        [_do(t.gettext("🧾 Last requests"), SupplierAction.ASKED, one.name)],
        [_do(t.gettext("🔄 Refresh"), SupplierAction.SHOW, one.name), suppliers_button(t)],
    )


def sure_keyboard(name: str, t: Translator) -> InlineKeyboardMarkup:
    """Return the way back, and the pause that was asked for."""
    return keyboard(
        [
            _do(t.gettext("⬅️ Back"), SupplierAction.SHOW, name),
            _do(t.gettext("⏸ Pause"), SupplierAction.PAUSE, name),
        ]
    )


def back_keyboard(name: str, t: Translator) -> InlineKeyboardMarkup:
    """Return the way back to a supplier."""
    return keyboard([_do(t.gettext("⬅️ Back"), SupplierAction.SHOW, name), suppliers_button(t)])


def suppliers_button(t: Translator) -> InlineKeyboardButton:
    """Return the way to all suppliers."""
    return button(t.gettext("🏨 Suppliers"), AdminGo(to=AdminPage.SUPPLIERS))


def _do(label: str, action: SupplierAction, name: str) -> InlineKeyboardButton:
    return button(label, SupplierButton(action=action, name=name))
