"""Manages TravClan's tokens: one login, refreshed early, by one caller at a time."""

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Annotated, Any

import structlog
from pydantic import AliasChoices, Field

from domain.clock import Clock
from domain.suppliers.contract import AuthRejected, Supplier, SupplierError
from domain.suppliers.http import Call, SupplierHttp
from domain.suppliers.http_answers import Answer, refuse
from domain.suppliers.single_flight import SingleFlight
from domain.suppliers.wire import Maybe, WireModel, read_whole

log = structlog.get_logger(__name__)

LOGIN = "/authentication/internal/service/login"
REFRESH = "/authentication/internal/service/refresh"
ACCESS_LIFE = timedelta(hours=24)
# Spread out the refreshes of processes that logged in together.
EARLY = (timedelta(minutes=30), timedelta(minutes=90))
# After a failed early refresh the old token is still used; the next try is this much later.
RETRY_AFTER = timedelta(minutes=1)
REFUSALS = {HTTPStatus.BAD_REQUEST, HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}

# It goes into a header as it is.
Token = Annotated[str, Field(pattern=r"^[\x21-\x7e]+$")]


class Tokens(WireModel):
    """The pair, in PascalCase or, seen in some clients, camelCase."""

    access: Token = Field(validation_alias=AliasChoices("AccessToken", "accessToken"), repr=False)
    refresh: Maybe[Token] = Field(
        None, validation_alias=AliasChoices("RefreshToken", "refreshToken"), repr=False
    )


@dataclass(frozen=True, slots=True)
class Credentials:
    """Who asks."""

    api_key: str = field(repr=False)
    merchant_id: str
    user_id: str


@dataclass(frozen=True, slots=True)
class Session:
    """Tokens, and when they should and must be renewed."""

    tokens: Tokens
    renew_at: datetime
    ends_at: datetime


@dataclass(slots=True)
class Login:
    """The current token, shared by all callers in a process, with one renewal at a time."""

    http: SupplierHttp
    clock: Clock
    base_url: str
    credentials: Credentials
    _session: Session | None = field(default=None, repr=False)
    _renewal: SingleFlight[str] = field(default_factory=SingleFlight)

    async def token(self, operation: str, rejected: str | None = None) -> str:
        """Return a valid token; `rejected` is one that was not accepted.

        Raises `AuthRejected` if the credentials are refused, and whatever else a call raises.
        Callers during a renewal share its outcome, including a refusal: a wrong key costs one
        question, not one for each waiting traveller.
        """
        session = self._session
        if session is not None and session.tokens.access != rejected:
            if self.clock.now() < session.renew_at:
                return session.tokens.access
            if self.clock.now() < session.ends_at:
                return await self._renewal.run("token", lambda: self._renew_early(session))
        return await self._renewal.run("token", lambda: self._renew(operation))

    async def _renew_early(self, session: Session) -> str:
        """Renew; if that fails, the old token is still valid."""
        try:
            return await self._renew("login")
        except SupplierError as error:
            log.warning("token kept past its renewal", why=type(error).__name__)
            later = min(self.clock.now() + RETRY_AFTER, session.ends_at)
            self._session = Session(session.tokens, later, session.ends_at)
            return session.tokens.access

    async def _renew(self, operation: str) -> str:
        """Refresh if that is possible, log in otherwise."""
        old = self._session.tokens.refresh if self._session is not None else None
        if old is not None:
            refreshed = await self._ask(operation, REFRESH, {"refreshToken": old})
            if refreshed is not None:
                return self._keep(refreshed, old)
            self._session = None
        logged_in = await self._ask(
            operation,
            LOGIN,
            {
                "api_key": self.credentials.api_key,
                "merchant_id": self.credentials.merchant_id,
                "user_id": self.credentials.user_id,
            },
        )
        if logged_in is None:
            raise AuthRejected(Supplier.TRAVCLAN, operation)
        return self._keep(logged_in, None)

    def _keep(self, tokens: Tokens, refresh: str | None) -> str:
        now = self.clock.now()
        span = (EARLY[1] - EARLY[0]).total_seconds()
        early = EARLY[0] + timedelta(seconds=random.uniform(0, span))  # noqa: S311 - jitter
        pair = tokens.model_copy(update={"refresh": tokens.refresh or refresh})
        self._session = Session(pair, now + ACCESS_LIFE - early, now + ACCESS_LIFE)
        return tokens.access

    async def _ask(self, operation: str, path: str, body: dict[str, Any]) -> Tokens | None:
        """Return the tokens, or None if they are refused."""

        def digest(answer: Answer) -> Tokens | None:
            if answer.status in REFUSALS:
                return None
            if not answer.is_success:
                refuse(Supplier.TRAVCLAN, operation, answer)
            return read_whole(Tokens, answer.body, Supplier.TRAVCLAN, operation)

        call = Call(operation, "login", "POST", f"{self.base_url}{path}", body=body)
        return await self.http.read(call, digest)

    async def aclose(self) -> None:
        """Cancel a renewal in progress."""
        await self._renewal.aclose()
