"""Returns what a search has found after a limited time."""

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
    """Return a search's outcome after at most `patience` seconds; None if there is none yet.

    It may be partial. Asking the suppliers continues, and the next call finds their answers. Raises
    NotFound for somebody else's search, and a `StayRefused` if its dates are past.
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
