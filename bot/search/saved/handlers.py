"""Saved and recent searches: the list, opening, naming, removing, the same nights later."""

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from bot.buttons.callbacks import Go, Where
from bot.middlewares.prompt_answers import PressAnswer
from bot.results.callbacks import OptionsButton
from bot.results.handlers import choices, open_search
from bot.search.draft import OpenDraft, draft_of, save_draft
from bot.search.saved.buttons import (
    KeepButton,
    LaterButton,
    SearchAction,
    SearchButton,
    day_of,
    opening,
)
from bot.search.saved.screens import (
    render_naming,
    render_removed,
    render_saved,
    render_searches,
)
from bot.sending.screen import InStages, Later, Screen
from bot.updates.decisions import Says
from bot.updates.filters import Private, Typed
from bot.updates.visit import Visit
from domain.reading.intents import Command as Said
from domain.search.queries.searches import load_search
from domain.search.saved_searches import (
    let_go,
    recent_searches,
    rename_search,
    save_search,
    saved_search,
    saved_searches,
    search_later,
)

NAMED = "named"


class NameStep(StatesGroup):
    """The step in which a name is typed."""

    typing = State()


async def show_list(_event: Message | CallbackQuery, visit: Visit, state: FSMContext) -> Screen:
    """Show the saved searches, and the recent ones."""
    await state.set_state(None)
    saved = await saved_searches(visit.app, visit.traveller)
    return render_searches(saved, await recent_searches(visit.app, visit.traveller), visit.t)


async def keep(
    _callback: CallbackQuery, callback_data: KeepButton, visit: Visit, press: PressAnswer
) -> Later:
    """Save a search or drop it, and show what else can be done with it."""
    button = callback_data
    if button.on:
        await save_search(visit.app, visit.traveller, button.search_id)
        press.give(visit.t.gettext("⭐ Saved. Find it in /searches."))
    else:
        await let_go(visit.traveller, button.search_id)
        press.give(visit.t.gettext("Removed from saved searches"))
    at = OptionsButton(search_id=button.search_id, page=button.page, sorting=button.sorting)
    return await choices(visit, at)


async def open_one(
    _callback: CallbackQuery, callback_data: SearchButton, visit: Visit, state: FSMContext
) -> Screen | InStages:
    """Search again, from now on the search that is corrected by what is typed."""
    search = await load_search(visit.app.pool, visit.traveller, callback_data.search_id)
    await save_draft(state, OpenDraft(draft_of(search), search.search_id))
    return open_search(visit, search, opening(search))


async def edit(
    _callback: CallbackQuery, callback_data: SearchButton, visit: Visit, state: FSMContext
) -> Screen:
    """Show what can be done with a search that is kept."""
    await state.set_state(None)
    return render_saved(
        await saved_search(visit.app, visit.traveller, callback_data.search_id), visit.t
    )


async def remove(_callback: CallbackQuery, callback_data: SearchButton, visit: Visit) -> Screen:
    """Remove a saved search; that can be undone."""
    kept = await saved_search(visit.app, visit.traveller, callback_data.search_id)
    await let_go(visit.traveller, callback_data.search_id)
    return render_removed(kept, visit.t)


async def restore(_callback: CallbackQuery, callback_data: SearchButton, visit: Visit) -> Screen:
    """Keep a search again."""
    await save_search(visit.app, visit.traveller, callback_data.search_id)
    return render_saved(
        await saved_search(visit.app, visit.traveller, callback_data.search_id), visit.t
    )


async def ask_name(
    _callback: CallbackQuery, callback_data: SearchButton, visit: Visit, state: FSMContext
) -> Screen:
    """Ask for a name."""
    kept = await saved_search(visit.app, visit.traveller, callback_data.search_id)
    await state.set_state(NameStep.typing)
    await state.update_data({NAMED: kept.search.search_id})
    return render_naming(kept, visit.t)


async def type_name(_message: Message, typed: str, visit: Visit, state: FSMContext) -> Screen:
    """Take a name from what was typed."""
    search_id = (await state.get_data())[NAMED]
    await rename_search(visit.traveller, search_id, typed)
    await state.set_state(None)
    return render_saved(await saved_search(visit.app, visit.traveller, search_id), visit.t)


async def begin_later(
    _callback: CallbackQuery, callback_data: LaterButton, visit: Visit, state: FSMContext
) -> Screen | InStages:
    """Search the same nights from a later day."""
    day = day_of(callback_data)
    search = await search_later(visit.app, visit.traveller, callback_data.search_id, day)
    await save_draft(state, OpenDraft(draft_of(search), search.search_id))
    return open_search(visit, search, opening(search))


def router() -> Router:
    """Return the routes of the searches."""
    routes = Router(name="searches")
    routes.message.filter(Private())
    routes.callback_query.filter(Private())
    press = routes.callback_query
    routes.message.register(show_list, Command("searches", ignore_case=True))
    routes.message.register(show_list, Typed(), Says(Said.SEARCHES))
    press.register(show_list, Go.filter(F.to == Where.SEARCHES))
    press.register(keep, KeepButton.filter())
    for handler, action in (
        (open_one, SearchAction.OPEN),
        (edit, SearchAction.EDIT),
        (remove, SearchAction.REMOVE),
        (restore, SearchAction.RESTORE),
        (ask_name, SearchAction.RENAME),
    ):
        press.register(handler, SearchButton.filter(F.action == action))
    press.register(begin_later, LaterButton.filter())
    routes.message.register(type_name, NameStep.typing, Typed())
    return routes
