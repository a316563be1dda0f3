"""Rules that are set aside, with their owners."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from domain.unit_of_work import Database


class RuleAside(NamedTuple):
    """A rule that was just set aside, its tracker, and how its owner reads."""

    id: int
    kind: str
    percent: Decimal | None
    amount: Decimal | None
    target: Decimal | None
    tracker_id: int
    name: str
    chat_id: int
    user_id: int
    language: str
    region: str | None
    time_zone: str
    quiet_from: int | None
    quiet_until: int | None
    is_reachable: bool | None
    currency: str | None


async def put_aside(database: Database, rule_ids: Iterable[int], now: datetime) -> list[RuleAside]:
    """Set rules aside and return those that were not before."""
    return await database.fetch_as(
        RuleAside,
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


async def hush_rules(database: Database, rule_ids: Sequence[int]) -> None:
    """Keep any price from finding the rules."""
    await database.execute(
        "UPDATE rule_states SET low = NULL, high = NULL WHERE rule_id = ANY($1::bigint[])",
        list(rule_ids),
    )
