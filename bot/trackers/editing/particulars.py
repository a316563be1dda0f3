"""A tracker's particulars: what they are now, and the questions after them."""

from collections.abc import Callable
from datetime import datetime, timedelta

from markupsafe import Markup

from bot.buttons.keyboards import shorten
from bot.locales import Translator
from bot.sending.screen import Screen
from bot.trackers.editing.buttons import Particular, choices_keyboard, particulars_keyboard
from bot.words import terms as words
from bot.words.tracked_things import rate_line, watched_line
from domain.checks.cadence import Frequency
from domain.prices.models import TrackableKind
from domain.prices.terms import RateTerms
from domain.suppliers.contract import Board
from domain.trackers.particulars import CHECK_IN
from domain.trackers.values import TrackerView

LONGEST_NAME = 60
DAYS_BEFORE = (1, 3, 7, 14)
SILENCES = (1, 3, 7, 30)
DAYS_AROUND = (1, 2, 3, 7)
# What a rate must offer, by the value of its button.
RATES = {
    "any": RateTerms(),
    "breakfast": RateTerms(board=Board.BREAKFAST),
    "refund": RateTerms(refundable=True),
    "breakfast+refund": RateTerms(board=Board.BREAKFAST, refundable=True),
}
Choices = tuple[list[tuple[str, str]], str]


def muted_line(tracker: TrackerView, now: datetime, zone: str, t: Translator) -> str | None:
    """Say until when a tracker is quiet, if it is."""
    until = tracker.muted_until
    if until is None or until <= now:
        return None
    return t.gettext("🔇 Muted until {moment}", moment=t.moment(until, zone))


