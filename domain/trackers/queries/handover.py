"""Trackers that move from one account to another."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from domain.alerts.models import RuleKind
from domain.trackers.models import TrackerState
from domain.unit_of_work import Database


class Answering(NamedTuple):
    """A tracker, the wish it matches, and the fingerprints of what it watches."""

    id: int
    user_id: int
    chat_id: int | None
    request_key: str
    things: list[str] | None


class Twin(NamedTuple):
    """A tracker that watches what a tracker (`into_id`) of the other account does."""

    id: int
    state: TrackerState
    into_id: int


class Sizes(NamedTuple):
    """A rule's kind and amounts."""

    kind: RuleKind
    percent: Decimal | None
    amount: Decimal | None
    target: Decimal | None


async def trackers_of(database: Database, user_id: int) -> list[int]:
    """Return an account's trackers."""
    return await database.fetch_column(
        "SELECT id FROM trackers WHERE user_id = $1 ORDER BY id", user_id
    )


async def trackers_told_in(
    database: Database, user_id: int, chat_id: int, brought: Sequence[int]
) -> list[int]:
    """Return an account's trackers that report to a chat, or were `brought` by it."""
    return await database.fetch_column(
        """
        SELECT id FROM trackers WHERE user_id = $1 AND (chat_id = $2 OR id = ANY($3::bigint[]))
        ORDER BY id
        """,
        user_id,
        chat_id,
        list(brought),
    )


async def tell_in(database: Database, user_id: int, chat_id: int) -> list[Answering]:
    """Have an account's trackers without a chat report to this one, and return them."""
    return await database.fetch_as(
        Answering,
        """
        UPDATE trackers t SET chat_id = $2 WHERE t.user_id = $1 AND t.chat_id IS NULL
        RETURNING t.id, t.user_id, t.chat_id, t.request_key, (
            SELECT array_agg(k.fingerprint ORDER BY i.id) FROM tracked_items i
            JOIN trackables k ON k.id = i.trackable_id WHERE i.tracker_id = t.id) AS things
        """,
        user_id,
        chat_id,
    )


async def is_put_away(database: Database, tracker_id: int, user_id: int) -> bool:
    """Return whether a tracker is somebody's and deleted."""
    put_away: bool | None = await database.fetchval(
        "SELECT state = 'deleted' FROM trackers WHERE id = $1 AND user_id = $2",
        tracker_id,
        user_id,
    )
    return bool(put_away)


async def make_like_folders(database: Database, tracker_ids: Sequence[int], taker: int) -> None:
    """Create the new owner's folders by the trackers' folder names."""
    await database.execute(
        """
        INSERT INTO tracker_folders (user_id, name, created_at)
        SELECT $2, f.name, min(f.created_at) FROM trackers t
        JOIN tracker_folders f ON f.id = t.folder_id
        WHERE t.id = ANY($1::bigint[]) GROUP BY f.name ON CONFLICT (user_id, name) DO NOTHING
        """,
        list(tracker_ids),
        taker,
    )


async def copy_folders(database: Database, giver: int, taker: int) -> int:
    """Create the folders that the giver has and the receiver has not, empty ones too; return how
    many the giver has.
    """
    count: int = await database.fetchval(
        """
        WITH theirs AS (SELECT name, created_at FROM tracker_folders WHERE user_id = $1),
        copied AS (
            INSERT INTO tracker_folders (user_id, name, created_at)
            SELECT $2, name, created_at FROM theirs ON CONFLICT (user_id, name) DO NOTHING)
        SELECT count(*) FROM theirs
        """,
        giver,
        taker,
    )
    return count


async def answering(database: Database, tracker_ids: Sequence[int]) -> list[Answering]:
    """Return the wishes that trackers match."""
    return await database.fetch_as(
        Answering,
        """
        SELECT t.id, t.user_id, t.chat_id, t.request_key,
               array_agg(k.fingerprint ORDER BY i.id) AS things
        FROM trackers t JOIN tracked_items i ON i.tracker_id = t.id
        JOIN trackables k ON k.id = i.trackable_id WHERE t.id = ANY($1::bigint[]) GROUP BY t.id
        """,
        list(tracker_ids),
    )


async def change_owner(database: Database, tracker_ids: Sequence[int], taker: int) -> None:
    """Change trackers' owner, each in the owner's folder of the same name."""
    await database.execute(
        """
        UPDATE trackers t SET user_id = $2, folder_id = (
            SELECT own.id FROM tracker_folders f
            JOIN tracker_folders own ON own.name = f.name AND own.user_id = $2
            WHERE f.id = t.folder_id)
        WHERE t.id = ANY($1::bigint[])
        """,
        list(tracker_ids),
        taker,
    )


async def answer_to(database: Database, tracker_id: int, key: str) -> None:
    """Have a tracker match a wish, unless another one does."""
    await database.execute(
        """
        UPDATE trackers SET request_key = $2
        WHERE id = $1 AND NOT EXISTS (SELECT FROM trackers WHERE request_key = $2)
        """,
        tracker_id,
        key,
    )


async def twins(database: Database, giver: int, taker: int) -> list[Twin]:
    """Return the giver's trackers that watch what one of the receiver's does."""
    return await database.fetch_as(
        Twin,
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


async def rules_of(database: Database, tracker_id: int) -> list[Sizes]:
    """Return a tracker's working rules."""
    return await database.fetch_as(
        Sizes,
        """
        SELECT kind, percent, amount, target FROM price_rules
        WHERE tracker_id = $1 AND is_active AND set_aside_at IS NULL ORDER BY id
        """,
        tracker_id,
    )
