"""An account's event hooks: created, listed, changed, tested and removed by their owner.

A hook's secret is shown once, on creation; it is stored encrypted, because it is needed for
signing.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from domain.errors import NotFound
from domain.event_hooks.addresses import read_url
from domain.event_hooks.errors import HookLimitReached
from domain.event_hooks.events import PING, EventKind, message_to
from domain.event_hooks.queries import (
    StoredHook,
    count_hooks,
    hook_of,
    hooks_of,
    insert_hook,
    lock_owner,
    remove_hook,
    update_hook,
)
from domain.event_hooks.signatures import new_secret
from domain.outbox.queries.messages import put_messages
from domain.sealing import seal
from domain.settings import Settings
from domain.unit_of_work import Database

MOST_HOOKS = 10


@dataclass(frozen=True, slots=True)
class HookView:
    """A hook as its owner sees it. `last_error` is from the last try, None if that went well."""

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
    """Create a hook and return it with its secret. Raises HookAddressNotUsable,
    HookLimitReached.
    """
    kept, secret = read_url(url, may_be_private=settings.private_hooks), new_secret()
    async with database.transaction():
        await lock_owner(database, user_id)
        if await count_hooks(database, user_id) >= MOST_HOOKS:
            raise HookLimitReached(MOST_HOOKS)
        hook = await insert_hook(
            database, user_id, kept, seal(settings, secret), _written(events), now
        )
    return _view(hook), secret


async def list_hooks(database: Database, user_id: int) -> tuple[HookView, ...]:
    """Return somebody's hooks, the newest first."""
    return tuple(map(_view, await hooks_of(database, user_id)))


async def get_hook(database: Database, user_id: int, hook_id: int) -> HookView:
    """Return a hook. Raises NotFound for somebody else's."""
    hook = await hook_of(database, user_id, hook_id)
    if hook is None:
        raise NotFound("webhook")
    return _view(hook)


async def change_hook(
    database: Database,
    user_id: int,
    hook_id: int,
    *,
    events: Collection[EventKind] | None = None,
    is_active: bool | None = None,
) -> HookView:
    """Change a hook's events, switch it off, or switch it on with its failures cleared.

    Raises NotFound for somebody else's.
    """
    written = None if events is None else _written(events)
    hook = await update_hook(database, user_id, hook_id, written, is_active)
    if hook is None:
        raise NotFound("webhook")
    return _view(hook)


async def drop_hook(database: Database, user_id: int, hook_id: int) -> None:
    """Remove a hook; its waiting posts are dropped. Raises NotFound for somebody else's."""
    if not await remove_hook(database, user_id, hook_id):
        raise NotFound("webhook")


async def ping_hook(database: Database, user_id: int, hook_id: int, now: datetime) -> None:
    """Send a hook a test event. Raises NotFound for somebody else's."""
    await get_hook(database, user_id, hook_id)
    ping = message_to(hook_id, user_id, PING, uuid4().hex, {"webhook_id": hook_id})
    await put_messages(database, [ping], now)


def _written(events: Collection[EventKind]) -> str:
    return ",".join(sorted(set(events)))


def _view(stored: StoredHook) -> HookView:
    events = frozenset(EventKind(one) for one in stored.events.split(",") if one)
    return HookView(
        stored.id, stored.url, events, stored.is_active, stored.failing_since,
        stored.delivered_at, stored.last_error, stored.created_at,
    )  # fmt: skip
