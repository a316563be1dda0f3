"""Linking chats on the web: begun here and completed by the chat's code, or begun in the chat.

Both end in a form in this browser, sent by whoever is signed in here; the second also asks for the
password, because a signed-in victim may be led to an attacker's address.
"""

from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from domain.accounts.tries import LINK
from domain.linking.errors import LinkCodeWrong
from domain.linking.links import unlink_on_web
from domain.linking.requests import (
    DEEP_LINK,
    begin_on_web,
    finish_from_chat,
    finish_on_web,
    open_on_web,
)
from webhooks.api.values import Number
from webhooks.pages.forms import FormExpired
from webhooks.pages.notices import Notice
from webhooks.pages.opening import REFUSALS, PageRoute, again, proved
from webhooks.pages.visit import HOME, Visit, visit_of

router = APIRouter(route_class=PageRoute, include_in_schema=False)


@router.post("/account/link/begin")
async def begin(request: Request) -> Response:
    """Make a link for the chat, and show where its code goes."""
    visit = await proved(request)
    caller = visit.signed_in
    nonce = await begin_on_web(visit.keeper.app, caller.account, caller.session_id)
    return visit.page("link_code.html", **await _way_to_chat(visit, nonce))


@router.post("/account/link/finish")
async def finish(request: Request) -> Response:
    """Link by the code that the chat shows."""
    visit = visit_of(request)
    caller, form = visit.signed_in, await visit.form()
    nonce = form.get("nonce", "")
    try:
        visit.prove(form)
        code = form.get("code", "")
        await finish_on_web(visit.keeper.app, caller.account, caller.session_id, nonce, code)
    except (LinkCodeWrong, FormExpired) as error:
        return again(visit, "link_code.html", error, **await _way_to_chat(visit, nonce))
    return visit.go(HOME, Notice.CHAT_LINKED)


@router.get("/account/link")
async def link_page(request: Request) -> Response:
    """Ask for the password to link the chat that has begun."""
    visit = visit_of(request)
    visit.signed_in  # noqa: B018 - whoever is signed out signs in first
    code = request.query_params.get("code", "")
    await visit.accounts.tries.count("link", LINK, address=visit.device.address)
    offer = await open_on_web(visit.keeper.app, code)
    return visit.page("link_chat.html", chat=offer.other_side, email=visit.account.email, code=code)


@router.post("/account/link")
async def link(request: Request) -> Response:
    """Link the chat that has begun, by the account's password."""
    visit = visit_of(request)
    caller, form = visit.signed_in, await visit.form()
    code = form.get("code", "")
    offer = await open_on_web(visit.keeper.app, code)
    try:
        visit.prove(form)
        await visit.accounts.prove(caller.account, form.get("password", ""), visit.device)
        await finish_from_chat(visit.keeper.app, caller.account, caller.session_id, code)
    except REFUSALS as error:
        return again(
            visit, "link_chat.html", error, chat=offer.other_side, email=caller.account.email,
            code=code,
        )  # fmt: skip
    return visit.go(HOME, Notice.CHAT_LINKED)


@router.post("/account/chats/{link_id}/unlink")
async def unlink(link_id: Number, request: Request) -> Response:
    """Unlink one of the account's chats."""
    visit = await proved(request)
    await unlink_on_web(visit.keeper.app, visit.account.user_id, link_id)
    return visit.go(HOME, Notice.CHAT_UNLINKED)


async def _way_to_chat(visit: Visit, nonce: str) -> dict[str, Any]:
    """Return how the request is opened in the chat: by an address, or by what is sent there."""
    payload = f"{DEEP_LINK}{nonce}"
    name = await visit.request.app.state.bot_name.get()
    address = f"https://t.me/{name}?start={payload}" if name else None
    return {"nonce": nonce, "address": address, "command": f"/start {payload}"}
