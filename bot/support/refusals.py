"""Refusals of messages to support, in words."""

from bot.locales import Translator
from domain.administration.support.errors import SupportBusy, SupportRefused, SupportTextTooLong


def support_words(error: SupportRefused, t: Translator) -> str:
    """Return what is wrong, and what can be done about it."""
    match error:
        case SupportTextTooLong(length, most):
            return t.gettext(
                "That’s {length} characters; a message can have {most}. Send it in parts.",
                length=t.number(length),
                most=t.number(most),
            )
        case SupportBusy(most):
            return t.gettext(
                "You’ve sent {most} messages in the last hour. They’ve all arrived. Please wait "
                "for an answer before you write again.",
                most=t.number(most),
            )
        case _:
            return t.gettext("That isn’t possible. /help shows what I can do.")
