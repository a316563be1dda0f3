"""The list of words that the bot did not understand."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.admin.buttons import admin_button
from bot.buttons.keyboards import keyboard
from bot.locales import Translator
from bot.sending.screen import Screen
from bot.words.terms import lines
from domain.reading.models import NextStep
from domain.reading.unread_words import KEPT_FOR, LEAST_TRAVELLERS, UnreadWord

MOST_LINES = 30


def render_unread(words: Sequence[UnreadWord], zone: str, t: Translator) -> Screen:
    """Return the words to add, the most frequent first."""
    text = lines(
        t.markup("💬 <b>Words I didn’t understand</b>"),
        t.ngettext(
            "In the last {days} days, from at least {count} traveller each.",
            "In the last {days} days, from at least {count} travellers each.",
            LEAST_TRAVELLERS,
            days=t.number(KEPT_FOR.days),
        ),
        "",
        *(_word(one, zone, t) for one in words[:MOST_LINES]),
        None if words else t.gettext("Nothing here yet"),
    )
    return Screen(text, keyboard([admin_button(t)]))


def _word(word: UnreadWord, zone: str, t: Translator) -> Markup:
    travellers = t.ngettext("{count} traveller", "{count} travellers", word.travellers)
    return Markup("• <b>{word}</b> · {travellers} · {languages} · {then} · {moment}").format(
        word=word.word,
        travellers=travellers,
        languages=", ".join(word.languages),
        then=_then(word.next_step, t),
        moment=t.moment(word.last_at, zone),
    )


def _then(step: NextStep | None, t: Translator) -> str:
    """Return what most of their writers did next."""
    match step:
        case NextStep.SEARCHED:
            return t.gettext("then searched")
        case NextStep.WROTE_AGAIN:
            return t.gettext("then wrote again")
        case NextStep.PRESSED:
            return t.gettext("then pressed a button")
        case None:
            return t.gettext("then left")
