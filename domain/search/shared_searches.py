"""Shared searches: whoever opens one gets a search of their own."""

from domain.accounts.travellers import Traveller
from domain.app import App
from domain.catalog.models import Hotel
from domain.clock import today_in
from domain.errors import NotFound
from domain.search.service import destination_view, search_for
from domain.search.values import Draft, SearchView
from domain.stay import Stay


async def draft_at(app: App, destination_id: int, stay: Stay) -> Draft:
    """Return a draft for a stay at a destination. Raises NotFound."""
    destination = await destination_view(app, destination_id)
    return Draft(destination, destination.name, stay.check_in, stay.check_out, stay.rooms)


async def draft_at_hotel(app: App, hotel_id: int, stay: Stay) -> Draft:
    """Return a draft for a stay at a hotel's destination. Raises NotFound."""
    hotel = await Hotel.get_or_none(id=hotel_id).select_related("destination")
    if hotel is None:
        raise NotFound("hotel")
    return await draft_at(app, hotel.destination.id, stay)


async def search_of(app: App, traveller: Traveller, draft: Draft, stay: Stay) -> SearchView:
    """Return the traveller's own search for a shared stay at the draft's destination.

    Raises a `StayRefused` if its dates are past.
    """
    if draft.destination is None:
        raise NotFound("destination")
    stay.require_bookable(today_in(draft.destination.time_zone, app.clock.now()))
    return await search_for(app, traveller, draft.destination.destination_id, stay)
