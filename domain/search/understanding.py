"""From a traveller's text to a draft of a search."""

from dataclasses import replace
from datetime import date

import asyncpg

from domain.accounts.travellers import Traveller
from domain.app import App
from domain.catalog.destinations import FoundDestination, resolve_destination
from domain.clock import today_in
from domain.errors import PlaceAmbiguous, PlaceUnknown, Refusal, StayRefused
from domain.search.reading.budget import read_budget
from domain.search.reading.dates import DateReading, read_dates
from domain.search.reading.people import read_people
from domain.search.reading.words import PLAIN
from domain.search.values import DestinationView, Draft, Understanding
from domain.stay import Stay

LONGEST_PLACE_WORDS = 5
LONGEST_TEXT = 300


def view_of(found: FoundDestination) -> DestinationView:
    """Return a destination as screens see it."""
    return DestinationView(found.id, found.name, found.full_name, found.time_zone, found.place)


async def understand(
    app: App, traveller: Traveller, text: str, draft: Draft | None = None
) -> Understanding:
    """Read `text` into `draft`: what it says replaces that part, the rest stays.

    Every part that cannot be used becomes one problem and leaves its part as it was.
    """
    known = draft or Draft()
    today = today_in(traveller.time_zone, app.clock.now())
    problems: list[Refusal] = []
    lowered = text[:LONGEST_TEXT].lower()
    dates = read_dates(lowered, today)
    known = _with_dates(known, dates, today, problems)
    people = read_people(dates.rest)
    if people.problem is not None:
        problems.append(people.problem)
    if people.rooms is not None:
        known = replace(known, rooms=people.rooms)
    budget = read_budget(people.rest, traveller.currency)
    if budget.problem is not None:
        problems.append(budget.problem)
    if budget.most_a_night is not None:
        known = replace(known, most_a_night=budget.most_a_night)
    words = [word for word in budget.rest.replace(",", " ").split() if word.strip("-–—.!?")]
    known, left_over = await _with_place(app.pool, known, words, problems)
    return Understanding(known, tuple(problems), left_over)


def _with_dates(draft: Draft, dates: DateReading, today: date, problems: list[Refusal]) -> Draft:
    """Put dates into the draft if they make a stay that can be booked."""
    if dates.problem is not None:
        problems.append(dates.problem)
        return draft
    check_in, check_out = dates.check_in, dates.check_out
    if check_in is None and dates.nights and draft.check_in is not None:
        check_in = draft.check_in
        check_out = date.fromordinal(check_in.toordinal() + dates.nights)
    if check_in is None:
        return draft
    try:
        # A check-in alone is tried with one night.
        last = check_out or date.fromordinal(check_in.toordinal() + 1)
        Stay(check_in, last).require_bookable(today)
    except StayRefused as problem:
        problems.append(problem)
        return draft
    return replace(draft, check_in=check_in, check_out=check_out)


async def _with_place(
    pool: asyncpg.Pool, draft: Draft, words: list[str], problems: list[Refusal]
) -> tuple[Draft, tuple[str, ...]]:
    """Find the longest run of words that names a place; the others are left over."""
    meant = [word for word in words if word not in PLAIN]
    ambiguous: PlaceAmbiguous | None = None
    for length in range(min(len(words), LONGEST_PLACE_WORDS), 0, -1):
        for start in range(len(words) - length + 1):
            run = words[start : start + length]
            if all(word in PLAIN for word in run):
                continue
            try:
                found = await resolve_destination(pool, " ".join(run))
            except PlaceAmbiguous as problem:
                ambiguous = ambiguous or problem
                continue
            except PlaceUnknown:
                continue
            left = tuple(w for w in words[:start] + words[start + length :] if w not in PLAIN)
            return replace(draft, destination=view_of(found), place_text=found.name), left
        if ambiguous is not None:
            problems.append(ambiguous)
            return replace(draft, destination=None, place_text=ambiguous.text), ()
    if not meant or draft.destination is not None:
        return draft, tuple(meant)
    typed = " ".join(meant)
    try:
        await resolve_destination(pool, typed)
    except (PlaceUnknown, PlaceAmbiguous) as problem:
        problems.append(problem)
    return replace(draft, place_text=typed), ()
