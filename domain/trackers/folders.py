"""Folders that group a traveller's trackers.

Every call looks folder and tracker up with their owner, and raises NotFound for somebody else's.
"""

from dataclasses import dataclass

from domain.accounts.travellers import Traveller
from domain.app import App
from domain.errors import NotFound
from domain.names import name_of
from domain.trackers.errors import FolderLimitReached, NameNotUsable
from domain.trackers.queries.folders import (
    folders_of,
    insert_folder,
    lock_folder_owner,
    note_folder_name,
    put_into_folder,
    remove_folder,
)
from domain.trackers.service import get_tracker
from domain.trackers.values import TrackerView

MOST_FOLDERS = 20
LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder and its number of trackers, not counting deleted ones."""

    folder_id: int
    name: str
    count: int


async def list_folders(app: App, traveller: Traveller) -> tuple[Folder, ...]:
    """Return a traveller's folders by their names."""
    stored = await folders_of(app.pool, traveller.user_id)
    return tuple(Folder(*one) for one in stored)


async def get_folder(app: App, traveller: Traveller, folder_id: int) -> Folder:
    """Return one folder."""
    folders = await list_folders(app, traveller)
    found = next((one for one in folders if one.folder_id == folder_id), None)
    if found is None:
        raise NotFound("folder")
    return found


async def create_folder(app: App, traveller: Traveller, text: str) -> Folder:
    """Create a folder, or return the existing one of that name.

    Raises NameNotUsable, and `FolderLimitReached`.
    """
    name = _read_name(text)
    async with app.pool.transaction() as connection:
        await lock_folder_owner(connection, traveller.user_id)
        known = await folders_of(connection, traveller.user_id)
        folder_id = next((one.id for one in known if one.name == name), None)
        if folder_id is None:
            if len(known) >= MOST_FOLDERS:
                raise FolderLimitReached(MOST_FOLDERS)
            folder_id = await insert_folder(connection, traveller.user_id, name, app.clock.now())
    return await get_folder(app, traveller, folder_id)


async def create_folder_for(app: App, traveller: Traveller, text: str, tracker_id: int) -> Folder:
    """Create a folder and put a tracker into it; 0 is none. Raises as both do."""
    folder = await create_folder(app, traveller, text)
    if not tracker_id:
        return folder
    await move_tracker(app, traveller, tracker_id, folder.folder_id)
    return await get_folder(app, traveller, folder.folder_id)


async def rename_folder(app: App, traveller: Traveller, folder_id: int, text: str) -> Folder:
    """Rename a folder. Raises NameNotUsable, and `FolderNameTaken`."""
    name = _read_name(text)
    await get_folder(app, traveller, folder_id)
    await note_folder_name(app.pool, folder_id, name)
    return await get_folder(app, traveller, folder_id)


async def delete_folder(app: App, traveller: Traveller, folder_id: int) -> None:
    """Delete a folder; its trackers stay, without a folder."""
    await get_folder(app, traveller, folder_id)
    await remove_folder(app.pool, folder_id)


async def move_tracker(
    app: App, traveller: Traveller, tracker_id: int, folder_id: int | None
) -> TrackerView:
    """Put a tracker into a folder; None takes it out."""
    await get_tracker(app, traveller, tracker_id)
    if folder_id is not None:
        await get_folder(app, traveller, folder_id)
    await put_into_folder(app.pool, tracker_id, folder_id)
    return await get_tracker(app, traveller, tracker_id)


def _read_name(text: str) -> str:
    name = name_of(text)
    if not 0 < len(name) <= LONGEST_NAME:
        raise NameNotUsable(LONGEST_NAME)
    return name
