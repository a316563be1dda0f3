"""Maintenance pauses by administrators, each with its audit entry.

A pause stands in Redis alone, and is needed most while PostgreSQL is away: so it begins and ends
without the database, and what could not be logged is returned as such.
"""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from redis.asyncio import Redis

from domain.administration.audit import Act, Actor, Deed, note
from domain.maintenance import begin_maintenance, end_maintenance, read_maintenance
from domain.unit_of_work import Database

# Writes an entry as `note` does, on a database of its own; False if that cannot be reached.
Log = Callable[[Callable[[Database], Awaitable[None]]], Awaitable[bool]]
SUBJECT = "service"


async def begin(
    redis: Redis, log: Log, actor: Actor, now: datetime, length: timedelta
) -> tuple[datetime, bool]:
    """Begin a pause, or move the end of the current one; return when it ends, and whether that
    was logged.

    Raises ValueError for a length out of bounds.
    """
    before = await read_maintenance(redis)
    until = await begin_maintenance(redis, now, length)
    deed = Deed(Act.MAINTENANCE_BEGUN, SUBJECT, _told(before), _told(until))
    return until, await log(lambda database: note(database, actor, deed, now))


async def end(redis: Redis, log: Log, actor: Actor, now: datetime) -> tuple[bool, bool]:
    """End the pause; return whether there was one, and whether its end was logged."""
    before = await read_maintenance(redis)
    if not await end_maintenance(redis):
        return False, True
    deed = Deed(Act.MAINTENANCE_ENDED, SUBJECT, _told(before), _told(None))
    return True, await log(lambda database: note(database, actor, deed, now))


def _told(until: datetime | None) -> dict[str, str | None]:
    return {"until": None if until is None else until.isoformat(timespec="minutes")}
