"""Broadcasts as administrators see them."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.admin.broadcasts.buttons import (
    ACTIVE_DAYS,
    NAMES,
    SILENT_DAYS,
    BroadcastAction,
    audience_keyboard,
    confirm_keyboard,
    draft_keyboard,
    list_keyboard,
    question_keyboard,
    running_keyboard,
    start_keyboard,
    time_keyboard,
)
from bot.buttons.keyboards import shorten
from bot.locales import Translator
from bot.sending.screen import Screen, visible_text
from bot.words.terms import dotted, lines
from domain.administration.broadcasts.audience import Audience
from domain.administration.broadcasts.models import BroadcastState
from domain.administration.broadcasts.queries import BroadcastView
from domain.administration.broadcasts.service import Report

LONGEST_EXCERPT = 120
LONGEST_LABEL = 28
BAR = 12


def render_broadcasts(broadcasts: Sequence[BroadcastView], t: Translator) -> Screen:
    """Return the latest broadcasts."""
    text = lines(
        t.markup("📣 <b>Broadcasts</b>\n"),
        t.gettext("A message to everyone, or to those you choose. Price alerts always go first."),
        None if broadcasts else t.gettext("Nothing here yet"),
    )
    labels = [
        (
            one.broadcast_id,
            dotted(state_words(one.state, t), shorten(_excerpt(one, t), LONGEST_LABEL)),
        )
        for one in broadcasts
    ]
    return Screen(text, list_keyboard(labels, t))


def state_words(state: BroadcastState, t: Translator) -> str:
    """Return a broadcast's state in words."""
    return {
        BroadcastState.DRAFT: t.gettext("✏️ draft"),
        BroadcastState.RUNNING: t.gettext("🚀 running"),
        BroadcastState.PAUSED: t.gettext("⏸ paused"),
        BroadcastState.STOPPED: t.gettext("⏹ stopped"),
        BroadcastState.DONE: t.gettext("✅ done"),
    }[state]


def _excerpt(broadcast: BroadcastView, t: Translator) -> str:
    text = visible_text(Markup(broadcast.text_for(t.language)))  # noqa: S704 - only its words
    return " ".join(text.split()) or t.gettext("no text yet")


def render_draft(draft: BroadcastView, size: int, place: str | None, t: Translator) -> Screen:
    """Return an unsent broadcast, with the number of readers that it would have."""
    text = lines(
        _title(draft, t),
        "",
        *(_text_in(draft, language) for language in NAMES if language in draft.texts),
        None if draft.texts else t.gettext("No text yet: choose a language and send me the text."),
        t.gettext("🖼 With a picture") if draft.photo else None,
        "",
        t.gettext("Audience: {audience}", audience=audience_words(draft.audience, place, t)),
        t.ngettext("{count} person", "{count} people", size),
        _time(draft, t),
        _missing(draft, t),
    )
    return Screen(text, draft_keyboard(draft, t))


def _title(broadcast: BroadcastView, t: Translator) -> Markup:
    state = state_words(broadcast.state, t)
    return t.markup(
        "📣 <b>Broadcast {number}</b> · {state}", number=broadcast.broadcast_id, state=state
    )


def _text_in(draft: BroadcastView, language: str) -> Markup:
    words = " ".join(visible_text(Markup(draft.texts[language])).split())  # noqa: S704 - only its words
    return Markup("<b>{}</b>: {}").format(NAMES[language], shorten(words, LONGEST_EXCERPT))


def _time(draft: BroadcastView, t: Translator) -> str:
    if draft.local_at is None:
        return t.gettext("Time: as soon as it starts")
    told = draft.local_at.strftime("%Y-%m-%d %H:%M")
    return t.gettext("Time: {time} by each reader’s clock", time=told)


def _missing(draft: BroadcastView, t: Translator) -> str | None:
    """Say which text people get whose language has none."""
    if not draft.texts or len(draft.texts) == len(NAMES):
        return None
    first = NAMES[next(iter(draft.texts))]
    return t.gettext("Readers in other languages get the {language} text.", language=first)


def audience_words(audience: Audience, place: str | None, t: Translator) -> str:
    """Return who is meant, in words."""
    booked = {
        True: t.gettext("have booked"),
        False: t.gettext("never booked"),
        None: None,
    }[audience.has_booking]
    told = dotted(
        ", ".join(NAMES.get(one, one) for one in audience.languages) or None,
        t.gettext("active in the last {days} days", days=ACTIVE_DAYS)
        if audience.seen_within
        else None,
        t.gettext("not seen for {days} days", days=SILENT_DAYS) if audience.not_seen_for else None,
        booked,
        t.gettext("track something in {place}", place=place) if place else None,
        ", ".join(audience.currencies) or None,
    )
    return told or t.gettext("everyone")


