"""Readers' opinions of alerts."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.alerts.models import RuleKind, Wish
from domain.unit_of_work import Database

# The period over which opinions are counted.
SPAN = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Opinions:
    """How many readers found alerts of a kind helpful, and how many did not."""

    kind: RuleKind
    helpful: int
    unhelpful: int


async def give_feedback(
    pool: Database, alert_id: int, user_id: int, now: datetime, *, is_helpful: bool
) -> None:
    """Store whether an alert was helpful; a second opinion replaces the first."""
    await pool.execute(
        """
        INSERT INTO alert_feedback (alert_id, user_id, is_helpful, given_at)
        VALUES ($1, $2, $3, $4)
        ON CONFLICT (alert_id) DO UPDATE SET user_id = excluded.user_id, wish = NULL,
            is_helpful = excluded.is_helpful, given_at = excluded.given_at
        """,
        alert_id,
        user_id,
        is_helpful,
        now,
    )


async def note_wish(
    connection: Database, alert_id: int, user_id: int, wish: Wish, now: datetime
) -> None:
    """Store what somebody wants changed who found an alert unhelpful."""
    await connection.execute(
        """
        INSERT INTO alert_feedback (alert_id, user_id, is_helpful, wish, given_at)
        VALUES ($1, $2, false, $3, $4)
        ON CONFLICT (alert_id) DO UPDATE SET user_id = excluded.user_id, is_helpful = false,
            wish = excluded.wish, given_at = excluded.given_at
        """,
        alert_id,
        user_id,
        wish.value,
        now,
    )


async def count_opinions(pool: Database, since: datetime) -> tuple[Opinions, ...]:
    """Return opinions since then, the kind with most opinions first."""
    rows = await pool.fetch(
        """
        SELECT a.kind, count(*) FILTER (WHERE f.is_helpful) AS helpful,
               count(*) FILTER (WHERE NOT f.is_helpful) AS unhelpful
        FROM alert_feedback f JOIN tracker_alerts a ON a.id = f.alert_id
        WHERE f.given_at >= $1 GROUP BY a.kind ORDER BY count(*) DESC, a.kind
        """,
        since,
    )
    return tuple(Opinions(RuleKind(r["kind"]), r["helpful"], r["unhelpful"]) for r in rows)
