"""The hotels that match a rule: counted for a preview, stored by a refresh, always within
limits.
"""

from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

import asyncpg

from domain.catalog.amenities import Amenity, amenity_called
from domain.clusters.errors import RuleTooSlow
from domain.clusters.queries.compiler import Compiled, compile_rule
from domain.clusters.queries.members import (
    MOST_HOTELS,
    FoundHotels,
    Refreshed,
    amenity_words,
    give_up_after,
    give_up_no_more,
    hotels_held,
    replace_hotels,
)
from domain.clusters.rules import HasAmenity, Price, Rule, bounded, conditions
from domain.exchange_rates.queries import exchange_rates
from domain.exchange_rates.rates import NO_RATES
from domain.suppliers.contract import Coordinates
from domain.unit_of_work import Database

STATEMENT_SECONDS = 5


@dataclass(frozen=True, slots=True)
class Preview:
    """What a rule matches now: how many hotels, as far as a cluster holds them, where they are, and
    the best known of them.
    """

    count: int
    names: tuple[str, ...]
    points: tuple[Coordinates, ...]
    average_rating: Decimal | None


@asynccontextmanager
async def _bounded(database: Database, seconds: float) -> AsyncIterator[None]:
    """Give up on a slow query. Raises RuleTooSlow; the transaction is over."""
    try:
        async with database.transaction() as connection:
            await give_up_after(connection, seconds)
            yield
            await give_up_no_more(connection)
    except asyncpg.QueryCanceledError:
        raise RuleTooSlow from None


async def _compiled(database: Database, rule: Rule, now: datetime) -> Compiled:
    bounded(rule)
    is_priced = any(isinstance(one, Price) for one in conditions(rule))
    rates = await exchange_rates(database, now) if is_priced else NO_RATES
    return compile_rule(rule, now, await _amenity_names(database, rule), rates)


async def _amenity_names(database: Database, rule: Rule) -> Mapping[Amenity, Iterable[str]]:
    """Return the catalogue's names for the amenities in a rule."""
    asked = {one for c in conditions(rule) if isinstance(c, HasAmenity) for one in c.of}
    names: dict[Amenity, list[str]] = defaultdict(list)
    if asked:
        for word in await amenity_words(database):
            if (amenity := amenity_called(word)) in asked and amenity is not None:
                names[amenity].append(word)
    return names


def _preview(found: FoundHotels) -> Preview:
    return Preview(
        min(found.number, MOST_HOTELS),
        tuple(found.names or ()),
        tuple(Coordinates(*point) for point in found.points or ()),
        found.rating,
    )


async def preview_members(database: Database, cluster_id: int) -> Preview:
    """Return what a cluster holds."""
    return _preview(await hotels_held(database, cluster_id))


async def refresh(
    database: Database,
    cluster_id: int,
    rule: Rule,
    now: datetime,
    seconds: float = STATEMENT_SECONDS,
) -> Refreshed:
    """Update a cluster's hotels from its rule: the best known first, at most `MOST_HOTELS`.

    All or nothing. Raises `RuleNotUsable` and RuleTooSlow.
    """
    async with _bounded(database, seconds):
        compiled = await _compiled(database, rule, now)
        return await replace_hotels(database, cluster_id, compiled)
