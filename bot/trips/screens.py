"""Trips of several places: the question, the starting days in a table, and one of them."""

from datetime import date, datetime, timedelta

from markupsafe import Markup

from bot.buttons.callbacks import STAMP
from bot.buttons.keyboards import shorten
from bot.locales import Translator
from bot.pictures.heat_map import HeatMap, describe_heat_map
from bot.results.flexible.screens import day_price
from bot.sending.screen import LONGEST_CAPTION, Screen, visible_length
from bot.trips.buttons import (
    BEST_STARTS,
    start_keyboard,
    tour_keyboard,
)
from bot.trips.questions import route
from bot.words import terms as words
from bot.words.flights import party_words
from bot.words.notes import Note, leftovers_of, text_of
from bot.words.wishes import short_wishes
from domain.money import Money
from domain.stay import Stay
from domain.trips.packages import party_of
from domain.trips.tour_values import (
    Knowledge,
    Part,
    PartKind,
    TourPlace,
    TourPrices,
    TourView,
)

LONGEST_NAME = 22


def heat_map_of_tour(prices: TourPrices, t: Translator) -> HeatMap:
    """Return what to draw: every starting day with its sum."""
    totals: dict[date, Money | None] = {}
    for start in prices.tour.starts:
        if prices.knowledge(start) is not Knowledge.UNKNOWN:
            totals[start] = prices.total(start)
    best = prices.cheapest(1)
    own = best[0][0] if best else prices.tour.first_start
    converted = {start for start in totals if prices.is_converted(start)}
    return describe_heat_map(prices.tour.starts, totals, own, t, converted)


def tour_heading(tour: TourView, t: Translator) -> Markup:
    """Return the places with their nights, when it may begin, who travels, and what they want."""
    return t.markup(
        "🗺 <b>{route}</b>\nStart {window} · {nights} · {people}",
        route=route(tour.places, t),
        window=t.days(tour.first_start, tour.last_start),
        nights=words.night_count(tour.nights, t),
        people=words.dotted(words.people(tour.rooms, t), *short_wishes(tour.filters, t)),
    )


def render_asking_tour(tour: TourView, t: Translator) -> Screen:
    """Return a trip whose parts are being asked for."""
    return Screen(words.lines(tour_heading(tour, t), "", t.markup("⏳ Checking prices…")))


def render_tour(
    prices: TourPrices,
    picture: bytes | None,
    now: datetime,
    t: Translator,
    note: Note | None = None,
    *,
    is_asking: bool,
) -> Screen:
    """Return the cheapest starting days with their parts; `is_asking` while suppliers are asked."""
    best = prices.cheapest(BEST_STARTS)
    text = words.lines(
        tour_heading(prices.tour, t),
        "",
        *(_start_line(prices, start, total, n, t) for n, (start, total) in enumerate(best, 1)),
        *(_why_none(prices, t) if not best else ()),
        "",
        _basis(prices.tour, t),
        *_honestly(prices, now, t, is_asking=is_asking),
        _progress(prices, t) if is_asking else None,
        text_of(note),
    )
    if visible_length(text) > LONGEST_CAPTION:
        picture = None
    leftovers = leftovers_of(note)
    return Screen(text, tour_keyboard(prices, t, leftovers, is_asking=is_asking), picture)


def _why_none(prices: TourPrices, t: Translator) -> list[Markup]:
    """Say that no start date can be priced, and why: not yet, or never."""
    if any(prices.knowledge(start) is not Knowledge.NOT_SOLD for start in prices.tour.starts):
        return [t.markup("No start date has all its prices yet.")]
    places = prices.tour.places
    lines = [
        t.markup("🚫 No hotel in {place} is available on these days.",
                 place=t.place(places[part.number].destination))
        if part.kind is PartKind.STAY
        else t.markup("🚫 No flight to {place} is available on these days.",
                      place=t.place(places[part.number + 1].destination))
        for part in prices.dead_ends
    ]  # fmt: skip
    nothing = t.markup("🚫 The whole trip isn’t available from any of these days.")
    return [
        *(lines or [nothing]),
        t.markup("Send the trip again with other dates, or without that place."),
    ]


def _start_line(
    prices: TourPrices, start: date, total: Money, number: int, t: Translator
) -> Markup:
    """Return a row of the table: the days, the sum, and what it is made of."""
    last = start + timedelta(days=prices.tour.nights)
    amounts = prices.amounts(start) or ()
    prefixes = {PartKind.STAY: "", PartKind.FLIGHT: "✈️ "}
    parts = " + ".join(
        f"{prefixes[part.kind]}{day_price(prices.known[part], t)}" for part, _amount in amounts
    )
    return Markup("{}. {} <b>{}</b>\n   {}").format(
        t.number(number), t.days(start, last), _sum(prices, start, total, t), parts
    )


