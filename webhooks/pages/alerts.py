"""Where the links in alerts by mail lead: into the chat, and out of the mail.

Mail scanners open every link, so opening one changes nothing. Whoever wants no more mail presses
the page's button, or their mail program posts to the same address by itself (RFC 8058), without
cookies, a form of ours or somebody signed in; the link's signature is the proof.
"""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.links.payloads import AlertLink, link_address
from domain.accounts.unsubscription import mailed_to, unsubscribe
from webhooks.api.values import Number
from webhooks.pages.opening import PageRoute
from webhooks.pages.visit import visit_of

router = APIRouter(route_class=PageRoute, include_in_schema=False)


@router.get("/account/alerts/{alert_id}")
async def open_alert(alert_id: Number, request: Request) -> Response:
    """Lead into the chat, where the alert's reader can book what it is about."""
    name = await request.app.state.bot_name.get()
    if name is None:
        return visit_of(request).page("open_alert.html", 503)
    return RedirectResponse(link_address(name, AlertLink(alert_id)))


@router.get("/account/unsubscribe/{token}")
async def unsubscribe_page(token: str, request: Request) -> Response:
    """Show the button. Raises UnsubscribeLinkNotValid."""
    visit = visit_of(request)
    app = visit.keeper.app
    await mailed_to(app.pool, app.settings, token)
    return visit.page("unsubscribe.html", token=token, done=False)


@router.post("/account/unsubscribe/{token}")
async def leave(token: str, request: Request) -> Response:
    """Send no more alerts by mail. Raises UnsubscribeLinkNotValid."""
    visit = visit_of(request)
    app = visit.keeper.app
    await unsubscribe(app.pool, app.settings, token)
    return visit.page("unsubscribe.html", token=token, done=True)
