"""The list of trackers: pages, states, what is done to all, and folders."""

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from bot.buttons.callbacks import Go, StopAllButton, Where
from bot.locales import Translator
from bot.middlewares.prompt_answers import PressAnswer
from bot.sending.screen import Screen
from bot.start.screens import render_stop_all
from bot.trackers.listing.buttons import (
    BulkButton,
    DeleteFolderButton,
    FolderOfButton,
    FoldersButton,
    MoveButton,
    NameFolderButton,
    TrackersButton,
    UndoBulkButton,
    instant_of,
)
from bot.trackers.listing.screens import (
    render_folder,
    render_folder_name_question,
    render_folders,
    render_move_question,
    render_tracker_list,
)
from bot.trackers.screens import render_tracker
from bot.trackers.starts import TRACKER
from bot.updates.decisions import Says
from bot.updates.filters import Private, Typed
from bot.updates.typed_answers import take_typed
from bot.updates.visit import Visit
from domain.reading.intents import Command as Said
from domain.trackers.folders import (
    create_folder_for,
    delete_folder,
    get_folder,
    list_folders,
    move_tracker,
    rename_folder,
)
from domain.trackers.overview import Bulk, BulkDone, Shown, change_all, tracker_list, undo_all
from domain.trackers.service import get_tracker

FOLDER = "folder"


class FolderStep(StatesGroup):
    """The one step in which a folder's name is typed."""

    name = State()


async def show_list(
    _event: Message | CallbackQuery,
    visit: Visit,
    state: FSMContext,
    callback_data: TrackersButton | Go | None = None,
) -> Screen:
    """Show a page of the list; without a button the first one of all."""
    await state.set_state(None)
    wish = callback_data if isinstance(callback_data, TrackersButton) else TrackersButton()
    listed = await tracker_list(visit.app, visit.traveller, wish.folder_id, wish.shown)
    return render_tracker_list(listed, wish.page, visit.now, visit.t)


async def change_many(_callback: CallbackQuery, callback_data: BulkButton, visit: Visit) -> Screen:
    """Pause, resume or delete all of a folder."""
    done = await change_all(visit.app, visit.traveller, callback_data.what, callback_data.folder_id)
    listed = await tracker_list(visit.app, visit.traveller, callback_data.folder_id)
    return render_tracker_list(listed, 0, visit.now, visit.t, done)


async def undo_many(
    _callback: CallbackQuery, callback_data: UndoBulkButton, visit: Visit, press: PressAnswer
) -> Screen:
    """Take back what was done to many."""
    done = BulkDone(callback_data.what, 0, instant_of(callback_data))
    count = await undo_all(visit.app, visit.traveller, done)
    press.give(visit.t.ngettext("↩️ {count} tracker restored", "↩️ {count} trackers restored", count))
    return render_tracker_list(
        await tracker_list(visit.app, visit.traveller), 0, visit.now, visit.t
    )


async def ask_stop_all(_message: Message, visit: Visit) -> Screen:
    """Ask before all alerts are paused."""
    listed = await tracker_list(visit.app, visit.traveller)
    return render_stop_all(visit.t, listed.count(Shown.ACTIVE))


async def stop_all(_callback: CallbackQuery, visit: Visit) -> Screen:
    """Pause every active tracker."""
    done = await change_all(visit.app, visit.traveller, Bulk.PAUSE)
    listed = await tracker_list(visit.app, visit.traveller)
    return render_tracker_list(listed, 0, visit.now, visit.t, done)


async def show_folders(
    _callback: CallbackQuery, callback_data: FoldersButton, visit: Visit, state: FSMContext
) -> Screen:
    """Show all folders, or one."""
    await state.set_state(None)
    if callback_data.folder_id:
        return render_folder(
            await get_folder(visit.app, visit.traveller, callback_data.folder_id), visit.t
        )
    return render_folders(await list_folders(visit.app, visit.traveller), visit.t)


async def ask_name(
    _callback: CallbackQuery, callback_data: NameFolderButton, state: FSMContext, t: Translator
) -> Screen:
    """Ask for a folder's name."""
    await state.set_state(FolderStep.name)
    number = callback_data.tracker_id
    await state.update_data({FOLDER: callback_data.folder_id, TRACKER: number})
    return render_folder_name_question(number, t)


async def type_name(_message: Message, typed: str, visit: Visit, state: FSMContext) -> Screen:
    """Make or rename a folder, and put into it the tracker that it was made for."""
    data = await state.get_data()
    folder_id, tracker_id = data[FOLDER], data[TRACKER]

    async def take() -> Screen:
        app, traveller = visit.app, visit.traveller
        if folder_id:
            return render_folder(await rename_folder(app, traveller, folder_id, typed), visit.t)
        made = await create_folder_for(app, traveller, typed, tracker_id)
        return render_folder(made, visit.t)

    async def ask_again(problem: str) -> Screen:
        return render_folder_name_question(tracker_id, visit.t, problem)

    return await take_typed(state, visit.t, take, ask_again)


async def drop_folder(
    _callback: CallbackQuery, callback_data: DeleteFolderButton, visit: Visit, press: PressAnswer
) -> Screen:
    """Take a folder away."""
    await delete_folder(visit.app, visit.traveller, callback_data.folder_id)
    press.give(visit.t.gettext("Folder deleted. Its trackers are still here."))
    return render_folders(await list_folders(visit.app, visit.traveller), visit.t)


async def ask_folder(
    _callback: CallbackQuery, callback_data: FolderOfButton, visit: Visit
) -> Screen:
    """Ask which folder a tracker goes into."""
    tracker = await get_tracker(visit.app, visit.traveller, callback_data.tracker_id)
    return render_move_question(tracker, await list_folders(visit.app, visit.traveller), visit.t)


async def move(
    _callback: CallbackQuery, callback_data: MoveButton, visit: Visit, press: PressAnswer
) -> Screen:
    """Put a tracker into a folder, or take it out."""
    folder_id = callback_data.folder_id or None
    tracker = await move_tracker(visit.app, visit.traveller, callback_data.tracker_id, folder_id)
    press.give(visit.t.gettext("Moved"))
    return render_tracker(tracker, visit.now, visit.traveller.time_zone, visit.t)


def router() -> Router:
    """Return the routes of the list."""
    routes = Router(name="tracker list")
    routes.message.filter(Private())
    routes.callback_query.filter(Private())
    routes.message.register(show_list, Command("trackers", ignore_case=True))
    routes.message.register(show_list, Typed(), Says(Said.TRACKERS))
    routes.message.register(ask_stop_all, Command("stop", ignore_case=True))
    routes.message.register(ask_stop_all, Typed(), Says(Said.STOP))
    press = routes.callback_query
    press.register(show_list, Go.filter(F.to == Where.TRACKERS))
    press.register(show_list, TrackersButton.filter())
    press.register(change_many, BulkButton.filter())
    press.register(undo_many, UndoBulkButton.filter())
    press.register(stop_all, StopAllButton.filter())
    press.register(show_folders, FoldersButton.filter())
    press.register(ask_name, NameFolderButton.filter())
    press.register(drop_folder, DeleteFolderButton.filter())
    press.register(ask_folder, FolderOfButton.filter())
    press.register(move, MoveButton.filter())
    routes.message.register(type_name, FolderStep.name, Typed())
    return routes
