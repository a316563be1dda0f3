"""The refusals of bookings in words."""

from bot.bookings.noted_bookings.refusals import noted_words
from bot.buttons.keyboards import echo
from bot.locales import Translator
from domain.bookings.errors import (
    BookingRefused,
    ContactMailNotUsable,
    GuestCountWrong,
    GuestNameIncomplete,
    GuestNameNotUsable,
    GuestNameTooLong,
    NoteTooLong,
    PanNotUsable,
    PassportNotUsable,
    PhoneNotUsable,
    PhoneWithoutCountry,
    RequestsTooLong,
    TooManyOpenBookings,
)

__all__ = ["booking_words", "noted_words"]
PAN_EXAMPLE, PASSPORT_EXAMPLE = "ABCPE1234F", "Z1234567"


def booking_words(error: BookingRefused, t: Translator) -> str:
    """Return what is wrong, and what can be done about it."""
    match error:
        case GuestNameIncomplete() | GuestNameNotUsable() | GuestNameTooLong() | GuestCountWrong():
            return _name_words(error, t)
        case ContactMailNotUsable() | PhoneNotUsable() | PhoneWithoutCountry():
            return _contact_words(error, t)
        case PanNotUsable() | PassportNotUsable():
            return _document_words(error, t)
        case RequestsTooLong() | NoteTooLong():
            return _length_words(error, t)
        case TooManyOpenBookings(most):
            return t.ngettext(
                "You already have {count} booking in progress, which is the limit.",
                "You already have {count} bookings in progress, which is the limit.",
                most,
            )
        case _:
            return t.gettext("This rate can’t be booked here. Choose another one.")


def _length_words(error: RequestsTooLong | NoteTooLong, t: Translator) -> str:
    length, most = t.number(error.length), t.number(error.most)
    if isinstance(error, NoteTooLong):
        return t.gettext(
            "That’s {length} characters, and a note can have {most}. Please shorten it.",
            length=length,
            most=most,
        )
    return t.gettext(
        "That’s {length} characters, and hotels accept up to {most}. Please shorten it.",
        length=length,
        most=most,
    )


def _name_words(error: BookingRefused, t: Translator) -> str:
    match error:
        case GuestNameIncomplete(text):
            return t.gettext(
                "Hotels ask for a first and a last name, and “{text}” is only one. Write both: "
                "Asha Rao. If you have only one name, write it twice.",
                text=echo(text),
            )
        case GuestNameTooLong(text, most):
            return t.gettext(
                "“{text}” is too long: each name can have up to {most} characters.",
                text=echo(text),
                most=t.number(most),
            )
        case GuestCountWrong(given, wanted):
            needed = t.ngettext("{count} name is needed", "{count} names are needed", wanted)
            return t.gettext(
                "{needed}, one per line. You wrote {given}.",
                needed=needed,
                given=t.number(given),
            )
        case _:
            text = error.text if isinstance(error, GuestNameNotUsable) else ""
            return t.gettext(
                "“{text}” doesn’t look like a name. Use letters only, as in the passport: "
                "Asha Rao.",
                text=echo(text),
            )


def _document_words(error: BookingRefused, t: Translator) -> str:
    if isinstance(error, PanNotUsable):
        return t.gettext(
            "That isn’t a PAN. It has ten characters, like {example}.", example=PAN_EXAMPLE
        )
    return t.gettext(
        "That isn’t a passport number. Write its letters and digits, like {example}.",
        example=PASSPORT_EXAMPLE,
    )


def _contact_words(error: BookingRefused, t: Translator) -> str:
    match error:
        case PhoneWithoutCountry(text):
            return t.gettext(
                "Which country is “{text}” in? Start with the country code, like +91 98765 43210.",
                text=echo(text),
            )
        case PhoneNotUsable():
            return t.gettext(
                "I couldn’t find a phone number. Write it after the email, "
                "like asha@example.com +91 98765 43210."
            )
        case _:
            return t.gettext(
                "I couldn’t find one email address. Write it before the phone number, "
                "like asha@example.com +91 98765 43210."
            )
