"""The results of a search: five hotels a page, under the photo of the first."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from types import MappingProxyType

from markupsafe import Markup

from bot.buttons.callbacks import ResultsButton
from bot.buttons.keyboards import shorten
from bot.locales import Translator
from bot.results.buttons import (
    HOTELS_A_PAGE,
    last_page,
    nothing_keyboard,
    options_keyboard,
    orders_keyboard,
    pages_keyboard,
    picking_keyboard,
    results_keyboard,
)
from bot.search.buttons import budget_words
from bot.search.draft import draft_of
from bot.sending.screen import LONGEST_CAPTION, Screen, visible_length
from bot.words import terms as words
from bot.words.notes import Note, leftovers_of, text_of
from bot.words.places import located
from bot.words.wishes import short_wishes, untold_line, wishes_line
from domain.search.comparison import LEAST_COMPARED, MOST_COMPARED
from domain.search.ranking import Sorting, metres_away
from domain.search.values import FoundHotel, PricedOffer, SearchOutcome, SearchView

LONGEST_NAME = 42
LONGEST_AREA = 24
LONGEST_WISHES = 60
# From this age on, a page of an old message says that it is asked for again.
OLD = timedelta(hours=1)


def render_searching_again(search: SearchView, now: datetime, t: Translator) -> Screen:
    """Return the screen shown while an earlier search is repeated."""
    place = t.place(search.destination)
    if now - search.asked_at < OLD:
        text = t.markup("⏳ Searching {place}…", place=place)
    else:
        text = t.markup(
            "⏳ This price is from {day}. Searching {place} again…",
            day=t.full_day(search.asked_at.date()),
            place=place,
        )
    return Screen(text, keeps_photo=True)


def no_more_just_now(t: Translator) -> Markup:
    """Return the note under hotels when no further ones could be fetched."""
    return t.markup("⚠️ I couldn’t load more hotels right now. Try again in a minute.")


def render_results(
    outcome: SearchOutcome,
    page: int,
    sorting: Sorting,
    now: datetime,
    t: Translator,
    note: Note | None = None,
    below_usual: Mapping[int, int] = MappingProxyType({}),
    tracked: Collection[int] = (),
) -> Screen:
    """Return a page of results, with `note` below them.

    `below_usual` are percents below a hotel's usual price, by the hotel's id; `tracked` are the
    ids of hotels that the traveller tracks for these days.
    """
    if not outcome.hotels:
        return _render_nothing(outcome, sorting, t, note)
    said = text_of(note)
    text, photo = _page(outcome, page, sorting, now, t, said, below_usual, tracked)
    leftovers = None if note is None else note.leftovers
    return Screen(text, results_keyboard(outcome, page, sorting, t, leftovers), photo)


def render_orders(
    outcome: SearchOutcome, page: int, sorting: Sorting, now: datetime, t: Translator
) -> Screen:
    """Return a page of results with the orders to choose from."""
    if not outcome.hotels:
        return _render_nothing(outcome, sorting, t, None)
    text, photo = _page(outcome, page, sorting, now, t)
    return Screen(text, orders_keyboard(outcome.search.search_id, page, sorting, t), photo)


def render_pages(outcome: SearchOutcome, at: ResultsButton, now: datetime, t: Translator) -> Screen:
    """Return a page of results with the pages to jump to."""
    if not outcome.hotels:
        return _render_nothing(outcome, at.sorting, t, None)
    text, photo = _page(outcome, at.page, at.sorting, now, t)
    return Screen(text, pages_keyboard(outcome, at, t), photo)


def render_options(outcome: SearchOutcome, at: ResultsButton, t: Translator) -> Screen:
    """Return a search's rarer actions, under what was asked for."""
    search = outcome.search
    text = words.lines(
        Markup("📍 <b>{place}</b> · {stay}").format(
            place=_place(search, t), stay=words.stay_line(search.stay, t)
        ),
        t.markup("Change a part of the search, or do more with it."),
    )
    return Screen(text, options_keyboard(outcome, at, t), keeps_photo=True)


def render_picking(
    outcome: SearchOutcome, page: int, sorting: Sorting, now: datetime, t: Translator
) -> Screen:
    """Return a page of results whose hotels can be chosen to be compared."""
    if not outcome.hotels:
        return _render_nothing(outcome, sorting, t, None)
    note = t.markup(
        "⚖️ Choose {least} to {most} hotels to compare.",
        least=t.number(LEAST_COMPARED),
        most=t.number(MOST_COMPARED),
    )
    text, photo = _page(outcome, page, sorting, now, t, note)
    return Screen(text, picking_keyboard(outcome, page, sorting, t), photo)


def _page(
    outcome: SearchOutcome,
    page: int,
    sorting: Sorting,
    now: datetime,
    t: Translator,
    note: Markup | None = None,
    below_usual: Mapping[int, int] = MappingProxyType({}),
    tracked: Collection[int] = (),
) -> tuple[Markup, str | None]:
    """Return a page's text, and the photo that goes above it."""
    first = last_page(outcome, page) * HOTELS_A_PAGE
    hotels = outcome.hotels[first : first + HOTELS_A_PAGE]
    photo = next((hotel.photos[0] for hotel in hotels if hotel.photos), None)
    strange = words.strange_currencies(hotels, outcome.search.currency, t)
    notes = [one for one in (strange, note) if one]
    foot = [*words.footnotes(outcome.reports, t), *notes]
    # A caption holds a quarter of what a text does: what matters less gives way.
    for detail in (3, 2, 1, 0):
        text = words.lines(
            _heading(outcome, sorting, t),
            "",
            *(
                words.lines(*_hotel_lines(Line(hotel, n, outcome.search, sorting,
                                               below_usual.get(hotel.hotel_id),
                                               hotel.hotel_id in tracked), detail, t), "")
                for n, hotel in enumerate(hotels, start=first + 1)
            ),
            words.quote_age(outcome.seen_at, now, t),
            *foot,
        )  # fmt: skip
        if visible_length(text) <= LONGEST_CAPTION:
            break
    return text, photo


