"""A tracker's checks and alerts, newest first, for its owner only."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from domain.accounts.travellers import Traveller
from domain.alerts.models import DeliveryState, RuleKind
from domain.alerts.queries.feedback import give_feedback
from domain.app import App
from domain.errors import NotFound
from domain.money import Money
from domain.trackers.queries.log import StoredAlert, alert_of, alerts_of, runs_of
from domain.trackers.queries.settings import is_own


@dataclass(frozen=True, slots=True)
class RunEntry:
    """A check's result; `total` None: sold out, or nobody could be asked."""

    run_id: int
    ran_at: datetime
    total: Money | None
    previous: Money | None
    supplier_status: str


@dataclass(frozen=True, slots=True)
class AlertEntry:
    """A tracker's alert, and its delivery state."""

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
    """Return a tracker's checks, those before the given id (0: from the newest).

    Raises NotFound for somebody else's tracker and for an unknown one.
    """
    await _require_own(app, traveller, tracker_id)
    return tuple(
        RunEntry(
            one.id, one.ran_at, _money(one.total, one.currency),
            _money(one.previous_total, one.currency), one.supplier_status,
        )
        for one in await runs_of(app.pool, tracker_id, most, before)
    )  # fmt: skip


async def list_alerts(
    app: App, traveller: Traveller, most: int, before: int = 0, tracker_id: int | None = None
) -> tuple[AlertEntry, ...]:
    """Return a traveller's alerts, of one tracker if given.

    Only those before the given id (0: from the newest). Raises NotFound for somebody else's tracker
    and for an unknown one.
    """
    if tracker_id is not None:
        await _require_own(app, traveller, tracker_id)
    found = await alerts_of(app.pool, traveller.user_id, most, before, tracker_id)
    return tuple(_alert(one) for one in found)


async def get_alert(app: App, traveller: Traveller, alert_id: int) -> AlertEntry:
    """Return one alert. Raises NotFound for somebody else's and for an unknown one."""
    found = await alert_of(app.pool, traveller.user_id, alert_id)
    if found is None:
        raise NotFound("alert")
    return _alert(found)


async def say_of_alert(app: App, traveller: Traveller, alert_id: int, *, is_helpful: bool) -> None:
    """Record whether an alert was helpful. Raises NotFound for somebody else's and for an unknown
    one.
    """
    await get_alert(app, traveller, alert_id)
    now = app.clock.now()
    await give_feedback(app.pool, alert_id, traveller.user_id, now, is_helpful=is_helpful)


async def _require_own(app: App, traveller: Traveller, tracker_id: int) -> None:
    if not await is_own(app.pool, tracker_id, traveller.user_id):
        raise NotFound("tracker")


def _alert(stored: StoredAlert) -> AlertEntry:
    return AlertEntry(
        stored.id, stored.tracker_id, stored.name, stored.kind,
        _money(stored.previous_total, stored.currency), _money(stored.total, stored.currency),
        stored.availability, stored.source, stored.observed_at, stored.state, stored.created_at,
        stored.sent_at,
    )  # fmt: skip


def _money(amount: Decimal | None, currency: str) -> Money | None:
    return None if amount is None else Money.of(amount, currency)
