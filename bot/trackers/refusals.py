"""Refused wishes for trackers, in words; part of `bot.errors`."""

from bot.buttons.keyboards import echo
from bot.locales import Translator
from bot.words.amounts import change_example
from domain.trackers.errors import (
    DaysOutOfRange,
    EndNotUnderstood,
    EndOutOfRange,
    FileNotUnderstood,
    FileTooLarge,
    FolderNameTaken,
    ForGroupAdmins,
    FrequencyNotUnderstood,
    NameNotUsable,
    ThresholdNotUnderstood,
    TrackerOfAnother,
    TrackerWishRefused,
)


def tracker_wish_words(error: TrackerWishRefused, t: Translator) -> str:
    """Return one sentence or two, with an example."""
    match error:
        case NameNotUsable(most):
            return t.gettext("A name can have 1 to {most} characters.", most=t.number(most))
        case FolderNameTaken(name):
            return t.gettext("You already have a folder called “{name}”.", name=echo(name))
        case EndOutOfRange(latest):
            return t.gettext(
                "I can track this until {day}. Choose a day from today until then.",
                day=t.full_day(latest),
            )
        case DaysOutOfRange(text, most):
            return t.gettext(
                "I couldn’t read “{text}” as a number of days. Write a number from 0 to "
                "{most}, like 3.",
                text=echo(text),
                most=t.number(most),
            )
        case ForGroupAdmins() | TrackerOfAnother():
            return _right_missing(error, t)
        case _:
            return _not_understood(error, t)


def _right_missing(error: ForGroupAdmins | TrackerOfAnother, t: Translator) -> str:
    """Say who in a group may do what somebody has just tried."""
    if isinstance(error, ForGroupAdmins):
        return t.gettext("Only this group’s administrators can do that.")
    match error.change:
        case "stop":
            return t.gettext(
                "Only the person who started this tracker or a group administrator can stop it."
            )
        case "mute":
            return t.gettext(
                "Only the person who started this tracker or a group administrator can mute it."
            )
        case _:
            return t.gettext(
                "Only the person who started this tracker or a group administrator can change it."
            )


def _not_understood(error: TrackerWishRefused, t: Translator) -> str:
    match error:
        case FrequencyNotUnderstood(text):
            return t.gettext(
                "I couldn’t read “{text}” as an interval. Write it like every 3 hours.",
                text=echo(text),
            )
        case ThresholdNotUnderstood(text):
            return t.gettext(
                "I couldn’t read “{text}” as a percentage or an amount. Write 5% or {example}.",
                text=echo(text),
                example=change_example(None, t, t.own_currency or "INR"),
            )
        case FileTooLarge(most):
            return t.gettext(
                "The file is too large. I can read up to {most} KB.", most=t.number(most)
            )
        case FileNotUnderstood():
            return t.gettext(
                "This doesn’t look like a tracker file. Export yours in /trackers to see "
                "the format."
            )
        case EndNotUnderstood(text):
            return t.gettext(
                "I couldn’t read “{text}” as a day. Write it like 5 Dec.", text=echo(text)
            )
        case _:
            return t.gettext("That isn’t possible. /help shows what I can do.")
