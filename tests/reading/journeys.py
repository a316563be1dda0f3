"""Rows of flights, packages and trips: read as the bot would, and judged part by part."""

from collections.abc import Iterable
from datetime import date

from domain.accounts.travellers import Traveller
from domain.app import App
from domain.flights.reading import read_flights
from domain.flights.values import Endpoint, FlightReading
from domain.reading.intents import Intent
from domain.reading.line import Decision
from domain.reading.meanings import Request
from domain.search.interpretation import decide_line, read_there, write_into
from domain.search.values import Draft, Understanding
from domain.trips.reading import read_package
from domain.trips.tour_reading import read_tour
from domain.trips.tour_values import TourReading
from domain.trips.values import PackageReading
from tests.reading.handed import ASKED, RIGHT, TODAY, WRONG, Row, judge_stay

REFUSED = "refused"
# What separates a line from the one that corrects it.
BEHIND = " || "
REQUESTS = {
    "stay": Request.STAY, "place": Request.STAY, "flight": Request.FLIGHT,
    "package": Request.PACKAGE, "trip": Request.TOUR,
}  # fmt: skip
# Airports of a city stand for each other.
CITIES = {
    "LON": {"LHR", "LGW", "LTN", "STN", "LCY"}, "MOW": {"SVO", "DME", "VKO", "ZIA"},
    "NYC": {"JFK", "LGA", "EWR"}, "TYO": {"HND", "NRT"}, "OSA": {"KIX", "ITM"},
}  # fmt: skip


async def verdict_on(app: App, traveller: Traveller, row: Row) -> tuple[str, str]:
    """Return whether a row was read right, asked about, guessed wrongly or refused, and how."""
    if row.kind == "talk":
        return await _of_talk(app, traveller, row)
    if row.kind == "fix":
        return await _of_correction(app, traveller, row)
    decision = await decide_line(app, traveller, row.text, TODAY)
    wanted = REQUESTS[row.kind]
    if decision.rival is not None and wanted in {decision.best.request, decision.rival.request}:
        one, other = decision.best.request.value, decision.rival.request.value
        return ASKED, f"{row.text!r}: {one} or {other}?"
    if decision.best.request is not wanted:
        return WRONG, f"{row.text!r}: taken as a {decision.best.request.value}"
    return await _of_request(app, traveller, row, decision)


async def _of_request(
    app: App, traveller: Traveller, row: Row, decision: Decision
) -> tuple[str, str]:
    """Judge a line that was taken as the request that it is, part by part."""
    match REQUESTS[row.kind]:
        case Request.FLIGHT:
            return _told(row, *_of_flights(row, await _flights(app, traveller, row, decision)))
        case Request.PACKAGE:
            read = await read_package(app, traveller, row.text, None, decision)
            return _told(row, *_of_package(row, read))
        case Request.TOUR:
            tour = await read_tour(app, traveller, row.text, None, decision)
            return _told(row, *_of_tour(row, tour))
        case _:
            stay, today = await read_there(app, traveller, decision, Draft())
            read_stay = write_into(Draft(), stay, today, TODAY)
            verdict, told = judge_stay(row, read_stay)
            is_lost = not read_stay.draft.place_text and not read_stay.draft.check_in
            return (REFUSED if verdict == ASKED and is_lost else verdict), told


async def _of_talk(app: App, traveller: Traveller, row: Row) -> tuple[str, str]:
    """Judge a command or a politeness: the row's place is what it should be taken as."""
    decision = await decide_line(app, traveller, row.text, TODAY)
    told = [one.what.value for one in decision.best.all(Intent)]
    if decision.best.request is Request.TALK:
        return (RIGHT if row.place in told else WRONG), f"{row.text!r}: {told}"
    read, today = await read_there(app, traveller, decision, Draft())
    understood = write_into(Draft(), read, today, TODAY)
    asks = understood.problems or understood.left_over
    return (ASKED if asks else WRONG), f"{row.text!r}: a {decision.best.request}"


async def _of_correction(app: App, traveller: Traveller, row: Row) -> tuple[str, str]:
    """Judge a line that follows another one: "Goa 12-15 dec || two rooms"."""
    understood = Understanding(Draft())
    for text in row.text.split(BEHIND):
        decision = await decide_line(app, traveller, text, TODAY, (Request.STAY,))
        if decision.best.request is not Request.STAY:
            return WRONG, f"{text!r}: taken as a {decision.best.request.value}"
        read, today = await read_there(app, traveller, decision, understood.draft)
        understood = write_into(understood.draft, read, today, TODAY)
    return judge_stay(row, understood)


