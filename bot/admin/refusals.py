"""What is refused to administrators, in words."""

from bot.buttons.keyboards import echo
from bot.locales import Translator
from domain.administration.broadcasts.errors import (
    AudienceEmpty,
    BroadcastBegun,
    BroadcastRefused,
    BroadcastTextMissing,
    BroadcastTextTooLong,
    BroadcastTimeNotUnderstood,
    BroadcastTimePast,
)
from domain.administration.errors import (
    AdministrationRefused,
    AdminMeant,
    LastAdmin,
    NobodyFound,
    OwnAccountMeant,
)


def administration_words(error: AdministrationRefused, t: Translator) -> str:
    """Return what is wrong, and what can be done about it."""
    match error:
        case BroadcastRefused():
            return _broadcast_words(error, t)
        case OwnAccountMeant():
            return t.gettext("You can’t do that to your own account. Ask another admin.")
        case AdminMeant(name, user_id):
            return t.gettext(
                "{name} is an admin. Remove the role first, then ban.",
                name=_start_of(name, user_id, t),
            )
        case LastAdmin(name, user_id):
            return t.gettext(
                "{name} is the last admin. Make someone else an admin first.",
                name=_start_of(name, user_id, t),
            )
        case NobodyFound(text):
            return t.gettext(
                "I found no one for “{text}”. Send the beginning of a name, @username or email "
                "address, an ID, or a booking reference.",
                text=echo(text),
            )
        case _:
            return t.gettext("That isn’t possible. /help shows what I can do.")


def _start_of(name: str, user_id: int, t: Translator) -> str:
    """Return what a sentence about somebody begins with."""
    return name or t.gettext("Account {number}", number=str(user_id))


def _broadcast_words(error: BroadcastRefused, t: Translator) -> str:
    match error:
        case BroadcastTextMissing():
            return t.gettext("This broadcast has no text yet. Send one first.")
        case BroadcastTextTooLong(length, most):
            return t.gettext(
                "This text is too long: {length} characters. The limit is {most} "
                "(shorter with a picture).",
                length=t.number(length),
                most=t.number(most),
            )
        case AudienceEmpty():
            return t.gettext("No one matches this audience. Widen it and try again.")
        case BroadcastBegun():
            return t.gettext("This broadcast has already started, so it can’t be changed.")
        case _:
            return _time_words(error, t)


def _time_words(error: BroadcastRefused, t: Translator) -> str:
    match error:
        case BroadcastTimePast(text):
            return t.gettext(
                "{time} has passed or is more than a year away. Choose another time.", time=text
            )
        case BroadcastTimeNotUnderstood(text, example):
            return t.gettext(
                "I couldn’t read “{text}” as a time. Write it like {example}.",
                text=echo(text),
                example=example,
            )
        case _:
            return t.gettext("That isn’t possible. /help shows what I can do.")
