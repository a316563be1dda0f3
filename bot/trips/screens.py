"""Trips of several places: the question, the starting days in a table, and one of them."""

from datetime import date, datetime, timedelta

from markupsafe import Markup

from bot.buttons.building import shorten
from bot.buttons.callbacks import STAMP
from bot.errors import words_for
from bot.locales import Translator
from bot.pictures.heat_map import HeatMap, describe_heat_map
from bot.results.flexible.screens import day_price
from bot.sending.screen import LONGEST_CAPTION, Screen, visible_length
from bot.trips.buttons import (
    BEST_STARTS,
    open_tour_editor,
    start_keyboard,
    tour_keyboard,
    tour_question_keyboard,
)
from bot.words import terms as words
from bot.words.flights import party_words
from bot.words.notes import Note, note_of, noted, text_of
from domain.money import Money
from domain.trips.packages import party_of
from domain.trips.tour_values import (
    Knowledge,
    PartKind,
    TourDraft,
    TourGap,
    TourPlace,
    TourPrices,
    TourReading,
    TourView,
)

LONGEST_NAME = 22


def render_tour_question(draft: TourDraft, t: Translator, note: Note | None = None) -> Screen:
    """Ask for what is missing of a trip: its places, or when it may begin."""
    if draft.gaps and draft.gaps[0] is TourGap.WINDOW:
        question = words.lines(
            t.markup("📅 <b>When could it begin?</b>"),
            t.markup("Write a range like <code>1-20 Dec</code>. I compare up to 31 days."),
        )
    else:
        question = words.lines(
            t.markup("🗺 <b>Several places on the cheapest dates. Where to?</b>"),
            t.markup(
                "Write the places, the nights in each, and when it could begin:\n"
                "<code>Paris 3 nights, Lyon 2 nights, Nice 2, start between 1 and 20 "
                "Dec</code>"
            ),
        )
    known = _known(draft, t)
    text = words.lines(question, t.markup("So far: <b>{known}</b>", known=known) if known else None)
    screen = Screen(text, tour_question_keyboard(t), keeps_photo=True)
    return noted(screen, note, open_tour_editor)


def _known(draft: TourDraft, t: Translator) -> str:
    window = (
        t.days(draft.first_start, draft.last_start)
        if draft.first_start and draft.last_start
        else None
    )
    return words.dotted(_route(draft.places, t) or None, window)


def _route(places: tuple[TourPlace, ...], t: Translator) -> str:
    return " → ".join(
        f"{t.place(place.destination)} {_nights(place.nights, t)}" for place in places
    )


def _nights(count: int, t: Translator) -> str:
    return t.ngettext("{count} night", "{count} nights", count)


def render_tour_problems(reading: TourReading, t: Translator) -> Screen:
    """Say what was not understood, what was, and ask again."""
    said = [Markup("🤔 {}").format(words_for(one, t)) for one in reading.problems]
    # Names to choose from go into the text: a place is written with its nights.
    names = [
        name
        for problem in reading.problems
        for _id, name in (
            *getattr(problem, "candidates", ()), *getattr(problem, "suggestions", ()),
        )
    ]  # fmt: skip
    choice = Markup("• {}").format(" · ".join(map(t.full_name, names[:3]))) if names else None
    note = note_of(reading.leftovers, t, *said, choice, of_hotels=True)
    return render_tour_question(reading.draft, t, note)


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
    """Return the places with their nights, when it may begin, and who travels."""
    return t.markup(
        "🗺 <b>{route}</b>\nStart {window} · {nights} · {people}",
        route=_route(tour.places, t),
        window=t.days(tour.first_start, tour.last_start),
        nights=_nights(tour.nights, t),
        people=words.people(tour.rooms, t),
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
    leftovers = note.leftovers if note else ()
    return Screen(text, tour_keyboard(prices, t, leftovers, is_asking=is_asking), picture)


def _why_none(prices: TourPrices, t: Translator) -> list[Markup]:
    """Say that no starting day can be priced: not yet, or never, and what stands in the way."""
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
    stays = t.markup("Each total is the cheapest hotel in each place, taxes included")
    if not tour.with_flights:
        return stays + Markup(".")
    people = party_words(party_of(tour.rooms), t)
    return stays + t.markup(", plus the cheapest flights in between, for {people}.", people=people)


def _honestly(
    prices: TourPrices, now: datetime, t: Translator, *, is_asking: bool
) -> list[Markup | str]:
    """Say of how many days nothing can be said, and why."""
    told: list[Markup | str] = []
    unsold, unknown = prices.count(Knowledge.NOT_SOLD), prices.count(Knowledge.UNKNOWN)
    failed = sum(1 for start in prices.tour.starts if set(prices.tour.parts(start)) & prices.failed)
    told.append(
        t.gettext(
            "Priced: {priced} of {all} start dates.",
            priced=t.number(prices.count(Knowledge.PRICED)),
            all=t.number(len(prices.tour.starts)),
        )
    )
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
    if prices.oldest is not None:
        told.append(
            t.markup("🕐 The oldest price was seen {ago}", ago=t.ageing(prices.oldest, now))
        )
    return told


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
    for (place, stay), number in zip(tour.stays(start), range(len(tour.places)), strict=True):
        name = shorten(t.place(place.destination), LONGEST_NAME)
        names.append(f"{name} {t.days(stay.check_in, stay.check_out)}")
        for part in tour.parts(start):
            if part.number != number:
                continue
            price = prices.known.get(part)
            amount = t.gettext("not known")
            if price is not None:
                amount = day_price(price, t) if price.total else t.gettext("not available")
            if part.kind is PartKind.STAY:
                told = t.markup(
                    "🏨 {place}, {days}, {nights}: <b>{price}</b>",
                    place=t.place(place.destination),
                    days=t.days(stay.check_in, stay.check_out),
                    nights=_nights(place.nights, t),
                    price=amount,
                )
            else:
                told = t.markup(
                    "✈️ to {place}, {day}: <b>{price}</b>",
                    place=t.place(tour.places[number + 1].destination),
                    day=t.short_day(part.day),
                    price=amount,
                )
            lines.append(told)
    total = prices.total(start)
    text = words.lines(
        tour_heading(tour, t),
        "",
        *lines,
        t.markup("Total: <b>{total}</b>", total=_sum(prices, start, total, t)) if total else None,
        "",
        _basis(tour, t),
        t.markup("🕐 The oldest price was seen {ago}", ago=t.ageing(prices.oldest, now))
        if prices.oldest
        else None,
    )
    keys = start_keyboard(prices, start.strftime(STAMP), names, t, is_priced=total is not None)
    return Screen(text, keys)
