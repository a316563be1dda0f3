"""TravClan's tokens: one login, refreshed early, by one caller at a time."""

import asyncio
import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

from pydantic import AliasChoices, Field

from domain.clock import Clock
from domain.suppliers.contract import AuthRejected, Supplier, Unavailable
from domain.suppliers.http import SupplierHttp
from domain.suppliers.wire import WireModel, read_whole

LOGIN = "/authentication/internal/service/login"
REFRESH = "/authentication/internal/service/refresh"
ACCESS_LIFE = timedelta(hours=24)
# Processes that logged in together should not all refresh together.
EARLY = (timedelta(minutes=30), timedelta(minutes=90))


class Tokens(WireModel):
    """The pair, in PascalCase or, seen in some clients, camelCase."""

    access: str = Field(validation_alias=AliasChoices("AccessToken", "accessToken"), min_length=1)
    refresh: str | None = Field(None, validation_alias=AliasChoices("RefreshToken", "refreshToken"))


@dataclass(frozen=True, slots=True)
class Credentials:
    """Who asks."""

    api_key: str = field(repr=False)
    merchant_id: str
    user_id: str


@dataclass(slots=True)
class Login:
    """The present token. All callers of a process share it."""

    http: SupplierHttp
    clock: Clock
    base_url: str
    credentials: Credentials
    _tokens: Tokens | None = field(default=None, repr=False)
    _renew_at: datetime | None = None
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def token(self, rejected: str | None = None) -> str:
        """Return a token that should be accepted; `rejected` is one that was not.

        Raises `AuthRejected` when the credentials are refused, `Unavailable` when nobody answers.
        """
        async with self._lock:
            stale = self._renew_at is None or self.clock.now() >= self._renew_at
            if self._tokens is None or stale or self._tokens.access == rejected:
                await self._renew()
            if self._tokens is None:  # pragma: no cover - _renew sets it or raises
                raise AuthRejected(Supplier.TRAVCLAN, "login")
            return self._tokens.access

    async def _renew(self) -> None:
        """Refresh if that is possible, log in otherwise."""
        old, self._tokens = self._tokens, None
        if old is not None and old.refresh:
            refreshed = await self._ask(REFRESH, {"refreshToken": old.refresh})
            if refreshed is not None:
                self._keep(refreshed, old.refresh)
                return
        logged_in = await self._ask(
            LOGIN,
            {
                "api_key": self.credentials.api_key,
                "merchant_id": self.credentials.merchant_id,
                "user_id": self.credentials.user_id,
            },
        )
        if logged_in is None:
            raise AuthRejected(Supplier.TRAVCLAN, "login")
        self._keep(logged_in, None)

    def _keep(self, tokens: Tokens, refresh: str | None) -> None:
        self._tokens = tokens if tokens.refresh else tokens.model_copy(update={"refresh": refresh})
        span = (EARLY[1] - EARLY[0]).total_seconds()
        early = EARLY[0] + timedelta(seconds=random.uniform(0, span))  # noqa: S311 - jitter
        self._renew_at = self.clock.now() + ACCESS_LIFE - early

    async def _ask(self, path: str, body: dict[str, Any]) -> Tokens | None:
        """Return the tokens, or None when they are refused."""
        answer = await self.http.read("login", "POST", f"{self.base_url}{path}", body=body)
        if answer.status in {HTTPStatus.BAD_REQUEST, HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}:
            return None
        if answer.status != HTTPStatus.OK:
            raise Unavailable(Supplier.TRAVCLAN, "login", f"status {answer.status}")
        return read_whole(Tokens, answer.body, Supplier.TRAVCLAN, "login")
