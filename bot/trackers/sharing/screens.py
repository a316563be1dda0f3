"""A tracker that is shared: the link for its owner, and what its opener sees."""

from markupsafe import Markup

from bot.buttons.keyboards import shorten
from bot.locales import Translator
from bot.sending.screen import Screen
from bot.trackers.sharing.buttons import clone_keyboard, shared_keyboard
from bot.words import terms as words
from bot.words.rules import rule_line
from bot.words.tracked_things import watched_line
from domain.trackers.values import TrackerView

LONGEST_NAME = 60


def render_tracker_link(tracker: TrackerView, address: str, t: Translator) -> Screen:
    """Return the link to a tracker, to be sent to a friend."""
    name = shorten(tracker.name, LONGEST_NAME)
    when = words.when_line(tracker.stay, tracker.flight_days, t)
    text = words.lines(
        t.markup("📤 <b>Share {what}</b>", what=name),
        when,
        "",
        Markup("<code>{}</code>").format(address),
        "",
        t.gettext(
            "Anyone who opens it sees its name, dates and rules, and can track the same "
            "thing in their own currency. Your alerts stay yours."
        ),
    )
    keys = shared_keyboard(tracker.tracker_id, address, f"{name} · {when}", t)
    return Screen(text, keys, keeps_photo=True)


def render_shared_tracker(tracker: TrackerView, token: str, t: Translator) -> Screen:
    """Return what a friend watches."""
    text = words.lines(
        t.markup(
            "🔗 A friend shared a tracker: <b>{name}</b>",
            name=shorten(tracker.name, LONGEST_NAME),
        ),
        words.when_line(tracker.stay, tracker.flight_days, t),
        watched_line(tracker, t),
        "",
        *(rule_line(rule, t) for rule in tracker.rules),
        "",
        t.gettext("Your copy would use your own currency and time zone."),
    )
    return Screen(text, clone_keyboard(token, t))
