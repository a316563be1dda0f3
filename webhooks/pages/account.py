"""The account's own page: who is signed in, where, and what can be changed."""

import json
from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from domain.accounts.errors import MailNotConfigured, TokenNotValid
from domain.accounts.passwords import SHORTEST
from domain.accounts.queries.sessions import account_by_id, open_sessions
from domain.accounts.sessions import EndReason
from domain.errors import NotFound
from domain.linking.links import linked_chats
from domain.privacy.deletion import delete_person
from domain.privacy.export import export_person
from webhooks.pages.devices import device_name
from webhooks.pages.notices import Notice
from webhooks.pages.opening import REFUSALS, PageRoute, again, proved
from webhooks.pages.visit import HOME, LOGIN, visit_of

AS_FILE = {"Content-Disposition": 'attachment; filename="my-data.json"'}

router = APIRouter(route_class=PageRoute, include_in_schema=False)


@router.get("/account")
async def account_page(request: Request) -> Response:
    """Show the account and the devices that are signed in."""
    visit = visit_of(request)
    database = visit.keeper.app.pool
    account = await account_by_id(database, visit.account.user_id)
    if account is None:
        raise TokenNotValid
    sessions = await open_sessions(database, account.user_id, visit.now)
    return visit.page(
        "account.html",
        account=account,
        sessions=sessions,
        chats=await linked_chats(visit.keeper.app, account.user_id),
        current=visit.signed_in.session_id,
        device_name=lambda session: device_name(session.device, visit.t),
        moment=lambda instant: visit.t.moment(instant, account.time_zone),
        ago=lambda instant: visit.t.ago(visit.now - instant),
    )


@router.get("/account/password")
async def password_page(request: Request) -> Response:
    """Show the form for another password."""
    visit = visit_of(request)
    return visit.page("password.html", email=visit.account.email or "", shortest=SHORTEST)


@router.post("/account/password")
async def change_password(request: Request) -> Response:
    """Change the password; every other device is signed out."""
    visit = visit_of(request)
    account, form = visit.account, await visit.form()
    try:
        visit.prove(form)
        old, new = form.get("old", ""), form.get("password", "")
        pair = await visit.accounts.change_password(account, old, new, visit.device, visit.now)
    except REFUSALS as error:
        email = account.email or ""
        return again(visit, "password.html", error, email=email, shortest=SHORTEST)
    visit.cookies.sign_in(pair)
    return visit.go(HOME, Notice.PASSWORD_CHANGED)


@router.get("/account/email")
async def email_page(request: Request) -> Response:
    """Show the form for another address."""
    visit = visit_of(request)
    if visit.keeper.app.settings.smtp_url is None:
        raise MailNotConfigured
    return visit.page("email.html", now_email=visit.account.email, email="", shortest=SHORTEST)


@router.post("/account/email")
async def change_email(request: Request) -> Response:
    """Have a link mailed to another address, which counts once it is opened."""
    visit = visit_of(request)
    account, form = visit.account, await visit.form()
    email = form.get("email", "")
    try:
        visit.prove(form)
        password = form.get("password", "")
        if account.email is None:
            session = visit.signed_in.session_id
            await visit.accounts.add_email(
                account, session, email, password, visit.device, visit.now
            )
        else:
            await visit.accounts.change_email(account, email, password, visit.device, visit.now)
    except REFUSALS as error:
        return again(
            visit, "email.html", error, now_email=account.email, email=email, shortest=SHORTEST
        )
    return visit.go(HOME, Notice.CODE_SENT)


@router.get("/account/data")
async def download(request: Request) -> Response:
    """Send everything that is held as a file."""
    visit = visit_of(request)
    told = await export_person(visit.keeper.app, visit.account.user_id)
    content = json.dumps(told, ensure_ascii=False, indent=1)
    return Response(content, media_type="application/json", headers=AS_FILE)


@router.get("/account/delete")
async def deletion_page(request: Request) -> Response:
    """Ask before all is deleted."""
    visit = visit_of(request)
    return visit.page("delete.html", email=visit.account.email)


@router.post("/account/delete")
async def delete_account(request: Request) -> Response:
    """Delete the account and all that is held."""
    visit = visit_of(request)
    caller, form = visit.signed_in, await visit.form()
    account, password = caller.account, form.get("password", "")
    try:
        visit.prove(form)
        await visit.accounts.prove_owner(
            account, caller.session_id, password, visit.device, visit.now
        )
    except REFUSALS as error:
        return again(visit, "delete.html", error, email=account.email)
    await delete_person(visit.keeper.app, account.user_id)
    visit.keeper.forget()
    visit.leave()
    return visit.go(LOGIN, Notice.ACCOUNT_DELETED)


@router.post("/account/logout")
async def logout(request: Request) -> Response:
    """Sign out here."""
    visit = await proved(request)
    caller = visit.signed_in
    await visit.accounts.sessions.end(
        caller.account.user_id, caller.session_id, EndReason.LOGGED_OUT, visit.now
    )
    visit.leave()
    return visit.go(LOGIN, Notice.SIGNED_OUT)


@router.post("/account/logout-all")
async def logout_everywhere(request: Request) -> Response:
    """Sign out everywhere, here too."""
    visit = await proved(request)
    await visit.accounts.sessions.end_all(visit.account.user_id, EndReason.LOGGED_OUT, visit.now)
    visit.leave()
    return visit.go(LOGIN, Notice.SIGNED_OUT_EVERYWHERE)


@router.post("/account/sessions/end-others")
async def end_others(request: Request) -> Response:
    """Sign every other device out."""
    visit = await proved(request)
    caller, reason = visit.signed_in, EndReason.ENDED_ELSEWHERE
    await visit.accounts.sessions.end_all(
        caller.account.user_id, reason, visit.now, but=caller.session_id
    )
    return visit.go(HOME, Notice.OTHERS_SIGNED_OUT)


@router.post("/account/sessions/{session_id}/end")
async def end_session(session_id: UUID, request: Request) -> Response:
    """Sign one device out."""
    visit = await proved(request)
    ended = await visit.accounts.sessions.end(
        visit.account.user_id, session_id, EndReason.ENDED_ELSEWHERE, visit.now
    )
    if not ended:
        raise NotFound("session")
    return visit.go(HOME, Notice.DEVICE_SIGNED_OUT)
