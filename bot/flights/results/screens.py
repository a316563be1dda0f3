"""The journeys of a flight search, five a page, and the filters."""

from datetime import datetime, timedelta

from markupsafe import Markup

from bot.buttons.keyboards import Row, button, home_button, keyboard, shorten
from bot.flights.buttons import flight_editor
from bot.flights.callbacks import FlightsButton, FlightsView
from bot.flights.results.buttons import (
    FLIGHTS_A_PAGE,
    filters_keyboard,
    flight_pages,
    flights_keyboard,
    list_row,
    more_of_flights_keyboard,
)
from bot.locales import Translator
from bot.sending.screen import LONGEST_CAPTION, Screen, visible_length
from bot.words import terms as words
from bot.words.flights import (
    cabin_name,
    dates_words,
    duration_words,
    level_words,
    party_words,
    stops_words,
    times_words,
)
from bot.words.notes import Note, leftovers_of, mending_rows, text_of
from domain.flights.ranking import DepartureTime, Stops, rank_offers
from domain.flights.values import FlightOutcome, FlightSearchView
from domain.suppliers.brands import brand_of
from domain.suppliers.contract import Supplier
from domain.suppliers.flight_contract import FlightOffer

LONGEST_AIRLINES = 34
# From this age on, a page of an old message says that it is asked for again.
OLD = timedelta(hours=1)


def render_asking_again(search: FlightSearchView, now: datetime, t: Translator) -> Screen:
    """Return the screen shown while an earlier search is repeated."""
    route = {
        "origin": t.place(search.origin),
        "destination": t.place(search.destination),
    }
    if now - search.asked_at < OLD:
        text = t.markup("⏳ Looking for flights {origin} → {destination}…", **route)
    else:
        text = t.markup(
            "⏳ These prices are from {day}. Searching {origin} → {destination} again…",
            day=t.full_day(search.asked_at.date()),
            **route,
        )
    return Screen(text, keeps_photo=True)


def render_flights(
    outcome: FlightOutcome,
    shown: FlightsButton,
    now: datetime,
    t: Translator,
    note: Note | None = None,
) -> Screen:
    """Return a page of journeys, with `note` below them."""
    if not outcome.offers:
        return _render_nothing(outcome, t, note)
    offers = rank_offers(outcome.offers, shown.sorting, shown.stops, shown.when)
    if not offers:
        return _render_filtered_out(outcome, shown, t, note)
    page = min(shown.page, flight_pages(len(offers)) - 1)
    shown = shown.model_copy(update={"page": page})
    first = page * FLIGHTS_A_PAGE
    text = words.lines(
        flights_heading(outcome.search, t),
        _choosing(outcome, len(offers), t),
        "",
        *(
            words.lines(*flight_lines(offer, first + n, t), "")
            for n, offer in enumerate(offers[first : first + FLIGHTS_A_PAGE], start=1)
        ),
        price_line(outcome.search, t),
        level_words(outcome.insights, t),
        words.quote_age(outcome.observed_at, now, t),
        text_of(note),
    )
    leftovers = leftovers_of(note)
    return Screen(text, flights_keyboard(outcome, offers, shown, t, leftovers))


def flights_heading(search: FlightSearchView, t: Translator) -> Markup:
    """Return the route, the days and who flies in which cabin."""
    question = search.question
    return t.markup(
        "✈️ <b>{origin} → {destination}</b>\n{dates} · {people} · {cabin}",
        origin=t.place(search.origin),
        destination=t.place(search.destination),
        dates=dates_words(search, t),
        people=party_words(question.party, t),
        cabin=cabin_name(question.cabin, t),
    )


def price_line(search: FlightSearchView, t: Translator) -> str:
    """Return what a price is for and what it includes."""
    return t.gettext(
        "Prices are for {people}, {ways}, taxes and fees included; bags may cost extra.",
        people=party_words(search.question.party, t),
        ways=t.gettext("return") if search.question.inbound else t.gettext("one way"),
    )


def _choosing(outcome: FlightOutcome, count: int, t: Translator) -> Markup:
    flights = t.ngettext("{count} flight", "{count} flights", count)
    if outcome.chosen is None:
        if outcome.search.question.inbound is None:
            return t.markup("{flights}", flights=flights)
        return t.markup("🛫 Choose your outbound flight: {flights}", flights=flights)
    chosen = outcome.chosen.journey
    return t.markup(
        "🛫 Outbound: {times}, {airlines}\n🛬 Choose your return flight: {flights}",
        times=times_words(chosen, t),
        airlines=", ".join(chosen.airlines),
        flights=flights,
    )


