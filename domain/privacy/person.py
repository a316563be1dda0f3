"""Who is meant by a person: the account, those that its linked chats had, its chats, its mail."""

from dataclasses import dataclass

from domain.errors import NotFound
from domain.unit_of_work import Database


@dataclass(frozen=True, slots=True)
class Person:
    """All by which rows name one person."""

    account_ids: tuple[int, ...]
    chat_ids: tuple[int, ...]
    emails: tuple[str, ...]

    @property
    def values(self) -> tuple[list[int], list[int], list[str]]:
        """Return what the conditions of the holdings take."""
        addresses = [*self.emails, *map(str, self.chat_ids)]
        return list(self.account_ids), list(self.chat_ids), addresses


async def person_of(database: Database, user_id: int) -> Person:
    """Return the person behind an account. Raises NotFound."""
    shells = await database.fetch(
        "SELECT DISTINCT own_user_id FROM chat_links WHERE user_id = $1 AND unlinked_at IS NULL",
        user_id,
    )
    ids = [user_id, *(row["own_user_id"] for row in shells)]
    chats = await database.fetch(
        "SELECT id FROM chats WHERE user_id = ANY($1::bigint[]) AND type = 'private'", ids
    )
    users = await database.fetch("SELECT email FROM users WHERE id = ANY($1::bigint[])", ids)
    if not users:
        raise NotFound("account")
    emails = [row["email"] for row in users if row["email"] is not None]
    return Person(tuple(ids), tuple(row["id"] for row in chats), tuple(emails))
