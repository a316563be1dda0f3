"""What led to an alert: its rule's terms, and the prices seen before it."""

from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from domain.suppliers.contract import TaxInclusion
from domain.unit_of_work import Database


class Ground(NamedTuple):
    """What a rule measured from (`reference`) and its amount, and when its alert was created and
    sent.
    """

    sent_at: datetime | None
    created_at: datetime
    currency: str
    amount: Decimal | None
    reference: Decimal | None


class Sighting(NamedTuple):
    """One observation of a price; `total` None is sold out."""

    observed_at: datetime
    total: Decimal | None
    currency: str
    basis: TaxInclusion
    source: str
    counted: bool
    confirmed: bool


async def ground_of(database: Database, alert_id: int) -> Ground:
    """Return the basis of an existing alert."""
    (ground,) = await database.fetch_as(
        Ground,
        """
        SELECT a.sent_at, a.created_at, a.currency, r.amount, s.reference FROM tracker_alerts a
        JOIN price_rules r ON r.id = a.rule_id
        LEFT JOIN rule_states s ON s.rule_id = a.rule_id AND s.trackable_id = a.trackable_id
        WHERE a.id = $1
        """,
        alert_id,
    )
    return ground


async def sightings_before(
    database: Database, trackable_id: int, moment: datetime, most: int
) -> list[Sighting]:
    """Return a trackable's last observations up to a moment, newest first."""
    return await database.fetch_as(
        Sighting,
        """
        SELECT observed_at, total, currency, basis, source, counted, confirmed
        FROM universal_price_history WHERE trackable_id = $1 AND observed_at <= $2
        ORDER BY observed_at DESC LIMIT $3
        """,
        trackable_id,
        moment,
        most,
    )
