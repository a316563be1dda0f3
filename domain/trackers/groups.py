"""A group's hotels: proposed by members, voted on, and tracked for everyone.

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
from domain.trackers.shortlist import GroupChoice, get_choice, load_choices
from domain.trackers.starts import track_hotel


async def propose(
    app: App, traveller: Traveller, chat_id: int, title: str, hotel_id: int, stay: Stay
) -> GroupChoice:
    """Propose a hotel to a group, or return the existing proposal.

    Raises NotFound for an unknown hotel, and a `StayRefused` if its dates are over.
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
    """Return a group's proposed future stays, best votes first."""
    return await load_choices(app, chat_id)


async def vote(
    app: App, traveller: Traveller, chat_id: int, choice_id: int, *, is_up: bool
) -> GroupChoice:
    """Count a member's vote, replacing an earlier one; the same vote again takes it back.

    Raises NotFound.
    """
    await get_choice(app, chat_id, choice_id)
    counted = await count_opinion(app.pool, choice_id, traveller.user_id, is_up=is_up)
    return replace(await get_choice(app, chat_id, choice_id), my_vote=counted)


async def track_for_group(
    app: App, traveller: Traveller, chat_id: int, choice_id: int, topic_id: int | None = None
) -> GroupChoice:
    """Track a group's hotel once for all; alerts go to the group. A paused tracker resumes.

    In a group with topics they go to the one in which tracking was (re)started.

    The tracker belongs to the member who asked for it. Raises NotFound, `NothingToTrack`, a
    `StayRefused` and `TrackerLimitReached`.
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
        # Locked in its own statement: an UPDATE that waited would see the trackers as before its
        # wait.
        await lock_choice(connection, choice_id)
        is_first = await let_watch(connection, choice_id, tracker.tracker_id)
    if not is_first:
        # Two members pressed at the same time: one tracker is enough.
        await delete_tracker(app, traveller, tracker.tracker_id)
    else:
        # Reports go to where it was last pressed.
        await note_topic(app.pool, tracker.tracker_id, topic_id)
    return await get_choice(app, chat_id, choice_id)


async def stop_for_group(
    app: App,
    traveller: Traveller,
    chat_id: int,
    choice_id: int,
    is_admin: Callable[[], Awaitable[bool]],
) -> GroupChoice:
    """Stop tracking a group's hotel; pressing again changes nothing.

    Raises `TrackerOfAnother` for a member who neither started the tracker nor administers the group
    (which Telegram is asked only then).
    """
    await get_choice(app, chat_id, choice_id)
    tracker = await tracker_in_group(app.pool, choice_id, chat_id)
    if tracker is not None:
        if tracker.user_id != traveller.user_id and not await is_admin():
            raise TrackerOfAnother("stop")
        await delete_tracker(app, replace(traveller, user_id=tracker.user_id), tracker.id)
    return await get_choice(app, chat_id, choice_id)


async def take_votes(app: App, chat_id: int, member_chat_id: int) -> int:
    """Remove the votes of a member who has left a group; return how many."""
    return await drop_opinions(app.pool, chat_id, member_chat_id, app.clock.now().date())
