"""One journey with its legs, and a whole trip with who sells it."""

import re
from datetime import datetime

from markupsafe import Markup

from bot.buttons.callbacks import Go, Where
from bot.buttons.keyboards import button, keyboard
from bot.flights.callbacks import FlightButton
from bot.flights.results.buttons import (
    MOST_SELLERS,
    flight_keyboard_of,
    list_row,
    sellers_keyboard,
)
from bot.flights.results.screens import flight_supplier_name, flights_heading, price_line
from bot.forecasts.screens import explained, forecast_lines
from bot.locales import Translator
from bot.sending.screen import Screen
from bot.words import terms as words
from bot.words.flights import (
    cabin_told,
    clock,
    duration_words,
    level_words,
    stops_words,
    times_words,
)
from domain.bookings.flights import NotedFlight
from domain.flights.airports import airport_index
from domain.flights.values import ChosenFlights, FlightOutcome
from domain.prices.forecast_views import ForecastView
from domain.suppliers.flight_contract import FlightOffer, Journey, Layover, Leg, SellerSheet

MUCH_EMISSIONS = 5

INCHES = re.compile(r"(\d{2}) in(?:ch(?:es)?)?")
CENTIMETRES_AN_INCH = 2.54


def render_flight(
    outcome: FlightOutcome,
    offer: FlightOffer,
    shown: FlightButton,
    now: datetime,
    t: Translator,
    told: ForecastView | None = None,
) -> Screen:
    """Return a journey's page, before the way back or the seller is chosen.

    `told` is what may be said of its price's future.
    """
    search = outcome.search
    has_return = search.question.inbound is not None
    price = t.price(offer.price) if offer.price else t.gettext("no price given")
    text = words.lines(
        flights_heading(search, t),
        "",
        *journey_lines(offer.journey, t),
        "",
        t.markup("<b>{price}</b> with the cheapest return flight", price=price)
        if has_return
        else t.markup("<b>{price}</b>", price=price),
        price_line(search, t),
        level_words(outcome.insights, t),
        *forecast_lines(told, now, "UTC", t),
        words.quote_age(outcome.observed_at, now, t),
    )
    keys = flight_keyboard_of(search.search_id, shown.out, has_return=has_return, t=t)
    return explained(Screen(text, keys), told, t)


def journey_lines(journey: Journey, t: Translator) -> list[Markup]:
    """Return a journey: its day and length, then each flight and wait."""
    head = t.markup(
        "<b>{day}</b> · {times} · {length} · {stops}",
        day=t.day(journey.departs.date()),
        times=times_words(journey, t),
        length=duration_words(journey.minutes, t),
        stops=t.gettext("non-stop") if len(journey.legs) == 1
        else t.ngettext("{count} stop", "{count} stops", len(journey.legs) - 1),
    )  # fmt: skip
    parts = [head]
    for number, leg in enumerate(journey.legs):
        parts += _leg_lines(leg, t)
        if number < len(journey.layovers):
            wait = journey.layovers[number]
            night = t.gettext("overnight") if wait.is_overnight else None
            told = words.dotted(duration_words(wait.minutes, t), night)
            parts.append(
                t.markup(
                    "   ⏱ {wait} in {airport} ({code})",
                    wait=told,
                    airport=_airport_words(wait, t),
                    code=wait.code,
                )
            )
    emissions = journey.emissions_percent
    if emissions is not None and abs(emissions) >= MUCH_EMISSIONS:
        told = t.number(abs(emissions))
        parts.append(
            t.markup("🌱 {percent}% less CO₂ than usual", percent=told)
            if emissions < 0
            else t.markup("🏭 {percent}% more CO₂ than usual", percent=told)
        )
    return parts


def _airport_words(wait: Layover, t: Translator) -> str:
    """Return where the wait is: the city, or in English the airport by its name."""
    airport = airport_index().by_code.get(wait.code)
    return wait.name if t.language == "en" or airport is None else t.place(airport)


def _size(told: str, t: Translator) -> str:
    """Return a length given in inches, "30 in", in the reader's own unit."""
    inches = INCHES.fullmatch(told)
    if inches is None or t.language == "en":
        return told
    return t.centimetres(round(int(inches[1]) * CENTIMETRES_AN_INCH))


