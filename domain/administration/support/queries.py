"""Support conversations and their messages."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from domain.administration.support.context import Context, read_context
from domain.administration.support.models import ThreadState
from domain.errors import NotFound
from domain.unit_of_work import Database

MOST_MESSAGES = 10


@dataclass(frozen=True, slots=True)
class Line:
    """A message from one side; `name` is who answered."""

    is_answer: bool
    name: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ThreadView:
    """A conversation and its last messages, oldest first.

    `language` and `region` are the traveller's; the answer goes to `chat_id`.
    """

    thread_id: int
    user_id: int
    chat_id: int
    name: str
    language: str
    region: str
    state: ThreadState
    context: Context
    written_at: datetime
    lines: tuple[Line, ...] = ()


_THREADS = """
    SELECT t.id, t.user_id, t.chat_id, u.first_name, u.language, u.region, t.state, t.context,
        t.written_at
    FROM support_threads t JOIN users u ON u.id = t.user_id
"""


def _view(row: Any, lines: tuple[Line, ...] = ()) -> ThreadView:
    return ThreadView(
        row["id"], row["user_id"], row["chat_id"], row["first_name"], row["language"],
        row["region"], ThreadState(row["state"]), read_context(row["context"]), row["written_at"],
        lines,
    )  # fmt: skip


async def load_thread(database: Database, thread_id: int, *, lock: bool = False) -> ThreadView:
    """Return a conversation with its last messages. Raises NotFound."""
    held = " FOR UPDATE OF t" if lock else ""
    row = await database.fetchrow(f"{_THREADS} WHERE t.id = $1{held}", thread_id)
    if row is None:
        raise NotFound("conversation")
    lines = await database.fetch(
        """
        SELECT m.is_answer, coalesce(u.first_name, '') AS name, m.text, m.at
        FROM support_messages m LEFT JOIN users u ON u.id = m.admin_id
        WHERE m.thread_id = $1 ORDER BY m.id DESC LIMIT $2
        """,
        thread_id,
        MOST_MESSAGES,
    )
    return _view(row, tuple(Line(*line) for line in reversed(lines)))


async def list_threads(database: Database, most: int) -> tuple[ThreadView, ...]:
    """Return the open conversations: waiting ones first, the oldest of them on top."""
    rows = await database.fetch(
        f"""
        {_THREADS} WHERE t.state <> 'closed'
        ORDER BY t.state = 'waiting' DESC, t.written_at LIMIT $1
        """,
        most,
    )
    return tuple(map(_view, rows))


async def thread_of(database: Database, user_id: int) -> int | None:
    """Return a traveller's open conversation, or None."""
    found: int | None = await database.fetchval(
        "SELECT id FROM support_threads WHERE user_id = $1 AND state <> 'closed'", user_id
    )
    return found


async def count_written(database: Database, user_id: int, since: datetime) -> int:
    """Return how many messages a traveller has written since then."""
    count: int = await database.fetchval(
        """
        SELECT count(*) FROM support_messages m JOIN support_threads t ON t.id = m.thread_id
        WHERE t.user_id = $1 AND NOT m.is_answer AND m.at > $2
        """,
        user_id,
        since,
    )
    return count


async def put_thread(
    database: Database, user_id: int, chat_id: int, context: dict[str, Any], now: datetime
) -> int:
    """Open a traveller's conversation, or update the open one; return its id."""
    thread_id: int = await database.fetchval(
        """
        INSERT INTO support_threads (user_id, chat_id, state, context, opened_at, written_at)
        VALUES ($1, $2, 'waiting', $3, $4, $4)
        ON CONFLICT (user_id) WHERE state <> 'closed' DO UPDATE SET
            chat_id = $2, state = 'waiting', context = $3, written_at = $4
        RETURNING id
        """,
        user_id,
        chat_id,
        context,
        now,
    )
    return thread_id


async def put_message(
    database: Database,
    thread_id: int,
    text: str,
    now: datetime,
    *,
    is_answer: bool,
    admin_id: int | None = None,
) -> int:
    """Store a message and return its id."""
    message_id: int = await database.fetchval(
        """
        INSERT INTO support_messages (thread_id, is_answer, admin_id, text, at)
        VALUES ($1, $2, $3, $4, $5) RETURNING id
        """,
        thread_id,
        is_answer,
        admin_id,
        text,
        now,
    )
    return message_id


async def set_thread_state(
    database: Database, thread_id: int, state: ThreadState, now: datetime
) -> None:
    """Set who has to write next, or close a conversation."""
    await database.execute(
        """
        UPDATE support_threads SET state = $2::text,
            closed_at = CASE WHEN $2::text = 'closed' THEN $3::timestamptz END
        WHERE id = $1
        """,
        thread_id,
        state.value,
        now,
    )


async def forget_threads(
    database: Database, now: datetime, quiet: timedelta, age: timedelta
) -> None:
    """Close conversations that were answered and then stayed quiet; remove old closed ones."""
    await database.execute(
        """
        UPDATE support_threads SET state = 'closed', closed_at = $1
        WHERE state = 'answered' AND written_at < $2
        """,
        now,
        now - quiet,
    )
    await database.execute("DELETE FROM support_threads WHERE closed_at < $1", now - age)
