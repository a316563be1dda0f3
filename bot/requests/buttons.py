"""Buttons that say what a line asks for, where it may be one thing or another."""

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton

from bot.buttons.keyboards import button
from bot.locales import Translator
from domain.reading.meanings import Request


class RequestButton(CallbackData, prefix="rq1"):
    """Take the line that was just written as such a request."""

    request: Request


def request_button(request: Request, t: Translator) -> InlineKeyboardButton:
    """Return the button that takes the line so."""
    return button(_label(request, t), RequestButton(request=request))


def _label(request: Request, t: Translator) -> str:
    match request:
        case Request.FLIGHT:
            return t.gettext("✈️ Flights")
        case Request.PACKAGE:
            return t.gettext("🎒 Package")
        case Request.TOUR:
            return t.gettext("🗺 Trip")
        case _:
            return t.gettext("🏨 Hotels")
