"""The stay for which a cluster is tracked, as a search."""

from datetime import date, timedelta

from domain.accounts.travellers import Traveller
from domain.app import App
from domain.clusters.queries.members import place_of_best
from domain.errors import NotFound
from domain.search.service import search_for
from domain.search.values import SearchView
from domain.stay import Stay

# Used without known prices: a weekend that is neither tomorrow nor far away.
AHEAD, NIGHTS, FRIDAY = timedelta(days=14), 2, 4


def usual_stay(today: date) -> tuple[date, int]:
    """Return arrival and nights of a weekend in two weeks or soon after."""
    earliest = today + AHEAD
    return earliest + timedelta(days=(FRIDAY - earliest.weekday()) % 7), NIGHTS


async def search_in(
    app: App, traveller: Traveller, cluster_id: int, check_in: date, nights: int
) -> SearchView:
    """Return a search around the cluster's best known hotel, for two adults.

    Raises NotFound for a cluster without hotels, and a `StayRefused` for past dates.
    """
    place = await place_of_best(app.pool, cluster_id)
    if place is None:
        raise NotFound("cluster")
    stay = Stay(check_in, check_in + timedelta(days=nights))
    return await search_for(app, traveller, place, stay)
