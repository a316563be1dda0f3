"""Trackers' checks and alerts."""

from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from domain.alerts.models import DeliveryState, RuleKind
from domain.unit_of_work import Database


class StoredRun(NamedTuple):
    """A check's result for a tracker."""

    id: int
    ran_at: datetime
    total: Decimal | None
    previous_total: Decimal | None
    currency: str
    supplier_status: str


class StoredAlert(NamedTuple):
    """An alert with its tracker's name."""

    id: int
    tracker_id: int
    name: str
    kind: RuleKind
    previous_total: Decimal | None
    total: Decimal | None
    currency: str
    availability: str | None
    source: str
    observed_at: datetime
    state: DeliveryState
    created_at: datetime
    sent_at: datetime | None


_ALERTS = """
    SELECT a.id, a.tracker_id, t.name, a.kind, a.previous_total, a.total, a.currency,
           a.availability, a.source, a.observed_at, a.state, a.created_at, a.sent_at
    FROM tracker_alerts a JOIN trackers t ON t.id = a.tracker_id
"""


async def runs_of(database: Database, tracker_id: int, most: int, before: int) -> list[StoredRun]:
    """Return a tracker's checks before the given id (0: from the newest)."""
    return await database.fetch_as(
        StoredRun,
        """
        SELECT id, ran_at, total, previous_total, currency, supplier_status FROM tracker_results
        WHERE tracker_id = $1 AND ($2::bigint = 0 OR id < $2) ORDER BY id DESC LIMIT $3
        """,
        tracker_id,
        before,
        most,
    )


async def alerts_of(
    database: Database, user_id: int, most: int, before: int, tracker_id: int | None
) -> list[StoredAlert]:
    """Return somebody's alerts, of one tracker if given, as `runs_of` does."""
    return await database.fetch_as(
        StoredAlert,
        f"""
        {_ALERTS} WHERE t.user_id = $1 AND ($2::bigint = 0 OR a.id < $2)
          AND a.tracker_id = coalesce($3, a.tracker_id) ORDER BY a.id DESC LIMIT $4
        """,
        user_id,
        before,
        tracker_id,
        most,
    )


async def alert_of(database: Database, user_id: int, alert_id: int) -> StoredAlert | None:
    """Return one of somebody's alerts."""
    return await database.fetch_one_as(
        StoredAlert, f"{_ALERTS} WHERE t.user_id = $1 AND a.id = $2", user_id, alert_id
    )
