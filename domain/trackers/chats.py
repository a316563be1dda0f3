"""A chat's trackers when it moves, becomes unreachable, or reachable again."""

from datetime import datetime

from domain.accounts.queries.chats import note_reachable, replace_chat
from domain.accounts.queries.groups import follow_group
from domain.alerts.edits import end_lives_in
from domain.alerts.queries.chats import redirect_digests
from domain.outbox.queries.messages import put_messages
from domain.outbox.values import ChannelName, NewMessage
from domain.trackers.lifecycle import set_state
from domain.trackers.models import TrackerState
from domain.trackers.queries.groups import carry_over
from domain.trackers.queries.lifecycle import (
    Paused,
    blocked_in,
    note_blocked,
    owners_in_private,
    running_in,
)
from domain.unit_of_work import Database

GROUP_CLOSED = "group_closed"


async def follow_chat(pool: Database, old_id: int, new_id: int, now: datetime) -> None:
    """Move a group's trackers, hotels and waiting alerts to the supergroup that it has become."""
    async with pool.transaction() as connection:
        await replace_chat(connection, old_id, new_id, now)
        await follow_group(connection, old_id, new_id)
        await end_lives_in(connection, old_id, now)
        await redirect_digests(connection, old_id, new_id)
        await carry_over(connection, old_id, new_id)


async def leave_chat(pool: Database, chat_id: int, now: datetime) -> None:
    """Pause the trackers of an unreachable chat: nobody would read their alerts.

    Whoever started a group's tracker is told so in private, once.
    """
    async with pool.transaction() as connection:
        await note_reachable(connection, chat_id, is_reachable=False)
        ids = await running_in(connection, chat_id)
        await set_state(connection, ids, TrackerState.PAUSED, now)
        await note_blocked(connection, ids)
        if chat_id < 0 and ids:
            owners = await owners_in_private(connection, ids)
            await put_messages(connection, [_told(one, chat_id, now) for one in owners], now)


def _told(paused: Paused, chat_id: int, now: datetime) -> NewMessage:
    return NewMessage(
        ChannelName.TELEGRAM,
        str(paused.chat_id),
        GROUP_CLOSED,
        f"{GROUP_CLOSED}:{chat_id}:{paused.user_id}:{now.isoformat()}",
        paused.language,
        paused.region,
        {
            "group": paused.title,
            "count": paused.trackers,
            "quiet": [paused.quiet_from, paused.quiet_until, paused.time_zone],
        },
        paused.user_id,
    )


async def return_to_chat(pool: Database, chat_id: int, now: datetime) -> int:
    """Resume only what was paused because a chat was unreachable.

    Returns how many trackers there were; those whose stay has begun in the meantime are ended.
    """
    async with pool.transaction() as connection:
        await note_reachable(connection, chat_id, is_reachable=True)
        blocked = await blocked_in(connection, chat_id, now)
        over = [one.id for one in blocked if one.is_over]
        await set_state(connection, over, TrackerState.ENDED, now)
        resumed = [one.id for one in blocked if not one.is_over]
        await set_state(connection, resumed, TrackerState.ACTIVE, now)
    return len(resumed)
