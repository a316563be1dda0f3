"""Starts, pauses, resumes and stops broadcasts, each act together with its audit entry."""

import math
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from domain.administration.audit import Act, Actor, Deed, note
from domain.administration.broadcasts.drafts import TIME_FORMAT, lies_ahead
from domain.administration.broadcasts.errors import (
    AudienceEmpty,
    BroadcastBegun,
    BroadcastTextMissing,
    BroadcastTimePast,
)
from domain.administration.broadcasts.models import BroadcastState
from domain.administration.broadcasts.queries import (
    BroadcastView,
    count_readers,
    load_broadcast,
    set_state,
)
from domain.outbox.queries.batches import (
    count_batch,
    drop_batches,
    hold_batch,
    read_setbacks,
    release_batch,
)
from domain.unit_of_work import Database

STARS_A_MESSAGE = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Report:
    """Results so far; `size` is the audience.

    `retried` of those that wait have failed before; `reason` is why most of them did, or of those
    that failed for good.
    """

    size: int
    sent: int
    blocked: int
    failed: int
    dropped: int
    waiting: int
    retried: int = 0
    reason: str | None = None

    @property
    def settled(self) -> int:
        """Return how many messages are settled."""
        return self.sent + self.blocked + self.failed + self.dropped

    @property
    def unsettled(self) -> int:
        """Return how many are still to be sent."""
        return max(self.size - self.settled, 0)


def stars_for(readers: int) -> int:
    """Return the most that a paid broadcast can cost: Telegram charges a tenth of a Star for each
    message beyond the 30 a second that are free.
    """
    return math.ceil(readers * STARS_A_MESSAGE)


async def start(
    database: Database,
    actor: Actor,
    broadcast_id: int,
    now: datetime,
    *,
    is_paid: bool = False,
) -> BroadcastView:
    """Start it. Of two presses the second raises `BroadcastBegun`.

    Raises NotFound, `BroadcastTextMissing`, `AudienceEmpty` and `BroadcastTimePast`.
    """
    async with database.transaction():
        draft = await load_broadcast(database, broadcast_id, lock=True)
        if draft.state is not BroadcastState.DRAFT:
            raise BroadcastBegun
        if not draft.texts:
            raise BroadcastTextMissing
        if draft.local_at is not None and not lies_ahead(draft.local_at, now):
            raise BroadcastTimePast(draft.local_at.strftime(TIME_FORMAT))
        size = await count_readers(database, draft.audience, now)
        if not size:
            raise AudienceEmpty
        running = BroadcastState.RUNNING
        await set_state(
            database, broadcast_id, running, started_at=now, counts={"size": size}, is_paid=is_paid
        )
        after = {
            "audience": draft.audience.model_dump(mode="json", exclude_defaults=True),
            "size": size,
            "languages": sorted(draft.texts),
            "local_at": draft.local_at and draft.local_at.isoformat(),
            **({"stars": stars_for(size)} if is_paid else {}),
        }
        deed = Deed(Act.BROADCAST_STARTED, draft.batch, {"state": draft.state}, after)
        await note(database, actor, deed, now)
        return await load_broadcast(database, broadcast_id)


async def pause(
    database: Database, actor: Actor, broadcast_id: int, now: datetime
) -> BroadcastView:
    """Pause it; messages already on their way arrive. Raises NotFound."""
    return await _move(
        database, actor, broadcast_id, now, BroadcastState.PAUSED, Act.BROADCAST_PAUSED
    )


async def resume(
    database: Database, actor: Actor, broadcast_id: int, now: datetime
) -> BroadcastView:
    """Resume it. Raises NotFound."""
    return await _move(
        database, actor, broadcast_id, now, BroadcastState.RUNNING, Act.BROADCAST_RESUMED
    )


async def stop(database: Database, actor: Actor, broadcast_id: int, now: datetime) -> BroadcastView:
    """Stop it; what has not been sent never will be. Raises NotFound."""
    return await _move(
        database, actor, broadcast_id, now, BroadcastState.STOPPED, Act.BROADCAST_STOPPED
    )


_FROM = {
    BroadcastState.PAUSED: {BroadcastState.RUNNING},
    BroadcastState.RUNNING: {BroadcastState.PAUSED},
    BroadcastState.STOPPED: {BroadcastState.RUNNING, BroadcastState.PAUSED},
}


async def _move(
    database: Database,
    actor: Actor,
    broadcast_id: int,
    now: datetime,
    state: BroadcastState,
    act: Act,
) -> BroadcastView:
    """Change the state, unless it is no longer what the button assumed."""
    async with database.transaction():
        broadcast = await load_broadcast(database, broadcast_id, lock=True)
        if broadcast.state not in _FROM[state]:
            return broadcast
        # What is on its way still arrives: until it has, the counts say so.
        columns: dict[str, Any] = {"counts": {"size": broadcast.counts.get("size", 0)}}
        if state is BroadcastState.PAUSED:
            await hold_batch(database, broadcast.batch)
            columns["counts"] |= await count_batch(database, broadcast.batch)
        elif state is BroadcastState.RUNNING:
            await release_batch(database, broadcast.batch, now)
        else:
            await drop_batches(database, [broadcast.batch], "stopped", now)
            columns["counts"] |= await count_batch(database, broadcast.batch)
            columns["ended_at"] = now
        await set_state(database, broadcast_id, state, **columns)
        deed = Deed(act, broadcast.batch, {"state": broadcast.state}, {"state": state})
        await note(database, actor, deed, now)
        return await load_broadcast(database, broadcast_id)


async def report(database: Database, broadcast: BroadcastView) -> Report:
    """Return the results so far."""
    counts = broadcast.counts
    if broadcast.ended_at is None or counts.get("sending"):
        # Messages on their way when it was stopped still arrive.
        size = counts.get("size", 0)
        counts = {"size": size} | await count_batch(database, broadcast.batch)
    waiting = sum(counts.get(state, 0) for state in ("waiting", "sending", "held"))
    over = {state: counts.get(state, 0) for state in ("sent", "gone", "failed", "dropped")}
    size = max(counts.get("size", 0), waiting + sum(over.values()))
    retried, reason = await read_setbacks(database, broadcast.batch)
    return Report(
        size, over["sent"], over["gone"], over["failed"], over["dropped"], waiting, retried, reason
    )
