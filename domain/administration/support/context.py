"""The context of a traveller's message: the screens they saw last, and what it may be about."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from redis.asyncio import Redis
from redis.exceptions import RedisError

from domain.administration.queries.references import bookings_of, trackers_of
from domain.unit_of_work import Database

# How many screens are remembered, and how much of each.
MOST_SCREENS, SCREENS_SECONDS, LONGEST_SCREEN = 5, 86_400, 160
MOST_REFERENCES = 3


@dataclass(frozen=True, slots=True)
class SeenScreen:
    """The first words of a screen, and when it was shown."""

    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Context:
    """The last screens, the latest first, and references to bookings (with states) and trackers."""

    screens: tuple[SeenScreen, ...] = ()
    bookings: tuple[str, ...] = ()
    trackers: tuple[str, ...] = ()


async def note_screen(redis: Redis, chat_id: int, text: str, now: datetime) -> None:
    """Remember that a screen was shown in a private chat; skipped while Redis is away."""
    head = text if len(text) <= LONGEST_SCREEN else f"{text[: LONGEST_SCREEN - 1].rstrip()}…"
    told = json.dumps([now.isoformat(), head])
    try:
        async with redis.pipeline() as pipe:
            pipe.lpush(_key(chat_id), told)
            pipe.ltrim(_key(chat_id), 0, MOST_SCREENS - 1)
            pipe.expire(_key(chat_id), SCREENS_SECONDS)
            await pipe.execute()
    except (RedisError, OSError):
        return


async def gather_context(
    database: Database, redis: Redis, user_id: int, chat_id: int
) -> dict[str, Any]:
    """Return a message's context in stored form."""
    try:
        kept = await redis.lrange(_key(chat_id), 0, MOST_SCREENS - 1)  # type: ignore[misc] # typed for both kinds of client
    except (RedisError, OSError):
        kept = []
    return {
        "screens": [json.loads(one) for one in kept],
        "bookings": await bookings_of(database, user_id, MOST_REFERENCES),
        "trackers": await trackers_of(database, user_id, MOST_REFERENCES),
    }


def read_context(kept: Mapping[str, Any]) -> Context:
    """Return a message's stored context."""
    return Context(
        tuple(SeenScreen(datetime.fromisoformat(at), text) for at, text in kept.get("screens", ())),
        tuple(kept.get("bookings", ())),
        tuple(kept.get("trackers", ())),
    )


def _key(chat_id: int) -> str:
    return f"support:screens:{chat_id}"
