"""Buttons of flexible dates."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from pydantic import AfterValidator

from bot.buttons.callbacks import STAMP, HotelButton, Id, ResultsButton, check_day
from bot.buttons.keyboards import LONGEST_LABEL, Row, button, home_button, keyboard
from bot.locales import Translator
from domain.money import Money
from domain.search.flexible_values import FlexibleDates

DAYS_OFFERED = 3


class FlexibleStep(StrEnum):
    """What to do about the days that are not known."""

    ASK = "a"
    STOP = "s"


class FlexibleButton(CallbackData, prefix="fx1"):
    """Show other dates of a search; `hotel_id` 0 is the cheapest of all hotels."""

    search_id: Id
    hotel_id: Id = 0
    step: FlexibleStep = FlexibleStep.ASK


class FlexibleDayButton(CallbackData, prefix="fd1"):
    """Search the same nights from another day, YYYYMMDD."""

    search_id: Id
    hotel_id: Id
    day: Annotated[str, AfterValidator(check_day)]


def flexible_button(search_id: int, hotel_id: int, t: Translator) -> InlineKeyboardButton:
    """Return the way to other dates of a search, or with a `hotel_id` of one hotel."""
    data = FlexibleButton(search_id=search_id, hotel_id=hotel_id)
    return button(t.gettext("📅 Flexible dates"), data)


def flexible_keyboard(
    view: FlexibleDates, t: Translator, *, is_asking: bool
) -> InlineKeyboardMarkup:
    """Return the cheapest days, and the way on or back; while asking only the way to stop it."""
    search_id, hotel_id = view.search.search_id, view.hotel_id or 0

    def step(label: str, what: FlexibleStep) -> Row:
        data = FlexibleButton(search_id=search_id, hotel_id=hotel_id, step=what)
        return [button(label, data)]

    if is_asking:
        return keyboard(step(t.gettext("⏹ Stop"), FlexibleStep.STOP))
    offers = [
        [
            button(
                _offer(day, price, view, t),
                FlexibleDayButton(search_id=search_id, hotel_id=hotel_id, day=day.strftime(STAMP)),
            )
        ]
        for day, price in view.cheapest(DAYS_OFFERED)
        if day != view.search.stay.check_in
    ]
    further = step(t.gettext("🔎 Check more days"), FlexibleStep.ASK) if view.unknown else []
    return keyboard(*offers, further, [_back(view, t), home_button(t)])


def _offer(day: date, price: Money, view: FlexibleDates, t: Translator) -> str:
    own, sign = view.own, "≈ " if view.prices[day].is_converted else ""
    saving = f" · −{t.money(own - price)}" if own is not None and own > price else ""
    rest = f" · {sign}{t.money(price)}{saving}"
    whole = t.day(day) + rest
    return whole if len(whole) <= LONGEST_LABEL else t.short_day(day) + rest


def _back(view: FlexibleDates, t: Translator) -> InlineKeyboardButton:
    search_id = view.search.search_id
    if view.hotel_id is None:
        return button(t.gettext("⬅️ Results"), ResultsButton(search_id=search_id))
    data = HotelButton(search_id=search_id, hotel_id=view.hotel_id)
    return button(t.gettext("⬅️ Hotel"), data)
