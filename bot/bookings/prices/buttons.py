"""Buttons of a booking's price watch."""

from decimal import Decimal

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardMarkup

from bot.bookings.buttons import BookingAction, act
from bot.bookings.rows import bookings_row
from bot.buttons.callbacks import Id, Page
from bot.buttons.keyboards import button, home_button, keyboard
from bot.locales import Translator
from domain.bookings.price_watches.queries import WatchView
from domain.bookings.price_watches.saving import LEAST_PERCENTS
from domain.bookings.values import Booking


class LeastButton(CallbackData, prefix="bl1"):
    """Tell of savings from this share of the price up."""

    booking_id: Id
    percent: Page


def watch_keyboard(
    booking: Booking, watch: WatchView | None, t: Translator
) -> InlineKeyboardMarkup:
    """Return the shares to choose from, the switch, and the way back."""
    back = act(booking, BookingAction.SHOW, t.gettext("⬅️ Booking"))
    if watch is None or watch.hindrance is not None or not booking.is_confirmed:
        return keyboard([back, home_button(t)])
    shares = [
        button(
            ("✓ " if share == watch.least_percent else "") + t.percent(Decimal(share)),
            LeastButton(booking_id=booking.booking_id, percent=share),
        )
        for share in LEAST_PERCENTS
    ]
    switch = (
        act(booking, BookingAction.WATCH_OFF, t.gettext("🔕 Switch off"))
        if watch.is_on
        else act(booking, BookingAction.WATCH_ON, t.gettext("🔔 Switch on"))
    )
    is_less = watch.price is not None and watch.price < booking.terms.total
    again = [act(booking, BookingAction.REBOOK, t.gettext("🔁 Rebook…"))] if is_less else []
    return keyboard(again, shares if watch.is_on else [], [switch], [back, home_button(t)])


def cheaper_keyboard(booking: Booking, t: Translator) -> InlineKeyboardMarkup:
    """Return the ways from an alert: to a new booking, to the present one, and to its watch."""
    again = act(booking, BookingAction.REBOOK, t.gettext("🔁 Rebook…"))
    return keyboard(
        [again],
        [
            act(booking, BookingAction.SHOW, t.gettext("🧳 Open booking")),
            act(booking, BookingAction.WATCH, t.gettext("📉 Price watch")),
        ],
    )


def held_keyboard(t: Translator) -> InlineKeyboardMarkup:
    """Return the way from a closing line to all bookings."""
    return keyboard(bookings_row(t))
