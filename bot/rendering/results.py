"""The results of a search: five hotels a page, under the photo of the first."""

from datetime import datetime, timedelta

from markupsafe import Markup

from bot.keyboards.buttons import shorten
from bot.keyboards.results import HOTELS_A_PAGE, page_count, results_keyboard
from bot.locales import Translator
from bot.rendering import words
from bot.screen import LONGEST_CAPTION, Screen, visible_length
from domain.search.ranking import Sorting
from domain.search.values import FoundHotel, PricedOffer, SearchOutcome, SearchView

LONGEST_NAME = 42
# From this age on, a button from an old message says so before it asks again.
OLD = timedelta(hours=1)


def render_searching_again(search: SearchView, now: datetime, t: Translator) -> Screen:
    """Return the screen that stands while suppliers are asked for an earlier search."""
    place = search.destination.name
    if now - search.asked_at < OLD:
        text = t.markup("⏳ Searching {place}…", place=place)
    else:
        text = t.markup(
            "⏳ This price is from {day}, searching {place} again…",
            day=t.full_day(search.asked_at.date()),
            place=place,
        )
    return Screen(text, keeps_photo=True)


def render_results(
    outcome: SearchOutcome,
    page: int,
    sorting: Sorting,
    now: datetime,
    t: Translator,
    note: Markup | None = None,
) -> Screen:
    """Return a page of results; `note` stands under them."""
    if not outcome.hotels:
        return _render_nothing(outcome, t, note)
    page = min(page, page_count(len(outcome.hotels)) - 1)
    first = page * HOTELS_A_PAGE
    hotels = outcome.hotels[first : first + HOTELS_A_PAGE]
    photo = next((hotel.photos[0] for hotel in hotels if hotel.photos), None)
    foot = [*words.footnotes(outcome.reports, t), *([note] if note else [])]
    # A caption holds a quarter of what a text does: what matters less gives way.
    for detail in (3, 2, 1, 0):
        text = words.lines(
            _heading(outcome, sorting, t),
            "",
            *(
                words.lines(*_hotel_lines(hotel, first + n, detail, t), "")
                for n, hotel in enumerate(hotels, start=1)
            ),
            words.quote_age(outcome.seen_at, now, t),
            *foot,
        )
        if visible_length(text) <= LONGEST_CAPTION:
            break
    return Screen(text, results_keyboard(outcome, page, sorting, t), photo)


def _heading(outcome: SearchOutcome, sorting: Sorting, t: Translator) -> Markup:
    search = outcome.search
    order = {
        Sorting.PRICE: t.gettext("cheapest first"),
        Sorting.RATING: t.gettext("best rated first"),
        Sorting.DISTANCE: t.gettext("nearest first"),
        Sorting.VALUE: t.gettext("best value first"),
    }[sorting]
    count = t.ngettext("{count} hotel", "{count} hotels", len(outcome.hotels))
    return t.markup(
        "📍 <b>{place}</b> · {stay}\n{count}, {order}. Prices are for the whole stay.",
        place=search.destination.name,
        stay=words.stay_line(search.stay, t),
        count=count,
        order=order,
    )


def _hotel_lines(hotel: FoundHotel, number: int, detail: int, t: Translator) -> list[Markup]:
    name = Markup("<b>{number}. {name}</b> {stars}").format(
        number=t.number(number),
        name=shorten(hotel.name, LONGEST_NAME if detail > 1 else LONGEST_NAME // 2),
        stars=words.stars(hotel.stars),
    )
    quote = hotel.best.quote if hotel.best else None
    about = words.dotted(
        words.rating(hotel.rating, hotel.review_count if detail > 1 else None, t),
        shorten(hotel.area, 24) if hotel.area and detail else None,
        words.board(quote, t) if quote and detail > 1 else None,
        words.cancellation(quote, t) if quote and detail > 2 else None,  # noqa: PLR2004 - the most
    )
    return [name, price_line(hotel.best, t), *([Markup("{}").format(about)] if about else [])]


def price_line(offer: PricedOffer | None, t: Translator) -> Markup:
    """Return a hotel's price with its taxes."""
    if offer is None:
        return t.markup("No price for these dates")
    return Markup("<b>{total}</b> {taxes}").format(
        total=t.money(offer.quote.total),
        taxes=words.taxes(offer.quote, t),
    )


def _render_nothing(outcome: SearchOutcome, t: Translator, note: Markup | None) -> Screen:
    """Say why the list is empty: nothing is sold, or nobody could be asked."""
    search = outcome.search
    everyone = all(report.answered for report in outcome.reports) and outcome.reports
    if not everyone:
        reason = t.markup("I could not ask every supplier, so there may be hotels all the same.")
    elif search.most_total is not None:
        reason = t.markup(
            "Nothing is sold up to {money} for the stay. Try a higher price or other dates.",
            money=t.money(search.most_total),
        )
    else:
        reason = t.markup("Nothing is sold for these dates and people. Try other dates.")
    text = words.lines(
        Markup("📍 <b>{place}</b> · {stay}").format(
            place=search.destination.name,
            stay=words.stay_line(search.stay, t),
        ),
        "",
        reason,
        *words.footnotes(outcome.reports, t),
        note,
    )
    return Screen(text, results_keyboard(outcome, 0, Sorting.PRICE, t))
