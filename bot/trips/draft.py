"""The trip that a traveller is putting together, kept between messages as the others are."""

from datetime import date
from typing import Any

from aiogram.fsm.context import FSMContext

from domain.app import App
from domain.errors import NotFound
from domain.search.filters import Filters
from domain.search.queries.searches import rooms_from_json, rooms_to_json
from domain.search.service import destination_view
from domain.trips.tour_values import TourDraft, TourPlace

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
    }
    await state.update_data({KEY: stored})


async def load_tour_draft(app: App, state: FSMContext) -> TourDraft:
    """Return the draft as it was left; an empty one when there is none."""
    stored = (await state.get_data()).get(KEY)
    if not stored:
        return TourDraft()
    try:
        places = [TourPlace(await destination_view(app, one), n) for one, n in stored["places"]]
    except NotFound:
        places = []  # The catalogue was seeded again since; the places are asked for again.
    return TourDraft(
        tuple(places),
        date.fromisoformat(stored["first"]) if stored["first"] else None,
        date.fromisoformat(stored["last"]) if stored["last"] else None,
        rooms_from_json(stored["rooms"]),
        Filters.from_json(stored["filters"]),
        stored["flights"],
    )
