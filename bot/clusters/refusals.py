"""Refusals about clusters, in words."""

from bot.buttons.keyboards import echo
from bot.locales import Translator
from domain.clusters.errors import (
    ClusterNameNotUsable,
    ClusterNameTaken,
    ClusterRefused,
    ConditionNotUnderstood,
    RuleNotUsable,
    RuleTooDeep,
    RuleTooSlow,
    TooManyConditions,
)
from domain.clusters.rules import FURTHEST_KM, MOST_REVIEWS, MOST_WORDS


def cluster_words(error: ClusterRefused, t: Translator) -> str:
    """Return what is wrong, and what can be done about it."""
    match error:
        case RuleNotUsable():
            return _rule_words(error, t)
        case RuleTooSlow():
            return t.gettext(
                "Finding these hotels took too long, so nothing was changed. Add a place first."
            )
        case ConditionNotUnderstood(kind, text):
            return t.gettext("I couldn’t read “{text}”.", text=echo(text)) + f" {bounds(kind, t)}"
        case ClusterNameTaken(name):
            return t.gettext("There’s already a collection called “{name}”.", name=echo(name))
        case ClusterNameNotUsable(most):
            return t.gettext("A name needs 1 to {most} characters.", most=t.number(most))
        case _:
            return t.gettext("That isn’t possible. /help shows what I can do.")


def _rule_words(error: RuleNotUsable, t: Translator) -> str:
    match error:
        case TooManyConditions(most):
            return t.gettext(
                "A collection can have up to {most} conditions. Remove one first.",
                most=t.number(most),
            )
        case RuleTooDeep(most):
            return t.gettext(
                "Groups can be nested up to {most} levels deep. Add this condition further up.",
                most=t.number(most),
            )
        case _:
            return t.gettext("These conditions can’t be read. Remove them and add them again.")


def bounds(kind: str, t: Translator) -> str:
    """Return what a condition's value may be, and how it is written."""
    match kind:
        case "stars":
            return t.gettext("Stars go from 1 to 5. Write them like 4+ or 3-5.")
        case "rating":
            return t.gettext("Ratings go from 0 to 5. Write them like 4.2+ or 3.5-4.5.")
        case "popularity":
            most = t.number(MOST_REVIEWS)
            return t.gettext("Write a number of reviews up to {most}, like 500+.", most=most)
        case "distance":
            most = t.number(FURTHEST_KM)
            return t.gettext("Write up to {most} km and a place, like 5 km of Goa.", most=most)
        case "price":
            return t.gettext("Write a price per night for 2 adults, like under 8000.")
        case _:
            return t.gettext(
                "Write up to {most} words of at least 2 letters, separated by commas.",
                most=t.number(MOST_WORDS),
            )
