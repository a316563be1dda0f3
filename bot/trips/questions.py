"""The question for a trip's places and days, with what is known so far."""

from markupsafe import Markup

from bot.errors import words_for
from bot.locales import Translator
from bot.sending.screen import Screen
from bot.trips.buttons import open_tour_editor, tour_question_keyboard
from bot.words import terms as words
from bot.words.notes import Note, note_of, noted
from bot.words.wishes import short_wishes
from domain.trips.tour_values import (
    OpenStop,
    TourDraft,
    TourGap,
    TourPlace,
    TourReading,
)


def render_tour_question(draft: TourDraft, t: Translator, note: Note | None = None) -> Screen:
    """Ask for what is missing of a trip: its places, or when it may begin."""
    return _asking(draft, _question(draft, t), t, note)


def _question(draft: TourDraft, t: Translator) -> Markup:
    if draft.gaps and draft.gaps[0] is TourGap.WINDOW:
        return words.lines(
            t.markup("📅 <b>When could it begin?</b>"),
            t.markup("Write a range like <code>1-20 Dec</code>. I compare up to 31 days."),
        )
    return words.lines(
        t.markup("🗺 <b>Several places on the cheapest dates. Where to?</b>"),
        t.markup(
            "Write the places, the nights in each, and when it could begin:\n"
            "<code>Paris 3 nights, Lyon 2 nights, Nice 2, start between 1 and 20 "
            "Dec</code>"
        ),
    )


def _asking(draft: TourDraft, question: Markup | None, t: Translator, note: Note | None) -> Screen:
    """Return a question over what is known so far."""
    text = words.lines(question, _known(draft, t))
    screen = Screen(text, tour_question_keyboard(t), keeps_photo=True)
    return noted(screen, note, open_tour_editor)


def _known(draft: TourDraft, t: Translator) -> Markup | None:
    window = (
        t.days(draft.first_start, draft.last_start)
        if draft.first_start and draft.last_start
        else None
    )
    people = words.people(draft.rooms, t) if draft.rooms != TourDraft().rooms else None
    stops = " → ".join(_stop(one, t) for one in draft.stops)
    way = stops or route(draft.places, t)
    return words.so_far(t, way, window, people, *short_wishes(draft.filters, t))


def _stop(stop: OpenStop, t: Translator) -> str:
    """Return a place that was named, with its nights if they are known."""
    name = t.place(stop.destination) if stop.destination else stop.name
    return f"{name} {words.night_count(stop.nights, t)}" if stop.nights else name


def route(places: tuple[TourPlace, ...], t: Translator) -> str:
    return " → ".join(
        f"{t.place(place.destination)} {words.night_count(place.nights, t)}" for place in places
    )


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
    # Where the places are known but for one, the problem is the question.
    is_asked = bool(reading.draft.stops) or not reading.draft.gaps
    return _asking(reading.draft, None if is_asked else _question(reading.draft, t), t, note)