def render_audience(draft: BroadcastView, size: int, place: str | None, t: Translator) -> Screen:
    """Return the choices of an audience."""
    text = lines(
        t.markup("👥 <b>Audience</b>\n"),
        audience_words(draft.audience, place, t),
        t.ngettext("{count} person", "{count} people", size),
        "",
        t.gettext("Banned people, closed chats and people who opted out of news are left out."),
    )
    return Screen(text, audience_keyboard(draft.broadcast_id, draft.audience, t))


def render_question(
    number: int, asked: BroadcastAction, t: Translator, *, language: str, time: str
) -> Screen:
    """Return the question that is answered by writing; `time` is an example that lies ahead."""
    questions = {
        BroadcastAction.TEXT: t.gettext(
            "Send the text in {language}, formatted as you like, with a picture if you want one.",
            language=NAMES.get(language, language),
        ),
        BroadcastAction.PLACE: t.gettext("Which place do they track? For example: Goa"),
        BroadcastAction.CURRENCY: t.gettext("Which currencies? For example: INR, EUR"),
        BroadcastAction.TIME: t.gettext(
            "When? Write it like {example}. Everyone gets it at that time on their own clock, or "
            "at once where that has passed.",
            example=time,
        ),
    }
    buttons = time_keyboard if asked is BroadcastAction.TIME else question_keyboard
    return Screen(Markup("{}").format(questions[asked]), buttons(number, t))


def render_start_question(
    draft: BroadcastView, size: int, place: str | None, t: Translator, stars: int | None = None
) -> Screen:
    """Return the question whether it is to go out, naming to how many and when.

    With `stars` it may be paid for, at that cost.
    """
    text = t.nmarkup(
        "⚠️ Send this to {count} person? Audience: {audience}. {time}. What has been sent can’t be "
        "taken back.",
        "⚠️ Send this to {count} people? Audience: {audience}. {time}. What has been sent can’t be "
        "taken back.",
        size,
        audience=audience_words(draft.audience, place, t),
        time=_time(draft, t),
    )
    cost = None if stars is None else t.gettext(
        "If you pay with Stars, it goes out at up to 1,000 messages a second instead of 30, and "
        "costs up to {count} Stars from the bot’s balance.",
        count=t.number(stars),
    )  # fmt: skip
    return Screen(lines(text, cost), start_keyboard(draft.broadcast_id, stars, t))


def render_stop_question(broadcast: BroadcastView, left: int, t: Translator) -> Screen:
    """Return the question whether it is to stop, naming how many would not hear it."""
    text = t.nmarkup(
        "⚠️ Stop broadcast {number}? {count} person won’t get it. A stopped broadcast can’t be "
        "resumed.",
        "⚠️ Stop broadcast {number}? {count} people won’t get it. A stopped broadcast can’t be "
        "resumed.",
        left,
        number=broadcast.broadcast_id,
    )
    label = t.gettext("⏹ Stop")
    return Screen(text, confirm_keyboard(broadcast.broadcast_id, label, BroadcastAction.STOP, t))


def render_broadcast(broadcast: BroadcastView, report: Report, t: Translator) -> Screen:
    """Return how far a running broadcast has got."""
    text = lines(
        _title(broadcast, t),
        "",
        Markup("{}").format(shorten(_excerpt(broadcast, t), LONGEST_EXCERPT)),
        "",
        f"{_bar(report)} {t.number(report.settled)} / {t.number(report.size)}",
        t.gettext("Sent: {count}", count=t.number(report.sent)),
        t.gettext("Blocked the bot or are gone: {count}", count=t.number(report.blocked)),
        t.gettext("Failed: {count}", count=t.number(report.failed)),
        t.gettext("⚠️ Failed so far, being tried again: {count}", count=t.number(report.retried))
        if report.retried
        else None,
        Markup("<i>{}</i>").format(shorten(report.reason, LONGEST_EXCERPT))
        if report.reason
        else None,
        t.gettext("Not sent: {count}", count=t.number(report.dropped)) if report.dropped else None,
        None if broadcast.local_at is None else _time(broadcast, t),
    )
    return Screen(text, running_keyboard(broadcast, t))


def _bar(report: Report) -> str:
    filled = BAR * report.settled // max(report.size, 1)
    return "▓" * filled + "░" * (BAR - filled)
