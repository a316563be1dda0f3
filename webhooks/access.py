"""Who calls: current → active → verified → superuser, each a dependency on the one before."""

import hmac
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Generic, TypeVar
from uuid import UUID

from fastapi import Depends, HTTPException, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from fastapi.security.base import SecurityBase

from domain.accounts.api_keys import PREFIX, Scope, holder_of_key
from domain.accounts.assembly import keys_of, open_accounts
from domain.accounts.errors import (
    AccountRefused,
    AccountSwitchedOff,
    EmailNotVerified,
    RoleMissing,
    ScopeMissing,
    SignInNeeded,
    TokenNotValid,
)
from domain.accounts.models import Role
from domain.accounts.queries.sessions import Account, account_of_session
from domain.accounts.service import Accounts
from domain.accounts.sessions import Device
from domain.accounts.tokens import TokenType, hash_of
from domain.accounts.travellers import Traveller, traveller_of
from domain.app import App
from domain.environments import Environment
from webhooks.callers import bearer_of

T = TypeVar("T")
# A session that ends is over everywhere after so long at the latest.
REMEMBERED_SECONDS = 3.0
NOT_FOUND = 404
MOST_REMEMBERED = 10_000


# That of those who call by a key.
NO_SESSION = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls: somebody signed in, by which session, or a program within its key's scopes.

    `scopes` None is whatever the account may do itself.
    """

    account: Account
    session_id: UUID = NO_SESSION
    scopes: frozenset[Scope] | None = None

    @property
    def is_program(self) -> bool:
        """Return whether a key calls."""
        return self.scopes is not None


class Doorkeeper:
    """Looks tokens up, and remembers each answer for a moment."""

    def __init__(self, app: App) -> None:
        self.app = app
        self._keys = keys_of(app.settings)
        self._remembered: OrderedDict[str, tuple[float, Caller]] = OrderedDict()

    @cached_property
    def accounts(self) -> Accounts:
        """Return the accounts' service, opened at its first use."""
        return open_accounts(self.app.pool, self.app.redis, self.app.settings)

    def close(self) -> None:
        """End the threads that hash passwords, if any began."""
        if "accounts" in self.__dict__:
            self.accounts.passwords.close()

    async def admit(self, token: str) -> Caller:
        """Return who holds a token. Raises TokenNotValid."""
        key = hash_of(token)
        known = self._remembered.get(key)
        if known is not None and time.monotonic() < known[0]:
            return known[1]
        try:
            caller = await self._look_up(token)
        except TokenNotValid:
            self._remembered.pop(key, None)
            raise
        self._remembered[key] = (time.monotonic() + REMEMBERED_SECONDS, caller)
        if len(self._remembered) > MOST_REMEMBERED:
            self._remembered.popitem(last=False)
        return caller

    async def _look_up(self, token: str) -> Caller:
        now = self.app.clock.now()
        if token.startswith(PREFIX):
            holder = await holder_of_key(self.app.pool, token, now)
            if holder is None:
                raise TokenNotValid
            return Caller(holder.account, scopes=holder.scopes)
        claims = self._keys.read(token, TokenType.ACCESS, now)
        account = await account_of_session(self.app.pool, claims.user_id, claims.session_id)
        if account is None:
            raise TokenNotValid
        return Caller(account, claims.session_id)

    def forget(self) -> None:
        """Look everybody up again from now on."""
        self._remembered.clear()


_ABOUT = "The access token of `POST /auth/login`, or a personal key."
_bearer = HTTPBearer(auto_error=False, description=_ABOUT)
Bearer = Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]


def doorkeeper(request: Request) -> Doorkeeper:
    """Return the application's doorkeeper."""
    keeper: Doorkeeper = request.app.state.doorkeeper
    return keeper


# A dependency that is no coroutine is run in a thread, which takes longer than all of it.
async def _keeper(request: Request) -> Doorkeeper:
    return doorkeeper(request)


Keeper = Annotated[Doorkeeper, Depends(_keeper)]


async def product(request: Request) -> App:
    """Return the open product."""
    return doorkeeper(request).app


Product = Annotated[App, Depends(product)]


