"""What is said to wishes for trackers that cannot be had; part of `bot.errors`."""

from bot.keyboards.buttons import echo
from bot.locales import Translator
from domain.errors import (
    DaysOutOfRange,
    EndNotUnderstood,
    EndOutOfRange,
    FileNotUnderstood,
    FileTooLarge,
    FolderNameTaken,
    FrequencyNotUnderstood,
    NameNotUsable,
    ThresholdNotUnderstood,
    TrackerWishRefused,
)


def tracker_wish_words(error: TrackerWishRefused, t: Translator) -> str:
    """Return one sentence or two, with an example."""
    match error:
        case NameNotUsable(most):
            return t.gettext("A name has 1 to {most} characters.", most=t.number(most))
        case FolderNameTaken(name):
            return t.gettext("You have a folder “{name}” already.", name=echo(name))
        case EndOutOfRange(latest):
            return t.gettext(
                "I can watch from today until {day}. Choose a day between.", day=t.full_day(latest)
            )
        case DaysOutOfRange(text, most):
            return t.gettext(
                "“{text}” is no number of days. Write one from 0 to {most}, like 3.",
                text=echo(text),
                most=t.number(most),
            )
        case _:
            return _not_understood(error, t)


def _not_understood(error: TrackerWishRefused, t: Translator) -> str:
    match error:
        case FrequencyNotUnderstood(text):
            return t.gettext(
                "“{text}” does not tell how often. Write it like every 3 hours.", text=echo(text)
            )
        case ThresholdNotUnderstood(text):
            return t.gettext(
                "“{text}” is neither a percentage nor an amount. Write 5% or 2000.",
                text=echo(text),
            )
        case FileTooLarge(most):
            return t.gettext("The file is too large: I read up to {most} KB.", most=t.number(most))
        case FileNotUnderstood():
            return t.gettext(
                "This is no file of trackers. Export yours under /trackers to see how one looks."
            )
        case EndNotUnderstood(text):
            return t.gettext("“{text}” is no day. Write it like 5 Dec.", text=echo(text))
        case _:
            return t.gettext("That is not possible. /help shows what is.")
