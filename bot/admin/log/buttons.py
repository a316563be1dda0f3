"""Buttons of the audit log."""

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardMarkup

from bot.admin.buttons import AdminGo, AdminPage, admin_button
from bot.admin.people.buttons import PersonAction, PersonButton
from bot.buttons.callbacks import Id
from bot.buttons.keyboards import button, keyboard
from bot.locales import Translator


class LogAction(StrEnum):
    """What is done with the log."""

    OLDER = "o"
    EXPORT = "x"


class LogButton(CallbackData, prefix="ad4"):
    """Read on from an entry, or export everything."""

    action: LogAction
    before_id: Id = 0


def log_keyboard(
    older_than: int | None, t: Translator, *, about: int | None = None
) -> InlineKeyboardMarkup:
    """Return the ways through the log; of one person's, the way back to them."""
    if about is not None:
        back = PersonButton(action=PersonAction.SHOW, user_id=about)
        return keyboard([button(t.gettext("⬅️ Back"), back), admin_button(t)])
    older = LogButton(action=LogAction.OLDER, before_id=older_than or 0)
    return keyboard(
        [
            *([button(t.gettext("Older ›"), older)] if older_than is not None else []),
            button(t.gettext("⏫ Latest"), AdminGo(to=AdminPage.LOG)),
        ],
        [button(t.gettext("📄 Export"), LogButton(action=LogAction.EXPORT)), admin_button(t)],
    )
