"""From a traveller's text to a draft of a flight search."""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from domain.accounts.travellers import Traveller
from domain.app import App
from domain.clock import today_in
from domain.errors import FlightRefused, Refusal
from domain.flights.airports import find_endpoint, load_airports
from domain.flights.values import (
    Endpoint,
    FlightDraft,
    FlightGap,
    FlightReading,
    require_days,
    require_flyable,
)
from domain.reading.dates import DateReading, read_dates
from domain.reading.people import read_counts, read_people
from domain.reading.tokens import read_tokens
from domain.suppliers.flight_contract import Cabin, Party

LONGEST_TEXT = 300
_B, _E = r"(?<!\w)", r"(?!\w)"
FLIGHT = re.compile(
    rf"{_B}(?:flights?|fly|flying|airfare|उड़ान|उड़ानें|फ्लाइट|फ़्लाइट|vuelos?|volar|рейсы?|"
    rf"авиабилет\w*|перел[её]т\w*|самол[её]т\w*){_E}",
    re.IGNORECASE,
)
CODES = re.compile(r"^\s*([a-z]{3})\s*(?:-|–|—|→|->|to)\s*([a-z]{3})(?!\w)", re.IGNORECASE)
RETURN = re.compile(
    rf"{_B}(?:returning|return|round[ -]?trip|coming back|back|वापसी|ida y vuelta|regreso|vuelta|"
    rf"туда и обратно|обратно){_E}"
)
ONE_WAY = re.compile(rf"{_B}(?:one[ -]?way|oneway|एक तरफ़ा|एक तरफा|s[oó]lo ida|в одну сторону){_E}")
CABINS = (
    (Cabin.PREMIUM, re.compile(rf"{_B}premium(?: economy)?(?: class)?{_E}")),
    (Cabin.BUSINESS, re.compile(rf"{_B}(?:business|बिज़नेस|бизнес)[ -]?(?:class|класс)?{_E}")),
    (Cabin.FIRST, re.compile(rf"{_B}(?:first class|primera clase|первый класс){_E}")),
    (Cabin.ECONOMY, re.compile(rf"{_B}(?:economy|coach|эконом)[ -]?(?:class|класс)?{_E}")),
)
INFANTS = re.compile(rf"{_B}(\d|an?|one|two)\s+(?:infants?|bab(?:y|ies)|lap)(?: infants?)?{_E}")
FEW = {"a": 1, "an": 1, "one": 1, "two": 2}
PLAIN = re.compile(
    rf"{_B}(?:tickets?|cheap|cheapest|please|find|me|search|book|i|want|need|for|on|and|with|the|"
    rf"add|change|it|make|also|instead|now|then|leaving|departing|trip|билет\w*|का|की|के|लिए|पर|el|la|para|на){_E}"
)
# Which words stand between the two ends, and whether the first named is the origin.
ENDS = (
    (re.compile(r"^(?:(?:from|desde|de|из|с)\s+)?(.+?)\s*(?:→|->|–|—|\s-\s|-)\s*(.+)$"), True),
    (re.compile(r"^(?:to|hacia|в)\s+(.+?)\s+(?:from|desde|из)\s+(.+)$"), False),
    (re.compile(r"^(?:(?:from|desde|de|из|с)\s+)?(.+?)\s+(?:to|hasta|a|в|до|से)\s+(.+)$"), True),
    (re.compile(r"^(.+?)\s+(?:from|desde|из)\s+(.+)$"), False),
    (re.compile(r"^([a-z]{3})\s+([a-z]{3})$"), True),
)
ONLY_TO = re.compile(r"^(?:to|hacia|a|в|до)\s+(.+)$")
ONLY_FROM = re.compile(r"^(?:from|desde|de|из|с)\s+(.+)$")


@dataclass(frozen=True, slots=True)
class _Days:
    """The days of a text, and the text without them."""

    outbound: date | None
    inbound: date | None
    is_one_way: bool | None
    problem: Refusal | None
    rest: str


async def is_about_flights(text: str) -> bool:
    """Say whether a text asks for flights: it says so, or begins with two airports' codes."""
    if FLIGHT.search(text):
        return True
    coded = CODES.search(text)
    if coded is None:
        return False
    index = await load_airports()
    return all(c.upper() in index.by_code or c.upper() in index.cities for c in coded.groups())


def corrects_flights(text: str) -> bool:
    """Say whether a text after a flight search is about it, rather than a search of its own."""
    lowered = text[:LONGEST_TEXT].lower()
    patterns = (RETURN, ONE_WAY, ONLY_FROM, *(pattern for _cabin, pattern in CABINS))
    return any(pattern.search(lowered) for pattern in patterns)


