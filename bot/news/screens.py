"""A broadcast as it is read."""

from markupsafe import Markup

from bot.locales import Translator
from bot.news.buttons import news_keyboard
from bot.sending.screen import Screen


def render_news(text: str, photo: str | None, t: Translator) -> Screen:
    """Return a broadcast: `text` is the HTML that Telegram itself made of an admin's message."""
    return Screen(Markup(text), news_keyboard(t, wanted=True), photo)  # noqa: S704 - Telegram's own
