"""Finding accounts and reading what administrators see of one."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.accounts.models import Role
from domain.administration.errors import NobodyFound
from domain.errors import NotFound
from domain.unit_of_work import Database

MOST_FOUND = 10
LONGEST_SEARCH = 100
ALERTS_SPAN = timedelta(days=30)
# What an id may be at most: PostgreSQL's bigint.
LARGEST_ID = (1 << 63) - 1


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """An account in a list."""

    user_id: int
    first_name: str
    username: str | None
    role: Role
    is_active: bool
    last_seen_at: datetime


@dataclass(frozen=True, slots=True)
class PersonCard:
    """What administrators see of an account; `alerts` are those sent in `ALERTS_SPAN`."""

    user_id: int
    first_name: str
    username: str | None
    email: str | None
    role: Role
    is_active: bool
    language: str
    currency: str
    time_zone: str
    created_at: datetime
    last_seen_at: datetime
    chats: tuple[int, ...]
    is_reachable: bool
    trackers: int
    paused: int
    alerts: int
    bookings: int
    sessions: int


_FOUND = "u.id, u.first_name, u.username, u.role, u.is_active, u.last_seen_at"
# Each arm goes by an index of its own; together they are a handful of rows.
_BY_TEXT = f"""
    SELECT DISTINCT {_FOUND} FROM (
        (SELECT id FROM users WHERE lower(first_name) LIKE $1 ORDER BY lower(first_name) LIMIT $2)
        UNION ALL
        (SELECT id FROM users WHERE lower(username) LIKE $1 ORDER BY lower(username) LIMIT $2)
        UNION ALL
        (SELECT id FROM users WHERE lower(email) LIKE $1 ORDER BY lower(email) LIMIT $2)
        UNION ALL
        (SELECT user_id FROM universal_bookings WHERE client_ref = $3 OR supplier_ref = $3 LIMIT $2)
    ) found JOIN users u USING (id) ORDER BY u.last_seen_at DESC, u.id LIMIT $2
"""
_BY_ID = f"""
    SELECT DISTINCT {_FOUND} FROM (
        SELECT $1::bigint AS id
        UNION ALL SELECT user_id FROM chats WHERE id = $1
        UNION ALL
        SELECT user_id FROM universal_bookings WHERE client_ref = $2 OR supplier_ref = $2
    ) found JOIN users u USING (id) ORDER BY u.last_seen_at DESC, u.id
"""


async def find_people(database: Database, typed: str) -> tuple[FoundPerson, ...]:
    """Return the accounts that an id (ours or Telegram's), the beginning of a name, username or
    e-mail address, or a booking's reference leads to; those seen last come first.

    Raises `NobodyFound`.
    """
    text = " ".join(typed.split())[:LONGEST_SEARCH].removeprefix("#").strip()
    number = _number(text)
    name = text.removeprefix("@").lower()
    rows = []
    if number is not None:
        rows = await database.fetch(_BY_ID, number, text)
    elif name and "\x00" not in name:
        rows = await database.fetch(_BY_TEXT, f"{_literally(name)}%", MOST_FOUND, text)
    if not rows:
        raise NobodyFound(typed)
    return tuple(FoundPerson(row[0], row[1], row[2], Role(row[3]), row[4], row[5]) for row in rows)


def _number(text: str) -> int | None:
    if not text.isascii() or not text.isdecimal():
        return None
    number = int(text[:LONGEST_SEARCH])
    return number if number <= LARGEST_ID else None


def _literally(text: str) -> str:
    """Return a text in which LIKE reads every sign as itself."""
    return text.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")


async def recent_people(database: Database) -> tuple[FoundPerson, ...]:
    """Return the accounts that were seen last."""
    rows = await database.fetch(
        f"SELECT {_FOUND} FROM users u ORDER BY u.last_seen_at DESC LIMIT $1", MOST_FOUND
    )
    return tuple(FoundPerson(row[0], row[1], row[2], Role(row[3]), row[4], row[5]) for row in rows)


async def list_admins(database: Database) -> tuple[FoundPerson, ...]:
    """Return the administrators."""
    rows = await database.fetch(f"SELECT {_FOUND} FROM users u WHERE role = 'admin' ORDER BY id")
    return tuple(FoundPerson(row[0], row[1], row[2], Role(row[3]), row[4], row[5]) for row in rows)


async def read_person(database: Database, user_id: int, now: datetime) -> PersonCard:
    """Return what administrators see of an account. Raises NotFound."""
    row = await database.fetchrow(
        """
        SELECT u.id, u.first_name, u.username, u.email, u.role, u.is_active, u.language,
            u.currency, u.time_zone, u.created_at, u.last_seen_at,
            ARRAY(SELECT id FROM chats WHERE user_id = u.id ORDER BY id) AS chats,
            EXISTS (SELECT FROM chats WHERE user_id = u.id AND is_reachable) AS is_reachable,
            (SELECT count(*) FROM trackers WHERE user_id = u.id AND state = 'active') AS trackers,
            (SELECT count(*) FROM trackers WHERE user_id = u.id AND state = 'paused') AS paused,
            (SELECT count(*) FROM trackers t JOIN tracker_alerts a ON a.tracker_id = t.id
             WHERE t.user_id = u.id AND a.state = 'sent' AND a.sent_at > $3) AS alerts,
            (SELECT count(*) FROM universal_bookings WHERE user_id = u.id) AS bookings,
            (SELECT count(*) FROM sessions
             WHERE user_id = u.id AND ended_at IS NULL AND expires_at > $2) AS sessions
        FROM users u WHERE u.id = $1
        """,
        user_id,
        now,
        now - ALERTS_SPAN,
    )
    if row is None:
        raise NotFound("user")
    values = dict(row)
    values |= {"user_id": values.pop("id"), "role": Role(row["role"]), "chats": tuple(row["chats"])}
    return PersonCard(**values)