@dataclass(frozen=True, slots=True)
class Line:
    """A hotel among others; `below_usual` in percent."""

    hotel: FoundHotel
    number: int
    search: SearchView
    sorting: Sorting
    below_usual: int | None = None
    is_tracked: bool = False


def _heading(outcome: SearchOutcome, sorting: Sorting, t: Translator) -> Markup:
    search = outcome.search
    count = t.ngettext("{count} hotel", "{count} hotels", len(outcome.hotels))
    hidden = (
        t.ngettext("{count} hidden by filters", "{count} hidden by filters", outcome.hidden)
        if outcome.hidden
        else None
    )
    budget = f"💰 {budget_words(draft_of(search), t)}" if search.most_total else None
    wishes = ", ".join(short_wishes(search.filters, t))
    wished = f"⚙️ {shorten(wishes, LONGEST_WISHES)}" if wishes else None
    return t.markup(
        "📍 <b>{place}</b> · {stay}\n{count}, {order}. Prices are for the whole stay.",
        place=located(search.destination, t),
        stay=words.stay_line(search.stay, t),
        count=words.dotted(budget, wished, count, hidden),
        order=_order_name(search, sorting, t),
    )


def _place(search: SearchView, t: Translator) -> str:
    """Return where the search was: a city, and what in it the hotels should be near."""
    near = None if search.near is None else t.gettext("near {point}", point=search.near.name)
    return words.dotted(located(search.destination, t), near)


def _order_name(search: SearchView, sorting: Sorting, t: Translator) -> str:
    match sorting:
        case Sorting.PRICE:
            return t.gettext("cheapest first")
        case Sorting.RATING:
            return t.gettext("best rated first")
        case Sorting.VALUE:
            return t.gettext("best value first")
        case Sorting.DISTANCE if search.near is not None:
            return t.gettext("nearest to {place} first", place=shorten(search.near.name, 24))
        case Sorting.DISTANCE:
            return t.gettext("nearest to the centre first")


def _hotel_lines(line: Line, detail: int, t: Translator) -> list[Markup]:
    hotel = line.hotel
    name = Markup("<b>{number}. {name}</b> {stars}{bell}").format(
        number=t.number(line.number),
        name=shorten(hotel.name, LONGEST_NAME if detail > 1 else LONGEST_NAME // 2),
        stars=words.stars(hotel.stars),
        bell=" 🔔" if line.is_tracked else "",
    )
    quote = hotel.best.quote if hotel.best else None
    area = t.spot(hotel.area, line.search.destination.full_name.country_code)
    about = words.dotted(
        words.rating(hotel.rating, hotel.review_count if detail > 1 else None, t),
        _distance(line, t),
        shorten(area, LONGEST_AREA) if area and detail else None,
        words.board(quote, t) if quote and detail > 1 else None,
        words.cancellation(quote, t) if quote and detail > 2 else None,  # noqa: PLR2004 - the most
    )
    price = price_line(hotel.best, t)
    if hotel.doubt is not None:
        price = Markup(" · ").join([price, words.doubt_line(hotel.doubt, t)])
    if line.below_usual is not None and detail:
        price = Markup(" · ").join([price, below_usual_line(line.below_usual, t)])
    return [name, price, *([Markup("{}").format(about)] if about else [])]


def _distance(line: Line, t: Translator) -> str | None:
    """Return how far a hotel is where that was asked for."""
    if line.sorting is not Sorting.DISTANCE and line.search.near is None:
        return None
    metres = metres_away(line.hotel, line.search)
    return None if metres is None else words.distance(metres, t)


def below_usual_line(percent: int, t: Translator) -> Markup:
    """Return how far a price lies below the hotel's usual one."""
    return t.markup("📉 {percent} below usual", percent=t.percent(Decimal(percent)))


def price_line(offer: PricedOffer | None, t: Translator) -> Markup:
    """Return a hotel's price with its taxes."""
    if offer is None:
        return t.markup("No price for these dates")
    return Markup("<b>{total}</b> {taxes}").format(
        total=t.price(offer.quote.total),
        taxes=words.taxes(offer.quote, t),
    )


def _render_nothing(
    outcome: SearchOutcome, sorting: Sorting, t: Translator, note: Note | None
) -> Screen:
    """Say why the list is empty: nothing fits, nothing is sold, or nobody could be asked."""
    search = outcome.search
    everyone = all(report.answered for report in outcome.reports) and outcome.reports
    if outcome.found:
        reason = [
            t.nmarkup(
                "I found {count} hotel, but it doesn’t match.",
                "I found {count} hotels, but none of them match.",
                len(outcome.found),
            ),
            t.markup("Filters: {wishes}", wishes=wishes_line(search, t)),
            *([untold_line(outcome, t)] if outcome.untold else []),
        ]
    elif not everyone:
        reason = [Markup.escape(words.unasked_line(outcome.reports, t))]
    else:
        reason = [t.markup("Nothing is available for these dates and guests. Try other dates.")]
    text = words.lines(
        Markup("📍 <b>{place}</b> · {stay}").format(
            place=_place(search, t),
            stay=words.stay_line(search.stay, t),
        ),
        "",
        *reason,
        *words.footnotes(outcome.reports, t),
        text_of(note),
    )
    return Screen(text, nothing_keyboard(outcome, sorting, t, leftovers_of(note)))