async def _flights(app: App, traveller: Traveller, row: Row, decision: Decision) -> FlightReading:
    return await read_flights(app, traveller, row.text, None, decision)


def _told(row: Row, parts: dict[str, str], told: object) -> tuple[str, str]:
    bad = {part: one for part, one in parts.items() if one != RIGHT}
    verdict = WRONG if WRONG in bad.values() else ASKED if bad else RIGHT
    return verdict, f"{row.text!r}: {bad} {told}"


def _of_flights(row: Row, read: FlightReading) -> tuple[dict[str, str], object]:
    draft, asks = read.draft, bool(read.problems)
    origin, _, there = (part.strip() for part in row.place.partition(">"))
    out, _, back = (part.strip() for part in row.dates.split(", ")[0].partition(".."))
    outs = {one.partition("..")[0].strip() for one in row.dates.split(", ")}
    party = f"{draft.party.adults}+{','.join(map(str, draft.party.child_ages))}".rstrip("+")
    told = (
        draft.origin and draft.origin.codes, draft.destination and draft.destination.codes,
        draft.outbound, draft.inbound, party, draft.cabin.value, read.problems,
    )  # fmt: skip
    return {
        "from": _end(draft.origin, origin),
        "to": _end(draft.destination, there),
        "out": _day(draft.outbound, outs) if out else RIGHT,
        "back": RIGHT if back == "-" and not draft.inbound else _day(draft.inbound, {back}),
        "party": RIGHT if party == row.party else ASKED if asks else WRONG,
        "cabin": RIGHT if draft.cabin.value == row.wishes or not row.wishes else WRONG,
    }, told


def _end(end: Endpoint | None, wanted: str) -> str:
    if end is None:
        return ASKED
    codes = CITIES.get(wanted) or next((its for its in CITIES.values() if wanted in its), {wanted})
    return RIGHT if codes & set(end.codes) else WRONG


def _day(day: date | None, wanted: Iterable[str]) -> str:
    if day is None:
        return ASKED
    return RIGHT if f"{day:%m-%d}" in wanted else WRONG


def _of_package(row: Row, read: PackageReading) -> tuple[dict[str, str], object]:
    draft, asks = read.draft.stay, bool(read.problems)
    origin, _, there = (part.strip() for part in row.place.partition(">"))
    name = str(draft.destination.full_name) if draft.destination else ""
    nights = draft.check_in and draft.check_out and (draft.check_out - draft.check_in).days
    each = (f"{r.adults}+{','.join(map(str, r.child_ages))}".rstrip("+") for r in draft.rooms)
    party = "/".join(each)
    days = f"{draft.check_in}/{nights}"
    told = (read.draft.origin and read.draft.origin.codes, name, days, party, read.problems)
    return {
        "from": _end(read.draft.origin, origin),
        "to": _named(name, there.split("|")),
        "days": (RIGHT if days in row.dates.split(", ") else WRONG) if nights else ASKED,
        "party": RIGHT if party == row.party else ASKED if asks else WRONG,
    }, told


def _named(name: str, wanted: list[str]) -> str:
    if not name:
        return RIGHT if "ASK" in wanted else ASKED
    return RIGHT if any(one in name for one in wanted) else WRONG


def _of_tour(row: Row, read: TourReading) -> tuple[dict[str, str], object]:
    draft, asks = read.draft, bool(read.problems)
    places = [(str(one.destination.full_name), one.nights) for one in draft.places]
    wanted = [one.strip().rpartition(" ") for one in row.place.split(",")]
    each = (f"{r.adults}+{','.join(map(str, r.child_ages))}".rstrip("+") for r in draft.rooms)
    party, start = "/".join(each), draft.first_start
    same = len(places) == len(wanted) and all(
        nights == int(count) and any(part in name for part in names.split("|"))
        for (name, nights), (names, _, count) in zip(places, wanted, strict=True)
    )
    days = row.dates.split("..")
    return {
        "places": RIGHT if same else WRONG if places else ASKED,
        "start": _day(start, {days[0]}),
        "party": RIGHT if party == row.party else ASKED if asks else WRONG,
    }, (places, start, party, read.problems)
