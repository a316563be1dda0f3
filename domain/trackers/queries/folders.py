"""Travellers' folders of trackers."""

from datetime import datetime
from typing import NamedTuple

import asyncpg

from domain.trackers.errors import FolderNameTaken
from domain.unit_of_work import Database


class StoredFolder(NamedTuple):
    """A folder and its number of trackers, not counting deleted ones."""

    id: int
    name: str
    trackers: int


async def folders_of(database: Database, user_id: int) -> list[StoredFolder]:
    """Return somebody's folders by their names."""
    return await database.fetch_as(
        StoredFolder,
        """
        SELECT f.id, f.name, count(t.id) AS trackers FROM tracker_folders f
        LEFT JOIN trackers t ON t.folder_id = f.id AND t.state <> 'deleted'
        WHERE f.user_id = $1 GROUP BY f.id ORDER BY lower(f.name), f.id
        """,
        user_id,
    )


async def lock_folder_owner(connection: Database, user_id: int) -> None:
    """Serialise the creation of one traveller's folders, so that the limit holds."""
    await connection.execute("SELECT FROM users WHERE id = $1 FOR UPDATE", user_id)


async def insert_folder(connection: Database, user_id: int, name: str, now: datetime) -> int:
    """Store a folder and return its id."""
    folder_id: int = await connection.fetchval(
        """
        INSERT INTO tracker_folders (user_id, name, created_at) VALUES ($1, $2, $3) RETURNING id
        """,
        user_id,
        name,
        now,
    )
    return folder_id


async def note_folder_name(database: Database, folder_id: int, name: str) -> None:
    """Rename a folder. Raises `FolderNameTaken` if another of its owner's has that name."""
    try:
        await database.execute(
            "UPDATE tracker_folders SET name = $2 WHERE id = $1", folder_id, name
        )
    except asyncpg.UniqueViolationError:
        raise FolderNameTaken(name) from None


async def remove_folder(database: Database, folder_id: int) -> None:
    """Remove a folder; its trackers stay."""
    await database.execute("DELETE FROM tracker_folders WHERE id = $1", folder_id)


async def put_into_folder(database: Database, tracker_id: int, folder_id: int | None) -> None:
    """Put a tracker into a folder, None: into none."""
    await database.execute(
        "UPDATE trackers SET folder_id = $2 WHERE id = $1", tracker_id, folder_id
    )
