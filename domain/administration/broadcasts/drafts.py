"""Broadcasts before they start: each change is one transaction with its audit entry."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from domain.administration.audit import Act, Actor, Deed, note
from domain.administration.broadcasts.audience import Audience
from domain.administration.broadcasts.errors import (
    BroadcastBegun,
    BroadcastTextMissing,
    BroadcastTextTooLong,
    BroadcastTimeNotUnderstood,
    BroadcastTimePast,
)
from domain.administration.broadcasts.models import BroadcastState
from domain.administration.broadcasts.queries import (
    BroadcastView,
    change_draft,
    load_broadcast,
    put_draft,
)
from domain.unit_of_work import Database

# Telegram's limits, less the line that explains how to opt out.
LONGEST_TEXT, LONGEST_CAPTION = 3_900, 900
LATEST = timedelta(days=366)
LAST_CLOCK = timedelta(hours=-12)
Columns = dict[str, Any]
TIME_FORMAT = "%Y-%m-%d %H:%M"
DAYS_TO_EXAMPLE, HOUR_OF_EXAMPLE = 2, 10


async def new_draft(database: Database, actor: Actor, now: datetime) -> BroadcastView:
    """Create a draft."""
    async with database.transaction():
        draft = await load_broadcast(database, await put_draft(database, actor.user_id, now))
        await note(database, actor, Deed(Act.BROADCAST_DRAFTED, draft.batch), now)
    return draft


async def set_text(
    database: Database,
    actor: Actor,
    broadcast_id: int,
    language: str,
    text: str,
    length: int,
    now: datetime,
    photo: str | None = None,
) -> BroadcastView:
    """Set the text in a language; a photo is shared by all languages, and kept when none is given.

    `text` is Telegram's HTML, `length` the number of visible characters. Raises NotFound,
    `BroadcastTextMissing`, `BroadcastTextTooLong` and `BroadcastBegun`.
    """

    def change(draft: BroadcastView) -> Columns:
        picture = photo or draft.photo
        most = LONGEST_CAPTION if picture else LONGEST_TEXT
        if not text.strip():
            raise BroadcastTextMissing
        if length > most:
            raise BroadcastTextTooLong(length, most)
        return {"texts": draft.texts | {language: text}, "photo": picture}

    return await _change(database, actor, broadcast_id, now, change)


async def drop_photo(
    database: Database, actor: Actor, broadcast_id: int, now: datetime
) -> BroadcastView:
    """Remove the picture. Raises NotFound and `BroadcastBegun`."""
    return await _change(database, actor, broadcast_id, now, lambda _draft: {"photo": None})


async def set_audience(
    database: Database, actor: Actor, broadcast_id: int, audience: Audience, now: datetime
) -> BroadcastView:
    """Set the audience. Raises NotFound and `BroadcastBegun`."""
    told = audience.model_dump(mode="json")
    return await _change(database, actor, broadcast_id, now, lambda _draft: {"audience": told})


async def set_time(
    database: Database,
    actor: Actor,
    broadcast_id: int,
    local_at: datetime | None,
    now: datetime,
) -> BroadcastView:
    """Set when it arrives, in each reader's local time (no zone); None for immediately.

    Raises NotFound, `BroadcastBegun`, and `BroadcastTimePast` for a time that is past everywhere or
    more than a year away.
    """

    def change(_draft: BroadcastView) -> Columns:
        if local_at is not None and not lies_ahead(local_at, now):
            raise BroadcastTimePast(local_at.strftime(TIME_FORMAT))
        return {"local_at": None if local_at is None else local_at.strftime("%Y-%m-%dT%H:%M")}

    return await _change(database, actor, broadcast_id, now, change)


async def _change(
    database: Database,
    actor: Actor,
    broadcast_id: int,
    now: datetime,
    change: Callable[[BroadcastView], Columns],
) -> BroadcastView:
    """Set what `change` makes of a locked draft, log what differs then, and return the draft."""
    async with database.transaction():
        draft = await load_broadcast(database, broadcast_id, lock=True)
        if draft.state is not BroadcastState.DRAFT:
            raise BroadcastBegun
        await change_draft(database, broadcast_id, **change(draft))
        changed = await load_broadcast(database, broadcast_id)
        before, after = _told(draft), _told(changed)
        names = [one for one in {**before, **after} if before.get(one) != after.get(one)]
        if names:
            deed = Deed(
                Act.BROADCAST_CHANGED,
                draft.batch,
                {one: before.get(one) for one in names},
                {one: after.get(one) for one in names},
            )
            await note(database, actor, deed, now)
    return changed


def _told(draft: BroadcastView) -> dict[str, Any]:
    """Return a draft as the log tells it: each language's text by itself."""
    return {
        **{f"text {language}": text for language, text in draft.texts.items()},
        "photo": draft.photo,
        "audience": draft.audience.model_dump(mode="json", exclude_defaults=True),
        "local_at": draft.local_at and draft.local_at.strftime(TIME_FORMAT),
    }


def read_time(text: str, now: datetime) -> datetime:
    """Return the date and time in a text such as `2027-01-15 10:00`, without a zone.

    Raises `BroadcastTimeNotUnderstood`.
    """
    try:
        return datetime.strptime(" ".join(text.split()), TIME_FORMAT)  # noqa: DTZ007 - each reader's own clock
    except ValueError:
        raise BroadcastTimeNotUnderstood(text, example_time(now)) from None


def example_time(now: datetime) -> str:
    """Return a time as it may be typed, which lies ahead on every reader's clock."""
    day = now + timedelta(days=DAYS_TO_EXAMPLE)
    return day.replace(hour=HOUR_OF_EXAMPLE, minute=0).strftime(TIME_FORMAT)


def lies_ahead(local_at: datetime, now: datetime) -> bool:
    """Return whether a reader's local time is still to come somewhere, and within a year."""
    last = now.replace(tzinfo=None) + LAST_CLOCK
    return last < local_at < now.replace(tzinfo=None) + LATEST
