"""Buttons of the health page."""

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardMarkup

from bot.admin.buttons import AdminGo, AdminPage, admin_button
from bot.buttons.keyboards import button, keyboard
from bot.locales import Translator
from domain.administration.health.samples import Window

NAMES = {"h": Window.HOUR, "d": Window.DAY, "w": Window.WEEK}


class HealthButton(CallbackData, prefix="ad7"):
    """Look so far back: h, d or w."""

    window: str


def health_keyboard(window: Window, t: Translator) -> InlineKeyboardMarkup:
    """Return the windows, and the way back."""
    words = {"h": t.gettext("Hour"), "d": t.gettext("Day"), "w": t.gettext("Week")}
    return keyboard(
        [
            button(f"✅ {words[name]}" if one is window else words[name], HealthButton(window=name))
            for name, one in NAMES.items()
        ],
        [admin_button(t)],
    )


def alarm_keyboard(t: Translator) -> InlineKeyboardMarkup:
    """Return the way from an alarm to how things fare."""
    return keyboard([button(t.gettext("📈 Health"), AdminGo(to=AdminPage.HEALTH))])
