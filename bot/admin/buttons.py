"""Buttons for admins."""

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.buttons.keyboards import button, home_button, keyboard
from bot.locales import Translator


class WatchAction(StrEnum):
    """What an admin does about checks."""

    REFRESH = "r"
    TRY_ALL = "t"
    ASK_FORGET = "F"
    FORGET_UPDATES = "f"


class WatchButton(CallbackData, prefix="ad1"):
    """Look again, or take up what is set aside."""

    action: WatchAction


class AdminPage(StrEnum):
    """The pages of administration."""

    CHECKS = "checks"
    PEOPLE = "people"
    LOG = "log"
    BROADCASTS = "broadcasts"
    CASES = "cases"
    CLUSTERS = "clusters"
    FAILURES = "failures"
    HEALTH = "health"
    LEDGER = "money"
    SUPPLIERS = "suppliers"
    SUPPORT = "support"
    WORDS = "words"


class AdminGo(CallbackData, prefix="ad2"):
    """Lead to a page of administration."""

    to: AdminPage


def admin_button(t: Translator) -> InlineKeyboardButton:
    """Return the way back to the first page of administration."""
    return button(t.gettext("🛠 Admin"), AdminGo(to=AdminPage.CHECKS))


def forget_keyboard(t: Translator) -> InlineKeyboardMarkup:
    """Return the deletion that was asked for, and the way back."""
    delete = WatchButton(action=WatchAction.FORGET_UPDATES)
    return keyboard([button(t.gettext("🗑 Delete these updates"), delete)], [admin_button(t)])


def watch_keyboard(
    t: Translator, *, has_set_aside: bool, has_updates: bool
) -> InlineKeyboardMarkup:
    """Return the buttons below the state of checks and alerts."""
    return keyboard(
        [button(t.gettext("🔁 Try all again"), WatchButton(action=WatchAction.TRY_ALL))]
        if has_set_aside
        else [],
        [button(t.gettext("🗑 Delete these updates…"), WatchButton(action=WatchAction.ASK_FORGET))]
        if has_updates
        else [],
        [
            button(t.gettext("📈 Health"), AdminGo(to=AdminPage.HEALTH)),
            button(t.gettext("👥 People"), AdminGo(to=AdminPage.PEOPLE)),
            button(t.gettext("📣 Broadcasts"), AdminGo(to=AdminPage.BROADCASTS)),
        ],
        [
            button(t.gettext("🗂 Collections"), AdminGo(to=AdminPage.CLUSTERS)),
            button(t.gettext("🙋 Booking cases"), AdminGo(to=AdminPage.CASES)),
            button(t.gettext("📜 Audit log"), AdminGo(to=AdminPage.LOG)),
        ],
        [
            button(t.gettext("🏨 Suppliers"), AdminGo(to=AdminPage.SUPPLIERS)),
            button(t.gettext("🛟 Support"), AdminGo(to=AdminPage.SUPPORT)),
            button(t.gettext("💬 Unread words"), AdminGo(to=AdminPage.WORDS)),
        ],
        [
            button(t.gettext("💰 Money"), AdminGo(to=AdminPage.LEDGER)),
            button(t.gettext("⚠️ Failing trackers"), AdminGo(to=AdminPage.FAILURES)),
        ],
        [
            button(t.gettext("🔄 Refresh"), WatchButton(action=WatchAction.REFRESH)),
            home_button(t),
        ],
    )
