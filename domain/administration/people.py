"""Finds accounts, and reads what administrators see of one."""

from datetime import datetime, timedelta

from domain.administration.errors import NobodyFound
from domain.administration.queries.people import (
    FoundPerson,
    PersonCard,
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
# The largest id: PostgreSQL's bigint.
LARGEST_ID = (1 << 63) - 1


async def find_people(database: Database, typed: str) -> tuple[FoundPerson, ...]:
    """Return the accounts that match an id (ours or Telegram's), the beginning of a name, username
    or e-mail address, or a booking's reference; the last seen come first.

    Raises `NobodyFound`.
    """
    text = " ".join(typed.split())[:LONGEST_SEARCH].removeprefix("#").strip()
    number = _number(text)
    name = text.removeprefix("@").lower()
    found: list[FoundPerson] = []
    if number is not None:
        found = await people_by_number(database, number, text)
    elif name and "\x00" not in name:
        found = await people_by_text(database, f"{_literally(name)}%", text, MOST_FOUND)
    if not found:
        raise NobodyFound(typed)
    return tuple(found)


def _number(text: str) -> int | None:
    if not text.isascii() or not text.isdecimal():
        return None
    number = int(text[:LONGEST_SEARCH])
    return number if number <= LARGEST_ID else None


def _literally(text: str) -> str:
    """Return a text with LIKE's wildcards escaped."""
    return text.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")


async def recent_people(database: Database) -> tuple[FoundPerson, ...]:
    """Return the last seen accounts."""
    return tuple(await people_seen_last(database, MOST_FOUND))


async def list_admins(database: Database) -> tuple[FoundPerson, ...]:
    """Return the administrators."""
    return tuple(await admins(database))


async def read_person(database: Database, user_id: int, now: datetime) -> PersonCard:
    """Return what administrators see of an account. Raises NotFound."""
    found = await person_by_id(database, user_id, now, now - ALERTS_SPAN)
    if found is None:
        raise NotFound("user")
    return found