def device_of(request: Request) -> Device:
    """Return what the caller's browser calls itself, and its address."""
    address = request.client.host if request.client else ""
    return Device(request.headers.get("user-agent", ""), address)


async def _device(request: Request) -> Device:
    return device_of(request)


async def get_current_user(request: Request, bearer: Bearer) -> Caller:
    """Return who calls. Raises TokenNotValid."""
    if bearer is None:
        raise TokenNotValid
    return await doorkeeper(request).admit(bearer.credentials)


async def get_current_active_user(
    caller: Annotated[Caller, Depends(get_current_user)],
) -> Caller:
    """Return who calls, if not banned. Raises AccountSwitchedOff."""
    if not caller.account.is_active:
        raise AccountSwitchedOff
    return caller


async def get_signed_in_user(
    caller: Annotated[Caller, Depends(get_current_active_user)],
) -> Caller:
    """Return who calls, if a person. Raises SignInNeeded."""
    if caller.is_program:
        raise SignInNeeded
    return caller


async def get_current_verified_user(
    caller: Annotated[Caller, Depends(get_current_active_user)],
) -> Caller:
    """Return who calls, if their address is proved. Raises EmailNotVerified."""
    if not caller.account.is_verified:
        raise EmailNotVerified
    return caller


async def get_current_superuser(
    caller: Annotated[Caller, Depends(get_current_verified_user)],
) -> Caller:
    """Return who calls, if an administrator. Raises RoleMissing."""
    if caller.account.role is not Role.ADMIN:
        raise RoleMissing
    return caller


class Door(SecurityBase, Generic[T]):
    """The same chain in one step, its scheme included, for the many: to solve each of its
    dependencies takes FastAPI longer than all of them take together.
    """

    model = _bearer.model
    scheme_name = _bearer.scheme_name

    def __init__(self, opens: Callable[[Caller], Awaitable[T]]) -> None:
        self._opens = opens

    async def __call__(self, request: Request) -> T:
        """Return what is behind for who calls. Raises AccountRefused."""
        token = bearer_of(request.scope)
        if not token:
            raise TokenNotValid
        caller = await doorkeeper(request).admit(token)
        return await self._opens(await get_current_active_user(caller))


Current = Annotated[Caller, Depends(Door(get_signed_in_user))]
From = Annotated[Device, Depends(_device)]


def traveller_with(scope: Scope) -> Door[Traveller]:
    """Return the dependency that tells who travels, if the caller may do what `scope` says."""

    async def permitted(caller: Caller) -> Traveller:
        await get_current_verified_user(caller)
        if caller.scopes is not None and scope not in caller.scopes:
            raise ScopeMissing(scope.value)
        return await traveller_of(caller.account.user_id)

    return Door(permitted)


Reader = Annotated[Traveller, Depends(traveller_with(Scope.READ))]
Searcher = Annotated[Traveller, Depends(traveller_with(Scope.SEARCH))]
Tracking = Annotated[Traveller, Depends(traveller_with(Scope.TRACK))]


async def operations_only(request: Request, bearer: Bearer) -> None:
    """Let in, in production, the bearer of OPERATIONS_TOKEN or a verified administrator.

    To others it is not there: HTTPException 404, as for any path that is none.
    """
    settings = doorkeeper(request).app.settings
    if settings.environment is not Environment.PRODUCTION:
        return
    given, token = bearer.credentials if bearer else "", settings.operations_token
    if token is not None and hmac.compare_digest(given.encode(), token.get_secret_value().encode()):
        return
    try:
        caller = await get_current_active_user(await get_current_user(request, bearer))
        await get_current_superuser(await get_current_verified_user(caller))
    except AccountRefused:
        raise HTTPException(NOT_FOUND) from None


OPERATIONS = [Depends(operations_only)]


async def get_administrator(
    caller: Annotated[Caller, Depends(get_signed_in_user)],
) -> Caller:
    """Return who calls, if an administrator in person: no program reads what they do."""
    return await get_current_superuser(await get_current_verified_user(caller))


Administrator = Annotated[Caller, Depends(get_administrator)]
