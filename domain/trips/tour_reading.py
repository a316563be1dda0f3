"""Turns a traveller's line into a draft of a tour."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from domain.accounts.travellers import Traveller
from domain.app import App
from domain.catalog.destinations import rivals
from domain.catalog.errors import PlaceAmbiguous, PlaceUnknown
from domain.catalog.folding import fold
from domain.catalog.values import FoundDestination
from domain.clock import today_in
from domain.errors import Refusal
from domain.reading.counted_people import ages_answered
from domain.reading.decision import Cover
from domain.reading.errors import ChildAgesMissing, DatesOpen
from domain.reading.leftovers import Use, leftovers_of
from domain.reading.line import Decision
from domain.reading.meanings import (
    Adults,
    Ages,
    Asked,
    Beds,
    Children,
    Family,
    Flown,
    Nights,
    Pair,
    PlaceName,
    Request,
    Role,
    RoomLabel,
    Rooms,
    Spent,
    StayDays,
    UnknownName,
)
from domain.reading.namesakes import is_foreign
from domain.reading.people import Party, party_of
from domain.reading.place_resolution import kilometres
from domain.reading.wishes import wishes_of
from domain.search.interpretation import decide_line, view_of
from domain.stay_errors import CheckInPast, StayRefused
from domain.suppliers.contract import Place
from domain.trips.errors import TooManyPlaces, WindowTooLong
from domain.trips.open_stops import (
    bare_numbers,
    kept,
    lacks_nights,
    problem_of,
    with_answer,
    with_choice,
    with_more_nights,
    with_nights,
)
from domain.trips.stops import Name, Stop, stops_of
from domain.trips.tour_values import (
    MOST_PLACES,
    MOST_STARTS,
    OpenStop,
    TourDraft,
    TourPlace,
    TourReading,
)

# A trip has no budget, and its flights no cabin class.
UNUSED = (Spent, Flown)
# The minimum relative weight of a namesake among the other stops' countries.
LIKELY_THERE = 0.003
# A place that most people have heard of, whatever it is called.
LARGE = 200_000
# Kilometres between stops, and the minimum relative weight of a nearby namesake.
OCEANS_AWAY, BESIDE, A_TOWN = 3_000, 700, 15_000


async def read_tour(
    app: App,
    traveller: Traveller,
    text: str,
    draft: TourDraft | None = None,
    decision: Decision | None = None,
) -> TourReading:
    """Read `text` into `draft`: what it says replaces that part, the rest stays.

    `decision` is any decision already made on the line.
    """
    known = draft or TourDraft()
    problems: list[Refusal] = []
    numbers = bare_numbers(text)
    if numbers and lacks_nights(known.stops):
        return TourReading(_with_places(known, (), numbers, problems), tuple(problems))
    today = today_in(traveller.time_zone, app.clock.now())
    if decision is None or not decision.has(Request.TOUR):
        decision = await decide_line(app, traveller, text, today, (Request.TOUR,))
    cover = decision.of(Request.TOUR)
    if any(one.request in {Request.FLIGHT, Request.PACKAGE} for one in cover.all(Asked)):
        known = replace(known, with_flights=True)
    known = _with_window(known, cover, today, problems)
    people = party_of(cover.all(Adults, Beds, Children, Ages, Family, Pair, Rooms, RoomLabel))
    ages = ages_answered(cover, known.ageless)
    if ages:
        people = Party(ages=ages, children=len(ages))
    known = _with_people(known, people, is_new=draft is None, problems=problems)
    wishes = wishes_of(one.meaning for one in cover.chosen)
    known = replace(known, filters=known.filters.with_wishes(wishes))
    stops = stops_of(cover, decision.text)
    chosen = with_choice(known.stops, [one.name.name for one in stops])
    if chosen != known.stops:
        known, stops = replace(known, stops=chosen), []
    known = _with_places(known, stops, cover.all(Nights), problems)
    begun = {one.name.name for one in stops}
    origins = [o.name for o in cover.names if o.role is Role.ORIGIN and o.name not in begun]
    leftovers = () if ages else leftovers_of(cover, decision.reading, Use(UNUSED, origins))
    return TourReading(known, tuple(problems), leftovers)


def _with_people(
    draft: TourDraft, people: Party, *, is_new: bool, problems: list[Refusal]
) -> TourDraft:
    """Put people into the draft; adults are kept while the ages of children are asked for."""
    if people.problem is None and people.children is None and draft.ageless:
        people = replace(people, problem=ChildAgesMissing(draft.ageless))
    if people.problem is not None:
        problems.append(people.problem)
    asked = people.problem
    draft = replace(draft, ageless=asked.children if isinstance(asked, ChildAgesMissing) else 0)
    if people.is_silent:
        return draft
    try:
        return replace(draft, rooms=people.share_with(None if is_new else draft.rooms))
    except StayRefused as problem:
        problems.append(problem)
        return draft


def _with_window(draft: TourDraft, cover: Cover, today: date, problems: list[Refusal]) -> TourDraft:
    """Read the range of start dates; a single day is a range of one."""
    days = cover.days
    if isinstance(days.problem, DatesOpen) and not days.problem.is_estimate:
        # "The first week of May" is ambiguous for a stay, but all that a range needs.
        days = StayDays(days.problem.first, days.problem.last)
    if days.problem is not None:
        problems.append(days.problem)
        return draft
    if days.check_in is None and days.check_out is not None:
        # "Salida 8 de mayo": one leaves home, not a hotel.
        days = StayDays(days.check_out)
    if days.check_in is None:
        return draft
    first, last = days.check_in, days.check_out or days.check_in
    if last < today:
        problems.append(CheckInPast(last, today))
        return draft
    first = max(first, today)
    if (last - first).days >= MOST_STARTS:
        problems.append(WindowTooLong((last - first).days + 1, MOST_STARTS))
        return draft
    return replace(draft, first_start=min(first, last), last_start=last)


def _with_places(
    draft: TourDraft, stops: Sequence[Stop], nights: Sequence[Nights], problems: list[Refusal]
) -> TourDraft:
    """Put the places into the draft; if one is in question, all of them are kept as open stops.

    `nights` are those of a text without places: an answer.
    """
    if len(stops) > MOST_PLACES:
        problems.append(TooManyPlaces(len(stops), MOST_PLACES))
        return draft
    told = [_opened(stop, stops, draft.stops) for stop in stops]
    changed = with_more_nights(draft.places, told) if told and not draft.stops else None
    if changed is not None:
        return replace(draft, places=changed)
    opened = with_answer(draft.stops, told) if told else with_nights(draft.stops, nights)
    if not opened:
        return draft
    problem = problem_of(opened)
    if problem is not None:
        problems.append(problem)
        return replace(draft, stops=kept(opened))
    places = [TourPlace(o.destination, o.nights) for o in opened if o.destination and o.nights]
    return replace(draft, places=tuple(places), stops=())


def _opened(stop: Stop, stops: Sequence[Stop], known: Sequence[OpenStop]) -> OpenStop:
    """Return a stop with its place, or with what its name may mean.

    An answer about a few of the `known` stops is read beside the others.
    """
    others = _sure([one for one in stops if one is not stop])
    if len(stops) < len(known):
        others += [one.destination.place for one in known if one.destination is not None]
    name = stop.name.name
    try:
        found = _one_of(stop.name, {one.country_code for one in others}, others)
    except PlaceUnknown as problem:
        ids = [one_id for one_id, _name in problem.suggestions]
    except PlaceAmbiguous as problem:
        ids = [one_id for one_id, _name in problem.candidates]
    else:
        return OpenStop(name, stop.nights, view_of(found))
    options = stop.name.options if isinstance(stop.name, PlaceName) else ()
    choices = {one.id: view_of(one) for one in options}
    return OpenStop(name, stop.nights, None, tuple(choices[one] for one in ids if one in choices))


def _sure(stops: Sequence[Stop]) -> list[Place]:
    """Return the places of the stops that can only be one."""
    names = (stop.name for stop in stops)
    sure = (rivals(one.options) for one in names if isinstance(one, PlaceName) and one.options)
    return [options[0].place for options in sure if len(options) == 1]


def _one_of(name: Name, countries: set[str], near: Sequence[Place]) -> FoundDestination:
    """Return the place for a name; among several, one in the other stops' countries.

    `near` are the other stops that can only be one place.

    Raises PlaceUnknown and PlaceAmbiguous.
    """
    if isinstance(name, UnknownName) or not name.options:
        raise PlaceUnknown(name.name)
    meant = rivals(name.options)
    is_abroad = len(countries) == 1 and meant[0].place.country_code not in countries
    if len(meant) > 1 or is_abroad:
        # "Roma 3, Florencia 2, Venecia 2": not the Florencia in Colombia.
        least = LIKELY_THERE * meant[0].weight if len(meant) == 1 else 0
        there = [
            one
            for one in name.options
            if one.place.country_code in countries and one.weight >= least
        ]
        meant = rivals(there) or meant
        if is_abroad and len(meant) == 1 and not there and _is_doubtful(name, meant[0]):
            # "Oslo, Flam, Bergen": nobody means Fulham.
            raise PlaceUnknown(name.name, ((meant[0].id, meant[0].full_name),))
    if len(meant) == 1:
        meant = (meant[0], *_nearer(meant[0], name.options, near))
    if len(meant) > 1:
        raise PlaceAmbiguous(name.name, tuple((one.id, one.full_name) for one in meant))
    return meant[0]


def _is_doubtful(name: PlaceName, place: FoundDestination) -> bool:
    """Return whether a little-known place was found by a misspelt or foreign name."""
    return place.weight < LARGE and (bool(name.slips) or is_foreign(place, fold(name.name)))


def _nearer(
    meant: FoundDestination, options: Sequence[FoundDestination], near: Sequence[Place]
) -> tuple[FoundDestination, ...]:
    """Return a namesake near the other stops, if the likeliest is oceans away from all of them.

    "Lisboa, Oporto, Santiago" may mean Compostela; nobody can be sure, so the traveller is asked.
    """

    def way(one: FoundDestination) -> float:
        return min((kilometres(one.place.centre, o.centre) for o in near), default=0.0)

    if way(meant) < OCEANS_AWAY:
        return ()
    beside = [one for one in options if one.weight >= A_TOWN and way(one) < BESIDE]
    return tuple(beside[:1])
