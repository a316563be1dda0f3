"""Why an alert was sent: its rule, the prices that led to it, and how certain they are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import groupby, islice

from domain.alerts.queries.evidence import Sighting, ground_of, sightings_before
from domain.alerts.queries.stored_alerts import load_told
from domain.alerts.values import OutgoingAlert
from domain.money import Money
from domain.suppliers.contract import TaxInclusion
from domain.unit_of_work import Database

MOST_PRICES = 6
MOST_OBSERVATIONS = 200


@dataclass(frozen=True, slots=True)
class SeenPrice:
    """A price that held for one or more observations in a row.

    `since` is the first of them. `total` None means sold out; what did not count was held back.
    """

    since: datetime
    total: Money | None
    basis: TaxInclusion
    source: str
    counted: bool
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Evidence:
    """What led to an alert. `reference` is what the rule measures from; `seen` is newest first."""

    alert: OutgoingAlert
    reference: Money | None
    amount: Money | None
    sent_at: datetime | None
    seen: tuple[SeenPrice, ...]

    @property
    def deciding(self) -> SeenPrice | None:
        """Return the observation whose price the alert reports."""
        return next((one for one in self.seen if one.counted), None)


async def load_evidence(pool: Database, alert_id: int) -> Evidence:
    """Return what led to an existing alert."""
    stored = (await load_told(pool, [alert_id]))[alert_id]
    ground = await ground_of(pool, alert_id)
    until = max(stored.alert.observed_at, ground.created_at)
    seen = await sightings_before(pool, stored.trackable_id, until, MOST_OBSERVATIONS)
    return Evidence(
        stored.alert,
        _money(ground.reference, ground.currency),
        _money(ground.amount, ground.currency),
        ground.sent_at,
        tuple(islice(_runs(seen), MOST_PRICES)),
    )


def _money(amount: Decimal | None, currency: str) -> Money | None:
    return None if amount is None else Money.of(amount, currency)


def _runs(sightings: Iterable[Sighting]) -> Iterable[SeenPrice]:
    """Merge consecutive observations (newest first) of the same price."""
    for _, same in groupby(sightings, key=lambda one: (one.total, one.counted, one.source)):
        run = list(same)
        newest = run[0]
        yield SeenPrice(
            run[-1].observed_at,
            _money(newest.total, newest.currency),
            newest.basis,
            newest.source,
            newest.counted,
            any(one.confirmed for one in run),
        )
