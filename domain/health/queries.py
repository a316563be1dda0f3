"""What waits, what is counted, and when suppliers last answered."""

from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from domain.unit_of_work import Database

# Each row: a group of counts ('alone' for single ones), the name within it, and the number.
COUNTS = """
SELECT 'alone' AS what, 'travellers' AS name, count(*) AS number FROM users
UNION ALL SELECT 'people', 'banned', count(*) FROM users WHERE NOT is_active
UNION ALL SELECT 'people', 'without_news', count(*) FROM users WHERE NOT wants_news
UNION ALL SELECT 'alone', 'cases', count(*) FROM booking_cases WHERE closed_at IS NULL
UNION ALL SELECT 'alone', 'support wait',
    coalesce(extract(epoch FROM $1 - min(written_at)), 0)::bigint
    FROM support_threads WHERE state = 'waiting'
UNION ALL SELECT 'alarms', kind, count(*) FROM health_alarms GROUP BY kind
UNION ALL SELECT 'alone', 'trackers', count(*) FROM trackers WHERE state = 'active'
UNION ALL SELECT 'alone', 'observations', count(*) FROM universal_price_history
    WHERE observed_at >= date_trunc('day', $1::timestamptz, 'UTC')
UNION ALL SELECT 'alone', 'searches', count(*) FROM searches
    WHERE created_at >= date_trunc('day', $1::timestamptz, 'UTC')
-- Entries are never removed: their last number counts them.
UNION ALL SELECT 'alone', 'acts', coalesce(max(id), 0) FROM audit_entries
UNION ALL SELECT 'statuses', supplier_status, count(*) FROM trackables
    WHERE due_at IS NOT NULL GROUP BY supplier_status
UNION ALL SELECT 'alerts', state, count(*) FROM tracker_alerts GROUP BY state
UNION ALL SELECT 'bookings', state, count(*) FROM universal_bookings
    WHERE supplier <> 'outside' GROUP BY state
UNION ALL SELECT 'noted', kind, count(*) FROM universal_bookings
    WHERE supplier = 'outside' GROUP BY kind
UNION ALL SELECT 'opinions', CASE WHEN is_helpful THEN 'helpful' ELSE 'unhelpful' END, count(*)
    FROM alert_feedback GROUP BY is_helpful
UNION ALL SELECT 'broadcasts', state, count(*) FROM broadcasts GROUP BY state
UNION ALL SELECT 'support', state, count(*) FROM support_threads GROUP BY state
UNION ALL SELECT 'clusters', CASE WHEN is_public THEN 'public' ELSE 'hidden' END, count(*)
    FROM clusters GROUP BY is_public
UNION ALL SELECT 'charges', state, count(*) FROM payment_charges GROUP BY state
UNION ALL SELECT 'refunds', state, count(*) FROM payment_refunds GROUP BY state
"""


class Waiting(NamedTuple):
    """What waits, and for how many seconds the oldest check and alert have been waiting."""

    checks: int
    age: Decimal
    alerts: int
    wait: Decimal
    set_aside: int
    updates_set_aside: int
    held: int
    muted: int


async def ask_simplest(database: Database) -> None:
    """Run the simplest query."""
    await database.fetchval("SELECT 1")


_WAITING = """
    SELECT due.*, waiting.*, aside.*, updates.*, quiet.* FROM
        (SELECT count(*) AS checks, coalesce(extract(epoch FROM $1 - min(due_at)), 0) AS age
         FROM trackables WHERE due_at <= $1) due,
        (SELECT count(*) AS alerts, coalesce(extract(epoch FROM $1 - min(due_at)), 0) AS wait
         FROM outbox_messages m
         WHERE m.channel = 'telegram' AND m.class = -1 AND m.kind = 'alert'
           AND m.state IN ('waiting', 'sending') AND m.due_at <= $1
           -- Where no chat is linked, nobody waits for them.
           AND EXISTS (SELECT FROM tracker_alerts a JOIN trackers t ON t.id = a.tracker_id
                       WHERE a.id = m.subject_id AND t.chat_id IS NOT NULL)) waiting,
        (SELECT count(*) AS set_aside FROM trackables
         WHERE set_aside_at IS NOT NULL AND watchers > 0) aside,
        (SELECT count(*) AS updates_set_aside FROM set_aside_updates) updates,
        (SELECT count(*) FILTER (WHERE a.state = 'held') AS held,
                count(*) FILTER (WHERE a.state = 'pending' AND m.due_at > $1
                    AND greatest(t.muted_until, t.snoozed_until) > $1) AS muted
         FROM tracker_alerts a JOIN trackers t ON t.id = a.tracker_id
         LEFT JOIN outbox_messages m ON m.dedupe_key = 'alert:' || a.id
         WHERE a.state IN ('held', 'pending')) quiet
"""


async def what_waits(database: Database, now: datetime) -> Waiting:
    """Return what waits at a moment."""
    (waiting,) = await database.fetch_as(Waiting, _WAITING, now)
    return waiting


async def last_answers(database: Database) -> dict[str, datetime]:
    """Return when each supplier last gave a price."""
    rows = await database.fetch(
        """
        SELECT last_source, max(last_observed_at) AS seen
        FROM trackables WHERE last_source IS NOT NULL GROUP BY last_source
        """
    )
    return {row["last_source"]: row["seen"] for row in rows}


async def counted(database: Database, now: datetime) -> list[tuple[str, str, int]]:
    """Return what is counted, under which name, and how many."""
    rows = await database.fetch(COUNTS, now)
    return [(row["what"], row["name"], row["number"]) for row in rows]
