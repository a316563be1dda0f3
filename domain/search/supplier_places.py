"""Asks suppliers for places that the catalogue lacks: districts, villages and sights.

Each is shown with its city and, if its location is known, searched as a point to be near. Results
are remembered for a month, and "nothing found" for a day, so that nonsense costs one question.
"""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b

import structlog

from domain.app import App
from domain.catalog.countries import countries_by_name
from domain.catalog.destinations import namesakes
from domain.catalog.errors import PlaceUnknown
from domain.catalog.folding import fold
from domain.catalog.queries.places import destination_by_id
from domain.catalog.suggestions import is_alike
from domain.catalog.values import FoundDestination
from domain.full_names import FullName
from domain.reading.place_resolution import kilometres
from domain.search.filters import Anchor
from domain.search.named_place import Located
from domain.suppliers.contract import (
    Capability,
    Coordinates,
    Suggestion,
    SupplierError,
    SupplierGateway,
)

log = structlog.get_logger(__name__)

KEY = "suggested-places:"
FOUND_SECONDS, NOTHING_SECONDS = 30 * 24 * 3600, 24 * 3600
# The traveller is waiting.
PATIENCE_SECONDS = 1.5
SHORTEST, LONGEST = 3, 60
MOST_SUGGESTIONS = 4
# How many further parts of a name are searched for the city: "Juhu, Mumbai, Maharashtra".
MOST_PARTS = 3
# A part of a city is no farther from its centre.
CITY_KILOMETRES = 60


@dataclass(frozen=True, slots=True)
class Area:
    """A part of a city or a sight in it, by its city's id; `point` is its location, if known."""

    city_id: int
    title: FullName
    point: Coordinates | None = None

    @property
    def name(self) -> str:
        """Return its own name."""
        return self.title.parts[0]

    @property
    def anchor(self) -> Anchor | None:
        """Return it as a point to be near."""
        return None if self.point is None else Anchor(self.name, self.point)


async def located_by_suppliers(app: App, located: Located) -> Located:
    """Return a line's place, using what suppliers know of names that the catalogue lacks.

    A name that only one area has is that area; otherwise the areas become suggestions. A name
    beside a known place is only looked up within that place.
    """
    if isinstance(located.problem, PlaceUnknown):
        return await _instead_of_unknown(app, located, located.problem)
    if located.destination is None or located.near is not None or not located.unknown:
        return located
    name = max(located.unknown, key=len)
    for area in await areas_called(app, name):
        away = kilometres(area.point, located.destination.place.centre)
        if area.anchor is not None and _is_named(area, name) and away <= CITY_KILOMETRES:
            unused = tuple(one for one in located.unused if one != name)
            return replace(located, near=area.anchor, unused=unused)
    return located


async def _instead_of_unknown(app: App, located: Located, problem: PlaceUnknown) -> Located:
    areas = await areas_called(app, problem.text)
    named = [one for one in areas if one.anchor is not None and _is_named(one, problem.text)]
    city = await destination_by_id(app.pool, named[0].city_id) if len(named) == 1 else None
    if city is not None:
        return Located(city, named[0].anchor)
    together = {one.city_id: one.title for one in areas}
    told = len(together)
    for number, title in problem.suggestions:
        together.setdefault(number, title)
    kept = _key_of(problem.text) if areas else ""
    return replace(located, problem=PlaceUnknown(problem.text, tuple(together.items()), told, kept))


def _is_named(area: Area, name: str) -> bool:
    return fold(area.name) == fold(name)


async def areas_called(app: App, text: str) -> tuple[Area, ...]:
    """Return the areas that suppliers know under a name, one for each city; asked rarely."""
    name = fold(text)
    if not SHORTEST <= len(name) <= LONGEST or any(one.isdecimal() for one in name):
        return ()
    kept = await _kept(app, _key_of(text))
    if kept is not None:
        return kept
    answers = await asyncio.gather(
        *(_asked(one, text) for one in app.suppliers.able_to(Capability.SUGGEST))
    )
    if all(answer is None for answer in answers):
        return ()  # nobody could be asked, which says nothing about the name
    found = await _with_cities(app, name, [one for answer in answers if answer for one in answer])
    seconds = FOUND_SECONDS if found else NOTHING_SECONDS
    await app.redis.set(KEY + _key_of(text), _to_json(found), ex=seconds)
    return found


async def area_kept(app: App, kept: str, nth: int) -> Area | None:
    """Return a suggested area, None if it is no longer remembered."""
    areas = await _kept(app, kept) or ()
    return areas[nth] if 0 <= nth < len(areas) else None


async def _kept(app: App, key: str) -> tuple[Area, ...] | None:
    stored = await app.redis.get(KEY + key)
    return None if stored is None else _from_json(stored)


def _key_of(text: str) -> str:
    """Return the key of a remembered name, short enough for a button."""
    return blake2b(fold(text).encode(), digest_size=8).hexdigest()


async def _asked(gateway: SupplierGateway, text: str) -> tuple[Suggestion, ...] | None:
    """Return a supplier's suggestions, None if it did not answer in time."""
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            return await gateway.suggest(text)
    except (SupplierError, TimeoutError) as error:
        log.info("place_not_suggested", error=type(error).__name__)
        return None


async def _with_cities(app: App, name: str, said: Sequence[Suggestion]) -> tuple[Area, ...]:
    """Return the suggested places with that name, by their city."""
    rows = [
        ([part.strip() for part in one.full_name.split(",") if part.strip()], one.point)
        for one in said
        if "hotel" not in one.kind.lower()
    ]
    rows = [(row, point) for row, point in rows if row and _is_called(name, fold(row[0]))]
    names = {fold(part) for row, _point in rows for part in row[: MOST_PARTS + 1]}
    if not names:
        return ()
    known = await namesakes(app.pool, names)
    found: dict[int, Area] = {}
    for row, point in rows:
        city = _city_of(row, known)
        if city is None:
            continue
        area = Area(city.id, _called(row[0], city.full_name), point)
        # Of two suppliers, prefer the one that gives its location.
        if city.id not in found or (found[city.id].point is None and point is not None):
            found[city.id] = area
    return tuple(found.values())[:MOST_SUGGESTIONS]


def _called(name: str, city: FullName) -> FullName:
    """Return a part of a city, or the city itself, by its full name."""
    return city if fold(name) == fold(city.name) else replace(city, parts=(name, *city.parts))


def _to_json(found: Sequence[Area]) -> str:
    return json.dumps(
        [
            (
                one.city_id, one.title.parts, one.title.country_code, one.title.country_name,
                [one.point.latitude, one.point.longitude] if one.point else None,
            )
            for one in found
        ]
    )  # fmt: skip


def _from_json(stored: bytes | str) -> tuple[Area, ...]:
    return tuple(
        Area(
            int(one),
            FullName(tuple(parts), code, country),
            None if point is None else Coordinates(*point),
        )
        for one, parts, code, country, point in json.loads(stored)
    )


def _is_called(name: str, suggested: str) -> bool:
    return suggested.startswith(name) or is_alike(name, suggested)


def _city_of(
    row: Sequence[str], known: dict[str, tuple[FoundDestination, ...]]
) -> FoundDestination | None:
    """Return the first place that a suggestion's parts name, in the country at its end."""
    country = countries_by_name().get(fold(row[-1]))
    for part in (*row[1 : MOST_PARTS + 1], row[0]):
        for option in known.get(fold(part), ()):
            if country is None or option.place.country_code == country:
                return option
    return None
