"""Telling a hook's owner that it was switched off: in a chat of theirs, and by mail."""

from datetime import datetime
from urllib.parse import urlsplit

from domain.outbox.queries import put_messages
from domain.outbox.values import ChannelName, NewMessage
from domain.unit_of_work import Database

HOOK_SWITCHED_OFF = "hook_switched_off"


async def tell_switched_off(database: Database, hook_id: int, user_id: int, now: datetime) -> None:
    """Tell the owner, outside their quiet hours."""
    row = await database.fetchrow(
        """
        SELECT h.url, h.last_error, u.first_name, u.language, u.region, u.time_zone,
            u.quiet_from, u.quiet_until, CASE WHEN u.is_verified THEN u.email END AS email,
            (SELECT max(c.id) FROM chats c
             WHERE c.user_id = u.id AND c.type = 'private' AND c.is_reachable) AS chat_id
        FROM event_hooks h JOIN users u ON u.id = h.user_id WHERE h.id = $1
        """,
        hook_id,
    )
    # Of the address its host is told: what follows may be a secret of the receiver's.
    values = {
        "name": row["first_name"],
        "host": urlsplit(row["url"]).hostname or "",
        "reason": row["last_error"] or "",
        "quiet": [row["quiet_from"], row["quiet_until"], row["time_zone"]],
    }
    ways = ((ChannelName.EMAIL, row["email"]), (ChannelName.TELEGRAM, row["chat_id"]))
    messages = [
        NewMessage(
            channel,
            str(address),
            HOOK_SWITCHED_OFF,
            f"{HOOK_SWITCHED_OFF}:{hook_id}:{now.isoformat()}:{channel.value}",
            row["language"],
            row["region"],
            values,
            user_id,
        )
        for channel, address in ways
        if address
    ]
    await put_messages(database, messages, now)
