"""The questions of a search, each with what is known so far."""

from collections.abc import Sequence
from datetime import date, timedelta

from markupsafe import Markup

from bot.buttons.calendar import calendar_keyboard, month_of, opening_month
from bot.buttons.callbacks import MOST_WAITING, DraftButton, Part
from bot.buttons.day_answers import day_answers, month_asked
from bot.buttons.keyboards import Row, button, shorten
from bot.errors import words_for
from bot.locales import Translator
from bot.search.buttons import (
    back_button,
    budget_rows,
    draft_keyboard,
    named_place_rows,
    none_of_these,
    open_editor,
    people_counts,
    place_rows,
    unknown_place_rows,
)
from bot.search.day_price_words import DayMarks, marks_line
from bot.search.draft_summary import draft_line
from bot.search.people import render_age, render_people_of
from bot.search.saved.buttons import open_row, searches_button
from bot.sending.screen import Screen
from bot.words import terms as words
from bot.words.amounts import example_of
from bot.words.notes import Note, note_of, noted
from domain.catalog.errors import PlaceAmbiguous, PlaceUnknown
from domain.errors import CurrencyUnknown, Refusal
from domain.reading.errors import (
    AmountRefused,
    AmountUnsaid,
    ChildAgesMissing,
    DateNotUnderstood,
    PeopleUnclear,
)
from domain.search.errors import PlaceTooWide
from domain.search.values import DestinationView, Draft, SearchView, Understanding
from domain.stay_errors import (
    CheckInPast,
    CheckOutNotAfterCheckIn,
    ChildAgeOutOfRange,
    NoAdult,
    StayRefused,
    StayTooLong,
    TooManyGuests,
    TooManyRooms,
)

MOST_PLACES = 6
MOST_SEARCHES = 2


def render_where(
    draft: Draft,
    recent: Sequence[DestinationView],
    popular: Sequence[DestinationView],
    t: Translator,
    searches: Sequence[SearchView] = (),
) -> Screen:
    """Ask where, with recent searches, recent places and popular ones."""
    places = list({place.destination_id: place for place in (*recent, *popular)}.values())
    text = words.lines(
        t.markup("📍 <b>Where to?</b>"),
        t.markup("Write a city or region, or choose one."),
        draft_line(draft, t),
    )
    rows = [
        *(open_row(search, t, "🕘") for search in searches[:MOST_SEARCHES]),
        *place_rows(places[:MOST_PLACES], t, whole_names=False),
        *([[searches_button(t)]] if draft == Draft() else []),
    ]
    return Screen(text, draft_keyboard(draft, t, rows), keeps_photo=True)


def render_check_in(
    draft: Draft,
    month: date,
    today: date,
    t: Translator,
    marks: DayMarks | None = None,
    answers: Sequence[Row] = (),
) -> Screen:
    """Ask for the day of check-in; `marks` tell the month's cheap days from its dear ones.

    `answers` are whole stays to choose as they are.
    """
    text = words.lines(
        t.markup("📅 <b>When are you checking in?</b>"),
        t.markup("Tap a day, or write <code>12-15 Dec</code>."),
        marks_line(marks, t) if marks else None,
        draft_line(draft, t),
    )
    back = [back_button(Part.BEFORE_WHEN, t)]
    told = marks.marks if marks else None
    board = calendar_keyboard(month, today, t, below=[*answers, back], told=told)
    return Screen(text, board, keeps_photo=True)


def render_check_out(
    draft: Draft, check_in: date, month: date, today: date, t: Translator
) -> Screen:
    """Ask for the day of check-out."""
    text = words.lines(
        t.markup("📅 <b>And checking out?</b>"),
        t.markup("Check-in: <b>{day}</b>. Tap the day you leave, or write <code>3 nights</code>.",
                 day=t.day(check_in)),
        draft_line(draft, t),
    )  # fmt: skip
    return Screen(text, calendar_keyboard(month, today, t, check_in), keeps_photo=True)


def first_month_out(check_in: date) -> date:
    """Return the month of the first day that can be the check-out."""
    return month_of(check_in + timedelta(days=1))


def render_dates(draft: Draft, today: date, t: Translator) -> Screen:
    """Ask for the dates that are missing."""
    if draft.check_in is not None and draft.check_out is None:
        return render_check_out(draft, draft.check_in, first_month_out(draft.check_in), today, t)
    return render_check_in(draft, opening_month(today), today, t)


