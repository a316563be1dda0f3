"""A source that falls silent or speaks again, and the administrators who are told so once."""

from collections.abc import Collection, Mapping
from datetime import datetime

from domain.outbox.queries import put_messages
from domain.outbox.values import ChannelName, NewMessage
from domain.prices.calibration import Tenth, calibration_error
from domain.prices.forecast_tables import ForecastKind
from domain.unit_of_work import Database

FORECASTS_SILENCED = "forecasts_silenced"
FORECASTS_SPEAK = "forecasts_speak"


async def silence(
    database: Database,
    source: str,
    kind: ForecastKind,
    by_tenth: Collection[Tenth],
    now: datetime,
    admins: Collection[int],
) -> bool:
    """Silence a source's forecasts of a kind; say whether they were told before.

    Administrators are told of that alone: each further night of the same silence is not news.
    """
    error, outcomes = calibration_error(by_tenth), sum(one.cases for one in by_tenth)
    async with database.transaction() as connection:
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
        if is_new:
            values = {"source": source, "kind": kind.word, "error": error, "outcomes": outcomes}
            await _tell(connection, admins, FORECASTS_SILENCED, values, now)
    return is_new


async def let_speak(
    database: Database, source: str, kind: ForecastKind, now: datetime, admins: Collection[int]
) -> None:
    """End a source's silence, where there is one, and tell it to the administrators."""
    async with database.transaction() as connection:
        since: datetime | None = await connection.fetchval(
            "DELETE FROM silenced_sources WHERE source = $1 AND kind = $2 RETURNING since",
            source,
            kind.value,
        )
        if since is not None:
            values = {"source": source, "kind": kind.word, "since": since.date().isoformat()}
            await _tell(connection, admins, FORECASTS_SPEAK, values, now)


async def _tell(
    database: Database,
    admins: Collection[int],
    message: str,
    values: Mapping[str, object],
    now: datetime,
) -> None:
    """Put a notice into the outbox for each administrator who has begun a chat with the bot."""
    rows = await database.fetch(
        """
        SELECT u.id, u.language, u.region, u.time_zone, u.quiet_from, u.quiet_until, c.id AS chat_id
        FROM users u JOIN chats c ON c.user_id = u.id AND c.is_reachable
        WHERE c.id = ANY($1::bigint[])
        """,
        sorted(admins),
    )
    about = f"{message}:{values['source']}:{values['kind']}:{now.isoformat()}"
    await put_messages(
        database,
        [
            NewMessage(
                ChannelName.TELEGRAM,
                str(row["chat_id"]),
                message,
                f"{about}:{row['chat_id']}",
                row["language"],
                row["region"],
                {**values, "quiet": [row["quiet_from"], row["quiet_until"], row["time_zone"]]},
                row["id"],
            )
            for row in rows
        ],
        now,
    )
