"""An error's sentence as the web service says it: unlike the chat, it does not say “I”."""

from bot.errors import words_for as words_in_a_chat
from bot.locales import Translator
from domain.errors import (
    DatabaseUnavailable,
    QueueUnavailable,
    UnderMaintenance,
)


def words_for(error: Exception, t: Translator) -> str:
    """Return what went wrong, and what can be done about it."""
    match error:
        case UnderMaintenance(wait):
            return t.gettext(
                "We’re updating Often Hotels and will be back {when} at the latest. Nothing is "
                "lost: prices are still watched, and alerts will follow.",
                when=t.ahead(wait),
            )
        case DatabaseUnavailable() | QueueUnavailable():
            return t.gettext(
                "We can’t load your data right now. Nothing is lost. Please try again in a minute."
            )
        case _:
            return words_in_a_chat(error, t)
