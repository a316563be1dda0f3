"""What every administrator is told: by the role, whoever gave it, in their private chats."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from domain.outbox.queries import put_messages
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
    """Put a notice of a `kind` for each administrator into the outbox; once for what it is `about`.

    It is told at once; one that `is_held` waits for the end of the reader's quiet hours.
    """
    rows = await database.fetch(
        """
        SELECT c.id AS chat_id, u.id, u.language, u.region, u.time_zone, u.quiet_from, u.quiet_until
        FROM users u JOIN chats c ON c.user_id = u.id AND c.type = 'private' AND c.is_reachable
        WHERE u.role = 'admin' AND u.is_active ORDER BY c.id
        """
    )
    messages = [
        NewMessage(
            ChannelName.TELEGRAM,
            str(row["chat_id"]),
            kind,
            f"{kind}:{about}:{row['chat_id']}",
            row["language"],
            row["region"],
            {**values, "quiet": [row["quiet_from"], row["quiet_until"], row["time_zone"]]}
            if is_held
            else dict(values),
            row["id"],
        )
        for row in rows
    ]
    if messages:
        await put_messages(database, messages, now)
