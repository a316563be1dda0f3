"""A group's hotels: put before it by members, voted on, and watched for all of them.

Every call looks a hotel up together with the group's chat.
"""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from domain.accounts.chats import meet_group
from domain.accounts.travellers import Traveller
from domain.app import App
from domain.clock import today_in
from domain.errors import NotFound
from domain.search.queries import rooms_to_json
from domain.search.service import destination_view, search_for
from domain.stay import Stay
from domain.trackers.beginning import track_hotel
from domain.trackers.choices import GroupChoice, get_choice, load_choices
from domain.trackers.errors import TrackerOfAnother
from domain.trackers.service import delete_tracker, resume_tracker


async def propose(
    app: App, traveller: Traveller, chat_id: int, title: str, hotel_id: int, stay: Stay
) -> GroupChoice:
    """Put a hotel before a group; one that is there already is returned.

    Raises NotFound for an unknown hotel, and a `StayRefused` when its dates are over.
    """
    zone = await app.pool.fetchval(
        "SELECT d.time_zone FROM hotels h JOIN destinations d ON d.id = h.destination_id"
        " WHERE h.id = $1",
        hotel_id,
    )
    if zone is None:
        raise NotFound("hotel")
    now = app.clock.now()
    stay.require_bookable(today_in(zone, now))
    async with app.pool.transaction() as connection:
        await meet_group(connection, chat_id, title, now)
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
            traveller.user_id,
            now,
        )
    return await get_choice(app, chat_id, choice_id)


async def shortlist(app: App, chat_id: int) -> tuple[GroupChoice, ...]:
    """Return a group's hotels whose dates lie ahead, those with the best votes first."""
    return await load_choices(app, chat_id)


async def vote(
    app: App, traveller: Traveller, chat_id: int, choice_id: int, *, is_up: bool
) -> GroupChoice:
    """Count a member's opinion, in place of another; the same once more takes it back.

    Raises NotFound.
    """
    await get_choice(app, chat_id, choice_id)
    counted: bool | None = await app.pool.fetchval(
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
        traveller.user_id,
        is_up,
    )
    return replace(await get_choice(app, chat_id, choice_id), my_vote=counted)


async def track_for_group(
    app: App, traveller: Traveller, chat_id: int, choice_id: int, topic_id: int | None = None
) -> GroupChoice:
    """Watch a group's hotel once for all; alerts go to the group. A paused watch goes on.

    In a group with topics they go to the one in which the watch began, or was begun again.

    The tracker is the member's who asked for it. Raises NotFound, `NothingToTrack`, a `StayRefused`
    and `TrackerLimitReached`.
    """
    choice = await get_choice(app, chat_id, choice_id)
    if choice.is_tracked:
        return choice
    there = await destination_view(app, choice.destination_id)
    choice.stay.require_bookable(today_in(there.time_zone, app.clock.now()))
    paused = await app.pool.fetchrow(
        """
        SELECT t.id, t.user_id FROM group_hotels g JOIN trackers t ON t.id = g.tracker_id
        WHERE g.id = $1 AND t.state = 'paused'
        """,
        choice_id,
    )
    if paused is not None:
        await resume_tracker(app, replace(traveller, user_id=paused["user_id"]), paused["id"])
        await _tell_in(app, paused["id"], topic_id)
        return await get_choice(app, chat_id, choice_id)
    member = replace(traveller, chat_id=chat_id)
    search = await search_for(app, member, choice.destination_id, choice.stay)
    tracker = (await track_hotel(app, member, search.search_id, choice.hotel_id)).tracker
    async with app.pool.transaction() as connection:
        # Locked by itself: an UPDATE that waited would look at the trackers of before its wait.
        await connection.execute("SELECT FROM group_hotels WHERE id = $1 FOR UPDATE", choice_id)
        is_first = await connection.fetchval(
            """
            UPDATE group_hotels g SET tracker_id = $2 WHERE g.id = $1 AND NOT EXISTS (
                SELECT FROM trackers t
                WHERE t.id = g.tracker_id AND t.state = 'active' AND t.id <> $2
            ) RETURNING true
            """,
            choice_id,
            tracker.tracker_id,
        )
    if not is_first:
        # Two members pressed at once: the other one's is enough.
        await delete_tracker(app, traveller, tracker.tracker_id)
    else:
        await _tell_in(app, tracker.tracker_id, topic_id)
    return await get_choice(app, chat_id, choice_id)


async def _tell_in(app: App, tracker_id: int, topic_id: int | None) -> None:
    """Have a tracker's alerts told where it was pressed last."""
    await app.pool.execute("UPDATE trackers SET topic_id = $2 WHERE id = $1", tracker_id, topic_id)


async def stop_for_group(
    app: App,
    traveller: Traveller,
    chat_id: int,
    choice_id: int,
    is_admin: Callable[[], Awaitable[bool]],
) -> GroupChoice:
    """Stop watching a group's hotel; pressed twice, it stays stopped.

    Raises `TrackerOfAnother` for a member who neither began the watch nor, asked of Telegram only
    then, administers the group.
    """
    await get_choice(app, chat_id, choice_id)
    row = await app.pool.fetchrow(
        """
        SELECT t.id, t.user_id FROM group_hotels g JOIN trackers t ON t.id = g.tracker_id
        WHERE g.id = $1 AND g.chat_id = $2 AND t.chat_id = $2
        """,
        choice_id,
        chat_id,
    )
    if row is not None:
        if row["user_id"] != traveller.user_id and not await is_admin():
            raise TrackerOfAnother("stop")
        owner = replace(traveller, user_id=row["user_id"])
        await delete_tracker(app, owner, row["id"])
    return await get_choice(app, chat_id, choice_id)


async def take_votes(app: App, chat_id: int, member_chat_id: int) -> int:
    """Count the votes of a member who has left a group no more; return how many there were."""
    rows = await app.pool.fetch(
        """
        DELETE FROM group_votes v USING group_hotels g, chats c
        WHERE g.id = v.group_hotel_id AND g.chat_id = $1 AND c.id = $2 AND v.user_id = c.user_id
          AND g.check_in >= $3
        RETURNING v.id
        """,
        chat_id,
        member_chat_id,
        app.clock.now().date(),
    )
    return len(rows)