def frequency_line(tracker: TrackerView, t: Translator) -> str:
    """Return how often prices are looked at."""
    minutes = (tracker.custom_seconds or 0) // 60
    if tracker.frequency is Frequency.CUSTOM and minutes % 60:
        return t.ngettext("🕐 Checks every minute", "🕐 Checks every {count} minutes", minutes)
    if tracker.frequency is Frequency.CUSTOM:
        return t.ngettext("🕐 Checks every hour", "🕐 Checks every {count} hours", minutes // 60)
    return t.gettext("🕐 Checks: {often}", often=_names(t)[tracker.frequency])


def _names(t: Translator) -> dict[Frequency, str]:
    return {
        Frequency.SMART: t.gettext("as often as it’s worth it"),
        Frequency.MINUTES_15: t.gettext("every 15 minutes"),
        Frequency.HOURLY: t.gettext("every hour"),
        Frequency.HOURS_6: t.gettext("every 6 hours"),
        Frequency.DAILY: t.gettext("once a day"),
        Frequency.CUSTOM: t.gettext("custom"),
    }


def _which_rate(tracker: TrackerView, t: Translator) -> str | None:
    """Return which of a hotel's rates is watched, also where it may be any."""
    if tracker.kind is not TrackableKind.HOTEL_STAY:
        return None
    return rate_line(tracker.rate, t) or t.gettext("🍳 The cheapest of all rates")


def render_particulars(
    tracker: TrackerView, now: datetime, zone: str, t: Translator, note: Markup | None = None
) -> Screen:
    """Return what can be changed about a tracker, with its current values."""
    text = words.lines(
        note,
        t.markup("✏️ <b>{name}</b>\n", name=shorten(tracker.name, LONGEST_NAME)),
        words.when_line(tracker.stay, tracker.flight_days, t),
        watched_line(tracker, t),
        frequency_line(tracker, t),
        _which_rate(tracker, t),
        t.gettext("🏁 Until {moment}", moment=t.moment(tracker.ends_at, zone)),
        muted_line(tracker, now, zone, t),
        t.markup("\nWhat would you like to change?"),
    )
    return Screen(text, particulars_keyboard(tracker, t), keeps_photo=True)


def render_particular_question(
    tracker: TrackerView, what: Particular, t: Translator, problem: str | None = None
) -> Screen:
    """Ask for a particular, to be chosen or typed."""
    question, hint = _questions(t)[what]
    choices, chosen = _CHOICES[what](tracker, t)
    text = words.lines(
        Markup("🤔 {words}\n").format(words=problem) if problem else None,
        question,
        shorten(tracker.name, LONGEST_NAME),
        hint,
    )
    return Screen(text, choices_keyboard(tracker, what, choices, chosen, t), keeps_photo=True)


def _questions(t: Translator) -> dict[Particular, tuple[Markup, Markup | None]]:
    return {
        Particular.NAME: (
            t.markup("🏷 <b>What should it be called?</b>"),
            t.markup("Write a name, like <code>Anna’s birthday</code>."),
        ),
        Particular.OFTEN: (
            t.markup("🕐 <b>How often should I check?</b>"),
            t.markup(
                "Choose, or write it, like <code>every 3 hours</code>. I’ll stick to it "
                "as far as suppliers’ limits allow."
            ),
        ),
        Particular.DAYS: (
            t.markup("📅 <b>How many days earlier or later would also work?</b>"),
            t.markup("Choose or write a number, like <code>3</code>."),
        ),
        Particular.UNTIL: (
            t.markup("🏁 <b>How long should I track it?</b>"),
            t.markup("Choose or write the last day, like <code>5 Dec</code>."),
        ),
        Particular.QUIET: (
            t.markup("🔇 <b>How long should I stay quiet?</b>"),
            t.markup("I’ll keep checking. Choose or write a number of days, like <code>10</code>."),
        ),
        Particular.RATE: (
            t.markup("🍳 <b>Which rate should I track?</b>"),
            t.markup("I’ll track the cheapest one that matches. Its price history starts over."),
        ),
    }


def _name_choices(_tracker: TrackerView, _t: Translator) -> Choices:
    return [], ""


def _often_choices(tracker: TrackerView, t: Translator) -> Choices:
    labels = _names(t)
    smart = labels.pop(Frequency.SMART)
    labels.pop(Frequency.CUSTOM)
    named = [(f"✨ {smart}", Frequency.SMART.value)]
    named += [(label, frequency.value) for frequency, label in labels.items()]
    return named, tracker.frequency.value


def _days_choices(tracker: TrackerView, t: Translator) -> Choices:
    choices = [(t.gettext("These dates only"), "0")]
    choices += [(f"± {t.number(days)}", str(days)) for days in DAYS_AROUND]
    shifts = [abs((one.stay.check_in - tracker.stay.check_in).days) for one in tracker.watched]
    return choices, str(max(shifts, default=0))


def _until_choices(tracker: TrackerView, t: Translator) -> Choices:
    first = tracker.flight_days[0] if tracker.flight_days else tracker.stay.check_in
    days = [first - timedelta(days=before) for before in DAYS_BEFORE]
    days = [day for day in days if t.today is None or day > t.today]
    begins = t.gettext("Departure") if tracker.flight_days else t.gettext("Check-in")
    return [(begins, CHECK_IN), *((t.day(day), day.isoformat()) for day in days)], ""


def _quiet_choices(tracker: TrackerView, t: Translator) -> Choices:
    choices = [(t.ngettext("{count} day", "{count} days", days), str(days)) for days in SILENCES]
    if tracker.muted_until is not None:
        choices.append((t.gettext("🔔 Unmute"), "0"))
    return choices, ""


def _rate_choices(tracker: TrackerView, t: Translator) -> Choices:
    labels = {
        "any": t.gettext("Any rate"),
        "breakfast": t.gettext("Breakfast"),
        "refund": t.gettext("Free cancellation"),
        "breakfast+refund": t.gettext("Both"),
    }
    chosen = next((value for value, terms in RATES.items() if terms == tracker.rate), "")
    return [(label, value) for value, label in labels.items()], chosen


_CHOICES: dict[Particular, Callable[[TrackerView, Translator], Choices]] = {
    Particular.NAME: _name_choices,
    Particular.OFTEN: _often_choices,
    Particular.DAYS: _days_choices,
    Particular.UNTIL: _until_choices,
    Particular.QUIET: _quiet_choices,
    Particular.RATE: _rate_choices,
}
