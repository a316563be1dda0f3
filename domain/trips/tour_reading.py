"""From a traveller's text to a draft of a tour."""

import re
from dataclasses import replace
from datetime import date

import asyncpg

from domain.accounts.travellers import Traveller
from domain.app import App
from domain.catalog.destinations import resolve_destination
from domain.clock import today_in
from domain.errors import (
    CheckInPast,
    NightsMissing,
    PlaceAmbiguous,
    PlaceUnknown,
    Refusal,
    StayRefused,
    StayTooLong,
    TooManyPlaces,
    WindowTooLong,
)
from domain.reading.dates import read_dates
from domain.reading.people import PeopleReading, read_counts, read_people
from domain.reading.tokens import Reading, read_tokens
from domain.reading.wishes import read_wishes
from domain.search.understanding import view_of
from domain.stay import MOST_NIGHTS
from domain.trips.tour_values import (
    MOST_PLACES,
    MOST_STARTS,
    TourDraft,
    TourPlace,
    TourReading,
)

LONGEST_TEXT = 400
_B, _E = r"(?<!\w)", r"(?!\w)"
TOUR = re.compile(
    rf"^\s*(?:trip|tour|itinerary|multi[- ]?city|यात्रा|viaje|ruta|тур|маршрут){_E}\s*:?",
    re.IGNORECASE,
)
NIGHTS = re.compile(rf"(\d{{1,2}})\s*(?:nights?|nts?|n|रातें|रात|noches?|ноч(?:ь|и|ей)){_E}")
BARE_NIGHTS = re.compile(r"(?<=[^\W\d])\s+(\d{1,2})(?=\s*(?:[,;→]|$|then\b|->))")
BETWEEN = re.compile(rf"{_B}(?:between|entre|между)\s+(.+?)\s+(?:and|y|и)\s+(?=\d)")
WINDOW_WORDS = re.compile(
    rf"{_B}(?:start(?:ing)?|begin(?:ning)?|leav(?:e|ing)|depart(?:ing)?|any ?time|sometime|window|"
    rf"empezando|начало|शुरू){_E}"
)
WITH_FLIGHTS = re.compile(
    rf"{_B}(?:with|plus|and|\+|con|с)\s+(?:flights?|vuelos?|перел[её]т\w*){_E}|उड़ान सहित"
)
SEPARATOR = re.compile(rf"[,;→]|->|{_B}(?:then|and|luego|y|затем|и|फिर|और){_E}")
SMALL = re.compile(rf"{_B}(?:in|to|for|from|on|at|the|days?){_E}")
# Numbers of nights are hidden from the reader of dates as characters that no text has.
HIDDEN = 0xE000


def is_about_tours(text: str) -> bool:
    """Say whether a text describes places one after the other: it says so, with their nights.

    "Trip to Goa 12-15 dec" is a search for hotels as any other.
    """
    match = TOUR.search(text)
    if match is None:
        return False
    lowered = text.lower()
    return match[0].endswith(":") or bool(NIGHTS.search(lowered) or BARE_NIGHTS.search(lowered))


async def read_tour(
    app: App, traveller: Traveller, text: str, draft: TourDraft | None = None
) -> TourReading:
    """Read `text` into `draft`: what it says replaces that part, the rest stays."""
    known = draft or TourDraft()
    problems: list[Refusal] = []
    today = today_in(traveller.time_zone, app.clock.now())
    plain = TOUR.sub(" ", text[:LONGEST_TEXT]).lower()
    if WITH_FLIGHTS.search(plain):
        known, plain = replace(known, with_flights=True), WITH_FLIGHTS.sub(" ", plain)
    ranged = BETWEEN.sub(r" \1 - ", _hide_nights(plain))
    counts, rest = read_counts(read_tokens(ranged))
    known, rest = _take_window(known, rest, today, problems)
    people = read_people(rest, counts)
    known = _with_people(known, people, is_new=draft is None, problems=problems)
    wishes, rest = read_wishes(people.rest)
    known = replace(known, filters=known.filters.with_wishes(wishes))
    unread = WINDOW_WORDS.sub(" ", rest.unread)
    known = await _take_places(app.pool, known, unread, problems)
    return TourReading(known, tuple(problems))


def _with_people(
    draft: TourDraft, people: PeopleReading, *, is_new: bool, problems: list[Refusal]
) -> TourDraft:
    if people.problem is not None:
        problems.append(people.problem)
        return draft
    if people.is_silent:
        return draft
    try:
        return replace(draft, rooms=people.share_with(None if is_new else draft.rooms))
    except StayRefused as problem:
        problems.append(problem)
        return draft


def _hide_nights(text: str) -> str:
    def hide(match: re.Match[str]) -> str:
        return f" {chr(HIDDEN + int(match[1]))} "

    return BARE_NIGHTS.sub(hide, NIGHTS.sub(hide, text))


def _take_window(
    draft: TourDraft, text: Reading, today: date, problems: list[Refusal]
) -> tuple[TourDraft, Reading]:
    """Read between which days it may begin; a single day is a window of one."""
    dates = read_dates(text, today)
    rest = dates.rest
    if dates.problem is not None:
        problems.append(dates.problem)
        return draft, rest
    if dates.check_in is None:
        return draft, rest
    first, last = dates.check_in, dates.check_out or dates.check_in
    if last < today:
        problems.append(CheckInPast(last, today))
        return draft, rest
    first = max(first, today)
    if (last - first).days >= MOST_STARTS:
        problems.append(WindowTooLong((last - first).days + 1, MOST_STARTS))
        return draft, rest
    return replace(draft, first_start=min(first, last), last_start=last), rest


async def _take_places(
    pool: asyncpg.Pool, draft: TourDraft, text: str, problems: list[Refusal]
) -> TourDraft:
    """Read the places with their nights; one that is wrong leaves the tour's as they were."""
    named = [words for words in map(_words, SEPARATOR.split(text)) if words is not None]
    if not named:
        return draft
    if len(named) > MOST_PLACES:
        problems.append(TooManyPlaces(len(named), MOST_PLACES))
        return draft
    places = []
    for name, nights in named:
        try:
            found = view_of(await resolve_destination(pool, name))
        except (PlaceUnknown, PlaceAmbiguous) as problem:
            problems.append(problem)
            return draft
        if not nights:
            problems.append(NightsMissing(found.name))
            return draft
        if nights > MOST_NIGHTS:
            problems.append(StayTooLong(nights, MOST_NIGHTS))
            return draft
        places.append(TourPlace(found, nights))
    return replace(draft, places=tuple(places))


def _words(part: str) -> tuple[str, int | None] | None:
    """Return a part's name and nights, None where there is no name."""
    hidden = [ord(one) - HIDDEN for one in part if HIDDEN <= ord(one) < HIDDEN + 100]
    plain = "".join(one for one in part if not HIDDEN <= ord(one) < HIDDEN + 100)
    name = " ".join(SMALL.sub(" ", plain).split()).strip(" .:!?-")
    return (name, hidden[0] if hidden else None) if name else None
