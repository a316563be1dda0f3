"""The audit log's entries."""

from datetime import datetime
from typing import Any, NamedTuple

from domain.unit_of_work import Database


class NewEntry(NamedTuple):
    """An entry to be written."""

    admin_id: int | None
    admin_name: str
    chat_id: int | None
    act: str
    subject: str
    before: dict[str, Any]
    after: dict[str, Any]
    at: datetime


class StoredEntry(NamedTuple):
    """An entry of the log."""

    id: int
    admin_id: int | None
    admin_name: str
    chat_id: int | None
    act: str
    subject: str
    before: dict[str, Any]
    after: dict[str, Any]
    at: datetime


async def insert_entry(database: Database, entry: NewEntry) -> None:
    """Store an entry."""
    await database.execute(
        """
        INSERT INTO audit_entries (admin_id, admin_name, chat_id, act, subject, before, after, at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        """,
        *entry,
    )


async def entries_before(
    database: Database, most: int, before_id: int | None, subject: str | None
) -> list[StoredEntry]:
    """Return entries, the latest first: those before an id, those about a subject."""
    return await database.fetch_as(
        StoredEntry,
        """
        SELECT id, admin_id, admin_name, chat_id, act, subject, before, after, at
        FROM audit_entries
        WHERE ($2::bigint IS NULL OR id < $2) AND ($3::text IS NULL OR subject = $3)
        ORDER BY id DESC LIMIT $1
        """,
        most,
        before_id,
        subject,
    )
