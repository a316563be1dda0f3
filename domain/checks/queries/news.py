"""The rules that a check concerns, and what is stored of its news."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from domain.alerts.queries.rules import SIZES, StandingRule
from domain.checks.outcomes import Check
from domain.rows import read_as
from domain.unit_of_work import Database


class StirredRule(NamedTuple):
    """A rule that a check concerns, its tracker, and until when that is muted."""

    rule: StandingRule
    tracker_id: int
    muted_until: datetime | None


async def lock_rules(
    connection: Database, state_ids: Sequence[int], now: datetime
) -> list[StirredRule]:
    """Lock active trackers' rules by the ids of their states."""
    rows = await connection.fetch(
        f"""
        SELECT s.*, {SIZES}, r.tracker_id, t.muted_until
        FROM rule_states s
        JOIN price_rules r ON r.id = s.rule_id AND r.is_active AND r.set_aside_at IS NULL
        JOIN trackers t ON t.id = r.tracker_id AND t.state = 'active' AND t.ends_at > $2
        WHERE s.id = ANY($1::bigint[]) ORDER BY s.id FOR UPDATE OF s
        """,
        list(state_ids),
        now,
    )
    rules = zip(read_as(StandingRule, rows), rows, strict=True)
    return [StirredRule(rule, row["tracker_id"], row["muted_until"]) for rule, row in rules]


async def stirred_states(
    connection: Database, seen: Sequence[tuple[int, Decimal | None, str, bool]]
) -> list[int]:
    """Return the states that observations concern, each branch by its own index.

    Seen are (trackable_id, total, the opposite of its availability, whether options are new).
    """
    return await connection.fetch_column(
        """
        WITH seen AS (
            SELECT * FROM unnest($1::bigint[], $2::numeric[], $3::text[], $4::bool[])
                AS k (trackable_id, total, other, has_new)
        )
        SELECT s.id FROM seen JOIN rule_states s USING (trackable_id) WHERE s.low >= seen.total
        UNION ALL
        SELECT s.id FROM seen JOIN rule_states s USING (trackable_id) WHERE s.high <= seen.total
        UNION ALL
        SELECT s.id FROM seen JOIN rule_states s USING (trackable_id)
        WHERE s.phase = 'waiting'
          AND (seen.total IS NOT NULL OR s.kind IN ('availability', 'new_option'))
        UNION ALL
        SELECT s.id FROM seen JOIN rule_states s USING (trackable_id)
        WHERE s.kind = 'availability' AND s.availability
            IN (seen.other, CASE seen.other WHEN 'sold_out' THEN 'withdrawn' END)
        UNION ALL
        SELECT s.id FROM seen JOIN rule_states s USING (trackable_id)
        WHERE s.kind = 'new_option' AND seen.has_new
        """,
        *(list(column) for column in zip(*seen, strict=True)),
    )


async def note_first_totals(connection: Database, first: Mapping[tuple[int, int], Decimal]) -> None:
    """Store first prices by tracker and trackable, for items without one."""
    await connection.execute(
        """
        UPDATE tracked_items i SET first_total = k.total
        FROM unnest($1::bigint[], $2::bigint[], $3::numeric[])
            AS k (tracker_id, trackable_id, total)
        WHERE i.tracker_id = k.tracker_id AND i.trackable_id = k.trackable_id
          AND i.first_total IS NULL
        """,
        [tracker_id for tracker_id, _ in first],
        [trackable_id for _, trackable_id in first],
        list(first.values()),
    )


async def write_results(
    connection: Database, runs: Mapping[tuple[int, int], Check], now: datetime
) -> None:
    """Store a check's results, by tracker and trackable."""
    await connection.execute(
        """
        INSERT INTO tracker_results (tracker_id, trackable_id, ran_at, total, previous_total,
                                     currency, supplier_status)
        SELECT k.tracker_id, k.trackable_id, $7, k.total, k.previous, k.currency, k.status
        FROM unnest($1::bigint[], $2::bigint[], $3::numeric[], $4::numeric[], $5::text[],
                    $6::text[]) AS k (tracker_id, trackable_id, total, previous, currency, status)
        """,
        [tracker_id for tracker_id, _ in runs],
        [trackable_id for _, trackable_id in runs],
        [check.total for check in runs.values()],
        [check.previous_total for check in runs.values()],
        [check.currency for check in runs.values()],
        [check.status for check in runs.values()],
        now,
    )