def render_budget(draft: Draft, t: Translator) -> Screen:
    """Ask how much a night may cost."""
    text = words.lines(
        t.markup("💰 <b>What’s your budget per night?</b>"),
        t.markup(
            "Write it like <code>under {example}</code> or <code>under $90</code>. For the "
            "whole stay, write <code>under $500 in total</code>.",
            example=example_of(None, t, t.own_currency or "INR"),
        ),
        draft_line(draft, t),
    )
    free = button(t.gettext("Any price"), DraftButton(search_id=0, part=Part.NO_BUDGET))
    return Screen(text, draft_keyboard(draft, t, [[free]]), keeps_photo=True)


def render_wishes(draft: Draft, t: Translator) -> Screen:
    """Ask what is wanted of the hotel."""
    text = words.lines(
        t.markup("⚙️ <b>What should the hotel have?</b>"),
        t.markup("Write it like <code>4-5 stars, free cancellation, breakfast, pool</code>."),
        draft_line(draft, t),
    )
    free = button(t.gettext("Any hotel"), DraftButton(search_id=0, part=Part.NO_FILTERS))
    return Screen(text, draft_keyboard(draft, t, [[free]]), keeps_photo=True)


def render_problems(
    understood: Understanding,
    today: date,
    t: Translator,
    places: Sequence[DestinationView] = (),
) -> Screen:
    """Say what was not understood, what was, and ask that part again.

    `places` are offered where no place is known and none is spelt almost like that.
    """
    problem, draft = understood.problems[0], understood.draft
    told = (render_told(one, t) for one in understood.problems)
    note = note_of(understood.leftovers, t, *told, of_hotels=True)
    rows = _answers(problem, t)
    if rows:
        question = Screen(
            draft_line(draft, t) or Markup(""), draft_keyboard(draft, t, rows), keeps_photo=True
        )
        return noted(question, note, open_editor)
    return noted(_question_after(problem, draft, today, t, places), note, open_editor)


def render_told(problem: Refusal, t: Translator) -> Markup:
    """Return what is wrong, as a remark."""
    return Markup("🤔 {words}").format(words=words_for(problem, t))


def _answers(problem: Refusal, t: Translator) -> list[Row]:
    match problem:
        case AmountUnsaid(_text, amount):
            return budget_rows(amount, t)
        case PlaceUnknown():
            rows = unknown_place_rows(problem, MOST_PLACES, t)
        case PlaceAmbiguous(_text, candidates):
            rows = named_place_rows(candidates[:MOST_PLACES], t)
        case PlaceTooWide(_text, candidates):
            rows = named_place_rows(candidates[:MOST_PLACES], t)
        case _:
            rows = []
    return [*rows, *none_of_these(t)] if rows else []


def _question_after(
    problem: Refusal, draft: Draft, today: date, t: Translator, places: Sequence[DestinationView]
) -> Screen:
    """Return the question that the problem belongs to."""
    match problem:
        case ChildAgesMissing(children) if 0 < children <= MOST_WAITING:
            rooms, adults, _ages = people_counts(draft.rooms)
            return render_age(rooms, adults, (), draft, t, children)
        case (
            ChildAgesMissing()
            | ChildAgeOutOfRange()
            | NoAdult()
            | PeopleUnclear()
            | TooManyGuests()
            | TooManyRooms()
        ):
            return render_people_of(draft, t)
        case CheckInPast() | CheckOutNotAfterCheckIn() | DateNotUnderstood() | StayTooLong():
            # Where only the check-out is missing, it is asked again, not the check-in.
            return render_dates(draft, today, t)
        case StayRefused():
            answers = day_answers(problem, today, t)
            return render_check_in(draft, month_asked(problem, today), today, t, answers=answers)
        case AmountRefused() | CurrencyUnknown():
            return render_budget(draft, t)
        case _:
            return render_where(draft, places, (), t)


def render_understood(understood: Understanding, t: Translator) -> Note | None:
    """Return what was not understood, or only nearly, as a remark; None when all was."""
    place = understood.draft.destination
    spelt = understood.spelt if place is not None else None
    read_as = (
        t.markup(
            "🤔 I read “{typed}” as {place}.",
            typed=shorten(spelt), place=t.full_name(place) if place else "",
        ) if spelt else None
    )  # fmt: skip
    return note_of(understood.leftovers, t, read_as, of_hotels=True)


def render_nowhere(t: Translator) -> Screen:
    """Return the answer to a location with no place around it."""
    text = t.markup(
        "🤔 I don’t know any place near that point. Write a city or region, like Goa or Jaipur."
    )
    return Screen(text, draft_keyboard(Draft(), t))


def render_searching(place: str, t: Translator) -> Screen:
    """Return the screen shown while suppliers are asked."""
    return Screen(t.markup("⏳ Searching {place}…", place=place), keeps_photo=True)
