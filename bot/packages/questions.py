"""The questions of a package, each with what is known so far."""

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from bot.buttons.calendar import calendar_keyboard, opening_month
from bot.buttons.day_answers import month_asked
from bot.errors import words_for
from bot.locales import Translator
from bot.packages.buttons import (
    REACH,
    adults_row,
    named_package_places,
    open_package_editor,
    origin_row,
    origin_rows,
    package_draft_keyboard,
    package_place_rows,
)
from bot.search.draft_summary import draft_days, draft_place, draft_wishes
from bot.search.screens import render_told
from bot.sending.screen import Screen
from bot.words import terms as words
from bot.words.amounts import example_of
from bot.words.notes import note_of, noted
from domain.catalog.errors import PlaceAmbiguous, PlaceUnknown
from domain.errors import CurrencyUnknown, Refusal
from domain.flights.errors import AirportAmbiguous, AirportUnknown, FlightInPast, FlightTooFarAhead
from domain.flights.values import Endpoint
from domain.reading.errors import AmountRefused, ChildAgesMissing, PeopleUnclear
from domain.search.values import DestinationView
from domain.stay_errors import ChildAgeOutOfRange, NoAdult, StayRefused, TooManyGuests, TooManyRooms
from domain.trips.values import (
    PackageDraft,
    PackageGap,
    PackageReading,
)

MOST_PLACES = 6


def known_package_line(draft: PackageDraft, t: Translator) -> Markup | None:
    """Return what is known of a package, None when that is nothing."""
    stay = draft.stay
    origin = t.gettext("from {city}", city=t.place(draft.origin)) if draft.origin else None
    people = words.people(stay.rooms, t) if draft.people_known else None
    return words.so_far(
        t, draft_place(stay, t), draft_days(stay, t), people, origin, *draft_wishes(stay, t)
    )


def render_package_place(
    draft: PackageDraft, places: Sequence[DestinationView], t: Translator
) -> Screen:
    """Ask where to stay."""
    text = words.lines(
        t.markup("🎒 <b>Hotel and flight together. Where to?</b>"),
        t.markup("Write a place, or all at once: "
                 "<code>Goa 12-15 Dec 2 adults from Delhi</code>."),
        known_package_line(draft, t),
    )  # fmt: skip
    rows = package_place_rows(places[:MOST_PLACES], t, whole_names=False)
    return Screen(text, package_draft_keyboard(draft, t, rows), keeps_photo=True)


def render_package_days(
    draft: PackageDraft, month: date, today: date, t: Translator, first: date | None = None
) -> Screen:
    """Ask for the days: there, then back."""
    head = (
        t.markup("📅 <b>When are you leaving?</b>")
        if first is None
        else t.markup("📅 <b>And back?</b> You leave on <b>{day}</b>.", day=t.day(first))
    )
    text = words.lines(
        head, t.markup("Tap a day, or write <code>12-15 Dec</code>."), known_package_line(draft, t)
    )
    return Screen(text, calendar_keyboard(month, today, t, first, REACH), keeps_photo=True)


def render_package_people(draft: PackageDraft, t: Translator) -> Screen:
    """Ask who travels."""
    text = words.lines(
        t.markup("👥 <b>How many adults?</b>"),
        t.markup("Tap a number for one room, or write "
                 "<code>2 rooms 3 adults 1 child 6</code>."),
        known_package_line(draft, t),
    )  # fmt: skip
    return Screen(text, package_draft_keyboard(draft, t, [adults_row(t)]), keeps_photo=True)


def render_package_wishes(draft: PackageDraft, t: Translator) -> Screen:
    """Ask what is wanted of the hotel, and what it may cost."""
    text = words.lines(
        t.markup("⚙️ <b>What should the hotel have?</b>"),
        t.markup(
            "Write it like <code>4-5 stars, breakfast, pool, under {example}</code>.",
            example=example_of(None, t, t.own_currency or "INR"),
        ),
        known_package_line(draft, t),
    )
    return Screen(text, package_draft_keyboard(draft, t), keeps_photo=True)


def render_package_origin(
    draft: PackageDraft, usual: Sequence[Endpoint], t: Translator, note: Markup | None = None
) -> Screen:
    """Ask where the flights begin."""
    text = words.lines(
        t.markup("🛫 <b>Where are you flying from?</b>"),
        t.markup("Write a city, an airport or a code."),
        known_package_line(draft, t),
    )
    keys = package_draft_keyboard(draft, t, origin_rows(usual, t))
    return noted(Screen(text, keys, keeps_photo=True), note)


def render_package_gap(
    draft: PackageDraft,
    places: Sequence[DestinationView],
    usual: Sequence[Endpoint],
    today: date,
    t: Translator,
) -> Screen:
    """Ask for the first thing that is missing."""
    match draft.gaps[0]:
        case PackageGap.PLACE:
            return render_package_place(draft, places, t)
        case PackageGap.DATES:
            first = draft.stay.check_in
            return render_package_days(draft, opening_month(first or today), today, t, first)
        case PackageGap.PEOPLE:
            return render_package_people(draft, t)
        case PackageGap.ORIGIN:
            return render_package_origin(draft, usual, t)


def render_package_problems(reading: PackageReading, today: date, t: Translator) -> Screen:
    """Say what was not understood, what was, and ask that part again."""
    problem, draft = reading.problems[0], reading.draft
    match problem:
        case PlaceUnknown(_text, candidates) | PlaceAmbiguous(_text, candidates) if candidates:
            rows = named_package_places(candidates[:MOST_PLACES], t)
        case AirportAmbiguous(_text, ends):
            rows = [origin_row(t.full_name(name), key) for key, name in ends]
        case _:
            told = [Markup("🤔 {}").format(words_for(one, t)) for one in reading.problems]
            note = note_of(reading.leftovers, t, *told, of_hotels=True)
            return noted(_question_after(problem, draft, today, t), note, open_package_editor)
    note = note_of(reading.leftovers, t, render_told(problem, t), of_hotels=True)
    keys = package_draft_keyboard(draft, t, rows)
    question = Screen(known_package_line(draft, t) or Markup(""), keys, keeps_photo=True)
    return noted(question, note, open_package_editor)


def _question_after(problem: Refusal, draft: PackageDraft, today: date, t: Translator) -> Screen:
    match problem:
        case PlaceUnknown() | PlaceAmbiguous():
            return render_package_place(draft, (), t)
        case AirportUnknown():
            return render_package_origin(draft, (), t)
        case FlightInPast() | FlightTooFarAhead():
            return render_package_days(draft, opening_month(today), today, t)
        case _ if draft.gaps:
            return render_package_gap(draft, (), (), today, t)
        case _:
            return _question_of_whole(problem, draft, today, t)


def _question_of_whole(problem: Refusal, draft: PackageDraft, today: date, t: Translator) -> Screen:
    """Return the question that a problem belongs to where nothing is missing."""
    match problem:
        case AmountRefused() | CurrencyUnknown():
            return render_package_wishes(draft, t)
        case (
            ChildAgesMissing()
            | ChildAgeOutOfRange()
            | NoAdult()
            | PeopleUnclear()
            | TooManyGuests()
            | TooManyRooms()
        ):
            return render_package_people(draft, t)
        case StayRefused():
            return render_package_days(draft, month_asked(problem, today), today, t)
        case _:
            return render_package_people(draft, t)
