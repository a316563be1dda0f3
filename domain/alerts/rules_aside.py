"""Rules that cannot be worked out: set aside alone, with their owners told once.

What one traveller's rule does can never keep a price, or another's alert, from being recorded.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from domain.outbox.queries import put_messages
from domain.outbox.values import ChannelName, NewMessage
from domain.unit_of_work import Database

RULE_SET_ASIDE = "rule_set_aside"


async def set_rules_aside(database: Database, rule_ids: Iterable[int], now: datetime) -> None:
    """Let rules tell nothing until their owners change them, and tell the owners so.

    Takes part in the transaction that is open.
    """
    rows = await database.fetch(
        """
        WITH aside AS (
            UPDATE price_rules SET set_aside_at = $2
            WHERE id = ANY($1::bigint[]) AND set_aside_at IS NULL RETURNING *
        )
        SELECT r.id, r.kind, r.percent, r.amount, r.target, t.id AS tracker_id, t.name, t.chat_id,
               t.user_id, u.language, u.region, u.time_zone, u.quiet_from, u.quiet_until,
               c.is_reachable, (
                   SELECT k.currency FROM tracked_items i JOIN trackables k ON k.id = i.trackable_id
                   WHERE i.tracker_id = t.id ORDER BY i.id LIMIT 1
               ) AS currency
        FROM aside r JOIN trackers t ON t.id = r.tracker_id
        JOIN users u ON u.id = t.user_id LEFT JOIN chats c ON c.id = t.chat_id ORDER BY r.id
        """,
        sorted(rule_ids),
        now,
    )
    await database.execute(
        "UPDATE rule_states SET low = NULL, high = NULL WHERE rule_id = ANY($1::bigint[])",
        [row["id"] for row in rows],
    )
    await put_messages(database, [_notice(row) for row in rows if row["is_reachable"]], now)


def _notice(row: Any) -> NewMessage:
    sizes = {name: row[name] for name in ("percent", "amount", "target")}
    return NewMessage(
        ChannelName.TELEGRAM,
        str(row["chat_id"]),
        RULE_SET_ASIDE,
        f"{RULE_SET_ASIDE}:{row['id']}",
        row["language"],
        row["region"],
        {
            "tracker_id": row["tracker_id"],
            "name": row["name"],
            "rule_id": row["id"],
            "kind": row["kind"],
            "currency": row["currency"],
            **{name: None if size is None else str(size) for name, size in sizes.items()},
            "quiet": [row["quiet_from"], row["quiet_until"], row["time_zone"]],
        },
        row["user_id"],
    )
