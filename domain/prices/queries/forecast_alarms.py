"""Sources whose forecasts are silenced."""

from datetime import datetime

from domain.prices.forecast_tables import ForecastKind
from domain.unit_of_work import Database


async def note_silence(
    connection: Database,
    source: str,
    kind: ForecastKind,
    error: float,
    outcomes: int,
    now: datetime,
) -> bool:
    """Record that a source is silenced, and return whether that is new."""
    is_new: bool = await connection.fetchval(
        """
        INSERT INTO silenced_sources (source, kind, since, error, outcomes)
        VALUES ($1, $2, $3, $4, $5) ON CONFLICT (source, kind)
            DO UPDATE SET error = excluded.error, outcomes = excluded.outcomes
        RETURNING xmax = 0
        """,
        source,
        kind.value,
        now,
        error,
        outcomes,
    )
    return is_new


async def end_silence(connection: Database, source: str, kind: ForecastKind) -> datetime | None:
    """End a source's silence and return when it began, or None."""
    since: datetime | None = await connection.fetchval(
        "DELETE FROM silenced_sources WHERE source = $1 AND kind = $2 RETURNING since",
        source,
        kind.value,
    )
    return since
