"""The refusals of trips in words: `bot.errors`' part for several places."""

from bot.locales import Translator
from domain.trips.errors import NightsMissing, TooManyPlaces, TourOver, TourRefused, WindowTooLong


def tour_words(error: TourRefused, t: Translator) -> str:
    """Return one sentence or two: what is wrong, and what can be done about it."""
    match error:
        case NightsMissing(place):
            return t.gettext(
                "How many nights in {place}? Write each place with its nights, like “Paris 3 "
                "nights”.",
                place=t.place(place),
            )
        case TooManyPlaces(places, most):
            return t.gettext(
                "{places} places are too many. A trip can have up to {most}.",
                places=t.number(places),
                most=t.number(most),
            )
        case WindowTooLong(days, most):
            return t.gettext(
                "{days} start dates are too many to compare. Choose up to {most}.",
                days=t.number(days),
                most=t.number(most),
            )
        case TourOver():
            return t.gettext("The last day this trip could begin has passed. Choose later days.")
        case _:
            return t.gettext(
                "I couldn’t read that as a trip. Write it like “Paris 3 nights, Lyon 2 nights”."
            )
