"""Kinds of bookings in a traveller's words."""

from bot.locales import Translator
from domain.bookings.models import BookingKind

KIND_SIGNS = {
    BookingKind.HOTEL: "🏨",
    BookingKind.FLIGHT: "✈️",
    BookingKind.PACKAGE: "🧳",
    BookingKind.ACTIVITY: "🎟",
    BookingKind.TRANSFER: "🚕",
    BookingKind.INSURANCE: "🛡",
}


def kind_words(kind: BookingKind, t: Translator) -> str:
    """Return what a kind is called on a button."""
    told = {
        BookingKind.HOTEL: t.gettext("Hotel"),
        BookingKind.FLIGHT: t.gettext("Flight"),
        BookingKind.PACKAGE: t.gettext("Package"),
        BookingKind.ACTIVITY: t.gettext("Activity"),
        BookingKind.TRANSFER: t.gettext("Transfer"),
        BookingKind.INSURANCE: t.gettext("Insurance"),
    }
    return told[kind]
