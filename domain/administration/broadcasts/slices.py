"""Puts a broadcast's messages into the outbox slice by slice, and notices its end.

A slice and its progress mark commit together: a crash in between leaves nobody out and adds nobody
twice.
"""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from domain.administration.broadcasts.models import BroadcastState
from domain.administration.broadcasts.queries import (
    BroadcastView,
    Reader,
    lock_unfilled,
    maybe_ended,
    next_readers,
    note_filled,
    set_state,
)
from domain.outbox.queries.batches import count_batch
from domain.outbox.queries.messages import put_messages
from domain.outbox.values import ChannelName, MessageClass, NewMessage
from domain.unit_of_work import Database

BROADCAST = "broadcast"
SLICE = 500


async def fill(database: Database, now: datetime, most: int = SLICE) -> int:
    """Put the next readers' messages of one running broadcast into the outbox; return how many."""
    async with database.transaction():
        broadcast = await lock_unfilled(database)
        if broadcast is None:
            return 0
        began = broadcast.started_at or now
        readers = await next_readers(database, broadcast.audience, began, broadcast.filled_to, most)
        await put_messages(database, [_message(broadcast, one) for one in readers], now)
        reached = readers[-1].user_id if readers else broadcast.filled_to
        filled_at = now if len(readers) < most else None
        await note_filled(database, broadcast.broadcast_id, reached, filled_at)
    return len(readers)


def _message(broadcast: BroadcastView, reader: Reader) -> NewMessage:
    return NewMessage(
        ChannelName.TELEGRAM,
        str(reader.chat_id),
        BROADCAST,
        f"{broadcast.batch}:{reader.user_id}",
        reader.language,
        reader.region,
        {"broadcast": broadcast.broadcast_id},
        reader.user_id,
        message_class=MessageClass.BROADCAST,
        batch=broadcast.batch,
        due_at=due_for(broadcast.local_at, reader.time_zone),
    )


def due_for(local_at: datetime | None, time_zone: str) -> datetime | None:
    """Return when a reader's clock shows that time, None for immediately."""
    if local_at is None:
        return None
    return local_at.replace(tzinfo=ZoneInfo(time_zone)).astimezone(UTC)


async def settle_finished(database: Database, now: datetime) -> tuple[BroadcastView, ...]:
    """Record the end of broadcasts with nothing left to send, and return those that a last look
    has changed.

    A paused or stopped one sends nothing more, but what was on its way then has only now arrived.
    """
    settled = []
    for broadcast in await maybe_ended(database):
        found = await count_batch(database, broadcast.batch)
        is_running = broadcast.state is BroadcastState.RUNNING
        awaited = ("waiting", "sending", "held") if is_running else ("sending",)
        if any(found.get(state) for state in awaited):
            continue
        state = BroadcastState.DONE if is_running else broadcast.state
        ended_at = now if is_running else broadcast.ended_at
        counts = {"size": broadcast.counts.get("size", 0)} | found
        await set_state(database, broadcast.broadcast_id, state, counts=counts, ended_at=ended_at)
        settled.append(broadcast)
    return tuple(settled)
