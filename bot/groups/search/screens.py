"""The small list of hotels that answers a search written in a group."""

from markupsafe import Markup

from bot.errors import words_for
from bot.groups.buttons import group_hotels_keyboard
from bot.inline.screens import why_nothing
from bot.locales import Translator
from bot.sending.screen import Screen
from bot.start.screens import example
from bot.words import terms as words
from bot.words.places import located
from domain.errors import Refusal
from domain.search.values import FoundHotel, SearchOutcome, SearchView

# More would push the conversation out of sight.
MOST_SHOWN = 5


def render_group_help(problem: Refusal | None, bot_name: str, t: Translator) -> Screen:
    """Say what is wrong with what was written, or what is missing, and how it is done."""
    how = t.gettext("Write where and when: {example}", example=f"@{bot_name} {example(t)}")
    return Screen(words.lines(words_for(problem, t) if problem else None, how))


def render_group_searching(search: SearchView, t: Translator) -> Screen:
    """Say that the suppliers are being asked."""
    return Screen(t.markup("⏳ Searching {place}…", place=t.place(search.destination)))


def render_group_hotels(
    search: SearchView, outcome: SearchOutcome | None, bot_name: str, zone: str, t: Translator
) -> Screen:
    """Return the cheapest hotels with their prices; None if no supplier answered.

    `zone` is the asker's; those who read along may live in others.
    """
    head = words.lines(
        t.markup("🏨 Hotels in <b>{place}</b>", place=located(search.destination, t)),
        f"🗓 {words.stay_line(search.stay, t)}",
        "",
    )
    priced = [hotel for hotel in (outcome.hotels if outcome else ()) if hotel.best is not None]
    shown = priced[:MOST_SHOWN]
    if not shown:
        reason = why_nothing(outcome, t) if outcome else words.unasked_line((), t)
        return Screen(words.lines(head, reason), group_hotels_keyboard((), search, bot_name, t))
    oldest = min(hotel.best.quote.observed_at for hotel in shown if hotel.best is not None)
    text = words.lines(
        head,
        *(_line(number, hotel, search, t) for number, hotel in enumerate(shown, start=1)),
        words.quote_moment(oldest, zone, t, is_shared=True),
    )
    return Screen(text, group_hotels_keyboard(shown, search, bot_name, t))


def _line(number: int, hotel: FoundHotel, search: SearchView, t: Translator) -> Markup:
    area = t.spot(hotel.area, search.destination.full_name.country_code)
    about = words.dotted(words.rating(hotel.rating, hotel.review_count, t), area)
    head = Markup("<b>{}. {}</b> {}").format(t.number(number), hotel.name, words.stars(hotel.stars))
    price = None if hotel.best is None else words.offer_line(hotel.best, search.stay, t)
    return words.lines(head.strip(), price, about or None, "")
