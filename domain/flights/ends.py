"""Where a flight begins and ends, as named in a line."""

from collections.abc import Sequence

from domain.app import App
from domain.catalog.destinations import rivals
from domain.catalog.queries.places import largest_in
from domain.flights.endpoints import endpoint_by_key, endpoint_near, find_endpoint
from domain.flights.errors import AirportAmbiguous, AirportUnknown
from domain.flights.values import Endpoint
from domain.reading.candidates import DOUBTFUL
from domain.reading.decision import Cover
from domain.reading.joined_places import is_or
from domain.reading.line import Decision
from domain.reading.meanings import PlaceName, Role, UnknownName
from domain.reading.proposals import Proposal
from domain.reading.repeats import over_and_back

End = PlaceName | UnknownName
# How many cities are offered for a country.
MOST_OF_COUNTRY = 5


def ends_of(cover: Cover) -> tuple[End | None, End | None]:
    """Return the names of the origin and the destination.

    Words like "from" and "to" decide. Without them the first place is the origin and the second the
    destination; a single place is the destination.
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


def choices_of(decision: Decision, cover: Cover, end: End) -> list[Proposal[PlaceName]]:
    """Return the places among which a line leaves an end open: "from Delhi or Jaipur".

    The one that the cover took is among them; there are none where no "or" stands beside it.
    """
    taken = next((one for one in cover.chosen if one.meaning is end), None)
    if taken is None or not isinstance(end, PlaceName):
        return []
    names = (
        one
        for one in decision.proposals
        if isinstance(one.meaning, PlaceName) and one.meaning.options and one.cost < DOUBTFUL
    )
    others = [one for one in names if _are_alternatives(cover.text, one, taken)]
    both = [taken, *others] if others else []
    return sorted(both, key=lambda one: one.start)


def _are_alternatives(text: str, one: Proposal[PlaceName], other: Proposal[PlaceName]) -> bool:
    first, last = sorted((one, other), key=lambda it: it.start)
    return first.end <= last.start and is_or(text[first.end : last.start])


async def chosen_endpoint(app: App, end: End, choices: Sequence[Proposal[PlaceName]]) -> Endpoint:
    """Return the airports of an end. Raises AirportAmbiguous where the line leaves a choice."""
    if not choices:
        return await endpoint_of(app, end)
    found = [await endpoint_of(app, one.meaning) for one in choices]
    keys = {one.key: one.full_name for one in found}
    if len(keys) == 1:
        return found[0]
    raise AirportAmbiguous(" / ".join(one.meaning.name for one in choices), tuple(keys.items()))


async def endpoint_of(app: App, name: End) -> Endpoint:
    """Return the airports for a name: of a code, of an airport, or around a place.

    Raises AirportUnknown and AirportAmbiguous.
    """
    if isinstance(name, UnknownName):
        return await find_endpoint(app.pool, name.name)
    if name.options:
        return await _about(app, name)
    if name.country is not None:
        return await _of_country(app, name)
    if name.airport is None or name.is_code:
        code = name.airport.iata if name.airport is not None else name.name
        return await find_endpoint(app.pool, code)
    return await endpoint_by_key(name.airport.iata)


async def _about(app: App, name: PlaceName) -> Endpoint:
    """Return the airports of a place. Raises AirportAmbiguous for namesakes."""
    if len(rivals(name.options)) > 1:
        return await find_endpoint(app.pool, name.options[0].name if name.slips else name.name)
    try:
        return await endpoint_near(app.pool, name.options[0].id)
    except AirportUnknown:
        return await find_endpoint(app.pool, name.name)


async def _of_country(app: App, name: PlaceName) -> Endpoint:
    """Return the airports of a country's only city that has any.

    Raises AirportAmbiguous for several cities and AirportUnknown for none.
    """
    served: dict[str, Endpoint] = {}
    for city in await largest_in(app.pool, name.country or "", MOST_OF_COUNTRY):
        try:
            endpoint = await endpoint_near(app.pool, city.id)
        except AirportUnknown:
            continue
        served.setdefault(endpoint.key, endpoint)
    if not served:
        raise AirportUnknown(name.name)
    if len(served) == 1:
        return next(iter(served.values()))
    raise AirportAmbiguous(
        name.name, tuple((key, endpoint.full_name) for key, endpoint in served.items())
    )


def names_too_many(cover: Cover) -> tuple[str, ...]:
    """Return the places in a line that are neither end of the flight."""
    ends = ends_of(cover)
    return tuple(
        one.name
        for one in over_and_back(cover.names)
        if one not in ends and one.role is not Role.EXCLUDED
    )
