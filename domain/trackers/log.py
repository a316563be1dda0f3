"""What trackers have found and told, the newest first, for their owner alone."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.accounts.travellers import Traveller
from domain.alerts.models import DeliveryState, RuleKind
from domain.alerts.queries.feedback import give_feedback
from domain.app import App
from domain.errors import NotFound
from domain.money import Money


@dataclass(frozen=True, slots=True)
class RunEntry:
    """What a check found; `total` None: it was sold out, or nobody could be asked."""

    run_id: int
    ran_at: datetime
    total: Money | None
    previous: Money | None
    supplier_status: str


@dataclass(frozen=True, slots=True)
class AlertEntry:
    """News of a tracker, and where it stands on its way to the chat."""

    alert_id: int
    tracker_id: int
    tracker_name: str
    kind: RuleKind
    previous: Money | None
    total: Money | None
    availability: str | None
    source: str
    observed_at: datetime
    state: DeliveryState
    created_at: datetime
    sent_at: datetime | None


async def list_runs(
    app: App, traveller: Traveller, tracker_id: int, most: int, before: int = 0
) -> tuple[RunEntry, ...]:
    """Return a tracker's runs, those before the one of that id (0: from the newest on).

    Raises NotFound for another's tracker and for none.
    """
    await _require_own(app, traveller, tracker_id)
    rows = await app.pool.fetch(
        """
        SELECT id, ran_at, total, previous_total, currency, supplier_status FROM tracker_results
        WHERE tracker_id = $1 AND ($2::bigint = 0 OR id < $2) ORDER BY id DESC LIMIT $3
        """,
        tracker_id,
        before,
        most,
    )
    return tuple(
        RunEntry(
            row["id"], row["ran_at"], _money(row["total"], row), _money(row["previous_total"], row),
            row["supplier_status"],
        )
        for row in rows
    )  # fmt: skip


async def list_alerts(
    app: App, traveller: Traveller, most: int, before: int = 0, tracker_id: int | None = None
) -> tuple[AlertEntry, ...]:
    """Return a traveller's alerts, those of one tracker where it is named.

    Only those before the one of that id (0: from the newest on). Raises NotFound for another's
    tracker and for none.
    """
    if tracker_id is not None:
        await _require_own(app, traveller, tracker_id)
    rows = await app.pool.fetch(
        f"""
        {_ALERTS} WHERE t.user_id = $1 AND ($2::bigint = 0 OR a.id < $2)
          AND a.tracker_id = coalesce($3, a.tracker_id) ORDER BY a.id DESC LIMIT $4
        """,
        traveller.user_id,
        before,
        tracker_id,
        most,
    )
    return tuple(_alert(row) for row in rows)


async def get_alert(app: App, traveller: Traveller, alert_id: int) -> AlertEntry:
    """Return one alert. Raises NotFound for another's and for none."""
    row = await app.pool.fetchrow(
        f"{_ALERTS} WHERE t.user_id = $1 AND a.id = $2", traveller.user_id, alert_id
    )
    if row is None:
        raise NotFound("alert")
    return _alert(row)


async def say_of_alert(app: App, traveller: Traveller, alert_id: int, *, is_helpful: bool) -> None:
    """Note whether an alert was of use. Raises NotFound for another's and for none."""
    await get_alert(app, traveller, alert_id)
    now = app.clock.now()
    await give_feedback(app.pool, alert_id, traveller.user_id, now, is_helpful=is_helpful)


_ALERTS = """
    SELECT a.id, a.tracker_id, t.name, a.kind, a.previous_total, a.total, a.currency,
           a.availability, a.source, a.observed_at, a.state, a.created_at, a.sent_at
    FROM tracker_alerts a JOIN trackers t ON t.id = a.tracker_id
"""


async def _require_own(app: App, traveller: Traveller, tracker_id: int) -> None:
    is_own = await app.pool.fetchval(
        "SELECT EXISTS (SELECT FROM trackers WHERE id = $1 AND user_id = $2)",
        tracker_id,
        traveller.user_id,
    )
    if not is_own:
        raise NotFound("tracker")


def _alert(row: Any) -> AlertEntry:
    return AlertEntry(
        row["id"], row["tracker_id"], row["name"], RuleKind(row["kind"]),
        _money(row["previous_total"], row), _money(row["total"], row), row["availability"],
        row["source"], row["observed_at"], DeliveryState(row["state"]), row["created_at"],
        row["sent_at"],
    )  # fmt: skip


def _money(amount: Any, row: Any) -> Money | None:
    return None if amount is None else Money.of(amount, row["currency"])
