"""Conversations with travellers, as administrators read them."""

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from bot.admin.support.buttons import (
    answering_keyboard,
    thread_keyboard,
    threads_keyboard,
    written_keyboard,
)
from bot.locales import Translator
from bot.sending.screen import Screen
from bot.words.people import full_name_of, name_of
from bot.words.terms import dotted, lines
from domain.administration.support.context import Context
from domain.administration.support.models import ThreadState
from domain.administration.support.queries import Line, ThreadView

# The last messages and the context fit into one message.
MOST_LINES, LONGEST_LINE = 5, 500


def render_threads(threads: Sequence[ThreadView], now: datetime, t: Translator) -> Screen:
    """Return the open conversations, those that wait first."""
    waiting = [one for one in threads if one.state is ThreadState.WAITING]
    text = lines(
        t.markup("🛟 <b>Support</b>\n"),
        t.ngettext("{count} message waiting", "{count} messages waiting", len(waiting))
        if waiting
        else t.gettext("Nobody is waiting"),
        t.gettext("Oldest: {ago}", ago=t.ago(now - waiting[0].written_at)) if waiting else None,
    )
    return Screen(text, threads_keyboard(threads, t))


def render_thread(thread: ThreadView, zone: str, t: Translator) -> Screen:
    """Return a conversation, with what its traveller had before them."""
    text = lines(
        Markup("🛟 <b>S-{} · {}</b>").format(
            thread.thread_id, full_name_of(thread.name, thread.user_id, t)
        ),
        dotted(
            thread.language,
            t.gettext("closed") if thread.state is ThreadState.CLOSED else None,
        ),
        "",
        *(_line(one, zone, t) for one in thread.lines[-MOST_LINES:]),
        "",
        *_context(thread.context, zone, t),
    )
    return Screen(text, thread_keyboard(thread, t))


def render_answer_question(thread: ThreadView, t: Translator) -> Screen:
    """Ask for the answer."""
    text = t.markup(
        "✍️ Send your answer to <b>{name}</b>. Their language: {language}",
        name=name_of(thread.name, thread.user_id, t),
        language=thread.language,
    )
    return Screen(text, answering_keyboard(thread.thread_id, t))


def render_written(thread_id: int, name: str, text: str, t: Translator) -> Screen:
    """Return the notice that a traveller has written."""
    return Screen(
        lines(
            t.markup("🛟 <b>{name}</b> wrote to support (S-{number})", name=name,
                     number=str(thread_id)),
            Markup("{}").format(text),
        ),
        written_keyboard(thread_id, t),
    )  # fmt: skip


def _line(one: Line, zone: str, t: Translator) -> Markup:
    who = t.gettext("Answer ({name})", name=one.name) if one.is_answer else t.gettext("Traveller")
    return Markup("<b>{}</b> · {}\n{}").format(who, t.moment(one.at, zone), one.text[:LONGEST_LINE])


def _context(context: Context, zone: str, t: Translator) -> list[Markup | str | None]:
    return [
        t.markup("<b>Last screens</b>") if context.screens else None,
        *(Markup("• {} · {}").format(t.moment(one.at, zone), one.text) for one in context.screens),
        t.markup("<b>Bookings</b>") if context.bookings else None,
        *(Markup("• {}").format(one) for one in context.bookings),
        t.markup("<b>Trackers</b>") if context.trackers else None,
        *(Markup("• {}").format(one) for one in context.trackers),
    ]
