"""The search that a traveller is putting together, kept between messages.

It lives in the conversation's state in Redis; losing it costs the traveller a sentence.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from aiogram.fsm.context import FSMContext

from domain.app import App
from domain.errors import NotFound
from domain.money import Money
from domain.search.filters import Anchor, Filters
from domain.search.service import destination_view
from domain.search.values import Draft, SearchView
from domain.stay import Room
from domain.suppliers.contract import Coordinates

KEY = "draft"


@dataclass(frozen=True, slots=True)
class OpenDraft:
    """A draft, and how far it is.

    `search_id` is the search that it became; any change begins another. `asks_people` is True
    while the guided way has still to ask who comes.
    """

    draft: Draft = field(default_factory=Draft)
    search_id: int | None = None
    asks_people: bool = False


def draft_of(search: SearchView) -> Draft:
    """Return what a search asked for, to be corrected."""
    stay, most = search.stay, search.most_total
    return Draft(
        search.destination,
        search.destination.name,
        stay.check_in,
        stay.check_out,
        stay.rooms,
        None if search.in_all else most and most.share(stay.nights),
        search.filters,
        search.near,
        most if search.in_all else None,
    )


async def save_draft(state: FSMContext, opened: OpenDraft) -> None:
    """Keep the draft and leave any step in which something else was typed."""
    await state.set_state(None)
    await state.update_data({KEY: draft_to_json(opened)})


async def load_draft(app: App, state: FSMContext) -> OpenDraft:
    """Return the draft as it was left, or an empty one."""
    stored = (await state.get_data()).get(KEY)
    return await draft_from_json(app, stored) if stored else OpenDraft()


def draft_to_json(opened: OpenDraft) -> dict[str, Any]:
    draft = opened.draft
    near = draft.near
    return {
        "destination": draft.destination.destination_id if draft.destination else None,
        "place": draft.place_text,
        "in": draft.check_in.isoformat() if draft.check_in else None,
        "out": draft.check_out.isoformat() if draft.check_out else None,
        "rooms": [[room.adults, list(room.child_ages)] for room in draft.rooms],
        "most": _money(draft.most_a_night),
        "total": _money(draft.most_in_all),
        "nights": draft.nights,
        "ageless": draft.ageless,
        "filters": draft.filters.to_json(),
        "near": [near.name, near.point.latitude, near.point.longitude] if near else None,
        "search": opened.search_id,
        "asks": opened.asks_people,
    }


def _money(most: Money | None) -> list[str] | None:
    return [str(most.amount), most.currency] if most else None


def _anchor(stored: list[Any] | None) -> Anchor | None:
    return Anchor(stored[0], Coordinates(stored[1], stored[2])) if stored else None


async def draft_from_json(app: App, stored: dict[str, Any]) -> OpenDraft:
    destination = None
    if stored["destination"] is not None:
        try:
            destination = await destination_view(app, stored["destination"])
        except NotFound:
            # The catalogue was seeded again since; the place is asked for again.
            destination = None
    draft = Draft(
        destination=destination,
        place_text=stored["place"],
        check_in=date.fromisoformat(stored["in"]) if stored["in"] else None,
        check_out=date.fromisoformat(stored["out"]) if stored["out"] else None,
        rooms=tuple(Room(adults, tuple(ages)) for adults, ages in stored["rooms"]),
        most_a_night=Money.of(*stored["most"]) if stored["most"] else None,
        filters=Filters.from_json(stored.get("filters", {})),
        near=_anchor(stored.get("near")),
        most_in_all=Money.of(*stored["total"]) if stored.get("total") else None,
        nights=stored.get("nights"),
        ageless=stored.get("ageless", 0),
    )
    return OpenDraft(draft, stored["search"], stored["asks"])
