"""From a traveller's line to a draft of a flight search."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from domain.accounts.travellers import Traveller
from domain.app import App
from domain.catalog.destinations import rivals
from domain.clock import today_in
from domain.errors import Refusal
from domain.flights.endpoints import endpoint_by_key, endpoint_near, find_endpoint
from domain.flights.errors import AirportUnknown
from domain.flights.ranking import DepartureTime, Stops
from domain.flights.values import (
    Endpoint,
    FlightDraft,
    FlightGap,
    FlightReading,
    require_days,
    require_flyable,
)
from domain.reading.contradictions import against_days
from domain.reading.decision import Cover
from domain.reading.errors import DateNotUnderstood
from domain.reading.kinds import Kind
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
    PartOfDay,
    PlaceName,
    Rating,
    Request,
    Role,
    RoomLabel,
    Rooms,
    Spent,
    Stars,
    StayDays,
    UnknownName,
    Wished,
)
from domain.reading.people import party_of
from domain.reading.tokens import Reading, Token
from domain.reading.where import over_and_back
from domain.search.interpretation import decide_line
from domain.suppliers.errors import FlightRefused
from domain.suppliers.flight_contract import Party

End = PlaceName | UnknownName
ON_A_LAP = 0
# Words for the way there, which say nothing of the way back.
THERE = frozenset({"туда", "ida", "de ida", "there", "jana", "जाना"})
# What no search for flights can use.
UNUSED = (Spent, Wished, Stars, Rating, Rooms, RoomLabel, Beds)
TIMES = {
    PartOfDay.MORNING: DepartureTime.MORNING,
    PartOfDay.AFTERNOON: DepartureTime.AFTERNOON,
    PartOfDay.EVENING: DepartureTime.EVENING,
    PartOfDay.NIGHT: DepartureTime.NIGHT,
}


@dataclass(frozen=True, slots=True)
class FlightDays:
    """The days of a flight; `is_one_way` None where nothing was said of the way back."""

    outbound: date | None = None
    inbound: date | None = None
    is_one_way: bool | None = None
    problem: Refusal | None = None


async def read_flights(
    app: App,
    traveller: Traveller,
    text: str,
    draft: FlightDraft | None = None,
    decision: Decision | None = None,
) -> FlightReading:
    """Read `text` into `draft`: what it says replaces that part, the rest stays.

    Every part that cannot be used becomes one problem and leaves its part as it was. `decision` is
    what was decided on the line already.
    """
    known = draft or FlightDraft()
    problems: list[Refusal] = []
    today = today_in(traveller.time_zone, app.clock.now())
    if decision is None or not decision.has(Request.FLIGHT):
        decision = await decide_line(app, traveller, text, today, (Request.FLIGHT,))
    cover = decision.of(Request.FLIGHT)
    cabin = next((one.cabin for one in cover.all(Flown) if one.cabin), None)
    if cabin is not None:
        known = replace(known, cabin=cabin)
    known = _with_days(known, days_of(cover, known), today, problems)
    known = _with_party(known, cover, problems)
    known, unclear = await _with_ends(app, known, cover, problems)
    known = _checked(known, today, problems)
    hours = _hours_of(cover, decision.reading)
    known = _with_hours(known, cover, hours)
    use = Use(
        UNUSED,
        _names_too_many(cover),
        _days_too_many(cover, known),
        served={one.start for one in hours},
    )
    leftovers = leftovers_of(cover, decision.reading, use)
    return FlightReading(known, tuple(problems), unclear, leftovers)


def _hours_of(cover: Cover, reading: Reading) -> list[Token]:
    """Return the words for a part of the day at which one wants to leave.

    Behind the word for the way back they are of that way, by which the first list is not narrowed.
    """
    back = next((one.start for one in cover.chosen if _is_way_back(one.meaning)), len(cover.text))
    taken = [(one.start, one.end) for one in cover.chosen if not isinstance(one.meaning, StayDays)]
    return [
        one
        for one in reading.tokens
        if one.kind is Kind.DAYTIME and one.value in TIMES and one.start < back
        and not any(start <= one.start < end for start, end in taken)
    ][:1]  # fmt: skip


def _is_way_back(meaning: object) -> bool:
    return isinstance(meaning, Flown) and bool(meaning.is_return)


def _with_hours(draft: FlightDraft, cover: Cover, hours: list[Token]) -> FlightDraft:
    """Put into the draft that it is to be without a stop, and when it is to leave."""
    if any(one.is_direct for one in cover.all(Asked)):
        draft = replace(draft, stops=Stops.NONE)
    return replace(draft, leaves=TIMES[hours[0].value]) if hours else draft


def _days_too_many(cover: Cover, draft: FlightDraft) -> tuple[int, ...]:
    """Return where days begin that are neither the day out nor the day back."""
    flown = {draft.outbound, draft.inbound}
    days = (one for one in cover.chosen if isinstance(one.meaning, StayDays))
    return tuple(
        one.start
        for one in days
        if not one.meaning.problem and not {one.meaning.check_in, one.meaning.check_out} & flown
    )


def _names_too_many(cover: Cover) -> tuple[str, ...]:
    """Return the places of a line that are neither end of the flight."""
    ends = ends_of(cover)
    return tuple(
        one.name
        for one in over_and_back(cover.names)
        if one not in ends and one.role is not Role.EXCLUDED
    )


def corrects_flights(decision: Decision) -> bool:
    """Return whether a line after a flight search is about it, rather than a request of its own."""
    if decision.best.request is Request.FLIGHT:
        return True
    cover = decision.of(Request.FLIGHT)
    ends = cover.names
    return bool(cover.all(Flown)) or (
        bool(ends) and all(one.role is Role.ORIGIN for one in ends) and not cover.left
    )


def days_of(cover: Cover, known: FlightDraft | None = None) -> FlightDays:
    """Return the days out and back: a range, two days, a day and nights, or a day after "return".

    Of a flight that is known already, a day after "return" changes the way back alone.
    """
    problem: Refusal | None = next((o.problem for o in cover.all(StayDays) if o.problem), None)
    if problem is None and (against := against_days(cover)) is not None:
        problem = DateNotUnderstood(against)
    flown = [one for one in cover.all(Flown) if one.is_return is not None]
    one_way = any(one.is_return is False for one in flown)
    says_return = any(one.is_return for one in flown)
    out, back = _split(cover)
    if not out and back and not (known is not None and known.outbound is not None):
        out, back = back[:1], back[1:]
    outbound, inbound = _day(out, 0), _day(out, 1)
    inbound = _day(back, -1) or inbound
    nights: Nights | None = cover.first(Nights)
    first = outbound or (known.outbound if known else None)
    if inbound is None and nights is not None and first is not None:
        inbound = first + timedelta(days=nights.count)
    if inbound is not None and one_way and cover.typed(Flown).lower() in THERE:
        one_way = False  # "туда 14.01, обратно 21.01"
    is_one_way = True if one_way else False if says_return or inbound else None
    return FlightDays(outbound, None if one_way else inbound, is_one_way, problem)


def _split(cover: Cover) -> tuple[list[date], list[date]]:
    """Return the days before and after the word for the way back.

    "Return" before all days says that there is a way back, not which day it is.
    """
    before: list[date] = []
    after: list[date] = []
    seen_return = False
    for one in cover.chosen:
        match one.meaning:
            case Flown(is_return=True):
                seen_return = True
            case StayDays(check_in, check_out, _, None):
                days = [day for day in (check_in, check_out) if day is not None]
                (after if seen_return else before).extend(days)
    if not before and len(after) > 1:
        return after, []
    return before, after


def _day(days: Sequence[date], at: int) -> date | None:
    return days[at] if -len(days) <= at < len(days) else None


def _with_days(
    draft: FlightDraft, days: FlightDays, today: date, problems: list[Refusal]
) -> FlightDraft:
    if days.problem is not None:
        problems.append(days.problem)
        return draft
    outbound, inbound = days.outbound or draft.outbound, days.inbound
    is_one_way = draft.is_one_way if days.is_one_way is None else days.is_one_way
    if outbound is None:
        return replace(draft, is_one_way=is_one_way)
    if inbound is None and not is_one_way and days.outbound is None:
        inbound = draft.inbound
    try:
        require_days(outbound, inbound, today)
    except FlightRefused as problem:
        problems.append(problem)
        return draft
    return replace(draft, outbound=outbound, inbound=inbound, is_one_way=is_one_way)


def _with_party(draft: FlightDraft, cover: Cover, problems: list[Refusal]) -> FlightDraft:
    """Read who flies: people as in a hotel search, and infants, who have no age to tell."""
    people = party_of(cover.all(Adults, Children, Ages, Family, Pair), infants_at=ON_A_LAP)
    if people.problem is not None:
        problems.append(people.problem)
        return draft
    if people.is_silent:
        return draft
    adults = draft.party.adults if people.adults is None else people.adults
    try:
        return replace(draft, party=Party(adults, people.ages or ()))
    except FlightRefused as problem:
        problems.append(problem)
        return draft


def ends_of(cover: Cover) -> tuple[End | None, End | None]:
    """Return what stands for the origin and the destination.

    Words like "from" and "to" tell; without them the first place is the origin, the second the
    destination, and one alone the destination.
    """
    names = [one for one in over_and_back(cover.names) if one.role is not Role.EXCLUDED]
    origin = next((one for one in names if one.role is Role.ORIGIN), None)
    there = next((one for one in names if one.role is Role.THERE), None)
    plain = [one for one in names if one not in (origin, there)]
    if origin is None and there is None and len(plain) > 1:
        return plain[0], plain[1]
    if origin is None and plain and there is not None:
        origin = plain[0]
    elif there is None and plain:
        there = plain[0]
    return origin, there


async def _with_ends(
    app: App, draft: FlightDraft, cover: Cover, problems: list[Refusal]
) -> tuple[FlightDraft, FlightGap | None]:
    """Find both ends; the one that is not found becomes a problem, the other stays."""
    unclear: FlightGap | None = None
    found: dict[FlightGap, Endpoint] = {}
    for end, name in zip((FlightGap.ORIGIN, FlightGap.DESTINATION), ends_of(cover), strict=True):
        if name is None:
            continue
        try:
            found[end] = await endpoint_of(app, name)
        except FlightRefused as problem:
            problems.append(problem)
            unclear = unclear or end
    known = replace(
        draft,
        origin=found.get(FlightGap.ORIGIN, draft.origin),
        destination=found.get(FlightGap.DESTINATION, draft.destination),
    )
    return known, unclear


async def endpoint_of(app: App, name: End) -> Endpoint:
    """Return the airports of a name: those of a code, of an airport, or about a place.

    Raises AirportUnknown and AirportAmbiguous.
    """
    if isinstance(name, UnknownName):
        return await find_endpoint(app.pool, name.name)
    if name.options:
        return await _about(app, name)
    if name.airport is None or name.is_code:
        code = name.airport.iata if name.airport is not None else name.name
        return await find_endpoint(app.pool, code)
    return await endpoint_by_key(name.airport.iata)


async def _about(app: App, name: PlaceName) -> Endpoint:
    """Return the airports of a place; one of several namesakes is asked for."""
    if len(rivals(name.options)) > 1:
        return await find_endpoint(app.pool, name.options[0].name if name.slips else name.name)
    try:
        return await endpoint_near(app.pool, name.options[0].id)
    except AirportUnknown:
        return await find_endpoint(app.pool, name.name)


def _checked(draft: FlightDraft, today: date, problems: list[Refusal]) -> FlightDraft:
    """Take a destination back that is the origin as well."""
    if problems or draft.origin is None or draft.destination is None or draft.outbound is None:
        return draft
    try:
        require_flyable(draft.origin, draft.destination, draft.outbound, draft.inbound, today)
    except FlightRefused as problem:
        problems.append(problem)
        return replace(draft, destination=None)
    return draft
