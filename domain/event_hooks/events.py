"""Events for programs, put into the outbox with the change that they report."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from domain.event_hooks.queries import listeners
from domain.outbox.queries.messages import put_messages
from domain.outbox.values import ChannelName, NewMessage
from domain.unit_of_work import Database

# Used instead of a message's language: programs have none.
NO_LANGUAGE = "en"


class EventKind(StrEnum):
    """The events there are."""

    ALERT_CREATED = "alert.created"
    TRACKER_ENDED = "tracker.ended"
    BOOKING_CHANGED = "booking.changed"


# Sent at the owner's request, whatever events the hook is for.
PING = "ping"


@dataclass(frozen=True, slots=True)
class Event:
    """An event about something that belongs to `user_id`. Two with the same name are one."""

    user_id: int
    kind: EventKind
    name: str
    data: dict[str, Any]


async def put_events(database: Database, events: Sequence[Event], now: datetime) -> int:
    """Inform the owners' programs; return how many posts that makes.

    Within a unit of work they are sent only if it commits.
    """
    if not events:
        return 0
    hooks = await listeners(database, sorted({event.user_id for event in events}))
    messages = [
        message_to(hook.id, event.user_id, event.kind, event.name, event.data)
        for event in events
        for hook in hooks
        if hook.user_id == event.user_id and event.kind in hook.events.split(",")
    ]
    return await put_messages(database, messages, now) if messages else 0


def message_to(
    hook_id: int, user_id: int, kind: str, name: str, data: dict[str, Any]
) -> NewMessage:
    """Return the message to post to a hook."""
    return NewMessage(
        ChannelName.WEBHOOK,
        str(hook_id),
        kind,
        f"{kind}:{name}:{hook_id}",
        NO_LANGUAGE,
        values=data,
        user_id=user_id,
    )
