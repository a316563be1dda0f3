"""What is now known about the prices and rules of waiting alerts."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from domain.alerts.freshness import Standing
from domain.alerts.models import RulePhase
from domain.prices.models import Availability
from domain.unit_of_work import Database

STANDINGS = """
    SELECT a.id, coalesce(k.last_total, a.total) AS total,
           coalesce(k.last_source, a.source) AS source,
           coalesce(k.last_observed_at, a.observed_at) AS observed_at,
           k.availability = 'available' AS is_available, s.phase,
           r.is_active AND a.dedupe_key
               = concat_ws(':', s.rule_id, s.trackable_id, s.firings) AS is_latest,
           told.availability AS told, told.is_certain, (
               SELECT o.availability FROM tracker_alerts o
               WHERE a.availability IS NOT NULL AND o.rule_id = a.rule_id
                 AND o.trackable_id = a.trackable_id ORDER BY o.id LIMIT 1
           ) AS first_turn
    FROM tracker_alerts a
    LEFT JOIN outbox_messages m ON m.dedupe_key = 'alert:' || a.id
    JOIN trackables k ON k.id = a.trackable_id
    JOIN price_rules r ON r.id = a.rule_id
    JOIN rule_states s ON s.rule_id = a.rule_id AND s.trackable_id = a.trackable_id
    LEFT JOIN LATERAL (
        SELECT o.availability, o.state = 'sent' AS is_certain FROM tracker_alerts o
        LEFT JOIN outbox_messages om ON om.dedupe_key = 'alert:' || o.id
        WHERE a.availability IS NOT NULL AND o.rule_id = a.rule_id
          AND o.trackable_id = a.trackable_id AND o.id <> a.id
          AND (o.state = 'sent' OR om.maybe_sent
               OR (om.state = 'sending' AND om.lease IS DISTINCT FROM m.lease))
        ORDER BY o.id DESC LIMIT 1
    ) told ON true
    WHERE a.id = ANY($1::bigint[])
"""


class _Standing(NamedTuple):
    """An alert's current price and rule; `told` and `first_turn` are about earlier changes."""

    id: int
    total: Decimal
    source: str
    observed_at: datetime
    is_available: bool
    phase: RulePhase
    is_latest: bool
    told: Availability | None
    is_certain: bool | None
    first_turn: Availability | None


async def load_standings(pool: Database, alert_ids: Iterable[int]) -> dict[int, Standing]:
    """Return by alert id what is now known about each one's price and rule."""
    rows = await pool.fetch_as(_Standing, STANDINGS, list(alert_ids))
    return {
        row.id: Standing(
            row.total, row.source, row.observed_at, row.is_available,
            row.phase, row.is_latest,
            _known(row.told, row.is_certain, row.first_turn),
        )
        for row in rows
    }  # fmt: skip


def _known(
    told: Availability | None, is_certain: bool | None, first_turn: Availability | None
) -> Availability | None:
    """Return the availability that a reader believes: the last one reported, or what the first one
    ended.

    None if unknown: the last attempt was cut short, or another is in progress.
    """
    if told is not None:
        return told if is_certain else None
    return None if first_turn is None else first_turn.opposite
