"""Buttons of the list of trackers: pages, states, folders, and what is done to all."""

from datetime import UTC, datetime, timedelta
from typing import Annotated

from aiogram.enums import ButtonStyle
from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from pydantic import Field

from bot.buttons.callbacks import Go, Id, Page, TrackerAction, TrackerButton, Where
from bot.buttons.keyboards import Row, button, home_button, in_rows, keyboard, turns
from bot.locales import Translator
from domain.trackers.files import FileKind
from domain.trackers.folders import Folder
from domain.trackers.overview import Bulk, BulkDone, Shown, TrackerList
from domain.trackers.values import TrackerView

TRACKERS_A_PAGE = 5
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class TrackersButton(CallbackData, prefix="l2"):
    """A page of the list; of one folder (0: of all), and of one state."""

    page: Page = 0
    folder_id: Id = 0
    shown: Shown = Shown.ALL


class BulkButton(CallbackData, prefix="lb1"):
    """Do something to all trackers of a folder (0: to all)."""

    what: Bulk
    folder_id: Id = 0


class UndoBulkButton(CallbackData, prefix="lu1"):
    """Take back what was done to many at an instant, in microseconds since 1970."""

    what: Bulk
    # To the year 2255, within what a moment can be.
    at_id: Annotated[int, Field(ge=0, le=2**53)]


class FileButton(CallbackData, prefix="lx1"):
    """Explain files, or with a `kind` (`FileKind`) send one."""

    kind: Annotated[str, Field(pattern="^(|json|csv)$")] = ""


class FoldersButton(CallbackData, prefix="lf1"):
    """Show all folders, or with a `folder_id` one of them."""

    folder_id: Id = 0


class NameFolderButton(CallbackData, prefix="ln1"):
    """Ask for a new folder's name, or for another one of a folder.

    With a `tracker_id`, the tracker goes into the new folder.
    """

    folder_id: Id = 0
    tracker_id: Id = 0


class DeleteFolderButton(CallbackData, prefix="ld1"):
    """Take a folder away."""

    folder_id: Id


class FolderOfButton(CallbackData, prefix="lo1"):
    """Ask which folder a tracker goes into."""

    tracker_id: Id


class MoveButton(CallbackData, prefix="lm1"):
    """Put a tracker into a folder; 0 takes it out."""

    tracker_id: Id
    folder_id: Id


