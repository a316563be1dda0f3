"""Decides which claimed messages may still be sent."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from domain.administration.broadcasts.models import BroadcastState
from domain.administration.broadcasts.queries import BroadcastView, load_broadcasts, who_still_wants
from domain.outbox.queries.batches import drop_claimed, hold_claimed
from domain.outbox.values import Message
from domain.unit_of_work import Database

Leaving = tuple[Message, BroadcastView]


async def admit(
    database: Database, lease: UUID, claimed: Sequence[Message], now: datetime
) -> tuple[Leaving, ...]:
    """Return the messages whose broadcast is running and whose readers still want it.

    Messages of a paused broadcast are held; those that nobody wants any more are dropped.
    """
    numbers = {int(one.values["broadcast"]) for one in claimed}
    broadcasts = await load_broadcasts(database, sorted(numbers))
    wanting = await who_still_wants(database, [one.user_id or 0 for one in claimed])
    held, dropped, leaving = [], [], []
    for message in claimed:
        broadcast = broadcasts.get(int(message.values["broadcast"]))
        if broadcast is not None and broadcast.state is BroadcastState.PAUSED:
            held.append(message.message_id)
        elif (
            broadcast is None
            or broadcast.state is not BroadcastState.RUNNING
            or message.user_id not in wanting
        ):
            dropped.append(message.message_id)
        else:
            leaving.append((message, broadcast))
    await hold_claimed(database, lease, held)
    await drop_claimed(database, lease, dropped, "not wanted any more", now)
    return tuple(leaving)
