"""`/api/v1/auth/…`, `/api/v1/me` and `/api/v1/sessions`."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request

from domain.accounts.errors import MailNotConfigured
from domain.accounts.queries.sessions import open_sessions
from domain.accounts.service import Accounts
from domain.accounts.sessions import EndReason
from domain.errors import NotFound
from webhooks.access import Current, From, Keeper, doorkeeper
from webhooks.api.account_values import (
    Accepted,
    CodeOnly,
    Credentials,
    EmailChange,
    EmailOnly,
    Me,
    NewPassword,
    PasswordChange,
    Refresh,
    Registration,
    SessionItem,
    Tokens,
)
from webhooks.api.paging import Page, Paged, ticks
from webhooks.api.values import V1
from webhooks.problems import Problem

ACCEPTED, NO_CONTENT = 202, 204


async def _service(request: Request) -> Accounts:
    return doorkeeper(request).accounts


async def _now(request: Request) -> datetime:
    return doorkeeper(request).app.clock.now()


async def _with_mail(request: Request) -> None:
    if doorkeeper(request).app.settings.smtp_url is None:
        raise MailNotConfigured


Service = Annotated[Accounts, Depends(_service)]
Now = Annotated[datetime, Depends(_now)]
MAILED = [Depends(_with_mail)]
auth = APIRouter(prefix=f"{V1}/auth", tags=["auth"])
own = APIRouter(prefix=V1, tags=["account"])


@auth.post("/register", status_code=ACCEPTED, dependencies=MAILED)
async def register(body: Registration, service: Service, device: From, now: Now) -> Accepted:
    """Begin an account. The answer is the same whether or not the address has one already."""
    await service.register(body.email, body.password, body.first_name, body.language, device, now)
    return Accepted()


@auth.post("/verify-email", status_code=NO_CONTENT)
async def verify_email(body: CodeOnly, service: Service, device: From, now: Now) -> None:
    """Prove an address by the code that it was mailed."""
    await service.verify_email(body.code, device, now)


@auth.post("/login")
async def login(body: Credentials, service: Service, device: From, now: Now) -> Tokens:
    """Sign in."""
    return Tokens.of(await service.log_in(body.email, body.password, device, now))


@auth.post("/refresh")
async def refresh(body: Refresh, service: Service, device: From, now: Now) -> Tokens:
    """Exchange a refresh token for a new pair. Used a second time later, it ends the session."""
    return Tokens.of(await service.refresh(body.refresh_token, device, now))


@auth.post("/logout", status_code=NO_CONTENT)
async def logout(caller: Current, service: Service, now: Now) -> None:
    """Sign out here."""
    await service.sessions.end(caller.account.user_id, caller.session_id, EndReason.LOGGED_OUT, now)


@auth.post("/logout-all", status_code=NO_CONTENT)
async def logout_all(caller: Current, service: Service, now: Now) -> None:
    """Sign out everywhere."""
    await service.sessions.end_all(caller.account.user_id, EndReason.LOGGED_OUT, now)


@auth.post("/forgot-password", status_code=ACCEPTED, dependencies=MAILED)
async def forgot_password(body: EmailOnly, service: Service, device: From, now: Now) -> Accepted:
    """Ask for a link to set a new password."""
    await service.forgot_password(body.email, device, now)
    return Accepted()


@auth.post("/reset-password", status_code=NO_CONTENT)
async def reset_password(body: NewPassword, service: Service, device: From, now: Now) -> None:
    """Set a new password by the code that was mailed; every device is signed out."""
    await service.reset_password(body.code, body.password, device, now)


@auth.post("/change-password")
async def change_password(
    body: PasswordChange, caller: Current, service: Service, device: From, now: Now
) -> Tokens:
    """Change the password; every device is signed out, this one gets a new pair."""
    pair = await service.change_password(
        caller.account, body.old_password, body.new_password, device, now
    )
    return Tokens.of(pair)


@auth.post("/change-email", status_code=ACCEPTED, dependencies=MAILED)
async def change_email(
    body: EmailChange, caller: Current, service: Service, device: From, now: Now
) -> Accepted:
    """Ask for another address: it counts once it is proved."""
    await service.change_email(caller.account, body.email, body.password, device, now)
    return Accepted()


@auth.post(
    "/add-email", status_code=ACCEPTED, dependencies=MAILED, responses={409: {"model": Problem}}
)
async def add_email(
    body: EmailChange, caller: Current, service: Service, device: From, now: Now
) -> Accepted:
    """Give an account that Telegram alone opens an address and a password, within ten minutes of
    signing in; they count once the address is proved.
    """
    await service.add_email(
        caller.account, caller.session_id, body.email, body.password, device, now
    )
    return Accepted()


@auth.post("/confirm-email", status_code=NO_CONTENT)
async def confirm_email(body: CodeOnly, service: Service, device: From, now: Now) -> None:
    """Prove another address by the code that it was mailed."""
    await service.confirm_email(body.code, device, now)


@own.get("/me")
async def me(caller: Current) -> Me:
    """Return the account that calls."""
    return Me.of(caller.account)


@own.get("/sessions")
async def list_sessions(
    caller: Current, keeper: Keeper, now: Now, page: Page
) -> Paged[SessionItem]:
    """Return the devices that are signed in, the last to sign in first."""
    mine = await open_sessions(keeper.app.pool, caller.account.user_id, now)
    chosen, cursor = page.of(mine, lambda one: (-ticks(one.began_at), one.session_id.hex))
    found = [SessionItem.of(one, caller.session_id) for one in chosen]
    return Paged(items=found, next_cursor=cursor)


@own.delete("/sessions/{session_id}", status_code=NO_CONTENT)
async def end_session(session_id: UUID, caller: Current, service: Service, now: Now) -> None:
    """Sign one device out."""
    user_id, reason = caller.account.user_id, EndReason.ENDED_ELSEWHERE
    if not await service.sessions.end(user_id, session_id, reason, now):
        raise NotFound("session")


@own.delete("/sessions", status_code=NO_CONTENT)
async def end_other_sessions(caller: Current, service: Service, now: Now) -> None:
    """Sign every other device out."""
    user_id, reason = caller.account.user_id, EndReason.ENDED_ELSEWHERE
    await service.sessions.end_all(user_id, reason, now, but=caller.session_id)
