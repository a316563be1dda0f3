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

# Values that read the same in every language.
EXAMPLES = {
    "distance": "5 km Goa",
    "stars": "4+",
    "rating": "4.2+",
    "price": "8000",
    "popularity": "500+",
    "chain": "Taj, Oberoi",
    "property": "resort",
}


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
        case ConditionNotUnderstood(kind, text):
            return t.gettext(
                "I couldn’t read “{text}”. Write it like {example}.",
                text=echo(text),
                example=EXAMPLES.get(kind, EXAMPLES["stars"]),
            )
        case ClusterNameTaken(name):
            return t.gettext("There’s already a collection called “{name}”.", name=echo(name))
        case ClusterNameNotUsable(most):
            return t.gettext("A name needs 1 to {most} characters.", most=t.number(most))
        case _:
            return t.gettext("That isn’t possible. /help shows what I can do.")
