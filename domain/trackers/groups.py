"""A group's hotels: put before it by members, voted on, and watched for all of them.

Every call looks a hotel up together with the group's chat.
"""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from domain.accounts.queries.chats import meet_group
from domain.accounts.travellers import Traveller
from domain.app import App
from domain.clock import today_in
from domain.errors import NotFound
from domain.search.service import destination_view, search_for
from domain.stay import Stay
from domain.trackers.beginning import track_hotel
from domain.trackers.choices import GroupChoice, get_choice, load_choices
from domain.trackers.errors import TrackerOfAnother
from domain.trackers.queries.groups import (
    count_opinion,
    drop_opinions,
    let_watch,
    lock_choice,
    paused_tracker,
    put_choice,
    tracker_in_group,
    zone_of_hotel,
)
from domain.trackers.queries.settings import note_topic
from domain.trackers.service import delete_tracker, resume_tracker


async def propose(
    app: App, traveller: Traveller, chat_id: int, title: str, hotel_id: int, stay: Stay
) -> GroupChoice:
    """Put a hotel before a group; one that is there already is returned.

    Raises NotFound for an unknown hotel, and a `StayRefused` when its dates are over.
    """
    zone = await zone_of_hotel(app.pool, hotel_id)
    if zone is None:
        raise NotFound("hotel")
    now = app.clock.now()
    stay.require_bookable(today_in(zone, now))
    async with app.pool.transaction() as connection:
        await meet_group(connection, chat_id, title, now)
        choice_id = await put_choice(connection, chat_id, hotel_id, stay, traveller.user_id, now)
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
    counted = await count_opinion(app.pool, choice_id, traveller.user_id, is_up=is_up)
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
    paused = await paused_tracker(app.pool, choice_id)
    if paused is not None:
        await resume_tracker(app, replace(traveller, user_id=paused.user_id), paused.id)
        await note_topic(app.pool, paused.id, topic_id)
        return await get_choice(app, chat_id, choice_id)
    member = replace(traveller, chat_id=chat_id)
    search = await search_for(app, member, choice.destination_id, choice.stay)
    tracker = (await track_hotel(app, member, search.search_id, choice.hotel_id)).tracker
    async with app.pool.transaction() as connection:
        # Locked by itself: an UPDATE that waited would look at the trackers of before its wait.
        await lock_choice(connection, choice_id)
        is_first = await let_watch(connection, choice_id, tracker.tracker_id)
    if not is_first:
        # Two members pressed at once: the other one's is enough.
        await delete_tracker(app, traveller, tracker.tracker_id)
    else:
        # Told where it was pressed last.
        await note_topic(app.pool, tracker.tracker_id, topic_id)
    return await get_choice(app, chat_id, choice_id)


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
    tracker = await tracker_in_group(app.pool, choice_id, chat_id)
    if tracker is not None:
        if tracker.user_id != traveller.user_id and not await is_admin():
            raise TrackerOfAnother("stop")
        await delete_tracker(app, replace(traveller, user_id=tracker.user_id), tracker.id)
    return await get_choice(app, chat_id, choice_id)


async def take_votes(app: App, chat_id: int, member_chat_id: int) -> int:
    """Count the votes of a member who has left a group no more; return how many there were."""
    return await drop_opinions(app.pool, chat_id, member_chat_id, app.clock.now().date())
