"""Buttons about what is held of somebody."""

from enum import StrEnum

from aiogram.enums import ButtonStyle
from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardMarkup

from bot.buttons.keyboards import button, home_button, keyboard
from bot.locales import Translator


class PrivacyStep(StrEnum):
    """What can be done about one's data."""

    SHOW = "s"
    EXPORT = "e"
    ASK = "a"
    DELETE = "d"


class PrivacyButton(CallbackData, prefix="pv1"):
    """Act on the personal data of whoever presses."""

    step: PrivacyStep


def privacy_buttons(t: Translator) -> InlineKeyboardMarkup:
    """Return what can be done about one's data."""
    return keyboard(
        [button(t.gettext("📦 Download my data"), PrivacyButton(step=PrivacyStep.EXPORT))],
        [button(t.gettext("🗑 Delete my account"), PrivacyButton(step=PrivacyStep.ASK))],
        [home_button(t)],
    )


def deletion_buttons(t: Translator) -> InlineKeyboardMarkup:
    """Return the two answers to the deletion of everything, the safe one first."""
    return keyboard(
        [button(t.gettext("No, keep it"), PrivacyButton(step=PrivacyStep.SHOW))],
        [
            button(
                t.gettext("Delete everything"),
                PrivacyButton(step=PrivacyStep.DELETE),
                ButtonStyle.DANGER,
            )
        ],
    )
