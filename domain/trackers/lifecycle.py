"""Trackers that stop, resume or end."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from domain.alerts.queries.rules import set_sleeping
from domain.checks.queries.watchers import lock_trackables, refresh_watch
from domain.event_hooks.events import Event, EventKind, put_events
from domain.outbox.queries.messages import put_messages
from domain.outbox.values import ChannelName, NewMessage
from domain.trackers.models import TrackerState
from domain.trackers.queries.lifecycle import Ending, endings, write_state
from domain.unit_of_work import Database

TRACKER_ENDED = "tracker_ended"


async def set_state(
    connection: Database,
    tracker_ids: Sequence[int],
    state: TrackerState,
    now: datetime,
) -> None:
    """Set trackers' state: rules are awake only while it is active.

    An active tracker's first check is due immediately.
    """
    trackable_ids = await lock_trackables(connection, tracker_ids)
    await write_state(connection, tracker_ids, state, now)
    is_active = state is TrackerState.ACTIVE
    await set_sleeping(connection, tracker_ids, now, sleeping=not is_active)
    await refresh_watch(connection, trackable_ids, now if is_active else None)


async def end_trackers(pool: Database, now: datetime) -> int:
    """End trackers whose time is over, notify their owners once, and return how many there were.

    Nobody is notified if they could not read it, or of a muted tracker.
    """
    async with pool.transaction() as connection:
        ending = await endings(connection, now)
        if ending:
            await set_state(connection, [one.id for one in ending], TrackerState.ENDED, now)
            await put_messages(pool, [_telling(one) for one in ending if one.is_told], now)
            await put_events(pool, [_event(one) for one in ending], now)
    return len(ending)


def _telling(ending: Ending) -> NewMessage:
    """Return the notice of a tracker's end: by the traveller's wish, or at check-in."""
    return NewMessage(
        ChannelName.TELEGRAM,
        str(ending.chat_id),
        TRACKER_ENDED,
        f"{TRACKER_ENDED}:{ending.id}:{ending.ends_at.isoformat()}",
        ending.language,
        ending.region,
        {
            "tracker_id": ending.id,
            "name": ending.name,
            "is_wished": bool(ending.is_wished),
            "day": ending.ends_at.astimezone(ZoneInfo(ending.time_zone)).date().isoformat(),
            "quiet": [ending.quiet_from, ending.quiet_until, ending.time_zone],
        },
        ending.user_id,
        topic_id=ending.topic_id,
    )


def _event(ending: Ending) -> Event:
    """Return the event for programs at a tracker's end."""
    ended_at = ending.ends_at.isoformat()
    data = {"tracker_id": ending.id, "tracker_name": ending.name, "ended_at": ended_at}
    return Event(ending.user_id, EventKind.TRACKER_ENDED, f"{ending.id}:{ended_at}", data)
