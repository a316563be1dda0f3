"""Inline cards and the votes on them."""

from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from domain.search.queries.searches import rooms_to_json
from domain.stay import Stay
from domain.unit_of_work import Database

# Nobody looks at votes on a stay this long past.
KEPT_AFTER = timedelta(days=30)


class StoredCard(NamedTuple):
    """A card with its hotel, and the first names of those for it (`fans`) and against."""

    hotel_id: int
    check_in: date
    check_out: date
    rooms: list[list[Any]]
    language: str
    region: str
    currency: str
    nationality: str
    name: str
    stars: int | None
    rating: float | None
    review_count: int | None
    photos: list[str] | None
    area: str | None
    destination_id: int
    fans: list[str]
    critics: list[str]


async def put_card(
    connection: Database,
    message_id: str,
    hotel_id: int,
    stay: Stay,
    told_in: tuple[str, str, str, str],
    now: datetime,
) -> int | None:
    """Store a card, unless it exists, and return its id; None for an unknown hotel.

    `told_in` are language, region, currency and nationality.
    """
    card_id: int | None = await connection.fetchval(
        """
        INSERT INTO inline_cards (message_id, hotel_id, check_in, check_out, rooms, language,
                                  region, currency, nationality, created_at)
        SELECT $1, h.id, $3, $4, $5, $6, $7, $8, $9, $10 FROM hotels h WHERE h.id = $2
        ON CONFLICT (message_id) DO UPDATE SET message_id = excluded.message_id
        RETURNING id
        """,
        message_id,
        hotel_id,
        stay.check_in,
        stay.check_out,
        rooms_to_json(stay.rooms),
        *told_in,
        now,
    )
    return card_id


async def count_vote(
    connection: Database, card_id: int, user_id: int, *, is_up: bool
) -> bool | None:
    """Count a vote, replacing an earlier one; the same vote again takes it back: None is left."""
    counted: bool | None = await connection.fetchval(
        """
        WITH taken_back AS (
            DELETE FROM inline_votes WHERE card_id = $1 AND user_id = $2 AND is_up = $3
            RETURNING id
        )
        INSERT INTO inline_votes (card_id, user_id, is_up)
        SELECT $1, $2, $3 WHERE NOT EXISTS (SELECT FROM taken_back)
        ON CONFLICT (card_id, user_id) DO UPDATE SET is_up = excluded.is_up
        RETURNING is_up
        """,
        card_id,
        user_id,
        is_up,
    )
    return counted


async def card_by_message(database: Database, message_id: str) -> StoredCard | None:
    """Return a card by its message's id."""
    return await database.fetch_one_as(
        StoredCard,
        """
        SELECT k.*, h.name, h.stars, h.rating, h.review_count, h.photos, a.name AS area,
               h.destination_id,
               coalesce(array_agg(m.first_name ORDER BY v.id) FILTER (WHERE v.is_up), '{}')
                   AS fans,
               coalesce(array_agg(m.first_name ORDER BY v.id) FILTER (WHERE NOT v.is_up), '{}')
                   AS critics
        FROM inline_cards k JOIN hotels h ON h.id = k.hotel_id
        LEFT JOIN areas a ON a.id = h.area_id
        LEFT JOIN inline_votes v ON v.card_id = k.id
        LEFT JOIN users m ON m.id = v.user_id
        WHERE k.message_id = $1
        GROUP BY k.id, h.id, a.id
        """,
        message_id,
    )


async def forget_cards(pool: Database, now: datetime) -> None:
    """Delete the cards of stays long past, with their votes."""
    await pool.execute("DELETE FROM inline_cards WHERE check_out < $1", (now - KEPT_AFTER).date())
