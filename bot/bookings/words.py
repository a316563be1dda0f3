"""A booking's states in a traveller's words."""

from bot.locales import Translator
from domain.bookings.models import BookingState


def state_words(state: BookingState, t: Translator) -> str:
    """Return a booking's state in words."""
    checked = t.gettext("⏳ being checked")
    cancelling = t.gettext("⏳ being cancelled")
    told = {
        BookingState.CONFIRMED: t.gettext("✅ confirmed"),
        BookingState.PENDING: t.gettext("⏳ waiting for the hotel"),
        BookingState.SUBMITTING: checked,
        BookingState.UNKNOWN: checked,
        BookingState.CANCELLING: cancelling,
        BookingState.CANCEL_PENDING: cancelling,
        BookingState.CANCELLED: t.gettext("cancelled"),
        BookingState.COMPLETED: t.gettext("stay over"),
    }
    return told.get(state, t.gettext("not booked"))
