"""An account's event hooks: made, listed, changed, tried and removed by their owner.

A hook's secret is shown once, when it is made; it is kept encrypted, since it signs.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from domain.errors import NotFound
from domain.event_hooks.addresses import read_url
from domain.event_hooks.errors import HookLimitReached
from domain.event_hooks.events import PING, EventKind, message_to
from domain.event_hooks.signatures import new_secret
from domain.outbox.queries import put_messages
from domain.sealing import seal
from domain.settings import Settings
from domain.unit_of_work import Database

MOST_HOOKS = 10
_COLUMNS = "id, url, events, is_active, failing_since, delivered_at, last_error, created_at"


@dataclass(frozen=True, slots=True)
class HookView:
    """A hook as its owner sees it. `last_error` is the last try's, None where it went well."""

    hook_id: int
    url: str
    events: frozenset[EventKind]
    is_active: bool
    failing_since: datetime | None
    delivered_at: datetime | None
    last_error: str | None
    created_at: datetime


async def make_hook(
    database: Database,
    settings: Settings,
    user_id: int,
    url: str,
    events: Collection[EventKind],
    now: datetime,
) -> tuple[HookView, str]:
    """Make a hook and return it with its secret. Raises HookAddressNotUsable, HookLimitReached."""
    kept, secret = read_url(url, may_be_private=settings.private_hooks), new_secret()
    async with database.transaction():
        # One owner's hooks are made one after the other, so that their number holds.
        await database.execute("SELECT pg_advisory_xact_lock(hashtext('event hooks'), $1)", user_id)
        known = await database.fetchval(
            "SELECT count(*) FROM event_hooks WHERE user_id = $1", user_id
        )
        if known >= MOST_HOOKS:
            raise HookLimitReached(MOST_HOOKS)
        row = await database.fetchrow(
            f"""
            INSERT INTO event_hooks (user_id, url, secret, events, is_active, failures, created_at)
            VALUES ($1, $2, $3, $4, true, 0, $5) RETURNING {_COLUMNS}
            """,
            user_id,
            kept,
            seal(settings, secret),
            _written(events),
            now,
        )
    return _view(row), secret


async def list_hooks(database: Database, user_id: int) -> tuple[HookView, ...]:
    """Return somebody's hooks, the newest first."""
    rows = await database.fetch(
        f"SELECT {_COLUMNS} FROM event_hooks WHERE user_id = $1 ORDER BY id DESC", user_id
    )
    return tuple(_view(row) for row in rows)


async def get_hook(database: Database, user_id: int, hook_id: int) -> HookView:
    """Return a hook. Raises NotFound for another's."""
    row = await database.fetchrow(
        f"SELECT {_COLUMNS} FROM event_hooks WHERE id = $2 AND user_id = $1", user_id, hook_id
    )
    if row is None:
        raise NotFound("webhook")
    return _view(row)


async def change_hook(
    database: Database,
    user_id: int,
    hook_id: int,
    *,
    events: Collection[EventKind] | None = None,
    is_active: bool | None = None,
) -> HookView:
    """Change what a hook is for, switch it off, or on again with nothing held against it.

    Raises NotFound for another's.
    """
    row = await database.fetchrow(
        f"""
        UPDATE event_hooks SET events = coalesce($3, events), is_active = coalesce($4, is_active),
            failures = CASE WHEN $4 THEN 0 ELSE failures END,
            failing_since = CASE WHEN $4 THEN NULL ELSE failing_since END,
            rests_until = CASE WHEN $4 THEN NULL ELSE rests_until END
        WHERE id = $2 AND user_id = $1 RETURNING {_COLUMNS}
        """,
        user_id,
        hook_id,
        None if events is None else _written(events),
        is_active,
    )
    if row is None:
        raise NotFound("webhook")
    return _view(row)


async def drop_hook(database: Database, user_id: int, hook_id: int) -> None:
    """Remove a hook; what waits for it goes nowhere. Raises NotFound for another's."""
    gone = await database.fetchval(
        "DELETE FROM event_hooks WHERE id = $2 AND user_id = $1 RETURNING id", user_id, hook_id
    )
    if gone is None:
        raise NotFound("webhook")


async def ping_hook(database: Database, user_id: int, hook_id: int, now: datetime) -> None:
    """Have a hook told that it is a hook. Raises NotFound for another's."""
    await get_hook(database, user_id, hook_id)
    ping = message_to(hook_id, user_id, PING, uuid4().hex, {"webhook_id": hook_id})
    await put_messages(database, [ping], now)


def _written(events: Collection[EventKind]) -> str:
    return ",".join(sorted(set(events)))


def _view(row: Any) -> HookView:
    events = frozenset(EventKind(one) for one in row["events"].split(",") if one)
    return HookView(
        row["id"], row["url"], events, row["is_active"], row["failing_since"],
        row["delivered_at"], row["last_error"], row["created_at"],
    )  # fmt: skip
