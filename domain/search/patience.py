"""A look at a search for as long as somebody has the patience: what there is by then."""

import asyncio
from contextlib import aclosing

from domain.accounts.travellers import Traveller
from domain.app import App
from domain.search.ranking import Sorting
from domain.search.service import find_hotels_as_they_come
from domain.search.values import SearchOutcome


async def look(
    app: App,
    traveller: Traveller,
    search_id: int,
    patience: float,
    *,
    sorting: Sorting = Sorting.PRICE,
    depth: int = 1,
) -> SearchOutcome | None:
    """Return a search's outcome after `patience` seconds at most; None while there is none.

    It may be partial. The suppliers go on being asked, and the next look finds what they say.
    Raises NotFound for a stranger's search and a `StayRefused` when its dates are over.
    """
    latest: SearchOutcome | None = None
    outcomes = find_hotels_as_they_come(app, traveller, search_id, sorting=sorting, depth=depth)
    try:
        async with asyncio.timeout(patience), aclosing(outcomes):  # type: ignore[type-var]
            async for latest in outcomes:  # noqa: B007 - the last one counts
                pass
    except TimeoutError:
        return latest
    return latest
