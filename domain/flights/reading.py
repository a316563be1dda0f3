"""Turns a traveller's line into a draft of a flight search."""

from dataclasses import replace
from datetime import date

from domain.accounts.travellers import Traveller
from domain.app import App
from domain.clock import today_in
from domain.errors import Refusal
from domain.flights.days import FlightDays, days_of, days_too_many
from domain.flights.ends import choices_of, chosen_endpoint, ends_of, names_too_many
from domain.flights.ranking import DepartureTime, Stops
from domain.flights.values import (
    Endpoint,
    FlightDraft,
    FlightGap,
    FlightReading,
    require_days,
    require_flyable,
)
from domain.reading.decision import Cover
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
    Wished,
)
from domain.reading.people import party_of
from domain.reading.proposals import Proposal
from domain.reading.tokens import Reading, Token
from domain.search.interpretation import decide_line
from domain.suppliers.errors import FlightRefused
from domain.suppliers.flight_contract import Party

# Meanings that flight searches cannot use.
UNUSED = (Spent, Wished, Stars, Rating, Rooms, RoomLabel, Beds)
TIMES = {
    PartOfDay.MORNING: DepartureTime.MORNING,
    PartOfDay.AFTERNOON: DepartureTime.AFTERNOON,
    PartOfDay.EVENING: DepartureTime.EVENING,
    PartOfDay.NIGHT: DepartureTime.NIGHT,
}


async def read_flights(
    app: App,
    traveller: Traveller,
    text: str,
    draft: FlightDraft | None = None,
    decision: Decision | None = None,
) -> FlightReading:
    """Read `text` into `draft`: what it says replaces that part, the rest stays.

    Each unusable part becomes one problem and leaves the draft's part unchanged. `decision` is any
    decision already made on the line.
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
    known, unclear, open_to = await _with_ends(app, known, decision, problems)
    known = _checked(known, today, problems)
    hours = _hours_of(cover, decision.reading)
    known = _with_hours(known, cover, hours)
    use = Use(
        UNUSED,
        names_too_many(cover),
        days_too_many(cover, known),
        served={one.start for one in (*hours, *_inside(decision.reading, open_to))},
    )
    leftovers = leftovers_of(cover, decision.reading, use)
    return FlightReading(known, tuple(problems), unclear, leftovers)


def _hours_of(cover: Cover, reading: Reading) -> list[Token]:
    """Return the word for the part of the day in which to leave.

    After the word for the return it is about the return, which does not narrow the outbound list.
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
    """Put non-stop and the time of departure into the draft."""
    if any(one.is_direct for one in cover.all(Asked)):
        draft = replace(draft, stops=Stops.NONE)
    return replace(draft, leaves=TIMES[hours[0].value]) if hours else draft


def corrects_flights(decision: Decision) -> bool:
    """Return whether a line after a flight search corrects it rather than making a new request."""
    if decision.best.request is Request.FLIGHT:
        return True
    cover = decision.of(Request.FLIGHT)
    ends = cover.names
    return bool(cover.all(Flown)) or (
        bool(ends) and all(one.role is Role.ORIGIN for one in ends) and not cover.left
    )


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
    """Read who flies: people as in a hotel search, and infants, whose age is implied.

    Adults are kept while children's ages are asked for.
    """
    people = party_of(cover.all(Adults, Children, Ages, Family, Pair), is_flown=True)
    if people.problem is not None:
        problems.append(people.problem)
    elif people.is_silent:
        return draft
    adults = draft.party.adults if people.adults is None else people.adults
    ages = draft.party.child_ages if people.problem is not None else people.ages or ()
    try:
        return replace(draft, party=Party(adults, ages))
    except FlightRefused as problem:
        problems.append(problem)
        return draft


def _inside(reading: Reading, stretches: list[Proposal[PlaceName]]) -> list[Token]:
    """Return the words of a line that lie in some of its stretches."""
    return [
        token
        for token in reading.tokens
        if any(one.start <= token.start < one.end for one in stretches)
    ]


async def _with_ends(
    app: App, draft: FlightDraft, decision: Decision, problems: list[Refusal]
) -> tuple[FlightDraft, FlightGap | None, list[Proposal[PlaceName]]]:
    """Find both ends; an end that is not found becomes a problem, the other is kept.

    The places among which the line leaves an end open are returned as well.
    """
    unclear: FlightGap | None = None
    found: dict[FlightGap, Endpoint] = {}
    open_to: list[Proposal[PlaceName]] = []
    cover = decision.of(Request.FLIGHT)
    for end, name in zip((FlightGap.ORIGIN, FlightGap.DESTINATION), ends_of(cover), strict=True):
        if name is None:
            continue
        choices = choices_of(decision, cover, name)
        open_to += choices
        try:
            found[end] = await chosen_endpoint(app, name, choices)
        except FlightRefused as problem:
            problems.append(problem)
            unclear = unclear or end
    known = replace(
        draft,
        origin=found.get(FlightGap.ORIGIN, draft.origin),
        destination=found.get(FlightGap.DESTINATION, draft.destination),
    )
    return known, unclear, open_to


def _checked(draft: FlightDraft, today: date, problems: list[Refusal]) -> FlightDraft:
    """Remove the destination if it is the origin."""
    if problems or draft.origin is None or draft.destination is None or draft.outbound is None:
        return draft
    try:
        require_flyable(draft.origin, draft.destination, draft.outbound, draft.inbound, today)
    except FlightRefused as problem:
        problems.append(problem)
        return replace(draft, destination=None)
    return draft
