"""Which alerts count towards their readers' daily caps."""

from collections.abc import Sequence
from datetime import date

from domain.unit_of_work import Database


async def is_counted(connection: Database, alert_ids: Sequence[int], day: date) -> bool:
    """Return whether one of the alerts already counts on that day."""
    counted: bool | None = await connection.fetchval(
        "SELECT bool_or(counted_on = $2) FROM tracker_alerts WHERE id = ANY($1::bigint[])",
        list(alert_ids),
        day,
    )
    return bool(counted)


async def note_counted(connection: Database, alert_ids: Sequence[int], day: date) -> None:
    """Record the day on which alerts count."""
    await connection.execute(
        "UPDATE tracker_alerts SET counted_on = $2 WHERE id = ANY($1::bigint[])",
        list(alert_ids),
        day,
    )
