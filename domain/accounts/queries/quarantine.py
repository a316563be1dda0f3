"""Updates that are not handled, kept for operators."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.accounts.incoming_updates import SetAsideReason
from domain.unit_of_work import Database

# Enough of an update to tell what it was.
LONGEST_KEPT = 20_000


LONGEST_ERROR = 200


LONGEST_ID = 40


KEPT_FOR = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class SetAsideEntry:
    """An update that is not handled; `error` says why, `times` how often it came."""

    told_id: str | None
    reason: SetAsideReason
    error: str
    times: int
    last_at: datetime


async def set_aside_update(
    pool: Database,
    content: str,
    told_id: int | None,
    reason: SetAsideReason,
    error: str,
    now: datetime,
) -> None:
    """Store an update that is not handled; `content` may hold anything."""
    kept = _storable(content[:LONGEST_KEPT])
    await pool.execute(
        """
        INSERT INTO set_aside_updates (digest, told_id, reason, error, content, times, first_at,
                                       last_at)
        VALUES ($1, $2, $3, $4, $5, 1, $6, $6)
        ON CONFLICT (digest) DO UPDATE SET
            times = least(set_aside_updates.times, 2147483646) + 1, last_at = excluded.last_at,
            reason = excluded.reason, error = excluded.error
        """,
        hashlib.sha256(content.encode(errors="surrogatepass")).hexdigest(),
        None if told_id is None else _id_in_words(told_id),
        reason.value,
        _storable(error)[:LONGEST_ERROR],
        kept,
        now,
    )


def _storable(text: str) -> str:
    """Return a text without characters that PostgreSQL cannot store."""
    return text.encode(errors="replace").decode().replace("\x00", "\N{REPLACEMENT CHARACTER}")


def _id_in_words(number: int) -> str:
    """Return a number's digits, or for a very long one only its length."""
    return str(number)[:LONGEST_ID] if abs(number) < 10**LONGEST_ID else "over 40 digits"


async def list_set_aside_updates(pool: Database, most: int) -> tuple[SetAsideEntry, ...]:
    """Return what is set aside, the latest first."""
    rows = await pool.fetch(
        """
        SELECT told_id, reason, error, times, last_at FROM set_aside_updates
        ORDER BY last_at DESC, id DESC LIMIT $1
        """,
        most,
    )
    return tuple(
        SetAsideEntry(
            row["told_id"], SetAsideReason(row["reason"]), row["error"], row["times"],
            row["last_at"],
        )
        for row in rows
    )  # fmt: skip


async def forget_set_aside(pool: Database, before: datetime) -> int:
    """Remove what was last seen before `before`; return how many updates."""
    forgotten: int = await pool.fetchval(
        """
        WITH forgotten AS (DELETE FROM set_aside_updates WHERE last_at <= $1 RETURNING 1)
        SELECT count(*) FROM forgotten
        """,
        before,
    )
    return forgotten
