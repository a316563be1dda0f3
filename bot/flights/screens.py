"""The questions of a flight search, each with what is known so far."""

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from bot.buttons.calendar import calendar_keyboard, month_of, opening_month
from bot.buttons.keyboards import Row
from bot.errors import words_for
from bot.flights.buttons import (
    REACH,
    airport_rows,
    candidate_rows,
    endpoint_button,
    flight_keyboard,
    flyer_ages_keyboard,
    flyers_keyboard,
    near_rows,
    one_way_row,
    open_flight_editor,
)
from bot.flights.callbacks import End
from bot.locales import Translator
from bot.search.screens import render_told
from bot.sending.screen import Screen
from bot.words import terms as words
from bot.words.flights import cabin_name, end_words, party_words
from bot.words.notes import note_of, noted
from domain.errors import Refusal
from domain.flights.errors import (
    AirportAmbiguous,
    AirportUnknown,
    FlightInPast,
    FlightTooFarAhead,
    ReturnBeforeOutbound,
    SameAirport,
)
from domain.flights.values import Endpoint, FlightDraft, FlightGap, FlightReading, NearAirport
from domain.stay_errors import StayRefused
from domain.suppliers.errors import InfantsWithoutLap, NoFlyingAdult, TooManyTravellers
from domain.suppliers.flight_contract import Cabin, Party


def known_flight_line(draft: FlightDraft, t: Translator) -> Markup | None:
    """Return what is known of a flight search, None when that is nothing."""
    origin = end_words(draft.origin, t) if draft.origin else None
    destination = end_words(draft.destination, t) if draft.destination else None
    if origin and destination:
        route: str | None = f"{origin} → {destination}"
    else:
        route = f"{origin} → …" if origin else f"… → {destination}" if destination else None
    out = t.short_day(draft.outbound) if draft.outbound else None
    back = t.short_day(draft.inbound) if draft.inbound else None
    days = f"{out} – {back}" if out and back else out
    if not route and not days:
        return None
    people = f"{party_words(draft.party, t)} · {cabin_name(draft.cabin, t)}"
    return words.so_far(t, route, days, people)


def render_origin(
    draft: FlightDraft, suggestions: Sequence[Endpoint], t: Translator, note: Markup | None = None
) -> Screen:
    """Ask where the flight begins, with the traveller's usual airports."""
    text = words.lines(
        t.markup("🛫 <b>Where are you flying from?</b>"),
        t.markup("Write a city, an airport or a code, or send me your location (📎) for "
                 "the nearest airports."),
        known_flight_line(draft, t),
    )  # fmt: skip
    return noted(_asking(text, End.FROM, draft, draft.origin, suggestions, t), note)


def render_destination(
    draft: FlightDraft, suggestions: Sequence[Endpoint], t: Translator, note: Markup | None = None
) -> Screen:
    """Ask where the flight ends."""
    text = words.lines(
        t.markup("🛬 <b>Where are you flying to?</b>"),
        t.markup("Write a city, an airport or a code, like <code>Goa</code> or "
                 "<code>CDG</code>."),
        known_flight_line(draft, t),
    )  # fmt: skip
    return noted(_asking(text, End.TO, draft, draft.destination, suggestions, t), note)


def _asking(
    text: Markup,
    end: End,
    draft: FlightDraft,
    present: Endpoint | None,
    suggestions: Sequence[Endpoint],
    t: Translator,
) -> Screen:
    rows: list[Row] = []
    if present is not None and len(present.airports) > 1:
        rows = airport_rows(end, present, t)
    rows += [[endpoint_button(end, place, t)] for place in suggestions if place != present]
    return Screen(text, flight_keyboard(draft, t, rows), keeps_photo=True)


def render_which_airport(end: End, place: Endpoint, draft: FlightDraft, t: Translator) -> Screen:
    """Ask which of a city's airports is meant: all together, or one."""
    text = words.lines(
        t.markup("✈️ <b>{city} has {count} airports.</b> Which one?", city=t.place(place),
                 count=t.number(len(place.airports))),
        known_flight_line(draft, t),
    )  # fmt: skip
    return Screen(text, flight_keyboard(draft, t, airport_rows(end, place, t)), keeps_photo=True)


def render_near(end: End, near: Sequence[NearAirport], draft: FlightDraft, t: Translator) -> Screen:
    """Offer the airports near the traveller, with their distances."""
    if not near:
        told = t.markup("🤔 I don’t know any airport within 250 km of there. Write a city instead.")
        return Screen(told, flight_keyboard(draft, t), keeps_photo=True)
    text = words.lines(
        t.markup("📍 <b>Airports near you.</b> Which one?"), known_flight_line(draft, t)
    )
    return Screen(text, flight_keyboard(draft, t, near_rows(end, near, t)), keeps_photo=True)


def render_outbound(draft: FlightDraft, month: date, today: date, t: Translator) -> Screen:
    """Ask for the day of the way out."""
    text = words.lines(
        t.markup("📅 <b>When are you flying?</b>"),
        t.markup("Tap a day, or write <code>12-15 Dec</code> or <code>12 Dec one way</code>."),
        known_flight_line(draft, t),
    )
    return Screen(text, calendar_keyboard(month, today, t, reach=REACH), keeps_photo=True)


