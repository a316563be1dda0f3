"""Sources that are silenced or restored, and the single notice to administrators about each."""

from collections.abc import Collection, Mapping
from datetime import datetime

from domain.accounts.admin_notices import tell_admins
from domain.prices.calibration import Tenth, calibration_error
from domain.prices.forecast_tables import ForecastKind
from domain.prices.queries.forecast_alarms import end_silence, note_silence
from domain.unit_of_work import Database

FORECASTS_SILENCED = "forecasts_silenced"
FORECASTS_SPEAK = "forecasts_speak"


async def silence(
    database: Database,
    source: str,
    kind: ForecastKind,
    by_tenth: Collection[Tenth],
    now: datetime,
) -> bool:
    """Silence a source's forecasts of a kind; return whether this is new.

    Administrators are notified only then: further nights of the same silence are not news.
    """
    error, outcomes = calibration_error(by_tenth), sum(one.cases for one in by_tenth)
    async with database.transaction() as connection:
        is_new = await note_silence(connection, source, kind, error, outcomes, now)
        if is_new:
            values = {"source": source, "kind": kind.word, "error": error, "outcomes": outcomes}
            await _tell(connection, FORECASTS_SILENCED, values, now)
    return is_new


async def let_speak(database: Database, source: str, kind: ForecastKind, now: datetime) -> None:
    """End a source's silence, if there is one, and notify administrators."""
    async with database.transaction() as connection:
        since = await end_silence(connection, source, kind)
        if since is not None:
            values = {"source": source, "kind": kind.word, "since": since.date().isoformat()}
            await _tell(connection, FORECASTS_SPEAK, values, now)


async def _tell(
    database: Database, message: str, values: Mapping[str, object], now: datetime
) -> None:
    about = f"{values['source']}:{values['kind']}:{now.isoformat()}"
    await tell_admins(database, message, about, values, now, is_held=True)
