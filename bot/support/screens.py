"""What a traveller reads when writing to support."""

from markupsafe import Markup

from bot.locales import Translator
from bot.sending.screen import Screen
from bot.support.buttons import reply_keyboard, support_keyboard
from bot.words.terms import lines
from domain.administration.support.queries import Line, ThreadView

MOST_SHOWN, LONGEST_SHOWN = 4, 400


def render_support(thread: ThreadView | None, zone: str, t: Translator) -> Screen:
    """Ask what is wrong, below any earlier messages."""
    before = () if thread is None else thread.lines[-MOST_SHOWN:]
    text = lines(
        t.markup("🛟 <b>Support</b>\n"),
        *(_line(one, zone, t) for one in before),
        "" if before else None,
        t.gettext(
            "Tell me in one message what went wrong. It goes to the people who run this bot, "
            "with the screens you saw last. Their answer will come to this chat."
        ),
        t.gettext("/cancel leaves this without sending anything."),
    )
    return Screen(text, support_keyboard(t))


def render_sent(thread: ThreadView, t: Translator) -> Screen:
    """Say that it was sent."""
    text = t.markup(
        "✅ <b>Sent.</b> You’ll get the answer in this chat. Your reference: S-{number}",
        number=str(thread.thread_id),
    )
    return Screen(text, reply_keyboard(t))


def render_answer(text: str, t: Translator) -> Screen:
    """Return an answer as it comes to the traveller."""
    return Screen(
        lines(t.markup("🛟 <b>Answer from support</b>\n"), Markup("{}").format(text)),
        reply_keyboard(t),
    )


def _line(one: Line, zone: str, t: Translator) -> Markup:
    who = t.gettext("Support") if one.is_answer else t.gettext("You")
    return Markup("<b>{}</b> · {}\n{}").format(
        who, t.moment(one.at, zone), one.text[:LONGEST_SHOWN]
    )
