"""Turns a traveller's line into a draft of a package."""

from dataclasses import replace

from domain.accounts.travellers import Traveller
from domain.app import App
from domain.clock import today_in
from domain.errors import Refusal
from domain.flights.ends import endpoint_of
from domain.flights.values import Endpoint
from domain.reading.decision import Cover
from domain.reading.joined_places import is_choice
from domain.reading.leftovers import Leftover, Part
from domain.reading.line import Decision
from domain.reading.meanings import Adults, Beds, Children, Family, Pair, Request, Role
from domain.search.interpretation import decide_line, read_there, write_into
from domain.search.named_place import Located
from domain.search.values import Understanding
from domain.suppliers.errors import FlightRefused
from domain.trips.values import PackageDraft, PackageReading


async def read_package(
    app: App,
    traveller: Traveller,
    text: str,
    draft: PackageDraft | None = None,
    decision: Decision | None = None,
) -> PackageReading:
    """Read `text` into `draft`: what it says replaces that part, the rest stays.

    `decision` is any decision already made on the line.
    """
    known = draft or PackageDraft()
    problems: list[Refusal] = []
    today = today_in(traveller.time_zone, app.clock.now())
    if decision is None or not decision.has(Request.PACKAGE):
        decision = await decide_line(app, traveller, text, today, (Request.PACKAGE,))
    cover = decision.of(Request.PACKAGE)
    origin = await _origin(app, cover, problems)
    read, there = await read_there(app, traveller, decision, known.stay, Request.PACKAGE)
    if origin is not None and known.stay.destination is not None and _leads_nowhere(cover):
        read = replace(read, located=Located())
    understood = write_into(known.stay, read, there, today)
    problems += understood.problems
    told = understood.draft.rooms != known.stay.rooms
    told = told or bool(cover.all(Adults, Beds, Children, Family, Pair))
    return PackageReading(
        replace(
            known,
            stay=understood.draft,
            origin=origin or known.origin,
            people_known=known.people_known or told,
        ),
        tuple(problems),
        _leftovers(understood, origin),
    )


def _leads_nowhere(cover: Cover) -> bool:
    """Return whether a line only changes where the trip starts: "from Mumbai instead"."""
    return all(one.role is Role.ORIGIN for one in cover.names)


def _leftovers(understood: Understanding, origin: Endpoint | None) -> tuple[Leftover, ...]:
    """Return what a package has no use for; the origin is used."""
    if origin is None:
        return understood.leftovers
    return tuple(
        one for one in understood.leftovers if one.part is not Part.PLACE or not one.is_understood
    )


async def _origin(app: App, cover: Cover, problems: list[Refusal]) -> Endpoint | None:
    """Return the airports of the origin, None if no place was named."""
    names = [one for one in cover.names if one.role is Role.ORIGIN]
    if not names or (len(names) > 1 and is_choice(cover)):
        return None  # "from Mumbai or Pune": it is asked
    name = names[0]
    try:
        return await endpoint_of(app, name)
    except FlightRefused as problem:
        problems.append(problem)
        return None
