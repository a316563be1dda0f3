"""Personal API keys, with which an account owner's programs call us, each within its scopes.

Only a key's hash is kept: the key itself is shown once, when it is created.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.accounts.errors import ApiKeyLimitReached
from domain.accounts.queries.api_keys import (
    NewKey,
    StoredKey,
    count_keys,
    insert_key,
    key_by_hash,
    keys_of,
    lock_owner,
    note_key_used,
    remove_key,
)
from domain.accounts.queries.sessions import Account, account_by_id
from domain.accounts.tokens import hash_of
from domain.errors import NotFound
from domain.unit_of_work import Database

PREFIX = "oh_"
# 256 random bits.
BYTES = 32
SHOWN_LETTERS = 8
MOST_KEYS = 20
# The precision with which a key's last use is recorded.
USED_EVERY = timedelta(minutes=1)


class Scope(StrEnum):
    """What a key may do. Accounts, sessions and keys themselves need a signed-in person."""

    READ = "read"
    SEARCH = "search"
    TRACK = "track"


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key as its owner sees it; `beginning` tells it apart from others."""

    key_id: int
    name: str
    beginning: str
    scopes: frozenset[Scope]
    created_at: datetime
    used_at: datetime | None
    expires_at: datetime | None


@dataclass(frozen=True, slots=True)
class KeyHolder:
    """The account behind a key, and the key's scopes."""

    account: Account
    key_id: int
    scopes: frozenset[Scope]


async def make_key(
    database: Database,
    user_id: int,
    name: str,
    scopes: frozenset[Scope],
    expires_at: datetime | None,
    now: datetime,
) -> tuple[ApiKey, str]:
    """Create a key and return it along with its secret. Raises ApiKeyLimitReached."""
    secret = PREFIX + secrets.token_urlsafe(BYTES)
    async with database.transaction():
        await lock_owner(database, user_id)
        if await count_keys(database, user_id) >= MOST_KEYS:
            raise ApiKeyLimitReached(MOST_KEYS)
        new = NewKey(
            user_id, name, secret[:SHOWN_LETTERS], hash_of(secret), ",".join(sorted(scopes)),
            now, expires_at,
        )  # fmt: skip
        key = await insert_key(database, new)
    return _key(key), secret


async def list_keys(database: Database, user_id: int) -> tuple[ApiKey, ...]:
    """Return somebody's keys, the newest first."""
    return tuple(map(_key, await keys_of(database, user_id)))


async def revoke_key(database: Database, user_id: int, key_id: int) -> None:
    """Revoke a key. Raises NotFound for somebody else's."""
    if not await remove_key(database, user_id, key_id):
        raise NotFound("key")


async def holder_of_key(database: Database, secret: str, now: datetime) -> KeyHolder | None:
    """Return the holder of an unexpired key, and record that it was used."""
    held = await key_by_hash(database, hash_of(secret), now)
    account = None if held is None else await account_by_id(database, held.user_id)
    if held is None or account is None:
        return None
    if held.used_at is None or now - held.used_at >= USED_EVERY:
        await note_key_used(database, held.id, now)
    return KeyHolder(account, held.id, _scopes(held.scopes))


def _key(stored: StoredKey) -> ApiKey:
    return ApiKey(
        stored.id, stored.name, stored.beginning, _scopes(stored.scopes), stored.created_at,
        stored.used_at, stored.expires_at,
    )  # fmt: skip


def _scopes(stored: str) -> frozenset[Scope]:
    return frozenset(Scope(one) for one in stored.split(",") if one)
