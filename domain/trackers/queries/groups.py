"""Groups' hotels, the votes on them, and their trackers."""

from datetime import date, datetime
from typing import Any, NamedTuple

from domain.search.queries.searches import rooms_to_json
from domain.stay import Stay
from domain.trackers.models import TrackerState
from domain.unit_of_work import Database


class StoredChoice(NamedTuple):
    """A group's hotel, its proposer's settings, and the first names of those for it and against."""

    id: int
    chat_id: int
    hotel_id: int
    name: str
    destination_id: int
    place_name: str
    place_country: str
    country_name: str
    area: str | None
    stars: int | None
    rating: float | None
    review_count: int | None
    photos: list[str] | None
    check_in: date
    check_out: date
    rooms: list[list[Any]]
    user_id: int
    language: str
    region: str
    currency: str
    nationality: str
    time_zone: str
    tracker_state: TrackerState | None
    fans: list[str]
    critics: list[str]


class GroupTracker(NamedTuple):
    """The tracker of a group's hotel, and its owner."""

    id: int
    user_id: int


async def choices_of(
    database: Database, chat_id: int, choice_id: int | None, today: date, most: int
) -> list[StoredChoice]:
    """Return a group's proposed future stays, or one at any date; best votes first."""
    return await database.fetch_as(
        StoredChoice,
        """
        SELECT g.*, h.name, h.destination_id, h.stars, h.rating, h.review_count, h.photos,
               a.name AS area, d.name AS place_name, c.code AS place_country,
               c.name AS country_name, coalesce(s.language, u.language) AS language, u.region,
               coalesce(s.currency, u.currency) AS currency,
               u.nationality, u.time_zone, t.state AS tracker_state,
               coalesce(array_agg(m.first_name ORDER BY v.id) FILTER (WHERE v.is_up), '{}')
                   AS fans,
               coalesce(array_agg(m.first_name ORDER BY v.id) FILTER (WHERE NOT v.is_up), '{}')
                   AS critics
        FROM group_hotels g JOIN hotels h ON h.id = g.hotel_id JOIN users u ON u.id = g.user_id
        JOIN destinations d ON d.id = h.destination_id
        JOIN countries c ON c.code = d.country_id
        LEFT JOIN group_settings s ON s.chat_id = g.chat_id
        LEFT JOIN areas a ON a.id = h.area_id
        LEFT JOIN trackers t ON t.id = g.tracker_id
        LEFT JOIN group_votes v ON v.group_hotel_id = g.id
        LEFT JOIN users m ON m.id = v.user_id
        WHERE g.chat_id = $1
          AND CASE WHEN $2::bigint IS NULL THEN g.check_in >= $3 ELSE g.id = $2 END
        GROUP BY g.id, h.id, a.id, d.id, c.code, u.id, t.id, s.chat_id
        ORDER BY count(v.id) FILTER (WHERE v.is_up) - count(v.id) FILTER (WHERE NOT v.is_up) DESC,
                 g.id
        LIMIT $4
        """,
        chat_id,
        choice_id,
        today,
        most,
    )


async def zone_of_hotel(database: Database, hotel_id: int) -> str | None:
    """Return a hotel's time zone, None for an unknown hotel."""
    zone: str | None = await database.fetchval(
        "SELECT d.time_zone FROM hotels h JOIN destinations d ON d.id = h.destination_id"
        " WHERE h.id = $1",
        hotel_id,
    )
    return zone


async def put_choice(
    connection: Database, chat_id: int, hotel_id: int, stay: Stay, user_id: int, now: datetime
) -> int:
    """Store a proposal to a group, unless it exists, and return its id."""
    choice_id: int = await connection.fetchval(
        """
        INSERT INTO group_hotels (chat_id, hotel_id, check_in, check_out, rooms, user_id,
                                  created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (chat_id, hotel_id, check_in, check_out)
            DO UPDATE SET chat_id = excluded.chat_id
        RETURNING id
        """,
        chat_id,
        hotel_id,
        stay.check_in,
        stay.check_out,
        rooms_to_json(stay.rooms),
        user_id,
        now,
    )
    return choice_id


async def count_opinion(
    database: Database, choice_id: int, user_id: int, *, is_up: bool
) -> bool | None:
    """Count a vote, replacing an earlier one; the same vote again takes it back: None is left."""
    counted: bool | None = await database.fetchval(
        """
        WITH taken_back AS (
            DELETE FROM group_votes WHERE group_hotel_id = $1 AND user_id = $2 AND is_up = $3
            RETURNING id
        )
        INSERT INTO group_votes (group_hotel_id, user_id, is_up)
        SELECT $1, $2, $3 WHERE NOT EXISTS (SELECT FROM taken_back)
        ON CONFLICT (group_hotel_id, user_id) DO UPDATE SET is_up = excluded.is_up
        RETURNING is_up
        """,
        choice_id,
        user_id,
        is_up,
    )
    return counted


async def paused_tracker(database: Database, choice_id: int) -> GroupTracker | None:
    """Return the paused tracker of a group's hotel."""
    return await database.fetch_one_as(
        GroupTracker,
        """
        SELECT t.id, t.user_id FROM group_hotels g JOIN trackers t ON t.id = g.tracker_id
        WHERE g.id = $1 AND t.state = 'paused'
        """,
        choice_id,
    )


async def tracker_in_group(database: Database, choice_id: int, chat_id: int) -> GroupTracker | None:
    """Return the tracker of a group's hotel that reports to the group."""
    return await database.fetch_one_as(
        GroupTracker,
        """
        SELECT t.id, t.user_id FROM group_hotels g JOIN trackers t ON t.id = g.tracker_id
        WHERE g.id = $1 AND g.chat_id = $2 AND t.chat_id = $2
        """,
        choice_id,
        chat_id,
    )


async def lock_choice(connection: Database, choice_id: int) -> None:
    """Lock a group's hotel."""
    await connection.execute("SELECT FROM group_hotels WHERE id = $1 FOR UPDATE", choice_id)


async def let_watch(connection: Database, choice_id: int, tracker_id: int) -> bool:
    """Have a tracker watch a group's hotel; False if another one does already."""
    is_first: bool | None = await connection.fetchval(
        """
        UPDATE group_hotels g SET tracker_id = $2 WHERE g.id = $1 AND NOT EXISTS (
            SELECT FROM trackers t
            WHERE t.id = g.tracker_id AND t.state = 'active' AND t.id <> $2
        ) RETURNING true
        """,
        choice_id,
        tracker_id,
    )
    return bool(is_first)


async def drop_opinions(database: Database, chat_id: int, member_chat_id: int, today: date) -> int:
    """Remove a member's votes on a group's future stays, and return how many there were."""
    gone = await database.fetch_column(
        """
        DELETE FROM group_votes v USING group_hotels g, chats c
        WHERE g.id = v.group_hotel_id AND g.chat_id = $1 AND c.id = $2 AND v.user_id = c.user_id
          AND g.check_in >= $3
        RETURNING v.id
        """,
        chat_id,
        member_chat_id,
        today,
    )
    return len(gone)


async def carry_over(connection: Database, old_id: int, new_id: int) -> None:
    """Move a group's trackers and hotels to the chat that it has become."""
    await connection.execute("UPDATE trackers SET chat_id = $2 WHERE chat_id = $1", old_id, new_id)
    await connection.execute(
        "UPDATE group_hotels SET chat_id = $2 WHERE chat_id = $1", old_id, new_id
    )
