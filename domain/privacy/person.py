"""Who is meant by a person: the account, those that its linked chats had, its chats, its mail."""

from domain.errors import NotFound
from domain.privacy.queries.people import chats_of, emails_of, shells_of
from domain.privacy.values import Person
from domain.unit_of_work import Database


async def person_of(database: Database, user_id: int) -> Person:
    """Return the person behind an account. Raises NotFound."""
    ids = [user_id, *await shells_of(database, user_id)]
    chats = await chats_of(database, ids)
    emails = await emails_of(database, ids)
    if not emails:
        raise NotFound("account")
    return Person(tuple(ids), tuple(chats), tuple(one for one in emails if one is not None))
