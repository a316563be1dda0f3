"""The message that a rule could not be evaluated."""

from markupsafe import Markup

from bot.buttons.keyboards import button, keyboard, shorten
from bot.locales import Translator
from bot.sending.screen import Screen
from bot.trackers.editing.buttons import Particular, ParticularButton
from bot.words import terms as words
from bot.words.rules import rule_line
from domain.trackers.values import RuleView

LONGEST_NAME = 60


def render_rule_set_aside(tracker_id: int, name: str, rule: RuleView, t: Translator) -> Screen:
    """Return the message that one of a tracker's rules could not be evaluated."""
    text = words.lines(
        Markup("⚠️ <b>{name}</b>").format(name=shorten(name, LONGEST_NAME)),
        t.gettext("One of its rules isn’t working, so I’ve turned that rule off:"),
        rule_line(rule, t),
        t.gettext("The other rules still work. Change this one or remove it."),
    )
    change = ParticularButton(tracker_id=tracker_id, what=Particular.RULES)
    return Screen(text, keyboard([button(t.gettext("🎯 Rules"), change)]))
