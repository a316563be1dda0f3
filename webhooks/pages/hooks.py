"""The account's webhooks: where events are posted, how that fares, and a form for one more."""

from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from bot.locales import Translator
from domain.errors import NotFound
from domain.event_hooks.events import EventKind
from domain.event_hooks.service import change_hook, drop_hook, list_hooks, make_hook, ping_hook
from webhooks.api.values import Number
from webhooks.pages.notices import Notice
from webhooks.pages.opening import REFUSALS, PageRoute, again, proved
from webhooks.pages.visit import Visit, visit_of

HOOKS = "/account/webhooks"
router = APIRouter(route_class=PageRoute, include_in_schema=False)


@router.get(HOOKS)
async def hooks_page(request: Request) -> Response:
    """Show the webhooks."""
    visit = visit_of(request)
    return visit.page("webhooks.html", **await _values(visit))


@router.post(HOOKS)
async def add_hook(request: Request) -> Response:
    """Add a webhook and show its secret, this once."""
    visit = visit_of(request)
    account, form, app = visit.account, await visit.form(), visit.keeper.app
    url = form.get("url", "")
    chosen = [kind for kind in EventKind if kind.value in form] or list(EventKind)
    try:
        visit.prove(form)
        made = await make_hook(app.pool, app.settings, account.user_id, url, chosen, visit.now)
    except REFUSALS as error:
        return again(visit, "webhooks.html", error, **await _values(visit, url))
    return visit.page("webhooks.html", **await _values(visit, secret=made[1]))


@router.post(f"{HOOKS}/{{hook_id}}/{{act}}")
async def act_on_hook(hook_id: Number, act: str, request: Request) -> Response:
    """Try, switch on or off, or delete a webhook."""
    visit = await proved(request)
    pool, user_id = visit.keeper.app.pool, visit.account.user_id
    match act:
        case "ping":
            await ping_hook(pool, user_id, hook_id, visit.now)
        case "on" | "off":
            await change_hook(pool, user_id, hook_id, is_active=act == "on")
        case "delete":
            await drop_hook(pool, user_id, hook_id)
        case _:
            raise NotFound("webhook")
    return visit.go(HOOKS, Notice.HOOK_TRIED if act == "ping" else Notice.HOOK_CHANGED)


async def _values(visit: Visit, url: str = "", secret: str | None = None) -> dict[str, Any]:
    account, t = visit.account, visit.t
    return {
        "hooks": await list_hooks(visit.keeper.app.pool, account.user_id),
        "events": {kind: event_words(kind, t) for kind in EventKind},
        "url": url,
        "secret": secret,
        "moment": lambda instant: t.moment(instant, account.time_zone),
    }


def event_words(kind: EventKind, t: Translator) -> str:
    """Return the events that a webhook can receive."""
    match kind:
        case EventKind.ALERT_CREATED:
            return t.gettext("Price alerts")
        case EventKind.TRACKER_ENDED:
            return t.gettext("Trackers that have ended")
        case EventKind.BOOKING_CHANGED:
            return t.gettext("Changes to bookings")
