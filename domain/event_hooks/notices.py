"""Notifies a hook's owner that it was switched off, by chat and by mail."""

from datetime import datetime
from urllib.parse import urlsplit

from domain.event_hooks.queries import owner_of_hook
from domain.outbox.queries.messages import put_messages
from domain.outbox.values import ChannelName, NewMessage
from domain.unit_of_work import Database

HOOK_SWITCHED_OFF = "hook_switched_off"


async def tell_switched_off(database: Database, hook_id: int, user_id: int, now: datetime) -> None:
    """Notify the owner, outside quiet hours."""
    owner = await owner_of_hook(database, hook_id)
    # Only the host is named: the rest of the address may be the receiver's secret.
    values = {
        "name": owner.first_name,
        "host": urlsplit(owner.url).hostname or "",
        "reason": owner.last_error or "",
        "quiet": [owner.quiet_from, owner.quiet_until, owner.time_zone],
    }
    ways = ((ChannelName.EMAIL, owner.email), (ChannelName.TELEGRAM, owner.chat_id))
    messages = [
        NewMessage(
            channel,
            str(address),
            HOOK_SWITCHED_OFF,
            f"{HOOK_SWITCHED_OFF}:{hook_id}:{now.isoformat()}:{channel.value}",
            owner.language,
            owner.region,
            values,
            user_id,
        )
        for channel, address in ways
        if address
    ]
    await put_messages(database, messages, now)
