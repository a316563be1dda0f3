"""Trackers and folders that go from one account to another, when a chat is linked or leaves.

Nothing is watched twice: a tracker that watches just what one of the taker's does is folded into
that, its rules with it. It is put away as a deleted one is, so it can come back with its chat.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from domain.accounts.travellers import NO_CHAT, traveller_of
from domain.alerts.models import RuleKind
from domain.alerts.states import RuleTerms
from domain.app import App
from domain.trackers.creation import request_key
from domain.trackers.editing import add_rule
from domain.trackers.errors import RuleImpossible
from domain.trackers.lifecycle import set_state
from domain.trackers.models import TrackerState


@dataclass(frozen=True, slots=True)
class HandedOver:
    """Which trackers went over, and which of them were folded (id, and the state it was in)."""

    trackers: tuple[int, ...] = ()
    folded: tuple[tuple[int, str], ...] = field(default=())


async def hand_over(app: App, giver: int, taker: int) -> HandedOver:
    """Give all trackers of one account to another. Takes part in a unit of work."""
    now = app.clock.now()
    folded = await _fold(app, giver, taker, now)
    rows = await app.pool.fetch("SELECT id FROM trackers WHERE user_id = $1 ORDER BY id", giver)
    ids = [row["id"] for row in rows]
    await _move(app, ids, taker)
    return HandedOver(tuple(ids), folded)


async def settle_in(app: App, user_id: int, chat_id: int) -> None:
    """Have an account's trackers that had no chat tell in this one. In a unit of work."""
    rows = await app.pool.fetch(
        """
        UPDATE trackers t SET chat_id = $2 WHERE t.user_id = $1 AND t.chat_id IS NULL
        RETURNING t.id, t.request_key, (
            SELECT array_agg(k.fingerprint ORDER BY i.id) FROM tracked_items i
            JOIN trackables k ON k.id = i.trackable_id WHERE i.tracker_id = t.id) AS things
        """,
        user_id,
        chat_id,
    )
    for row in rows:
        if row["request_key"] == request_key(user_id, NO_CHAT, row["things"] or []):
            await _answer_to(app, row["id"], request_key(user_id, chat_id, row["things"]))


async def hand_back(
    app: App, giver: int, taker: int, chat_id: int, brought: HandedOver
) -> tuple[int, ...]:
    """Give back what a chat brought and what is told in it; return the trackers' ids."""
    rows = await app.pool.fetch(
        """
        SELECT id FROM trackers WHERE user_id = $1 AND (chat_id = $2 OR id = ANY($3::bigint[]))
        ORDER BY id
        """,
        giver,
        chat_id,
        list(brought.trackers),
    )
    ids = [row["id"] for row in rows]
    await _move(app, ids, taker)
    now = app.clock.now()
    for tracker_id, state in brought.folded:
        is_put_away = await app.pool.fetchval(
            "SELECT state = 'deleted' FROM trackers WHERE id = $1 AND user_id = $2",
            tracker_id,
            taker,
        )
        if is_put_away:
            async with app.pool.transaction() as connection:
                await set_state(connection, [tracker_id], TrackerState(state), now)
    return tuple(ids)


async def _move(app: App, ids: list[int], taker: int) -> None:
    """Change the owner of trackers, and lay each into the owner's folder of the same name."""
    await app.pool.execute(
        """
        INSERT INTO tracker_folders (user_id, name, created_at)
        SELECT $2, f.name, min(f.created_at) FROM trackers t
        JOIN tracker_folders f ON f.id = t.folder_id
        WHERE t.id = ANY($1::bigint[]) GROUP BY f.name ON CONFLICT (user_id, name) DO NOTHING
        """,
        ids,
        taker,
    )
    rows = await app.pool.fetch(
        """
        SELECT t.id, t.user_id, t.chat_id, t.request_key,
               array_agg(k.fingerprint ORDER BY i.id) AS things
        FROM trackers t JOIN tracked_items i ON i.tracker_id = t.id
        JOIN trackables k ON k.id = i.trackable_id WHERE t.id = ANY($1::bigint[]) GROUP BY t.id
        """,
        ids,
    )
    for row in rows:
        await _rename_request(app, row, taker)
    await app.pool.execute(
        """
        UPDATE trackers t SET user_id = $2, folder_id = (
            SELECT own.id FROM tracker_folders f
            JOIN tracker_folders own ON own.name = f.name AND own.user_id = $2
            WHERE f.id = t.folder_id)
        WHERE t.id = ANY($1::bigint[])
        """,
        ids,
        taker,
    )


async def _rename_request(app: App, row: Any, taker: int) -> None:
    """Let the new owner's same wish find the tracker, unless another of theirs answers to it."""
    chat_id, things = row["chat_id"] or NO_CHAT, row["things"]
    if row["request_key"] == request_key(row["user_id"], chat_id, things):
        await _answer_to(app, row["id"], request_key(taker, chat_id, things))


async def _answer_to(app: App, tracker_id: int, key: str) -> None:
    await app.pool.execute(
        """
        UPDATE trackers SET request_key = $2
        WHERE id = $1 AND NOT EXISTS (SELECT FROM trackers WHERE request_key = $2)
        """,
        tracker_id,
        key,
    )


async def _fold(app: App, giver: int, taker: int, now: datetime) -> tuple[tuple[int, str], ...]:
    """Put the giver's trackers away that watch what a tracker of the taker's does."""
    rows = await app.pool.fetch(
        """
        WITH watched AS (
            SELECT t.id, t.user_id, t.chat_id, t.kind, t.state,
                   array_agg(i.trackable_id ORDER BY i.id) AS things
            FROM trackers t JOIN tracked_items i ON i.tracker_id = t.id
            JOIN chats c ON c.id = t.chat_id
            WHERE t.user_id IN ($1, $2) AND t.state IN ('active', 'paused') AND c.type = 'private'
            GROUP BY t.id)
        SELECT DISTINCT ON (g.id) g.id, g.state, t.id AS into_id
        FROM watched g JOIN watched t ON t.kind = g.kind AND t.things = g.things
        WHERE g.user_id = $1 AND t.user_id = $2 ORDER BY g.id, t.state, t.id
        """,
        giver,
        taker,
    )
    folded = []
    for row in rows:
        if await _took_rules(app, row["id"], row["into_id"], taker):
            async with app.pool.transaction() as connection:
                await set_state(connection, [row["id"]], TrackerState.DELETED, now)
            folded.append((row["id"], str(row["state"])))
    return tuple(folded)


async def _took_rules(app: App, tracker_id: int, into_id: int, owner_id: int) -> bool:
    """Give one tracker the other's rules; False, and nothing changed, where they are too many."""
    rules = await app.pool.fetch(
        """
        SELECT kind, percent, amount, target FROM price_rules
        WHERE tracker_id = $1 AND is_active AND set_aside_at IS NULL ORDER BY id
        """,
        tracker_id,
    )
    owner = await traveller_of(owner_id)
    try:
        async with app.pool.transaction():
            for kind, percent, amount, target in rules:
                terms = RuleTerms(RuleKind(kind), percent, amount, target)
                await add_rule(app, owner, into_id, terms)
    except RuleImpossible:
        return False
    return True
