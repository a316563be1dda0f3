"""Price cards for any chat: what stands in the list, and the message that each becomes."""

from dataclasses import dataclass
from datetime import datetime

from aiogram.types import (
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
)
from markupsafe import Markup

from bot.buttons.building import shorten
from bot.errors import words_for
from bot.inline.buttons import INLINE_START, card_keyboard, search_keyboard, try_keyboard
from bot.links.payloads import HotelLink, link_payload, link_to
from bot.locales import Translator
from bot.sending.directions import without_turns
from bot.words import terms as words
from domain.errors import Refusal
from domain.search.values import FoundHotel, SearchOutcome, SearchView

CARDS_A_PAGE = 10
LONGEST_TITLE = 60
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


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
    """Return how to ask, and what is wrong with what was typed."""
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
    """Return what stands there while suppliers are slow; the list asks for what follows it."""
    place = t.place(search.destination)
    text = words.lines(
        t.markup("🏨 Hotels in <b>{place}</b>", place=place),
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
    """Return the end of a list to which nothing came in time."""
    return InlineAnswer((), _to_search(search, t))


def render_inline_cards(
    outcome: SearchOutcome, first: int, bot_name: str, now: datetime, zone: str, t: Translator
) -> InlineAnswer:
    """Return the hotels that have a price from number `first` (0 is the cheapest) on.

    `zone` is the traveller's; those who read a card may live in others.
    """
    search = outcome.search
    hotels = [hotel for hotel in outcome.hotels if hotel.best is not None]
    if not hotels:
        return _render_nothing(outcome, bot_name, t)
    shown = hotels[first : first + CARDS_A_PAGE]
    end = first + len(shown)
    goes_on = end < len(hotels) or outcome.is_partial
    return InlineAnswer(
        tuple(_hotel_card(hotel, search, bot_name, now, zone, t) for hotel in shown),
        _to_search(search, t),
        str(end) if goes_on else "",
    )


def _hotel_card(
    hotel: FoundHotel,
    search: SearchView,
    bot_name: str,
    now: datetime,
    zone: str,
    t: Translator,
) -> InlineQueryResultArticle:
    about = words.dotted(words.rating(hotel.rating, hotel.review_count, t), hotel.area)
    price, seen = _price(hotel, search, t)
    title = f"{shorten(hotel.name, LONGEST_TITLE)} {words.stars(hotel.stars)}".strip()
    text = words.lines(
        Markup("🏨 <b>{}</b> {}").format(hotel.name, words.stars(hotel.stars)),
        about or None,
        f"📍 {t.full_name(search.destination)}",
        f"🗓 {words.stay_line(search.stay, t)}",
        "",
        price,
        words.quote_moment(seen, zone, t, is_shared=True),
    )
    age = words.quote_age(seen, now, t).striptags()
    return _card(
        f"h{hotel.hotel_id}",
        title,
        "\n".join(part for part in (price.striptags(), about, age) if part),
        text,
        card_keyboard(bot_name, HotelLink(hotel.hotel_id, search.stay), link_to(search), t),
        hotel.photos[0] if hotel.photos else None,
    )


def _price(hotel: FoundHotel, search: SearchView, t: Translator) -> tuple[Markup, datetime]:
    """Return what the stay costs in all, on which basis and where; and when that was seen."""
    if hotel.best is None:
        raise AssertionError("only hotels with a price have a card")
    return words.offer_line(hotel.best, search.stay, t), hotel.best.quote.observed_at


def why_nothing(outcome: SearchOutcome, t: Translator) -> str:
    """Return why no hotel has a price: nothing is sold, or somebody could not be asked."""
    if all(report.answered for report in outcome.reports) and outcome.reports:
        return t.gettext("Nothing is available for these dates and guests. Try other dates.")
    return words.unasked_line(outcome.reports, t)


def _render_nothing(outcome: SearchOutcome, bot_name: str, t: Translator) -> InlineAnswer:
    """Say why there is no card: nothing is sold, or nobody could be asked."""
    search, reason = outcome.search, why_nothing(outcome, t)
    stay = words.stay_line(search.stay, t)
    card = _card(
        "nothing",
        f"📍 {t.place(search.destination)} · {stay}",
        reason,
        words.lines(Markup("📍 <b>{}</b> · {}").format(t.place(search.destination), stay), reason),
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
    buttons: InlineKeyboardMarkup,
    photo: str | None = None,
) -> InlineQueryResultArticle:
    """Return a result; the photo stands beside it in the list and above its message."""
    preview = NO_PREVIEW
    if photo is not None:
        preview = LinkPreviewOptions(url=photo, prefer_large_media=True, show_above_text=True)
    return InlineQueryResultArticle(
        id=result_id,
        title=without_turns(title),
        description=without_turns(description),
        input_message_content=InputTextMessageContent(
            message_text=without_turns(text), link_preview_options=preview
        ),
        reply_markup=buttons,
        thumbnail_url=photo,
    )
