"""Finding accounts and reading what administrators see of one."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.accounts.models import Role
from domain.administration.errors import NobodyFound
from domain.administration.queries.people import (
    StoredPerson,
    admins,
    people_by_number,
    people_by_text,
    people_seen_last,
    person_by_id,
)
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


async def find_people(database: Database, typed: str) -> tuple[FoundPerson, ...]:
    """Return the accounts that an id (ours or Telegram's), the beginning of a name, username or
    e-mail address, or a booking's reference leads to; those seen last come first.

    Raises `NobodyFound`.
    """
    text = " ".join(typed.split())[:LONGEST_SEARCH].removeprefix("#").strip()
    number = _number(text)
    name = text.removeprefix("@").lower()
    found: list[StoredPerson] = []
    if number is not None:
        found = await people_by_number(database, number, text)
    elif name and "\x00" not in name:
        found = await people_by_text(database, f"{_literally(name)}%", text, MOST_FOUND)
    if not found:
        raise NobodyFound(typed)
    return tuple(FoundPerson(*one) for one in found)


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
    return tuple(FoundPerson(*one) for one in await people_seen_last(database, MOST_FOUND))


async def list_admins(database: Database) -> tuple[FoundPerson, ...]:
    """Return the administrators."""
    return tuple(FoundPerson(*one) for one in await admins(database))


async def read_person(database: Database, user_id: int, now: datetime) -> PersonCard:
    """Return what administrators see of an account. Raises NotFound."""
    found = await person_by_id(database, user_id, now, now - ALERTS_SPAN)
    if found is None:
        raise NotFound("user")
    return PersonCard(**{**found._asdict(), "chats": tuple(found.chats)})
