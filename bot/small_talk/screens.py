"""Answers to small talk."""

from markupsafe import Markup

from bot.locales import Translator
from bot.sending.screen import Screen
from bot.start.screens import example, home_keyboard
from domain.reading.intents import Talk


def render_talk(said: Talk, first_name: str, t: Translator) -> Screen:
    """Return an answer in kind, with an example of a search."""
    return Screen(_answer(said, first_name, t), home_keyboard(t))


def _answer(said: Talk, first_name: str, t: Translator) -> Markup:
    match said:
        case Talk.GREETING:
            return t.markup(
                "Hello {name}! Write where, when and who, like <code>{example}</code>.",
                name=first_name, example=example(t),
            )  # fmt: skip
        case Talk.THANKS:
            return t.markup("You’re welcome! Where to next?")
        case Talk.FAREWELL:
            return t.markup("Goodbye! I’ll keep tracking your prices.")
        case Talk.PRAISE | Talk.YES:
            return t.markup("🙂 Tell me where, when and who, and I’ll search.")
        case Talk.NO:
            return t.markup("All right. Write whenever you want to search again.")
