"""Free-cancellation deadlines of tracked stays."""

from datetime import datetime

from domain.money import Money
from domain.prices.models import TrackableKind
from domain.search.queries.searches import rooms_to_json
from domain.stay import Stay
from domain.unit_of_work import Database


async def keep_deadline(
    database: Database, hotel_id: int, stay: Stay, total: Money, until: datetime
) -> None:
    """Store the deadline of a hotel's stays whose last price was `total`."""
    await database.execute(
        """
        UPDATE trackables SET free_cancel_until = $8
        WHERE hotel_id = $1 AND check_in = $2 AND check_out = $3 AND rooms = $4 AND currency = $5
          AND kind = $6 AND last_total = $7 AND terms = $9
          AND free_cancel_until IS DISTINCT FROM $8
        """,
        hotel_id,
        stay.check_in,
        stay.check_out,
        rooms_to_json(stay.rooms),
        total.currency,
        TrackableKind.HOTEL_STAY.value,
        total.amount,
        until,
        {},
    )
