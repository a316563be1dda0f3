"""Refusals about clusters, in words."""

from bot.buttons.keyboards import echo
from bot.locales import Translator
from domain.clusters.errors import (
    ClusterNameNotUsable,
    ClusterNameTaken,
    ClusterRefused,
    ConditionNotUnderstood,
    RuleNotUsable,
    RuleTooSlow,
)


def cluster_words(error: ClusterRefused, t: Translator) -> str:
    """Return what is wrong, and what can be done about it."""
    match error:
        case RuleNotUsable():
            return t.gettext(
                "A collection can have up to 20 conditions in groups four levels deep. Remove one "
                "first."
            )
        case RuleTooSlow():
            return t.gettext(
                "Finding these hotels took too long, so nothing was changed. Add a place first."
            )
        case ConditionNotUnderstood(text):
            return t.gettext(
                "I couldn’t read “{text}”. Write it like the example above.", text=echo(text)
            )
        case ClusterNameTaken(name):
            return t.gettext("There’s already a collection called “{name}”.", name=echo(name))
        case ClusterNameNotUsable(most):
            return t.gettext("A name needs 1 to {most} characters.", most=t.number(most))
        case _:
            return t.gettext("That isn’t possible. /help shows what I can do.")
