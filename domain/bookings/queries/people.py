"""A booking's owner, and their language."""

from typing import NamedTuple

from domain.unit_of_work import Database


class Reader(NamedTuple):
    """A traveller reachable in a chat."""

    language: str
    region: str
    time_zone: str
    quiet_from: int | None
    quiet_until: int | None


class Payer(NamedTuple):
    """Who paid, in which chat, and for what."""

    chat_id: int
    id: int
    language: str
    region: str
    time_zone: str
    title: str | None


async def lock_traveller(connection: Database, user_id: int) -> None:
    """Serialise the start of one traveller's bookings: two concurrent taps make one."""
    await connection.execute("SELECT 1 FROM users WHERE id = $1 FOR UPDATE", user_id)


async def reader_of(database: Database, user_id: int, chat_id: int | None) -> Reader | None:
    """Return a traveller's reading settings, None if they cannot be reached in that chat."""
    return await database.fetch_one_as(
        Reader,
        """
        SELECT u.language, u.region, u.time_zone, u.quiet_from, u.quiet_until
        FROM users u JOIN chats c ON c.user_id = u.id AND c.id = $2 AND c.is_reachable
        WHERE u.id = $1
        """,
        user_id,
        chat_id,
    )


async def payer_of(
    database: Database, payer_id: int | None, booking_id: int | None
) -> Payer | None:
    """Return who paid for a booking, None if they cannot be reached."""
    return await database.fetch_one_as(
        Payer,
        """
        SELECT c.id AS chat_id, u.id, u.language, u.region, u.time_zone,
               (SELECT title FROM universal_bookings WHERE id = $2) AS title
        FROM chats c JOIN users u ON u.id = c.user_id WHERE c.id = $1 AND c.is_reachable
        """,
        payer_id,
        booking_id,
    )
