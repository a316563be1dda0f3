"""Sessions: begun at log-in, continued with single-use refresh tokens, ended for good.

A refresh token is rotated at each use. Two concurrent uses (two tabs, a lost response) are not
theft: for some seconds the immediate predecessor gets the same successor, signed again from its
row. After that, somebody else has a copy: the whole session ends and its owner is notified.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID, uuid4

from domain.accounts.errors import TokenNotValid
from domain.accounts.queries.sessions import (
    HeldToken,
    end_sessions,
    load_token,
    lock_token,
    mark_rotated,
    put_session,
    put_token,
)
from domain.accounts.tokens import Claims, TokenKeys, TokenType, hash_of
from domain.unit_of_work import Database

# How long the same successor is handed out again.
GRACE = timedelta(seconds=10)


class EndReason(StrEnum):
    """Why a session ended."""

    LOGGED_OUT = "logged out"
    ENDED_ELSEWHERE = "ended elsewhere"
    PASSWORD_CHANGED = "password changed"  # noqa: S105 - a reason
    BANNED = "banned"
    REUSED = "token reused"
    LINKED_ANEW = "chat linked anew"


@dataclass(frozen=True, slots=True)
class Device:
    """Where somebody signs in: the browser's user agent, and its address."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Lifetimes:
    """How long each token is valid."""

    access: timedelta
    refresh: timedelta


@dataclass(frozen=True, slots=True)
class TokenPair:
    """Both JWTs, and when they expire (aware UTC)."""

    access: str
    access_until: datetime
    refresh: str
    refresh_until: datetime
    session_id: UUID


@dataclass(frozen=True, slots=True)
class Reused:
    """A used token came again: its session has ended, and its owner must be notified."""

    user_id: int
    session_id: UUID


class Sessions:
    """Begins, continues and ends sessions. Everything here joins a unit of work."""

    def __init__(self, database: Database, keys: TokenKeys, lifetimes: Lifetimes) -> None:
        self._database, self._keys, self._lifetimes = database, keys, lifetimes

    async def begin(self, user_id: int, device: Device, now: datetime) -> TokenPair:
        """Sign somebody in."""
        session_id = uuid4()
        now = now.replace(microsecond=0)
        async with self._database.transaction():
            until = now + self._lifetimes.refresh
            await put_session(
                self._database, session_id, user_id, device.name[:255], device.address[:64],
                now, until,
            )  # fmt: skip
            refresh = await self._put_token(user_id, session_id, uuid4(), now)
        return self._pair(user_id, session_id, refresh, until, now)

    async def refresh(self, token: str, device: Device, now: datetime) -> TokenPair | Reused:
        """Rotate a refresh token. Raises TokenNotValid.

        `Reused` is a value and not an exception because what it reports must be committed: an
        exception would undo it.
        """
        claims = self._keys.read(token, TokenType.REFRESH, now)
        now = now.replace(microsecond=0)
        async with self._database.transaction():
            held = await lock_token(self._database, hash_of(token), device.address[:64], now)
            if held is None:
                raise TokenNotValid
            if held.rotated_at is None:
                return await self._rotate(claims, held, now)
            again = await self._successor(claims, held, now)
            if again is not None:
                return again
            await end_sessions(
                self._database, claims.user_id, EndReason.REUSED, now, only=claims.session_id
            )
        return Reused(claims.user_id, claims.session_id)

    async def end(self, user_id: int, session_id: UUID, reason: EndReason, now: datetime) -> bool:
        """End one of somebody's sessions; False if there is no such session."""
        return bool(await end_sessions(self._database, user_id, reason, now, only=session_id))

    async def end_all(
        self, user_id: int, reason: EndReason, now: datetime, but: UUID | None = None
    ) -> int:
        """End all of somebody's sessions, except the named one; return how many ended."""
        return await end_sessions(self._database, user_id, reason, now, but=but)

    async def _rotate(self, claims: Claims, held: HeldToken, now: datetime) -> TokenPair:
        successor_id = uuid4()
        refresh = await self._put_token(claims.user_id, claims.session_id, successor_id, now)
        await mark_rotated(self._database, held.token_id, successor_id, now)
        until = now + self._lifetimes.refresh
        return self._pair(claims.user_id, claims.session_id, refresh, until, now)

    async def _successor(self, claims: Claims, held: HeldToken, now: datetime) -> TokenPair | None:
        """Return what the token's first use got; None if that was too long ago or has been used
        itself.
        """
        if held.rotated_at is None or held.successor_id is None or now - held.rotated_at > GRACE:
            return None
        successor = await load_token(self._database, held.successor_id)
        if successor is None or successor.rotated_at is not None:
            return None
        refresh = self._keys.sign(
            Claims(
                TokenType.REFRESH, claims.user_id, claims.session_id, successor.token_id,
                successor.issued_at, successor.expires_at,
            ),
            successor.key_id,
        )  # fmt: skip
        return self._pair(
            claims.user_id, claims.session_id, refresh, successor.expires_at, successor.issued_at
        )

    async def _put_token(
        self, user_id: int, session_id: UUID, token_id: UUID, now: datetime
    ) -> str:
        until = now + self._lifetimes.refresh
        token = self._keys.sign(
            Claims(TokenType.REFRESH, user_id, session_id, token_id, now, until)
        )
        key_id = self._keys.current
        await put_token(self._database, token_id, session_id, hash_of(token), key_id, now, until)
        return token

    def _pair(
        self, user_id: int, session_id: UUID, refresh: str, refresh_until: datetime, now: datetime
    ) -> TokenPair:
        """Return both tokens. The access token's id is derived from the refresh token's, so a
        second use of its predecessor gets the same bytes.
        """
        until = now + self._lifetimes.access
        token_id = UUID(hex=hash_of(refresh)[:32])
        access = self._keys.sign(
            Claims(TokenType.ACCESS, user_id, session_id, token_id, now, until)
        )
        return TokenPair(access, until, refresh, refresh_until, session_id)