def _sum(prices: TourPrices, start: date, total: Money, t: Translator) -> str:
    return f"≈ {t.money(total)}" if prices.is_converted(start) else t.money(total)


def _basis(tour: TourView, t: Translator) -> Markup:
    if not tour.with_flights:
        return t.markup("Each total is the cheapest hotel in each place, taxes included.")
    return t.markup(
        "Each total is the cheapest hotel in each place, taxes included, plus the cheapest flights "
        "in between, for {people}.",
        people=party_words(party_of(tour.rooms), t),
    )


def _honestly(
    prices: TourPrices, now: datetime, t: Translator, *, is_asking: bool
) -> list[Markup | str]:
    """Say how many days are priced, how many are not and why, and how old the prices are."""
    priced = t.gettext(
        "Priced: {priced} of {all} start dates.",
        priced=t.number(prices.count(Knowledge.PRICED)),
        all=t.number(len(prices.tour.starts)),
    )
    return [priced, *_not_priced(prices, t, is_asking=is_asking), *_oldest(prices, now, t)]


def _not_priced(prices: TourPrices, t: Translator, *, is_asking: bool) -> list[Markup | str]:
    told: list[Markup | str] = []
    unsold, unknown = prices.count(Knowledge.NOT_SOLD), prices.count(Knowledge.UNKNOWN)
    failed = sum(1 for start in prices.tour.starts if set(prices.tour.parts(start)) & prices.failed)
    if unsold:
        told.append(
            t.ngettext(
                "{count} start date isn’t shown because part of the trip isn’t available.",
                "{count} start dates aren’t shown because part of the trip isn’t available.",
                unsold,
            )
        )
    if failed:
        told.append(
            t.ngettext(
                "⚠️ {count} start date couldn’t be priced because a supplier didn’t answer.",
                "⚠️ {count} start dates couldn’t be priced because a supplier didn’t answer.",
                failed,
            )
        )
    if unknown > failed and not is_asking:
        told.append(
            t.ngettext(
                "{count} start date wasn’t checked, so its price isn’t known.",
                "{count} start dates weren’t checked, so their prices aren’t known.",
                unknown - failed,
            )
        )
    return told


def _oldest(prices: TourPrices, now: datetime, t: Translator) -> list[Markup]:
    if prices.oldest is None:
        return []
    return [t.markup("🕐 The oldest price was seen {ago}", ago=t.ageing(prices.oldest, now))]


def _progress(prices: TourPrices, t: Translator) -> Markup:
    return t.markup(
        "⏳ {done} of {all} dates",
        done=t.number(prices.answered),
        all=t.number(max(prices.asking, prices.answered)),
    )


def render_tour_start(prices: TourPrices, start: date, now: datetime, t: Translator) -> Screen:
    """Return one starting day: each stay and flight with its price, and the sum."""
    tour = prices.tour
    lines: list[Markup | str] = []
    names = []
    for number, (place, stay) in enumerate(tour.stays(start)):
        name = shorten(t.place(place.destination), LONGEST_NAME)
        names.append(f"{name} {t.days(stay.check_in, stay.check_out)}")
        lines += [
            _stay_line(place, stay, _amount(prices, part, t), t)
            if part.kind is PartKind.STAY
            else _flight_line(tour.places[number + 1], part, _amount(prices, part, t), t)
            for part in tour.parts(start)
            if part.number == number
        ]
    total = prices.total(start)
    text = words.lines(
        tour_heading(tour, t),
        "",
        *lines,
        t.markup("Total: <b>{total}</b>", total=_sum(prices, start, total, t)) if total else None,
        "",
        _basis(tour, t),
        *_oldest(prices, now, t),
    )
    keys = start_keyboard(prices, start.strftime(STAMP), names, t, is_priced=total is not None)
    return Screen(text, keys)


def _amount(prices: TourPrices, part: Part, t: Translator) -> str:
    price = prices.known.get(part)
    if price is None:
        return t.gettext("not known")
    return day_price(price, t) if price.total else t.gettext("not available")


def _stay_line(place: TourPlace, stay: Stay, price: str, t: Translator) -> Markup:
    return t.markup(
        "🏨 {place}, {days}, {nights}: <b>{price}</b>",
        place=t.place(place.destination),
        days=t.days(stay.check_in, stay.check_out),
        nights=words.night_count(place.nights, t),
        price=price,
    )


def _flight_line(place: TourPlace, part: Part, price: str, t: Translator) -> Markup:
    return t.markup(
        "✈️ to {place}, {day}: <b>{price}</b>",
        place=t.place(place.destination),
        day=t.short_day(part.day),
        price=price,
    )
