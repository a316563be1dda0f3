"""The trip that a traveller is putting together, kept between messages as the others are."""

from datetime import date
from typing import Any

from aiogram.fsm.context import FSMContext

from domain.app import App
from domain.errors import NotFound
from domain.search.filters import Filters
from domain.search.queries.searches import rooms_from_json, rooms_to_json
from domain.search.service import destination_view
from domain.trips.tour_values import OpenStop, TourDraft, TourPlace

KEY = "tour"


async def save_tour_draft(state: FSMContext, draft: TourDraft) -> None:
    """Keep the draft."""
    first, last = draft.first_start, draft.last_start
    stored: dict[str, Any] = {
        "places": [[place.destination.destination_id, place.nights] for place in draft.places],
        "first": first.isoformat() if first else None,
        "last": last.isoformat() if last else None,
        "rooms": rooms_to_json(draft.rooms),
        "filters": draft.filters.to_json(),
        "flights": draft.with_flights,
        "stops": [_stored(stop) for stop in draft.stops],
        "ageless": draft.ageless,
    }
    await state.update_data({KEY: stored})


async def load_tour_draft(app: App, state: FSMContext) -> TourDraft:
    """Return the draft as it was left, or an empty one."""
    stored = (await state.get_data()).get(KEY)
    if not stored:
        return TourDraft()
    try:
        places = [TourPlace(await destination_view(app, one), n) for one, n in stored["places"]]
        stops = [await _stop(app, one) for one in stored.get("stops", ())]
    except NotFound:
        places, stops = [], []  # The catalogue was seeded again since; they are asked for again.
    return TourDraft(
        tuple(places),
        date.fromisoformat(stored["first"]) if stored["first"] else None,
        date.fromisoformat(stored["last"]) if stored["last"] else None,
        rooms_from_json(stored["rooms"]),
        Filters.from_json(stored["filters"]),
        stored["flights"],
        tuple(stops),
        stored.get("ageless", 0),
    )


def _stored(stop: OpenStop) -> dict[str, Any]:
    place = stop.destination
    return {
        "name": stop.name,
        "nights": stop.nights,
        "place": place.destination_id if place else None,
        "choices": [one.destination_id for one in stop.choices],
    }


async def _stop(app: App, stored: dict[str, Any]) -> OpenStop:
    """Return a place in question. Raises NotFound."""
    place = stored["place"]
    return OpenStop(
        stored["name"],
        stored["nights"],
        await destination_view(app, place) if place else None,
        tuple([await destination_view(app, one) for one in stored["choices"]]),
    )
