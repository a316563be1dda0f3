"""Buttons of flight results, filters, and one trip."""

from collections.abc import Sequence

from aiogram.enums import ButtonStyle
from aiogram.types import InlineKeyboardMarkup

from bot.buttons.keyboards import Row, button, home_button, in_rows, keyboard, link, turns
from bot.flights.buttons import flight_chips, flight_editor
from bot.flights.callbacks import FlightButton, FlightsButton, FlightsView, FlightView
from bot.locales import Translator
from bot.trackers.widening.buttons import track_flights_button
from bot.words.notes import mending_rows
from domain.flights.ranking import DepartureTime, FlightSorting, Stops
from domain.flights.service import draft_of_flights
from domain.flights.values import ChosenFlights, FlightOutcome, fingerprint_of
from domain.reading.leftovers import Leftover
from domain.suppliers.brands import brand_of
from domain.suppliers.flight_contract import FlightOffer

FLIGHTS_A_PAGE = 5
MOST_SELLERS = 4


def flight_pages(count: int) -> int:
    """Return how many pages `count` journeys fill; none fill one."""
    return max(1, -(-count // FLIGHTS_A_PAGE))


def changed(shown: FlightsButton, **update: object) -> FlightsButton:
    """Return a list's button with something changed."""
    return shown.model_copy(update=update)


def flights_keyboard(
    outcome: FlightOutcome,
    offers: Sequence[FlightOffer],
    shown: FlightsButton,
    t: Translator,
    leftovers: Sequence[Leftover] = (),
) -> InlineKeyboardMarkup:
    """Return the journeys of a page, the pages, the orders, filters and parts to correct.

    Each of `leftovers` has a button to the part of the search that it concerns.
    """
    first = shown.page * FLIGHTS_A_PAGE
    journeys = [
        button(t.number(first + number), _data(shown, offer))
        for number, offer in enumerate(offers[first : first + FLIGHTS_A_PAGE], start=1)
    ]
    back: Row = []
    if shown.out:
        back = [button(t.gettext("⬅️ Outbound flights"), changed(shown, out="", page=0))]
    pages = _page_row(shown, flight_pages(len(offers)), t)
    rows = mending_rows(leftovers, lambda part: flight_editor(shown.search_id, part))
    if rows:
        return keyboard(
            journeys, *rows, _tools(outcome, shown, t), [*pages[-1:], *back, home_button(t)]
        )
    return keyboard(journeys, pages, _tools(outcome, shown, t), [*back, home_button(t)])


def more_of_flights_keyboard(
    outcome: FlightOutcome, shown: FlightsButton, t: Translator
) -> InlineKeyboardMarkup:
    """Return the orders, the parts to correct, and the price history."""
    search, history = outcome.search, []
    corrections = flight_chips(draft_of_flights(search), search.search_id, t)
    if outcome.insights is not None and len(outcome.insights.history) > 1 and not shown.out:
        history = [button(t.gettext("📈 Price history"), changed(shown, view=FlightsView.HISTORY))]
    back = button(t.gettext("⬅️ Flights"), changed(shown, view=FlightsView.LIST))
    return keyboard(
        _sort_row(shown, len(outcome.offers), t),
        *([] if shown.out else corrections),
        [back, *history],
    )


def _data(shown: FlightsButton, offer: FlightOffer) -> FlightButton:
    found = fingerprint_of(offer.journey)
    if shown.out:
        return FlightButton(
            search_id=shown.search_id, out=shown.out, back=found, view=FlightView.SELLERS
        )
    return FlightButton(search_id=shown.search_id, out=found)


def _page_row(shown: FlightsButton, pages: int, t: Translator) -> Row:
    return turns(shown.page, pages, lambda to: changed(shown, page=to), t)


def _sort_row(shown: FlightsButton, count: int, t: Translator) -> Row:
    if count < 2:  # noqa: PLR2004 - one is in any order
        return []
    names = {
        FlightSorting.BEST: t.gettext("Best"),
        FlightSorting.CHEAPEST: t.gettext("Cheapest"),
        FlightSorting.FASTEST: t.gettext("Fastest"),
        FlightSorting.EARLIEST: t.gettext("Earliest"),
    }
    return [
        button(
            f"✓ {name}" if order is shown.sorting else name,
            changed(shown, sorting=order, page=0, view=FlightsView.LIST),
        )
        for order, name in names.items()
    ]


def _tools(outcome: FlightOutcome, shown: FlightsButton, t: Translator) -> Row:
    tools = []
    if outcome.offers:
        count = (shown.stops is not Stops.ANY) + (shown.when is not DepartureTime.ANY)
        label = t.gettext("⚙️ Filters")
        tools.append(
            button(f"{label} ({t.number(count)})" if count else label,
                   changed(shown, view=FlightsView.FILTERS))
        )  # fmt: skip
    if outcome.offers and not shown.out:
        tools.append(track_flights_button(shown.search_id, t))
    return [*tools, button(t.gettext("⋯ More"), changed(shown, view=FlightsView.MORE))]


def filters_keyboard(shown: FlightsButton, t: Translator) -> InlineKeyboardMarkup:
    """Return the filters: how many stops, and the part of the day."""
    stops = {
        Stops.ANY: t.gettext("Any stops"),
        Stops.NONE: t.gettext("Non-stop"),
        Stops.ONE: t.gettext("1 stop at most"),
    }
    times = {
        DepartureTime.ANY: t.gettext("Any time"),
        DepartureTime.MORNING: t.gettext("🌅 Morning 5–12"),
        DepartureTime.AFTERNOON: t.gettext("☀️ Afternoon 12–17"),
        DepartureTime.EVENING: t.gettext("🌆 Evening 17–22"),
        DepartureTime.NIGHT: t.gettext("🌙 Night 22–5"),
    }
    return keyboard(
        [
            button(f"{'✓ ' if one is shown.stops else ''}{name}", changed(shown, stops=one, page=0))
            for one, name in stops.items()
        ],
        *in_rows(
            (
                button(f"{'✓ ' if one is shown.when else ''}{name}",
                       changed(shown, when=one, page=0))
                for one, name in times.items()
            ),
            3,
        ),
        [
            button(
                t.gettext("✅ Show flights"), changed(shown, view=FlightsView.LIST),
                ButtonStyle.PRIMARY,
            ),
            home_button(t),
        ],
    )  # fmt: skip


def list_row(search_id: int, t: Translator, out: str = "") -> Row:
    """Return the way back to the list of journeys."""
    label = t.gettext("⬅️ Return flights") if out else t.gettext("⬅️ Flights")
    return [button(label, FlightsButton(search_id=search_id, out=out)), home_button(t)]


def flight_keyboard_of(
    search_id: int, out: str, *, has_return: bool, t: Translator
) -> InlineKeyboardMarkup:
    """Return what can be done with a journey out."""
    if has_return:
        following = button(
            t.gettext("🛬 Choose return flight"),
            FlightsButton(search_id=search_id, out=out), ButtonStyle.PRIMARY,
        )  # fmt: skip
    else:
        following = button(
            t.gettext("🎫 Where to book"),
            FlightButton(search_id=search_id, out=out, view=FlightView.SELLERS),
            ButtonStyle.PRIMARY,
        )
    return keyboard([following], list_row(search_id, t))


def sellers_keyboard(
    trip: ChosenFlights, shown: FlightButton, t: Translator
) -> InlineKeyboardMarkup:
    """Return the links to the sellers; without a plain link, the supplier's page with them all."""
    options = trip.sheet.options[:MOST_SELLERS] if trip.sheet else ()
    links = [
        link(t.gettext("🎫 Book with {seller}", seller=option.seller), option.link)
        for option in options
        if option.link is not None
    ]
    brand = brand_of(trip.report.supplier).flights
    if trip.link is not None and (not links or any(option.link is None for option in options)):
        links = [
            *links[: MOST_SELLERS - 1],
            link(t.gettext("🎫 Book on {supplier}", supplier=brand), trip.link),
        ]
    booked = shown.model_copy(update={"view": FlightView.BOOKED})
    retry: Row = []
    if trip.sheet is None:
        retry = [button(t.gettext("🔄 Try again"), shown)]
    out = shown.out if shown.back else ""
    return keyboard(
        *in_rows(links, 2),
        [*retry, button(t.gettext("✅ I booked it"), booked)],
        list_row(trip.search.search_id, t, out),
    )