def render_inbound(
    draft: FlightDraft, outbound: date, month: date, today: date, t: Translator
) -> Screen:
    """Ask for the day of the return flight, or whether it is one way."""
    text = words.lines(
        t.markup("📅 <b>And back?</b>"),
        t.markup("You leave on <b>{day}</b>. Tap the return day, or fly one way.",
                 day=t.day(outbound)),
        known_flight_line(draft, t),
    )  # fmt: skip
    keys = calendar_keyboard(month, today, t, outbound, REACH, [one_way_row(t)])
    return Screen(text, keys, keeps_photo=True)


def render_days(draft: FlightDraft, today: date, t: Translator) -> Screen:
    """Ask for the days that are missing."""
    if draft.outbound is not None and draft.inbound is None and not draft.is_one_way:
        return render_inbound(draft, draft.outbound, month_of(draft.outbound), today, t)
    first = draft.outbound or today
    return render_outbound(draft, opening_month(max(first, today)), today, t)


def render_flyers(
    adults: int, ages: tuple[int, ...], cabin: Cabin, draft: FlightDraft, t: Translator
) -> Screen:
    """Ask who flies, and in which cabin."""
    text = words.lines(
        t.markup("👥 <b>Who’s flying?</b>"),
        t.markup("Tap − and +, or write <code>2 adults 1 child 6 business</code>. "
                 "Children under two sit on an adult’s lap."),
        known_flight_line(draft, t),
        t.markup("Children’s ages: {ages}", ages=", ".join(map(t.number, ages))) if ages else None,
    )  # fmt: skip
    return Screen(text, flyers_keyboard(adults, ages, cabin, t), keeps_photo=True)


def render_flyers_of(draft: FlightDraft, t: Translator) -> Screen:
    """Ask who flies, beginning with the draft's party."""
    return render_flyers(draft.party.adults, draft.party.child_ages, draft.cabin, draft, t)


def render_flyer_age(party: Party, cabin: Cabin, t: Translator) -> Screen:
    """Ask for a child's age, on which the seat and its price depend."""
    text = t.markup(
        "👧 <b>How old is the child?</b>\nGive the age on the day of the flight, because "
        "fares depend on it."
    )
    keys = flyer_ages_keyboard(party.adults, party.child_ages, cabin, t)
    return Screen(text, keys, keeps_photo=True)


def render_flight_problems(reading: FlightReading, today: date, t: Translator) -> Screen:
    """Say what was not understood, what was, and ask that part again."""
    problem, draft = reading.problems[0], reading.draft
    told = [Markup("🤔 {words}").format(words=words_for(one, t)) for one in reading.problems]
    if isinstance(problem, AirportAmbiguous):
        end = End.FROM if reading.unclear is FlightGap.ORIGIN else End.TO
        keys = flight_keyboard(draft, t, candidate_rows(end, problem.candidates, t))
        known = known_flight_line(draft, t) or Markup("")
        note = note_of(reading.leftovers, t, render_told(problem, t))
        return noted(Screen(known, keys, keeps_photo=True), note, open_flight_editor)
    note = note_of(reading.leftovers, t, *told)
    if isinstance(problem, AirportUnknown) and reading.unclear is FlightGap.ORIGIN:
        return noted(render_origin(draft, (), t), note, open_flight_editor)
    return noted(question_after(problem, draft, today, t), note, open_flight_editor)


def question_after(problem: Refusal, draft: FlightDraft, today: date, t: Translator) -> Screen:
    """Return the question that the problem belongs to."""
    match problem:
        case AirportUnknown() | SameAirport():
            return render_destination(draft, (), t)
        case FlightInPast() | FlightTooFarAhead():
            return render_outbound(draft, opening_month(today), today, t)
        case ReturnBeforeOutbound():
            return render_days(draft, today, t)
        case NoFlyingAdult() | TooManyTravellers() | InfantsWithoutLap():
            return render_flyers_of(draft, t)
        case StayRefused():
            return render_flyers_of(draft, t) if draft.outbound else render_days(draft, today, t)
        case _:
            return render_origin(draft, (), t)


def render_gap(
    draft: FlightDraft, suggestions: Sequence[Endpoint], today: date, t: Translator
) -> Screen:
    """Ask for the first thing that is missing."""
    match draft.gaps[0]:
        case FlightGap.ORIGIN:
            return render_origin(draft, suggestions, t)
        case FlightGap.DESTINATION:
            return render_destination(draft, suggestions, t)
        case _:
            return render_days(draft, today, t)


def render_one_way_note(t: Translator) -> Markup:
    """Return the remark under flights whose text named one day only."""
    return t.markup(
        "You gave one day, so this is one way. Tap ⋯ More, then 📅 to add a return flight."
    )


def render_asking_flights(origin: str, destination: str, t: Translator) -> Screen:
    """Return the screen shown while the supplier is asked."""
    text = t.markup("⏳ Looking for flights {origin} → {destination}…", origin=origin,
                    destination=destination)  # fmt: skip
    return Screen(text, keeps_photo=True)