async def read_flights(
    app: App, traveller: Traveller, text: str, draft: FlightDraft | None = None
) -> FlightReading:
    """Read `text` into `draft`: what it says replaces that part, the rest stays.

    Every part that cannot be used becomes one problem and leaves its part as it was.
    """
    known = draft or FlightDraft()
    problems: list[Refusal] = []
    today = today_in(traveller.time_zone, app.clock.now())
    lowered = FLIGHT.sub(" ", text[:LONGEST_TEXT]).lower()
    cabin, lowered = _take_cabin(lowered)
    if cabin is not None:
        known = replace(known, cabin=cabin)
    days = read_days(lowered, today, known)
    known = _with_days(known, days, today, problems)
    known, rest = _with_party(known, days.rest, problems)
    known, unclear = await _with_ends(app, known, rest, problems)
    known = _checked(known, today, problems)
    return FlightReading(known, tuple(problems), unclear)


def read_days(text: str, today: date, known: FlightDraft | None = None) -> _Days:
    """Read the days of a flight from `text` (lower case), as ranges, with "return" or nights."""
    one_way = ONE_WAY.search(text)
    if one_way is not None:
        text = f"{text[: one_way.start()]} {text[one_way.end() :]}"
    back = RETURN.search(text)
    head, tail = (text[: back.start()], text[back.end() :]) if back else (text, "")
    out, home = read_dates(read_tokens(head), today), read_dates(read_tokens(tail), today)
    outbound, inbound = out.check_in, out.check_out
    if outbound is None and home.check_in is not None and home.check_out is not None:
        outbound, inbound = home.check_in, home.check_out
    elif home.check_in is not None and outbound is None and known is not None and known.outbound:
        inbound = home.check_in
    elif home.check_in is not None:
        outbound, inbound = (outbound, home.check_in) if outbound else (home.check_in, None)
    inbound = inbound or _after_nights(outbound, out, home, known)
    is_one_way = True if one_way else False if back or inbound else None
    return _Days(
        outbound, None if one_way else inbound, is_one_way, out.problem or home.problem,
        f"{out.rest.unread} {home.rest.unread}",
    )  # fmt: skip


def _after_nights(
    outbound: date | None, out: DateReading, home: DateReading, known: FlightDraft | None
) -> date | None:
    """Return the day of the way back when only a number of nights is said."""
    nights = out.nights or home.nights
    first = outbound or (known.outbound if known else None)
    return first + timedelta(days=nights) if first is not None and nights else None


def _with_days(
    draft: FlightDraft, days: _Days, today: date, problems: list[Refusal]
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


def _take_cabin(text: str) -> tuple[Cabin | None, str]:
    for cabin, words in CABINS:
        match = words.search(text)
        if match is not None:
            return cabin, f"{text[: match.start()]} {text[match.end() :]}"
    return None, text


def _with_party(draft: FlightDraft, text: str, problems: list[Refusal]) -> tuple[FlightDraft, str]:
    """Read who flies: people as in a hotel search, and infants, who have no age to tell."""
    infants = 0
    match = INFANTS.search(text)
    if match is not None:
        infants = FEW.get(match[1]) or int(match[1])
        text = f"{text[: match.start()]} {text[match.end() :]}"
    counts, rest = read_counts(read_tokens(text))
    people = read_people(rest, counts)
    unread = people.rest.unread
    if people.problem is not None:
        problems.append(people.problem)
        return draft, unread
    if people.is_silent and not infants:
        return draft, unread
    adults = draft.party.adults if people.adults is None else people.adults
    ages = (people.ages or ()) + (0,) * infants
    try:
        return replace(draft, party=Party(adults, ages)), unread
    except FlightRefused as problem:
        problems.append(problem)
        return draft, unread


def split_ends(text: str) -> tuple[str | None, str | None]:
    """Return what stands for the origin and the destination in the rest of a text."""
    words = " ".join(PLAIN.sub(" ", text).replace(",", " ").split()).strip(" .!?")
    if not words:
        return None, None
    for pattern, origin_first in ENDS:
        match = pattern.match(words)
        if match is not None:
            first, second = match[1].strip(), match[2].strip()
            return (first, second) if origin_first else (second, first)
    if match := ONLY_FROM.match(words):
        return match[1], None
    if match := ONLY_TO.match(words):
        return None, match[1]
    return None, words


async def _with_ends(
    app: App, draft: FlightDraft, text: str, problems: list[Refusal]
) -> tuple[FlightDraft, FlightGap | None]:
    """Find both ends; the one that is not found becomes a problem, the other stays."""
    unclear: FlightGap | None = None
    found: dict[FlightGap, Endpoint] = {}
    for end, words in zip((FlightGap.ORIGIN, FlightGap.DESTINATION), split_ends(text), strict=True):
        if words is None:
            continue
        try:
            found[end] = await find_endpoint(app.pool, words)
        except FlightRefused as problem:
            problems.append(problem)
            unclear = unclear or end
    known = replace(
        draft,
        origin=found.get(FlightGap.ORIGIN, draft.origin),
        destination=found.get(FlightGap.DESTINATION, draft.destination),
    )
    return known, unclear


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