def flight_lines(offer: FlightOffer, number: int, t: Translator) -> list[Markup]:
    """Return a journey in a list: its times and price, then how it flies."""
    journey = offer.journey
    price = t.price(offer.price) if offer.price else t.gettext("no price given")
    head = Markup("<b>{number}. {times}</b> · <b>{price}</b>").format(
        number=t.number(number), times=times_words(journey, t), price=price
    )
    route = f"{journey.legs[0].origin.code}–{journey.legs[-1].destination.code}"
    told = words.dotted(
        route, duration_words(journey.minutes, t), stops_words(journey, t),
        shorten(", ".join(journey.airlines), LONGEST_AIRLINES),
    )  # fmt: skip
    return [head, Markup("{}").format(told)]


def _render_nothing(outcome: FlightOutcome, t: Translator, note: Note | None) -> Screen:
    """Say why the list is empty: nothing is sold, or nobody could be asked."""
    search, shown = outcome.search, FlightsButton(search_id=outcome.search.search_id)
    retry: Row = []
    if outcome.report.answered:
        reason = t.markup(
            "No flights are available on this route that day. Try another day or airport."
        )
    else:
        reason = t.markup(
            "⚠️ I couldn’t check {supplier} right now, so there may still be flights.",
            supplier=flight_supplier_name(outcome.report.supplier),
        )
        retry = [button(t.gettext("🔄 Try again"), shown)]
    if outcome.chosen is not None:
        return Screen(
            words.lines(flights_heading(search, t), "", reason, text_of(note)),
            keyboard(retry, list_row(search.search_id, t)),
        )
    keys = flights_keyboard(outcome, (), shown, t, leftovers_of(note))
    if retry:
        keys.inline_keyboard.insert(0, list(retry))
    return Screen(words.lines(flights_heading(search, t), "", reason, text_of(note)), keys)


def flight_supplier_name(supplier: Supplier | str) -> str:
    """Return the name that travellers know a supplier of flights by."""
    return brand_of(supplier).flights


def _render_filtered_out(
    outcome: FlightOutcome, shown: FlightsButton, t: Translator, note: Note | None
) -> Screen:
    """Say that there are flights, but none within the filters."""
    count = t.ngettext("{count} flight", "{count} flights", len(outcome.offers))
    everything = shown.model_copy(update={"stops": Stops.ANY, "when": DepartureTime.ANY, "page": 0})
    leftovers = leftovers_of(note)
    mends = mending_rows(leftovers, lambda part: flight_editor(shown.search_id, part))
    filters = shown.model_copy(update={"view": FlightsView.FILTERS})
    text = words.lines(
        flights_heading(outcome.search, t),
        "",
        t.markup("None of the {flights} match your filters.", flights=count),
        text_of(note),
    )
    return Screen(
        text,
        keyboard(
            [button(t.gettext("Show all"), everything)],
            *mends,
            [button(t.gettext("⚙️ Filters"), filters)],
            [home_button(t)],
        ),
    )


def render_filters(outcome: FlightOutcome, shown: FlightsButton, t: Translator) -> Screen:
    """Return the choice of filters with how many journeys they leave."""
    left = len(rank_offers(outcome.offers, shown.sorting, shown.stops, shown.when))
    text = words.lines(
        flights_heading(outcome.search, t),
        "",
        t.markup("⚙️ <b>Filters</b>: {flights} of {all}",
                 flights=t.number(left), all=t.number(len(outcome.offers))),
    )  # fmt: skip
    return Screen(text, filters_keyboard(shown, t))


def render_more_of_flights(outcome: FlightOutcome, shown: FlightsButton, t: Translator) -> Screen:
    """Return a flight search's rarer actions."""
    text = words.lines(
        flights_heading(outcome.search, t),
        t.markup("Change a part of the search, or do more with it."),
    )
    return Screen(text, more_of_flights_keyboard(outcome, shown, t))


def render_flight_history(
    outcome: FlightOutcome, picture: bytes | None, now: datetime, t: Translator
) -> Screen:
    """Return what the question cost on each of the last days, as a picture where one is drawn."""
    history = outcome.insights.history if outcome.insights else ()
    lowest = min((point.total for point in history), default=None)
    highest = max((point.total for point in history), default=None)
    about = None
    if lowest is not None and highest is not None:
        about = t.markup(
            "The lowest fare over the last {days} days was between {low} and {high}.",
            days=t.number(max((now - history[0].observed_at).days, 1)),
            low=t.money(lowest),
            high=t.money(highest),
        )
    text = words.lines(
        flights_heading(outcome.search, t),
        "",
        about
        or t.markup(
            "{supplier} has no price history for this trip.",
            supplier=flight_supplier_name(outcome.report.supplier),
        ),
        level_words(outcome.insights, t),
        price_line(outcome.search, t),
    )
    if visible_length(text) > LONGEST_CAPTION:
        picture = None
    return Screen(text, keyboard(list_row(outcome.search.search_id, t)), picture)
