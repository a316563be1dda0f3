"""Moves what the previous version left waiting in its own tables into the outbox.

Its workers may run for a while next to those of this one. They claim alerts by `due_at`, digests by
`not_before` and edits by `edit_due_at`: what has gone over has no moment that comes. What one of
them holds is left to it until its lease runs out. This module goes with those columns.
"""

from datetime import datetime

from domain.alerts.edits import adopt_edits
from domain.alerts.outbox_keys import alert_key
from domain.alerts.queries.adoption import (
    adopted_alerts,
    adopted_digests,
    adopted_edits,
    gather_messages,
)
from domain.outbox.queries.claims import put_aside
from domain.outbox.queries.messages import put_messages
from domain.unit_of_work import Database


async def adopt(pool: Database, now: datetime) -> int:
    """Put waiting rows that have no message yet into the outbox; return how many."""
    async with pool.transaction() as connection:
        digests = await adopted_digests(connection)
        alerts = await adopted_alerts(connection)
        await put_messages(connection, gather_messages(digests, alerts), now)
        await put_aside(connection, [alert_key(one.id) for one in alerts if one.is_held])
        edits = await adopted_edits(connection)
        await adopt_edits(connection, edits, now)
    return len(digests) + len(alerts) + len(edits)
