"""Where a traveller has searched of late."""

from domain.search.queries.searches import recent_places
from domain.unit_of_work import Database

MOST_RECENT_PLACES = 4


async def recent_ids(pool: Database, user_id: int) -> tuple[int, ...]:
    """Return the destinations that a traveller searched last, each once, the latest first."""
    return tuple(await recent_places(pool, user_id, MOST_RECENT_PLACES))
