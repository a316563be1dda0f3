"""Buttons of a rebooking."""

from aiogram.enums import ButtonStyle
from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardMarkup

from bot.bookings.buttons import BookingAction, act
from bot.bookings.rows import bookings_row
from bot.buttons.callbacks import Id, Page
from bot.buttons.keyboards import button, home_button, keyboard
from bot.locales import Translator
from domain.bookings.rebooking.models import RebookingStep
from domain.bookings.rebooking.results import Rebooked, RebookOffer
from domain.bookings.values import Booking


class RebookButton(CallbackData, prefix="rb1"):
    """Rebook what an offer showed; if the offer has changed, show the new one instead."""

    rebooking_id: Id
    review: Page


def offer_keyboard(offer: RebookOffer, t: Translator) -> InlineKeyboardMarkup:
    """Return the confirmation that names what is saved, and the way out."""
    found = offer.rebooking
    sure = RebookButton(rebooking_id=found.rebooking_id, review=found.review)
    label = t.gettext("🔁 Rebook and save {money}", money=t.exact(offer.saved.net))
    keep = act(offer.old, BookingAction.SHOW, t.gettext("⬅️ Keep mine"))
    return keyboard([button(label, sure, ButtonStyle.PRIMARY)], [keep, home_button(t)])


def kept_keyboard(booking: Booking, t: Translator) -> InlineKeyboardMarkup:
    """Return the ways from a booking that stays as it is."""
    return keyboard(
        [
            act(booking, BookingAction.SHOW, t.gettext("🧳 Open booking")),
            act(booking, BookingAction.WATCH, t.gettext("📉 Price watch")),
        ],
        bookings_row(t),
    )


def rebooked_keyboard(result: Rebooked, t: Translator) -> InlineKeyboardMarkup:
    """Return buttons to the standing bookings, and to the progress while it continues."""
    old = act(result.old, BookingAction.SHOW, t.gettext("🧳 Old booking"))
    new = act(result.new, BookingAction.SHOW, t.gettext("🧳 New booking"))
    match result.rebooking.step:
        case RebookingStep.DONE:
            return keyboard([new], bookings_row(t))
        case RebookingStep.STOPPED:
            return kept_keyboard(result.old, t)
        case RebookingStep.BOTH_STAND:
            return keyboard([old, new], bookings_row(t))
        case _:
            look = act(result.old, BookingAction.REBOOK, t.gettext("🔄 Check progress"))
            return keyboard([look], bookings_row(t))
