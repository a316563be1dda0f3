"""Rooms that suppliers hold unpaid."""

from datetime import datetime

from domain.unit_of_work import Database


async def release_hold(database: Database, hold_id: int) -> bool:
    """Record that a hold is given back; False if somebody else did, or it was used."""
    released: int | None = await database.fetchval(
        "UPDATE booking_holds SET state = 'released' WHERE id = $1 AND state = 'held' RETURNING 1",
        hold_id,
    )
    return released is not None


async def unused_holds(database: Database, before: datetime) -> list[int]:
    """Return the bookings with a hold that was asked for before a moment and never used."""
    found: list[int] = await database.fetch_column(
        "SELECT DISTINCT booking_id FROM booking_holds WHERE state = 'held' AND asked_at < $1",
        before,
    )
    return found
