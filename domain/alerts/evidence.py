"""Why an alert was sent: the rule, the prices that led to it, and how sure they are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import groupby, islice
from typing import Any

from domain.alerts.loading import load_told
from domain.alerts.values import OutgoingAlert
from domain.money import Money
from domain.suppliers.contract import TaxInclusion
from domain.unit_of_work import Database

MOST_PRICES = 6
MOST_OBSERVATIONS = 200


@dataclass(frozen=True, slots=True)
class SeenPrice:
    """A price that stood for one observation or more in a row.

    `since` is the first of them. `total` None is sold out; what did not count was held back.
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
        """Return the observation whose price the alert tells."""
        return next((one for one in self.seen if one.counted), None)


async def load_evidence(pool: Database, alert_id: int) -> Evidence:
    """Return what led to an alert that exists."""
    stored = (await load_told(pool, [alert_id]))[alert_id]
    row = await pool.fetchrow(
        """
        SELECT a.sent_at, a.created_at, a.currency, r.amount, s.reference FROM tracker_alerts a
        JOIN price_rules r ON r.id = a.rule_id
        LEFT JOIN rule_states s ON s.rule_id = a.rule_id AND s.trackable_id = a.trackable_id
        WHERE a.id = $1
        """,
        alert_id,
    )
    seen = await pool.fetch(
        """
        SELECT observed_at, total, currency, basis, source, counted, confirmed
        FROM universal_price_history WHERE trackable_id = $1 AND observed_at <= $2
        ORDER BY observed_at DESC LIMIT $3
        """,
        stored.trackable_id,
        max(stored.alert.observed_at, row["created_at"]),
        MOST_OBSERVATIONS,
    )
    return Evidence(
        stored.alert,
        _money(row["reference"], row["currency"]),
        _money(row["amount"], row["currency"]),
        row["sent_at"],
        tuple(islice(_runs(seen), MOST_PRICES)),
    )


def _money(amount: Decimal | None, currency: str) -> Money | None:
    return None if amount is None else Money.of(amount, currency)


def _runs(rows: Iterable[Any]) -> Iterable[SeenPrice]:
    """Fold observations, newest first, that say the same one after the other."""
    for _, same in groupby(rows, key=lambda row: (row["total"], row["counted"], row["source"])):
        run = list(same)
        newest = run[0]
        yield SeenPrice(
            run[-1]["observed_at"],
            _money(newest["total"], newest["currency"]),
            TaxInclusion(newest["basis"]),
            newest["source"],
            newest["counted"],
            any(row["confirmed"] for row in run),
        )
