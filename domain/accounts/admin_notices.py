"""Notices that go to every administrator, in their private chats, however they got the role."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from domain.accounts.queries.reachability import admins
from domain.outbox.queries.messages import put_messages
from domain.outbox.values import ChannelName, NewMessage
from domain.unit_of_work import Database


async def tell_admins(
    database: Database,
    kind: str,
    about: str,
    values: Mapping[str, Any],
    now: datetime,
    *,
    is_held: bool = False,
) -> None:
    """Put a notice of a `kind` into the outbox for each administrator, once per subject (`about`).

    It is sent right away; one that `is_held` waits for the end of the reader's quiet hours.
    """
    messages = [
        NewMessage(
            ChannelName.TELEGRAM,
            str(admin.chat_id),
            kind,
            f"{kind}:{about}:{admin.chat_id}",
            admin.language,
            admin.region,
            {**values, "quiet": [admin.quiet_from, admin.quiet_until, admin.time_zone]}
            if is_held
            else dict(values),
            admin.id,
        )
        for admin in await admins(database)
    ]
    if messages:
        await put_messages(database, messages, now)
