"""The list of trackers: filters, and bulk actions on what is shown."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.accounts.travellers import Traveller
from domain.app import App
from domain.errors import NotFound
from domain.trackers.creation import require_room
from domain.trackers.folders import Folder, list_folders
from domain.trackers.lifecycle import set_state
from domain.trackers.models import TrackerState
from domain.trackers.queries.lifecycle import lock_changed, lock_in_state
from domain.trackers.service import list_trackers
from domain.trackers.values import TrackerView


class Shown(StrEnum):
    """Which trackers of a list are shown."""

    ALL = "all"
    ACTIVE = "on"
    PAUSED = "off"
    ENDED = "end"
    TROUBLED = "bad"


class Bulk(StrEnum):
    """A bulk action."""

    PAUSE = "pause"
    RESUME = "resume"
    CLEAR = "clear"


# The state before, and after.
_STEPS = {
    Bulk.PAUSE: (TrackerState.ACTIVE, TrackerState.PAUSED),
    Bulk.RESUME: (TrackerState.PAUSED, TrackerState.ACTIVE),
    Bulk.CLEAR: (TrackerState.PAUSED, TrackerState.DELETED),
}
_STATES = {
    Shown.ACTIVE: TrackerState.ACTIVE,
    Shown.PAUSED: TrackerState.PAUSED,
    Shown.ENDED: TrackerState.ENDED,
}


@dataclass(frozen=True, slots=True)
class TrackerList:
    """All of a traveller's trackers and folders, with the current filter; `folder_id` 0: all
    folders.
    """

    trackers: tuple[TrackerView, ...]
    folders: tuple[Folder, ...]
    folder_id: int = 0
    shown: Shown = Shown.ALL

    @property
    def in_folder(self) -> tuple[TrackerView, ...]:
        """Return the folder's trackers."""
        return tuple(one for one in self.trackers if self.folder_id in {0, one.folder_id})

    @property
    def chosen(self) -> tuple[TrackerView, ...]:
        """Return the trackers shown."""
        return tuple(one for one in self.in_folder if is_shown(one, self.shown))

    def count(self, shown: Shown) -> int:
        """Return how many of the folder's trackers a filter would show."""
        return sum(is_shown(one, shown) for one in self.in_folder)


def is_shown(tracker: TrackerView, shown: Shown) -> bool:
    """Return whether a tracker is among those shown."""
    if shown is Shown.TROUBLED:
        return tracker.set_aside_at is not None and tracker.state is TrackerState.ACTIVE
    return shown is Shown.ALL or tracker.state is _STATES[shown]


@dataclass(frozen=True, slots=True)
class BulkDone:
    """How many trackers were changed; `at` identifies the action for undo."""

    what: Bulk
    count: int
    at: datetime


async def tracker_list(
    app: App, traveller: Traveller, folder_id: int = 0, shown: Shown = Shown.ALL
) -> TrackerList:
    """Return the list; an unknown folder shows all."""
    folders = await list_folders(app, traveller)
    if folder_id not in {folder.folder_id for folder in folders}:
        folder_id = 0
    return TrackerList(await list_trackers(app, traveller), folders, folder_id, shown)


async def change_all(app: App, traveller: Traveller, what: Bulk, folder_id: int = 0) -> BulkDone:
    """Apply the action to all eligible trackers of a folder (0: all)."""
    before, after = _STEPS[what]
    now = app.clock.now()
    async with app.pool.transaction() as connection:
        ids = await lock_in_state(connection, traveller.user_id, folder_id, before, after, now)
        await set_state(connection, ids, after, now)
    return BulkDone(what, len(ids), now)


async def undo_all(app: App, traveller: Traveller, done: BulkDone) -> int:
    """Undo what was done then and not changed since; return how many trackers.

    Raises NotFound if nothing of it is left, and `TrackerLimitReached` if deleted ones no longer
    fit.
    """
    before, after = _STEPS[done.what]
    now = app.clock.now()
    async with app.pool.transaction() as connection:
        ids = await lock_changed(connection, traveller.user_id, after, done.at, now)
        if not ids:
            raise NotFound("trackers")
        if after is TrackerState.DELETED:
            limit = app.settings.trackers_per_traveller
            await require_room(connection, traveller.user_id, limit, len(ids))
        await set_state(connection, ids, before, now)
    return len(ids)
