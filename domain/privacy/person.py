"""A person's identifiers: the account, its linked chats' own accounts, the chats, the addresses."""

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