def undo_button_of(done: BulkDone) -> UndoBulkButton:
    """Return the way back from what was done to many."""
    return UndoBulkButton(what=done.what, at_id=(done.at - _EPOCH) // timedelta(microseconds=1))


def instant_of(pressed: UndoBulkButton) -> datetime:
    """Return when it was done."""
    return _EPOCH + timedelta(microseconds=pressed.at_id)


def empty_list_keyboard(t: Translator) -> InlineKeyboardMarkup:
    """Return the way to a first tracker."""
    return keyboard([button(t.gettext("🔍 Search"), Go(to=Where.SEARCH))], [home_button(t)])


def trackers_keyboard(
    listed: TrackerList,
    shown: list[tuple[int, TrackerView]],
    page: int,
    pages: int,
    done: BulkDone | None,
    t: Translator,
) -> InlineKeyboardMarkup:
    """Return a button per tracker of a page with its number in the list, and what goes for all."""
    rows: list[Row] = [
        [
            button(
                f"{t.number(number)}. {tracker.name}",
                TrackerButton(tracker_id=tracker.tracker_id, action=TrackerAction.SHOW),
            )
        ]
        for number, tracker in shown
    ]
    undo: Row = [button(t.gettext("↩️ Undo"), undo_button_of(done))] if done else []
    return keyboard(
        undo,
        *rows,
        _turns(listed, page, pages, t),
        _states(listed, t),
        *in_rows(_bulk(listed, t), 3),
        [
            button(t.gettext("📁 Folders"), FoldersButton()),
            button(t.gettext("📄 File"), FileButton()),
            home_button(t),
        ],
    )


def file_keyboard(t: Translator) -> InlineKeyboardMarkup:
    """Return the kinds of file to export."""
    return keyboard(
        [
            button("⬇️ JSON", FileButton(kind=FileKind.JSON.value)),
            button("⬇️ CSV", FileButton(kind=FileKind.CSV.value)),
        ],
        [_to_list(t), home_button(t)],
    )


def _turns(listed: TrackerList, page: int, pages: int, t: Translator) -> Row:
    def to(number: int) -> TrackersButton:
        return TrackersButton(page=number, folder_id=listed.folder_id, shown=listed.shown)

    return turns(page, pages, to, t)


def _states(listed: TrackerList, t: Translator) -> Row:
    """Return the states that some trackers are in, where there is more than one."""
    signs = {Shown.ACTIVE: "🟢", Shown.PAUSED: "⏸", Shown.ENDED: "⚪", Shown.TROUBLED: "⚠️"}
    counts = {one: listed.count(one) for one in signs}
    some = [one for one, count in counts.items() if count]
    if len(some) <= 1 and listed.shown is Shown.ALL:
        return []
    labels = {Shown.ALL: t.gettext("All")}
    labels |= {one: f"{signs[one]} {t.number(counts[one])}" for one in some}
    return [
        button(
            f"✓ {label}" if one is listed.shown else label,
            TrackersButton(folder_id=listed.folder_id, shown=one),
        )
        for one, label in labels.items()
    ]


def _bulk(listed: TrackerList, t: Translator) -> Row:
    """Return what can be done to several trackers."""
    labels = []
    if listed.count(Shown.ACTIVE) > 1:
        labels.append((t.gettext("⏸ Pause all"), Bulk.PAUSE))
    if listed.count(Shown.PAUSED):
        labels.append((t.gettext("▶️ Resume all"), Bulk.RESUME))
    if listed.count(Shown.PAUSED) > 1:
        labels.append((t.gettext("🗑 Delete paused"), Bulk.CLEAR))
    return [
        button(text, BulkButton(what=what, folder_id=listed.folder_id)) for text, what in labels
    ]


def folders_keyboard(folders: tuple[Folder, ...], t: Translator) -> InlineKeyboardMarkup:
    """Return a button per folder, and the way to a new one."""
    buttons = [
        button(f"📁 {one.name} ({t.number(one.count)})", FoldersButton(folder_id=one.folder_id))
        for one in folders
    ]
    return keyboard(
        *in_rows(buttons, 2),
        [button(t.gettext("➕ New folder"), NameFolderButton())],
        [_to_list(t), home_button(t)],
    )


def folder_keyboard(folder: Folder, t: Translator) -> InlineKeyboardMarkup:
    """Return what can be done with a folder."""
    number = folder.folder_id
    return keyboard(
        [button(t.gettext("🔔 Its trackers"), TrackersButton(folder_id=number))],
        [
            button(t.gettext("🏷 Rename"), NameFolderButton(folder_id=number)),
            button(
                t.gettext("🗑 Delete folder"),
                DeleteFolderButton(folder_id=number),
                ButtonStyle.DANGER,
            ),
        ],
        [button(t.gettext("📁 Folders"), FoldersButton()), home_button(t)],
    )


def folder_name_keyboard(tracker_id: int, t: Translator) -> InlineKeyboardMarkup:
    """Return the way back from the question for a name."""
    if tracker_id:
        shown = TrackerButton(tracker_id=tracker_id, action=TrackerAction.SHOW)
        return keyboard([button(t.gettext("⬅️ Tracker"), shown), home_button(t)])
    return keyboard([button(t.gettext("📁 Folders"), FoldersButton()), home_button(t)])


def move_keyboard(
    tracker: TrackerView, folders: tuple[Folder, ...], t: Translator
) -> InlineKeyboardMarkup:
    """Return the folders into which a tracker can go, its own marked."""
    number = tracker.tracker_id
    names = [(one.folder_id, f"📁 {one.name}") for one in folders]
    if tracker.folder_id is not None:
        names.append((0, t.gettext("Remove from folder")))
    buttons = (
        button(
            f"✓ {name}" if folder_id == tracker.folder_id else name,
            MoveButton(tracker_id=number, folder_id=folder_id),
        )
        for folder_id, name in names
    )
    shown = TrackerButton(tracker_id=number, action=TrackerAction.SHOW)
    return keyboard(
        *in_rows(buttons, 2),
        [button(t.gettext("➕ New folder"), NameFolderButton(tracker_id=number))],
        [button(t.gettext("⬅️ Tracker"), shown), home_button(t)],
    )


def _to_list(t: Translator) -> InlineKeyboardButton:
    return button(t.gettext("🔔 My trackers"), Go(to=Where.TRACKERS))
