"""The broadcasts table, with typed results."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from domain.administration.broadcasts.audience import Audience
from domain.administration.broadcasts.models import BroadcastState
from domain.errors import NotFound
from domain.unit_of_work import Database

COLUMNS = (
    "id, author_id, texts, photo, audience, local_at, state, filled_to, filled_at, counts, "
    "created_at, started_at, ended_at, progress_chat_id, progress_message_id, is_paid"
)


@dataclass(frozen=True, slots=True)
class BroadcastView:
    """A broadcast. `counts` are its messages by outbox state, once it has ended."""

    broadcast_id: int
    author_id: int | None
    texts: dict[str, str]
    photo: str | None
    audience: Audience
    local_at: datetime | None
    state: BroadcastState
    filled_to: int
    counts: dict[str, int]
    created_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    progress: tuple[int, int] | None
    is_paid: bool = False

    @property
    def batch(self) -> str:
        """Return the name of its outbox batch."""
        return batch_of(self.broadcast_id)

    def text_for(self, language: str) -> str:
        """Return the text for a reader: in their language, else the first one available."""
        return self.texts.get(language) or next(iter(self.texts.values()), "")


def batch_of(broadcast_id: int) -> str:
    """Return the name of a broadcast's outbox batch."""
    return f"broadcast:{broadcast_id}"


def view(row: Any) -> BroadcastView:
    """Return a row's values."""
    progress = row["progress_chat_id"], row["progress_message_id"]
    return BroadcastView(
        row["id"],
        row["author_id"],
        row["texts"],
        row["photo"],
        Audience.model_validate(row["audience"]),
        # In each reader's local time, so it has no zone.
        None if row["local_at"] is None else datetime.fromisoformat(row["local_at"]),
        BroadcastState(row["state"]),
        row["filled_to"],
        row["counts"],
        row["created_at"],
        row["started_at"],
        row["ended_at"],
        None if None in progress else progress,
        row["is_paid"],
    )


async def load_broadcast(
    database: Database, broadcast_id: int, *, lock: bool = False
) -> BroadcastView:
    """Return a broadcast, locked until the transaction ends with `lock`. Raises NotFound."""
    row = await database.fetchrow(
        f"SELECT {COLUMNS} FROM broadcasts WHERE id = $1 {'FOR UPDATE' if lock else ''}",
        broadcast_id,
    )
    if row is None:
        raise NotFound("broadcast")
    return view(row)


async def load_broadcasts(database: Database, ids: Sequence[int]) -> dict[int, BroadcastView]:
    """Return broadcasts by their ids."""
    rows = await database.fetch(
        f"SELECT {COLUMNS} FROM broadcasts WHERE id = ANY($1::bigint[])", list(ids)
    )
    return {row["id"]: view(row) for row in rows}


async def list_broadcasts(
    database: Database, most: int, before_id: int | None = None
) -> tuple[BroadcastView, ...]:
    """Return the latest broadcasts, those before an id where one is given."""
    rows = await database.fetch(
        f"""
        SELECT {COLUMNS} FROM broadcasts WHERE $2::bigint IS NULL OR id < $2
        ORDER BY id DESC LIMIT $1
        """,
        most,
        before_id,
    )
    return tuple(map(view, rows))


async def put_draft(database: Database, author_id: int | None, now: datetime) -> int:
    """Create an empty draft and return its id."""
    broadcast_id: int = await database.fetchval(
        """
        INSERT INTO broadcasts (author_id, texts, audience, state, filled_to, counts, created_at)
        VALUES ($1, '{}', '{}', 'draft', 0, '{}', $2) RETURNING id
        """,
        author_id,
        now,
    )
    return broadcast_id


async def change_draft(database: Database, broadcast_id: int, **columns: Any) -> bool:
    """Change columns of a draft (the names come from code); False if it is no longer a draft."""
    names = ", ".join(f"{name} = ${place}" for place, name in enumerate(columns, start=2))
    changed = await database.fetchval(
        f"UPDATE broadcasts SET {names} WHERE id = $1 AND state = 'draft' RETURNING id",
        broadcast_id,
        *columns.values(),
    )
    return changed is not None


async def set_state(
    database: Database, broadcast_id: int, state: BroadcastState, **columns: Any
) -> None:
    """Set a broadcast's state, with the columns that come with it."""
    names = "".join(f", {name} = ${place}" for place, name in enumerate(columns, start=3))
    await database.execute(
        f"UPDATE broadcasts SET state = $2{names} WHERE id = $1",
        broadcast_id,
        state.value,
        *columns.values(),
    )


async def set_progress_message(
    database: Database, broadcast_id: int, chat_id: int, message_id: int
) -> None:
    """Record the message that shows the progress."""
    await database.execute(
        """
        UPDATE broadcasts SET progress_chat_id = $2, progress_message_id = $3,
            progress_told_at = now() WHERE id = $1
        """,
        broadcast_id,
        chat_id,
        message_id,
    )


