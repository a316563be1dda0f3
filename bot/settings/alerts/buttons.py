"""Buttons of the settings that concern alerts."""

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardMarkup

from bot.buttons.callbacks import Go, Where
from bot.buttons.keyboards import button, home_button, in_rows, keyboard
from bot.locales import Translator


class AlertWish(StrEnum):
    """What can be wished of alerts."""

    ALL = "all"
    QUIET = "quiet"
    DIGEST = "digest"
    A_DAY = "day"
    WAY = "way"
    NEWS = "news"


class AlertWishButton(CallbackData, prefix="aw1"):
    """Show or ask a wish, or with a `value` set it; the value reads as it would be typed."""

    wish: AlertWish
    value: str = ""


def wishes_keyboard(t: Translator, *, news: bool) -> InlineKeyboardMarkup:
    """Return what can be wished; news are switched by the button itself."""
    label = t.gettext("🔕 No more news") if news else t.gettext("🔔 Send me news again")
    switch = AlertWishButton(wish=AlertWish.NEWS, value="off" if news else "on")
    return keyboard(
        [
            button(t.gettext("🌙 Quiet hours"), AlertWishButton(wish=AlertWish.QUIET)),
            button(t.gettext("📰 Digest"), AlertWishButton(wish=AlertWish.DIGEST)),
        ],
        [
            button(t.gettext("🔢 Daily limit"), AlertWishButton(wish=AlertWish.A_DAY)),
            button(t.gettext("📬 Where"), AlertWishButton(wish=AlertWish.WAY)),
        ],
        [button(label, switch)],
        [button(t.gettext("⬅️ Settings"), Go(to=Where.SETTINGS)), home_button(t)],
    )


def choices_keyboard(
    wish: AlertWish, choices: list[tuple[str, str]], chosen: str, t: Translator
) -> InlineKeyboardMarkup:
    """Return labelled values to choose from, the present one marked."""
    buttons = (
        button(f"{'✓ ' if value == chosen else ''}{label}", AlertWishButton(wish=wish, value=value))
        for label, value in choices
    )
    back = button(t.gettext("⬅️ Alerts"), AlertWishButton(wish=AlertWish.ALL))
    return keyboard(*in_rows(buttons, 2), [back, home_button(t)])
