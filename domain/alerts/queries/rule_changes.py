"""Effects of a tracker's changes on its rules, their states and waiting alerts."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from domain.alerts.models import RuleKind
from domain.alerts.outbox_keys import batch_of
from domain.outbox.queries.batches import hasten_batches
from domain.unit_of_work import Database

# "Bigger drops only" doubles a drop's percentage, within these limits.
SMALLEST_BIG, LARGEST_BIG = Decimal(10), Decimal(50)


async def retire_rule(connection: Database, rule_id: int | None) -> None:
    """Silence a rule; its alerts stay."""
    await connection.execute("UPDATE price_rules SET is_active = false WHERE id = $1", rule_id)
    await connection.execute(
        "UPDATE rule_states SET low = NULL, high = NULL WHERE rule_id = $1", rule_id
    )


async def retire_kind(connection: Database, tracker_id: int, kind: RuleKind) -> None:
    """Silence a tracker's sleeping rules of one kind."""
    await connection.execute(
        "UPDATE price_rules SET is_active = false WHERE tracker_id = $1 AND kind = $2",
        tracker_id,
        kind.value,
    )


async def forget_states(
    connection: Database, tracker_id: int, trackable_ids: Sequence[int]
) -> None:
    """Delete a tracker's rule states on things that it no longer watches."""
    await connection.execute(
        """
        DELETE FROM rule_states s USING price_rules r
        WHERE r.id = s.rule_id AND r.tracker_id = $1 AND s.trackable_id = ANY($2::bigint[])
        """,
        tracker_id,
        list(trackable_ids),
    )


async def look_anew(connection: Database, tracker_id: int, now: datetime) -> None:
    """Make a tracker's waiting alerts due now."""
    await hasten_batches(connection, [batch_of(tracker_id)], [now])


async def double_percent(connection: Database, tracker_id: int) -> Decimal | None:
    """Double the percentages of a tracker's drops and return the largest."""
    percent: Decimal | None = await connection.fetchval(
        """
        WITH raised AS (
            UPDATE price_rules
            SET percent = least(greatest(coalesce(percent, 0) * 2, $3::numeric), $4::numeric)
            WHERE tracker_id = $1 AND kind = $2 AND is_active RETURNING percent
        )
        SELECT max(percent) FROM raised
        """,
        tracker_id,
        RuleKind.PRICE_DROP.value,
        SMALLEST_BIG,
        LARGEST_BIG,
    )
    return percent


async def arm_drops(connection: Database, tracker_id: int, percent: Decimal) -> None:
    """Re-arm drops that fired at less than `percent` below the starting price."""
    await connection.execute(
        """
        UPDATE rule_states s SET phase = 'armed', last_alerted = NULL FROM price_rules r
        WHERE r.id = s.rule_id AND r.tracker_id = $1 AND r.is_active AND r.kind = $2
          AND s.phase = 'fired' AND s.last_alerted > s.reference * (100 - $3::numeric) / 100
        """,
        tracker_id,
        RuleKind.PRICE_DROP.value,
        percent,
    )
