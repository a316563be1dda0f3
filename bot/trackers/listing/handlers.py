"""The list of trackers: pages, states, what is done to all, and folders."""

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from bot.buttons.callbacks import Go, StopAllButton, Where
from bot.locales import Translator
from bot.middlewares.answering import PressAnswer
from bot.sending.screen import Screen
from bot.start.screens import render_stop_all
from bot.trackers.beginning import TRACKER
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
from bot.updates.asking import Says
from bot.updates.filters import Private, Typed
from bot.updates.typed_answers import take_typed
from domain.accounts.travellers import Traveller
from domain.app import App
from domain.reading.meanings import Command as Said
from domain.trackers.folders import (
    create_folder_for,
    delete_folder,
    get_folder,
    list_folders,
    move_tracker,
    rename_folder,
)
from domain.trackers.listing import Bulk, BulkDone, Shown, change_all, tracker_list, undo_all
from domain.trackers.service import get_tracker

FOLDER = "folder"


class FolderStep(StatesGroup):
    """The one step in which a folder's name is typed."""

    name = State()


async def show_list(
    _event: Message | CallbackQuery,
    app: App,
    state: FSMContext,
    traveller: Traveller,
    t: Translator,
    callback_data: TrackersButton | Go | None = None,
) -> Screen:
    """Show a page of the list; without a button the first one of all."""
    await state.set_state(None)
    wish = callback_data if isinstance(callback_data, TrackersButton) else TrackersButton()
    listed = await tracker_list(app, traveller, wish.folder_id, wish.shown)
    return render_tracker_list(listed, wish.page, app.clock.now(), t)


async def change_many(
    _callback: CallbackQuery,
    callback_data: BulkButton,
    app: App,
    traveller: Traveller,
    t: Translator,
) -> Screen:
    """Pause, resume or delete all of a folder."""
    done = await change_all(app, traveller, callback_data.what, callback_data.folder_id)
    listed = await tracker_list(app, traveller, callback_data.folder_id)
    return render_tracker_list(listed, 0, app.clock.now(), t, done)


async def undo_many(
    _callback: CallbackQuery,
    callback_data: UndoBulkButton,
    app: App,
    traveller: Traveller,
    press: PressAnswer,
    t: Translator,
) -> Screen:
    """Take back what was done to many."""
    done = BulkDone(callback_data.what, 0, instant_of(callback_data))
    count = await undo_all(app, traveller, done)
    press.give(t.ngettext("↩️ {count} tracker restored", "↩️ {count} trackers restored", count))
    return render_tracker_list(await tracker_list(app, traveller), 0, app.clock.now(), t)


async def ask_stop_all(_message: Message, app: App, traveller: Traveller, t: Translator) -> Screen:
    """Ask before all alerts are paused."""
    listed = await tracker_list(app, traveller)
    return render_stop_all(t, listed.count(Shown.ACTIVE))


async def stop_all(
    _callback: CallbackQuery, app: App, traveller: Traveller, t: Translator
) -> Screen:
    """Pause every active tracker."""
    done = await change_all(app, traveller, Bulk.PAUSE)
    listed = await tracker_list(app, traveller)
    return render_tracker_list(listed, 0, app.clock.now(), t, done)


async def show_folders(
    _callback: CallbackQuery,
    callback_data: FoldersButton,
    app: App,
    state: FSMContext,
    traveller: Traveller,
    t: Translator,
) -> Screen:
    """Show all folders, or one."""
    await state.set_state(None)
    if callback_data.folder_id:
        return render_folder(await get_folder(app, traveller, callback_data.folder_id), t)
    return render_folders(await list_folders(app, traveller), t)


async def ask_name(
    _callback: CallbackQuery, callback_data: NameFolderButton, state: FSMContext, t: Translator
) -> Screen:
    """Ask for a folder's name."""
    await state.set_state(FolderStep.name)
    number = callback_data.tracker_id
    await state.update_data({FOLDER: callback_data.folder_id, TRACKER: number})
    return render_folder_name_question(number, t)


async def type_name(
    _message: Message,
    typed: str,
    app: App,
    state: FSMContext,
    traveller: Traveller,
    t: Translator,
) -> Screen:
    """Make or rename a folder, and put into it the tracker that it was made for."""
    data = await state.get_data()
    folder_id, tracker_id = data[FOLDER], data[TRACKER]

    async def take() -> Screen:
        if folder_id:
            return render_folder(await rename_folder(app, traveller, folder_id, typed), t)
        return render_folder(await create_folder_for(app, traveller, typed, tracker_id), t)

    async def ask_again(problem: str) -> Screen:
        return render_folder_name_question(tracker_id, t, problem)

    return await take_typed(state, t, take, ask_again)


async def drop_folder(
    _callback: CallbackQuery,
    callback_data: DeleteFolderButton,
    app: App,
    traveller: Traveller,
    press: PressAnswer,
    t: Translator,
) -> Screen:
    """Take a folder away."""
    await delete_folder(app, traveller, callback_data.folder_id)
    press.give(t.gettext("Folder deleted. Its trackers are still here."))
    return render_folders(await list_folders(app, traveller), t)


async def ask_folder(
    _callback: CallbackQuery,
    callback_data: FolderOfButton,
    app: App,
    traveller: Traveller,
    t: Translator,
) -> Screen:
    """Ask which folder a tracker goes into."""
    tracker = await get_tracker(app, traveller, callback_data.tracker_id)
    return render_move_question(tracker, await list_folders(app, traveller), t)


async def move(
    _callback: CallbackQuery,
    callback_data: MoveButton,
    app: App,
    traveller: Traveller,
    press: PressAnswer,
    t: Translator,
) -> Screen:
    """Put a tracker into a folder, or take it out."""
    folder_id = callback_data.folder_id or None
    tracker = await move_tracker(app, traveller, callback_data.tracker_id, folder_id)
    press.give(t.gettext("Moved"))
    return render_tracker(tracker, app.clock.now(), traveller.time_zone, t)


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
