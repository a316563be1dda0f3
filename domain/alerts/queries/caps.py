"""Which alerts are counted among their readers' of a day."""

from collections.abc import Sequence
from datetime import date

from domain.unit_of_work import Database


async def is_counted(connection: Database, alert_ids: Sequence[int], day: date) -> bool:
    """Say whether one of the alerts is counted on that day already."""
    counted: bool | None = await connection.fetchval(
        "SELECT bool_or(counted_on = $2) FROM tracker_alerts WHERE id = ANY($1::bigint[])",
        list(alert_ids),
        day,
    )
    return bool(counted)


async def note_counted(connection: Database, alert_ids: Sequence[int], day: date) -> None:
    """Note on which day alerts are counted."""
    await connection.execute(
        "UPDATE tracker_alerts SET counted_on = $2 WHERE id = ANY($1::bigint[])",
        list(alert_ids),
        day,
    )
