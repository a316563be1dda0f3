"""Places that the catalogue lacks, asked of the suppliers: districts, villages and sights.

What was found, and that nothing was, is remembered for a day, so that nonsense costs one question.
"""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import replace

import structlog

from domain.app import App
from domain.catalog.countries import countries_by_name
from domain.catalog.destinations import FoundDestination, namesakes
from domain.catalog.errors import PlaceUnknown
from domain.catalog.folding import fold
from domain.catalog.suggestions import is_alike
from domain.full_names import FullName
from domain.suppliers.contract import Capability, Suggestion, SupplierError, SupplierGateway

log = structlog.get_logger(__name__)

KEY = "suggested-places:"
REMEMBERED_SECONDS = 24 * 3600
# The traveller waits for this.
PATIENCE_SECONDS = 1.5
SHORTEST, LONGEST = 3, 60
MOST_SUGGESTIONS = 4
# How many of a name's further parts are looked at for the city: "Juhu, Mumbai, Maharashtra".
MOST_PARTS = 3
Candidates = tuple[tuple[int, FullName], ...]


async def with_suppliers_places(app: App, problem: PlaceUnknown) -> PlaceUnknown:
    """Return the question with what suppliers know under that name, each with its city."""
    name = fold(problem.text)
    if not SHORTEST <= len(name) <= LONGEST or any(one.isdecimal() for one in name):
        return problem
    stored = await app.redis.get(KEY + name)
    if stored is not None:
        found: Candidates = _from_json(stored)
    else:
        answers = await asyncio.gather(
            *(_asked(one, problem.text) for one in app.suppliers.able_to(Capability.SUGGEST))
        )
        if all(answer is None for answer in answers):
            return problem  # nobody could be asked: that says nothing of the name
        said = [one for answer in answers if answer for one in answer]
        found = await _with_cities(app, name, said)
        await app.redis.set(KEY + name, _to_json(found), ex=REMEMBERED_SECONDS)
    together = dict((*found, *problem.suggestions))
    return PlaceUnknown(problem.text, tuple(together.items()))


async def _asked(gateway: SupplierGateway, text: str) -> tuple[Suggestion, ...] | None:
    """Return what a supplier suggests, None where it could not answer in time."""
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            return await gateway.suggest(text)
    except (SupplierError, TimeoutError) as error:
        log.info("place_not_suggested", error=type(error).__name__)
        return None


async def _with_cities(app: App, name: str, said: Sequence[Suggestion]) -> Candidates:
    """Return the places among suggestions that have that name, by the city they lie in."""
    rows = [
        [part.strip() for part in one.full_name.split(",") if part.strip()]
        for one in said
        if "hotel" not in one.kind.lower()
    ]
    rows = [row for row in rows if row and _is_called(name, fold(row[0]))]
    names = {fold(part) for row in rows for part in row[: MOST_PARTS + 1]}
    if not names:
        return ()
    known = await namesakes(app.pool, names)
    found: dict[int, FullName] = {}
    for row in rows:
        city = _city_of(row, known)
        if city is not None:
            found.setdefault(city.id, _called(row[0], city.full_name))
    return tuple(found.items())[:MOST_SUGGESTIONS]


def _called(name: str, city: FullName) -> FullName:
    """Return a part of a city, or the city itself, by its full name."""
    return city if fold(name) == fold(city.name) else replace(city, parts=(name, *city.parts))


def _to_json(found: Candidates) -> str:
    return json.dumps([(one, title.parts, title.country_code, title.country_name)
                       for one, title in found])  # fmt: skip


def _from_json(stored: bytes | str) -> Candidates:
    return tuple(
        (int(one), FullName(tuple(parts), code, country))
        for one, parts, code, country in json.loads(stored)
    )


def _is_called(name: str, suggested: str) -> bool:
    return suggested.startswith(name) or is_alike(name, suggested)


def _city_of(
    row: Sequence[str], known: dict[str, tuple[FoundDestination, ...]]
) -> FoundDestination | None:
    """Return the first place that a suggestion's parts name, in the country that ends it."""
    country = countries_by_name().get(fold(row[-1]))
    for part in (*row[1 : MOST_PARTS + 1], row[0]):
        for option in known.get(fold(part), ()):
            if country is None or option.place.country_code == country:
                return option
    return None
