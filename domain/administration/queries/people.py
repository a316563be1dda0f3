"""Accounts as administrators find and see them."""

from dataclasses import dataclass, replace
from datetime import datetime

from domain.accounts.models import Role
from domain.unit_of_work import Database


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
    """What administrators see of an account; `alerts` are those sent recently."""

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


_FOUND = "u.id AS user_id, u.first_name, u.username, u.role, u.is_active, u.last_seen_at"
# Each branch uses its own index; together they yield a handful of rows.
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


async def people_by_number(database: Database, number: int, text: str) -> list[FoundPerson]:
    """Return the accounts with a number: its own, a chat's, or a booking's reference."""
    return await database.fetch_as(FoundPerson, _BY_ID, number, text)


async def people_by_text(
    database: Database, beginning: str, text: str, most: int
) -> list[FoundPerson]:
    """Return the accounts whose names match a prefix pattern, or that have a booking's
    reference.
    """
    return await database.fetch_as(FoundPerson, _BY_TEXT, beginning, most, text)


async def people_seen_last(database: Database, most: int) -> list[FoundPerson]:
    """Return the last seen accounts."""
    return await database.fetch_as(
        FoundPerson,
        f"SELECT {_FOUND} FROM users u ORDER BY u.last_seen_at DESC LIMIT $1",
        most,
    )


async def admins(database: Database) -> list[FoundPerson]:
    """Return the administrators."""
    return await database.fetch_as(
        FoundPerson, f"SELECT {_FOUND} FROM users u WHERE role = 'admin' ORDER BY id"
    )


async def person_by_id(
    database: Database, user_id: int, now: datetime, alerts_since: datetime
) -> PersonCard | None:
    """Return an account's details."""
    found = await database.fetch_one_as(
        PersonCard,
        """
        SELECT u.id AS user_id, u.first_name, u.username, u.email, u.role, u.is_active, u.language,
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
        alerts_since,
    )
    # An array comes as a list.
    return found and replace(found, chats=tuple(found.chats))
