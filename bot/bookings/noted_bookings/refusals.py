"""What cannot be noted, in words."""

from bot.buttons.keyboards import echo
from bot.locales import Translator
from domain.bookings.errors import (
    NotedDaysNotUsable,
    NotedDeadlineNotUsable,
    NotedReferenceNotUsable,
    NotedRefused,
    NotedStayOver,
    NotedStayTooLong,
    NotedTitleNotUsable,
    NotedTotalNotLess,
    TooManyNoted,
)

HOTEL_EXAMPLE = "Lotus Beach Resort"


def noted_words(error: NotedRefused, t: Translator) -> str:
    """Return what is wrong with a note, and an example."""
    match error:
        case NotedDaysNotUsable() | NotedStayOver() | NotedStayTooLong() | NotedDeadlineNotUsable():
            return _day_words(error, t)
        case NotedTitleNotUsable(longest):
            return t.gettext(
                "I need a name of up to {most} characters, like {example}.",
                most=t.number(longest),
                example=HOTEL_EXAMPLE,
            )
        case NotedReferenceNotUsable(longest):
            return t.gettext(
                "A reference has up to {most} letters and digits, like ABC123.",
                most=t.number(longest),
            )
        case NotedTotalNotLess(paid):
            return t.gettext(
                "You paid {paid}. If the new booking costs less, write its total in the same "
                "currency.",
                paid=t.exact(paid),
            )
        case TooManyNoted(most):
            return t.ngettext(
                "You’ve added {count} booking, which is the limit. Remove it first.",
                "You’ve added {count} bookings, which is the limit. Remove some first.",
                most,
            )
        case _:
            return t.gettext(
                "I couldn’t find a booking in that text: no days, and no hotel with a price. "
                "Paste the part with the hotel, the days and the total."
            )


def _day_words(error: NotedRefused, t: Translator) -> str:
    match error:
        case NotedStayOver(last):
            return t.gettext("It ended on {day}, too long ago to add.", day=t.full_day(last))
        case NotedStayTooLong(nights, most):
            return t.gettext(
                "That’s {count} days, and a booking can have up to {most}. Check the days.",
                count=t.number(nights),
                most=t.number(most),
            )
        case NotedDeadlineNotUsable(text):
            return t.gettext(
                "“{text}” isn’t a day before check-in. Write one like 10 Dec, 6 pm.",
                text=echo(text),
            )
        case NotedDaysNotUsable(text):
            return t.gettext(
                "“{text}” doesn’t give me the days. Write the first and the last, like 12–15 Dec.",
                text=echo(text),
            )
        case _:
            raise LookupError(type(error).__name__)
