"""Price cards for any chat: the list entries, and the message that each becomes."""

from dataclasses import dataclass
from datetime import datetime

from aiogram.types import (
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
)
from markupsafe import Markup

from bot.buttons.keyboards import shorten
from bot.errors import words_for
from bot.inline.buttons import INLINE_START, card_keyboard, search_keyboard, try_keyboard
from bot.links.payloads import link_payload, link_to
from bot.locales import Translator
from bot.sending.directions import without_turns
from bot.sending.inline_messages import preview_of
from bot.sending.screen import Screen
from bot.words import terms as words
from bot.words.places import located
from bot.words.votes import price_lines, vote_lines
from domain.errors import Refusal
from domain.search.values import SearchOutcome, SearchView
from domain.trackers.cards import HotelCard, new_card

CARDS_A_PAGE = 10
LONGEST_TITLE = 60


@dataclass(frozen=True, slots=True)
class InlineAnswer:
    """What an inline query is answered with.

    `next_offset` is asked for when the end of the list is seen, "" is the end.
    """

    cards: tuple[InlineQueryResultArticle, ...]
    button: InlineQueryResultsButton
    next_offset: str = ""


def render_inline_help(
    problem: Refusal | None, bot_name: str, example: str, t: Translator
) -> InlineAnswer:
    """Return how to ask, and what is wrong with the text."""
    about = words_for(problem, t) if problem else t.gettext("Hotel prices, in any chat.")
    text = t.markup(
        "🏨 I find hotels and track their prices. In any chat, write\n<code>@{bot} "
        "{example}</code>",
        bot=bot_name,
        example=example,
    )
    how = t.gettext("Write where and when: {example}", example=example)
    button = InlineQueryResultsButton(
        text=t.gettext("🏨 Open our chat"), start_parameter=INLINE_START
    )
    return InlineAnswer((_card("help", how, about, text, try_keyboard(example, t)),), button)


def render_inline_waiting(search: SearchView, bot_name: str, t: Translator) -> InlineAnswer:
    """Return a placeholder while suppliers are slow; the list itself asks for what follows."""
    place = t.place(search.destination)
    text = words.lines(
        t.markup("🏨 Hotels in <b>{place}</b>", place=located(search.destination, t)),
        f"🗓 {words.stay_line(search.stay, t)}",
    )
    card = _card(
        "waiting",
        t.gettext("⏳ Searching {place}…", place=place),
        t.gettext("Prices will follow in a moment."),
        text,
        search_keyboard(bot_name, link_to(search), t),
    )
    return InlineAnswer((card,), _to_search(search, t), next_offset="0")


def render_inline_end(search: SearchView, t: Translator) -> InlineAnswer:
    """Return the end of a list for which nothing came in time."""
    return InlineAnswer((), _to_search(search, t))


def render_inline_cards(
    outcome: SearchOutcome, first: int, bot_name: str, now: datetime, region: str, t: Translator
) -> InlineAnswer:
    """Return the hotels that have a price from number `first` (0 is the cheapest) on.

    `region` is the traveller's: a card that is voted on goes on in their words.
    """
    search = outcome.search
    hotels = [hotel for hotel in outcome.hotels if hotel.best is not None]
    if not hotels:
        return _render_nothing(outcome, bot_name, t)
    shown = hotels[first : first + CARDS_A_PAGE]
    end = first + len(shown)
    goes_on = end < len(hotels) or outcome.is_partial
    return InlineAnswer(
        tuple(
            _in_list(new_card(hotel, search, t.language, region), bot_name, now, t)
            for hotel in shown
        ),
        _to_search(search, t),
        str(end) if goes_on else "",
    )


def _in_list(
    card: HotelCard, bot_name: str, now: datetime, t: Translator
) -> InlineQueryResultArticle:
    """Return a card's list entry: price, what it is, and how old the price is."""
    if card.price is None or card.price.best is None:
        raise AssertionError("only hotels with a price are offered")
    screen = render_card(card, bot_name, t)
    price = words.offer_line(card.price.best, card.wish.stay, t).striptags()
    age = words.quote_age(card.price.at, now, t).striptags()
    return _card(
        f"h{card.wish.hotel_id}",
        f"{shorten(card.hotel_name, LONGEST_TITLE)} {words.stars(card.stars)}".strip(),
        "\n".join(part for part in (price, _about(card, t), age) if part),
        screen.text,
        screen.keyboard,
        card.photo,
    )


def render_card(card: HotelCard, bot_name: str, t: Translator) -> Screen:
    """Return a card as a chat reads it; those who read it may live in other zones."""
    text = words.lines(
        Markup("🏨 <b>{}</b> {}").format(card.hotel_name, words.stars(card.stars)).strip(),
        _about(card, t) or None,
        f"📍 {t.full_name(card.place)}",
        f"🗓 {words.stay_line(card.wish.stay, t)}",
        "",
        *price_lines(card.price, card.wish.stay, card.time_zone, t),
        *vote_lines(card.fans, card.critics, t),
    )
    return Screen(text, card_keyboard(bot_name, card, t), card.photo)


def _about(card: HotelCard, t: Translator) -> str:
    area = t.spot(card.area, card.place.country_code)
    return words.dotted(words.rating(card.rating, card.review_count, t), area)


def why_nothing(outcome: SearchOutcome, t: Translator) -> str:
    """Return why no hotel has a price: nothing is sold, or somebody could not be asked."""
    if all(report.answered for report in outcome.reports) and outcome.reports:
        return t.gettext("Nothing is available for these dates and guests. Try other dates.")
    return words.unasked_line(outcome.reports, t)


def _render_nothing(outcome: SearchOutcome, bot_name: str, t: Translator) -> InlineAnswer:
    """Say why there is no card: nothing is sold, or nobody could be asked."""
    search, reason = outcome.search, why_nothing(outcome, t)
    place, stay = located(search.destination, t), words.stay_line(search.stay, t)
    card = _card(
        "nothing",
        f"📍 {place} · {stay}",
        reason,
        words.lines(Markup("📍 <b>{}</b> · {}").format(place, stay), reason),
        search_keyboard(bot_name, link_to(search), t),
    )
    return InlineAnswer((card,), _to_search(search, t))


def _to_search(search: SearchView, t: Translator) -> InlineQueryResultsButton:
    return InlineQueryResultsButton(
        text=t.gettext("🏨 Open the search"), start_parameter=link_payload(link_to(search))
    )


def _card(
    result_id: str,
    title: str,
    description: str,
    text: Markup,
    buttons: InlineKeyboardMarkup | None,
    photo: str | None = None,
) -> InlineQueryResultArticle:
    """Return a result; the photo is next to it in the list and above its message."""
    return InlineQueryResultArticle(
        id=result_id,
        title=without_turns(title),
        description=without_turns(description),
        input_message_content=InputTextMessageContent(
            message_text=without_turns(text), link_preview_options=preview_of(photo)
        ),
        reply_markup=buttons,
        thumbnail_url=photo,
    )
