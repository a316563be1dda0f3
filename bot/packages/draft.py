"""The package that a traveller is putting together, kept between messages as the others are."""

from typing import Any

from aiogram.fsm.context import FSMContext

from bot.flights.draft import end_from_json, end_to_json
from bot.search.draft import OpenDraft, draft_from_json, draft_to_json
from domain.app import App
from domain.flights.airports import load_airports
from domain.trips.values import PackageDraft

KEY = "package"


async def save_package_draft(state: FSMContext, draft: PackageDraft) -> None:
    """Keep the draft."""
    stored: dict[str, Any] = {
        "stay": draft_to_json(OpenDraft(draft.stay)),
        "from": end_to_json(draft.origin),
        "people": draft.people_known,
    }
    await state.update_data({KEY: stored})


async def load_package_draft(app: App, state: FSMContext) -> PackageDraft:
    """Return the draft as it was left, or an empty one."""
    stored = (await state.get_data()).get(KEY)
    if not stored:
        return PackageDraft()
    await load_airports()
    stay = (await draft_from_json(app, stored["stay"])).draft
    return PackageDraft(stay, end_from_json(stored["from"]), stored["people"])
