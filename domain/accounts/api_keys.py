"""Personal keys: what programs of an account's owner call with, each within its scopes.

Only a key's hash is kept: the key itself is shown once, when it is made.
"""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from domain.accounts.errors import ApiKeyLimitReached
from domain.accounts.queries import Account, account_by_id
from domain.accounts.tokens import hash_of
from domain.errors import NotFound
from domain.unit_of_work import Database

PREFIX = "oh_"
# 256 bits of chance.
BYTES = 32
SHOWN_LETTERS = 8
MOST_KEYS = 20
# How exactly it is known when a key was used last.
USED_EVERY = timedelta(minutes=1)


class Scope(StrEnum):
    """What a key is for. Accounts, sessions and keys themselves are for signed-in people alone."""

    READ = "read"
    SEARCH = "search"
    TRACK = "track"


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key as its owner sees it: `beginning` tells it from others."""

    key_id: int
    name: str
    beginning: str
    scopes: frozenset[Scope]
    created_at: datetime
    used_at: datetime | None
    expires_at: datetime | None


@dataclass(frozen=True, slots=True)
class KeyHolder:
    """The account behind a key, and what the key is for."""

    account: Account
    key_id: int
    scopes: frozenset[Scope]


_COLUMNS = "id, name, beginning, scopes, created_at, used_at, expires_at"


async def make_key(
    database: Database,
    user_id: int,
    name: str,
    scopes: frozenset[Scope],
    expires_at: datetime | None,
    now: datetime,
) -> tuple[ApiKey, str]:
    """Make a key and return it with the key itself. Raises ApiKeyLimitReached."""
    secret = PREFIX + secrets.token_urlsafe(BYTES)
    async with database.transaction():
        # One owner's keys are made one after the other, so that their number holds.
        await database.execute("SELECT FROM users WHERE id = $1 FOR UPDATE", user_id)
        known = await database.fetchval("SELECT count(*) FROM api_keys WHERE user_id = $1", user_id)
        if known >= MOST_KEYS:
            raise ApiKeyLimitReached(MOST_KEYS)
        key = await database.fetchrow(
            f"""
            INSERT INTO api_keys (user_id, name, beginning, key_hash, scopes, created_at,
                                  expires_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING {_COLUMNS}
            """,
            user_id,
            name,
            secret[:SHOWN_LETTERS],
            hash_of(secret),
            ",".join(sorted(scopes)),
            now,
            expires_at,
        )
    return _key(key), secret


async def list_keys(database: Database, user_id: int) -> tuple[ApiKey, ...]:
    """Return somebody's keys, the newest first."""
    rows = await database.fetch(
        f"SELECT {_COLUMNS} FROM api_keys WHERE user_id = $1 ORDER BY id DESC", user_id
    )
    return tuple(_key(row) for row in rows)


async def revoke_key(database: Database, user_id: int, key_id: int) -> None:
    """Take a key away. Raises NotFound for another's."""
    gone = await database.fetchval(
        "DELETE FROM api_keys WHERE id = $2 AND user_id = $1 RETURNING id", user_id, key_id
    )
    if gone is None:
        raise NotFound("key")


async def holder_of_key(database: Database, secret: str, now: datetime) -> KeyHolder | None:
    """Return who holds a key that has not run out, and note that it is used."""
    row = await database.fetchrow(
        """
        SELECT id, user_id, scopes, used_at FROM api_keys
        WHERE key_hash = $1 AND (expires_at IS NULL OR expires_at > $2)
        """,
        hash_of(secret),
        now,
    )
    account = None if row is None else await account_by_id(database, row["user_id"])
    if account is None:
        return None
    if row["used_at"] is None or now - row["used_at"] >= USED_EVERY:
        await database.execute("UPDATE api_keys SET used_at = $2 WHERE id = $1", row["id"], now)
    return KeyHolder(account, row["id"], _scopes(row["scopes"]))


async def forget_expired_keys(database: Database, before: datetime) -> None:
    """Remove the keys that ran out before then."""
    await database.execute("DELETE FROM api_keys WHERE expires_at < $1", before)


def _key(row: Iterable[Any]) -> ApiKey:
    key_id, name, beginning, scopes, *moments = row
    return ApiKey(key_id, name, beginning, _scopes(scopes), *moments)


def _scopes(stored: str) -> frozenset[Scope]:
    return frozenset(Scope(one) for one in stored.split(",") if one)