def _leg_lines(leg: Leg, t: Translator) -> list[Markup]:
    """Return a flight: where and when, who flies it with what."""
    later = (leg.destination.time.date() - leg.origin.time.date()).days
    lands = f"{clock(leg.destination.time)}{f' +{later}' if later > 0 else ''}"
    way = Markup("🔹 {origin} <b>{departs}</b> → {destination} <b>{lands}</b>").format(
        origin=leg.origin.code, departs=clock(leg.origin.time),
        destination=leg.destination.code, lands=lands,
    )  # fmt: skip
    room = t.gettext("legroom {size}", size=_size(leg.legroom, t)) if leg.legroom else None
    late = t.gettext("⚠️ often 30 min late") if leg.is_often_late else None
    told = words.dotted(
        f"{leg.airline} {leg.number}", leg.airplane, cabin_told(leg.cabin, t),
        duration_words(leg.minutes, t), room, late,
    )  # fmt: skip
    return [way, Markup("   {}").format(told)]


def render_trip_flights(
    trip: ChosenFlights, shown: FlightButton, now: datetime, t: Translator
) -> Screen:
    """Return a chosen trip: its journeys, baggage, and who sells it for how much."""
    text = words.lines(
        flights_heading(trip.search, t),
        "",
        *(words.lines(*journey_lines(journey, t), "") for journey in trip.journeys),
        *_prices(trip, t),
        price_line(trip.search, t),
        level_words(trip.insights, t),
        words.quote_age(trip.observed_at, now, t),
    )
    return Screen(text, sellers_keyboard(trip, shown, t))


def _prices(trip: ChosenFlights, t: Translator) -> list[Markup]:
    if trip.sheet is not None:
        return _seller_lines(trip.sheet, t)
    price = t.price(trip.offer.price) if trip.offer.price else t.gettext("no price given")
    reason = (
        t.markup("No seller is listed right now.")
        if trip.report.answered
        else t.markup("⚠️ I couldn’t get the sellers from {supplier}. Try again in a minute.",
                      supplier=flight_supplier_name(trip.report.supplier))
    )  # fmt: skip
    return [t.markup("<b>{price}</b> in the list", price=price), reason]


def _seller_lines(sheet: SellerSheet, t: Translator) -> list[Markup]:
    lines = []
    for option in sheet.options[:MOST_SELLERS]:
        told = words.dotted(
            option.seller,
            t.gettext("two tickets, one each way") if option.is_split else None,
            ", ".join(option.baggage) or None,
        )
        lines.append(Markup("🎫 <b>{}</b> {}").format(t.price(option.price), told))
    more = len(sheet.options) - MOST_SELLERS
    if more > 0:
        lines.append(t.nmarkup("and {count} more seller", "and {count} more sellers", more))
    if sheet.baggage:
        lines.append(t.markup("🧳 {bags}", bags=", ".join(sheet.baggage)))
    return lines


def render_flight_booked(trip: ChosenFlights, noted: NotedFlight, t: Translator) -> Screen:
    """Return the receipt of a flight that was booked elsewhere."""
    head = (
        t.markup("✅ <b>Added to your bookings.</b>")
        if noted.is_new
        else t.markup("✅ <b>This flight is already in your bookings.</b>")
    )
    price = trip.price
    text = words.lines(
        head,
        "",
        flights_heading(trip.search, t),
        *(
            Markup("{} · {} · {}").format(
                t.day(journey.departs.date()), times_words(journey, t), stops_words(journey, t)
            )
            for journey in trip.journeys
        ),
        t.markup("Price when you told me: {price}", price=t.money(price)) if price else None,
        t.gettext("📉 I’m watching its fare: see My trackers.") if noted.is_watched else None,
        "",
        t.markup("Your ticket comes from the seller. Contact them about changes and refunds."),
    )
    return Screen(
        text,
        keyboard(
            [button(t.gettext("🧳 My bookings"), Go(to=Where.BOOKINGS))],
            list_row(trip.search.search_id, t),
        ),
    )
