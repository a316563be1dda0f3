"""Moves trackers and folders between accounts, when a chat is linked or unlinked.

Nothing is tracked twice: a tracker that watches exactly what one of the receiver's does is folded
into that, rules included. It is kept like a deleted one, so it can return with its chat.
"""

from dataclasses import dataclass, field
from datetime import datetime

from domain.accounts.travellers import NO_CHAT, traveller_of
from domain.alerts.states import RuleTerms
from domain.app import App
from domain.trackers.creation import request_key
from domain.trackers.edits import add_rule
from domain.trackers.errors import RuleImpossible
from domain.trackers.lifecycle import set_state
from domain.trackers.models import TrackerState
from domain.trackers.queries.handover import (
    Answering,
    answer_to,
    answering,
    change_owner,
    copy_folders,
    is_put_away,
    make_like_folders,
    rules_of,
    tell_in,
    trackers_of,
    trackers_told_in,
    twins,
)


@dataclass(frozen=True, slots=True)
class HandedOver:
    """Which trackers moved, which were folded (id, and former state), and how many folders came
    along.
    """

    trackers: tuple[int, ...] = ()
    folded: tuple[tuple[int, str], ...] = field(default=())
    folders: int = 0


async def hand_over(app: App, giver: int, taker: int) -> HandedOver:
    """Move all trackers of one account to another. Joins a unit of work."""
    now = app.clock.now()
    folded = await _fold(app, giver, taker, now)
    ids = await trackers_of(app.pool, giver)
    folders = await copy_folders(app.pool, giver, taker)
    await _move(app, ids, taker)
    return HandedOver(tuple(ids), folded, folders)


async def settle_in(app: App, user_id: int, chat_id: int) -> None:
    """Have an account's trackers without a chat report to this one. Joins a unit of work."""
    for one in await tell_in(app.pool, user_id, chat_id):
        if one.request_key == request_key(user_id, NO_CHAT, one.things or []):
            await answer_to(app.pool, one.id, request_key(user_id, chat_id, one.things or []))


async def hand_back(
    app: App, giver: int, taker: int, chat_id: int, brought: HandedOver
) -> tuple[int, ...]:
    """Give back what a chat brought and what reports to it; return the trackers' ids."""
    ids = await trackers_told_in(app.pool, giver, chat_id, brought.trackers)
    await _move(app, ids, taker)
    now = app.clock.now()
    for tracker_id, state in brought.folded:
        if await is_put_away(app.pool, tracker_id, taker):
            async with app.pool.transaction() as connection:
                await set_state(connection, [tracker_id], TrackerState(state), now)
    return tuple(ids)


async def _move(app: App, ids: list[int], taker: int) -> None:
    """Change the owner of trackers, and move each into the owner's folder of the same name."""
    await make_like_folders(app.pool, ids, taker)
    for one in await answering(app.pool, ids):
        await _rename_request(app, one, taker)
    await change_owner(app.pool, ids, taker)


async def _rename_request(app: App, tracker: Answering, taker: int) -> None:
    """Let the new owner's identical wish find the tracker, unless another of theirs matches it."""
    chat_id, things = tracker.chat_id or NO_CHAT, tracker.things or []
    if tracker.request_key == request_key(tracker.user_id, chat_id, things):
        await answer_to(app.pool, tracker.id, request_key(taker, chat_id, things))


async def _fold(app: App, giver: int, taker: int, now: datetime) -> tuple[tuple[int, str], ...]:
    """Fold the giver's trackers that watch what one of the receiver's does."""
    folded = []
    for twin in await twins(app.pool, giver, taker):
        if await _took_rules(app, twin.id, twin.into_id, taker):
            async with app.pool.transaction() as connection:
                await set_state(connection, [twin.id], TrackerState.DELETED, now)
            folded.append((twin.id, twin.state.value))
    return tuple(folded)


async def _took_rules(app: App, tracker_id: int, into_id: int, owner_id: int) -> bool:
    """Give one tracker the other's rules; False, and nothing changed, if there are too many."""
    rules = await rules_of(app.pool, tracker_id)
    owner = await traveller_of(owner_id)
    try:
        async with app.pool.transaction():
            for sizes in rules:
                await add_rule(app, owner, into_id, RuleTerms(*sizes))
    except RuleImpossible:
        return False
    return True