async def claim_progress(database: Database, every: timedelta) -> tuple[BroadcastView, ...]:
    """Claim broadcasts whose progress message is due for an edit, each for one process at a
    time.
    """
    rows = await database.fetch(
        f"""
        UPDATE broadcasts SET progress_told_at = now()
        WHERE state = 'running' AND progress_message_id IS NOT NULL
          AND progress_told_at <= now() - $1::interval RETURNING {COLUMNS}
        """,
        every,
    )
    return tuple(map(view, rows))


async def note_progress(database: Database, broadcast_id: int) -> None:
    """Record that a broadcast's progress message has just been edited."""
    await database.execute(
        "UPDATE broadcasts SET progress_told_at = now() WHERE id = $1", broadcast_id
    )


async def lock_unfilled(connection: Database) -> BroadcastView | None:
    """Lock and return a running broadcast that is not fully in the outbox yet."""
    row = await connection.fetchrow(
        f"""
        SELECT {COLUMNS} FROM broadcasts WHERE state = 'running' AND filled_at IS NULL
        ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED
        """
    )
    return None if row is None else view(row)


async def note_filled(
    database: Database, broadcast_id: int, reached: int, filled_at: datetime | None
) -> None:
    """Record how far a broadcast's messages are in the outbox, and when all were."""
    await database.execute(
        "UPDATE broadcasts SET filled_to = $2, filled_at = $3 WHERE id = $1",
        broadcast_id,
        reached,
        filled_at,
    )


async def maybe_ended(database: Database) -> tuple[BroadcastView, ...]:
    """Return broadcasts that may have nothing left to send, or nothing more on its way."""
    rows = await database.fetch(
        f"""
        SELECT {COLUMNS} FROM broadcasts WHERE (state = 'running' AND filled_at IS NOT NULL)
            OR (state IN ('paused', 'stopped') AND counts ? 'sending')
        """
    )
    return tuple(map(view, rows))


@dataclass(frozen=True, slots=True)
class Reader:
    """A reader, in one of their chats."""

    user_id: int
    chat_id: int
    language: str
    region: str
    time_zone: str


# One message per account, however many chats it has. Banned and unreachable accounts, and those
# that want no news, are never included.
_CHATS = "FROM chats WHERE user_id = u.id AND type = 'private' AND is_reachable"


_WISHES = """
    u.is_active AND u.wants_news
      AND (cardinality($1::text[]) = 0 OR u.language = ANY($1))
      AND (cardinality($2::text[]) = 0 OR u.currency = ANY($2))
      AND ($3::timestamptz IS NULL OR u.last_seen_at >= $3)
      AND ($4::timestamptz IS NULL OR u.last_seen_at < $4)
      AND ($5::bigint IS NULL OR EXISTS (
          SELECT FROM trackers t JOIN tracked_items i ON i.tracker_id = t.id
          JOIN trackables k ON k.id = i.trackable_id
          WHERE t.user_id = u.id AND t.state = 'active' AND k.destination_id = $5))
      AND ($6::boolean IS NULL OR $6 = EXISTS (
          SELECT FROM universal_bookings b WHERE b.user_id = u.id AND b.state = 'confirmed'))
"""


def _values(audience: Audience, now: datetime) -> Sequence[object]:
    def before(days: int | None) -> datetime | None:
        return None if days is None else now - timedelta(days=days)

    return (
        list(audience.languages),
        list(audience.currencies),
        before(audience.seen_within),
        before(audience.not_seen_for),
        audience.place_id,
        audience.has_booking,
    )


async def count_readers(database: Database, audience: Audience, now: datetime) -> int:
    """Return how many readers match now."""
    count: int = await database.fetchval(
        f"SELECT count(*) FROM users u WHERE EXISTS (SELECT {_CHATS}) AND {_WISHES}",
        *_values(audience, now),
    )
    return count


async def next_readers(
    database: Database, audience: Audience, now: datetime, after: int, most: int
) -> tuple[Reader, ...]:
    """Return the readers whose accounts follow a given one, in account order.

    `now` is when the broadcast began, so that every slice sees the same audience.
    """
    rows = await database.fetch(
        f"""
        SELECT u.id, c.id AS chat_id, u.language, u.region, u.time_zone
        FROM users u JOIN LATERAL (SELECT id {_CHATS} ORDER BY id LIMIT 1) c ON true
        WHERE {_WISHES} AND u.id > $7 ORDER BY u.id LIMIT $8
        """,
        *_values(audience, now),
        after,
        most,
    )
    return tuple(Reader(*row) for row in rows)


async def who_still_wants(database: Database, user_ids: Sequence[int]) -> frozenset[int]:
    """Return which of these accounts are still to be written to."""
    rows = await database.fetch(
        "SELECT id FROM users WHERE id = ANY($1::bigint[]) AND is_active AND wants_news",
        list(user_ids),
    )
    return frozenset(row["id"] for row in rows)
