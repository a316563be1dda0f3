"""The account's personal keys: what each may do, when it was last used, and a form for one more."""

from typing import Any, assert_never

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from bot.locales import Translator
from domain.accounts.api_keys import Scope, list_keys, make_key, revoke_key
from domain.names import name_of
from webhooks.api.values import Number
from webhooks.assistants import PATH
from webhooks.pages.notices import Notice
from webhooks.pages.opening import REFUSALS, PageRoute, again, proved
from webhooks.pages.visit import Visit, visit_of

KEYS = "/account/keys"
LONGEST_NAME, UNNAMED = 60, "API"
router = APIRouter(route_class=PageRoute, include_in_schema=False)


@router.get(KEYS)
async def keys_page(request: Request) -> Response:
    """Show the keys."""
    visit = visit_of(request)
    return visit.page("keys.html", **await _values(visit))


@router.post(KEYS)
async def add_key(request: Request) -> Response:
    """Create a key and show it, this once. A key that may do nothing else may read."""
    visit = visit_of(request)
    account, form, pool = visit.account, await visit.form(), visit.keeper.app.pool
    name = name_of(form.get("name", ""))[:LONGEST_NAME]
    chosen = frozenset(one for one in Scope if one.value in form) or frozenset({Scope.READ})
    try:
        visit.prove(form)
        made = await make_key(pool, account.user_id, name or UNNAMED, chosen, None, visit.now)
    except REFUSALS as error:
        return again(visit, "keys.html", error, **await _values(visit, name))
    return visit.page("keys.html", **await _values(visit, secret=made[1]))


@router.post(f"{KEYS}/{{key_id}}/delete")
async def delete_key(key_id: Number, request: Request) -> Response:
    """Delete a key."""
    visit = await proved(request)
    await revoke_key(visit.keeper.app.pool, visit.account.user_id, key_id)
    visit.keeper.forget()
    return visit.go(KEYS, Notice.KEY_DELETED)


async def _values(visit: Visit, name: str = "", secret: str | None = None) -> dict[str, Any]:
    account, t, app = visit.account, visit.t, visit.keeper.app
    return {
        "keys": await list_keys(app.pool, account.user_id),
        "scopes": {scope: scope_words(scope, t) for scope in Scope},
        "name": name,
        "secret": secret,
        "assistants": f"{app.settings.web_address}{PATH}",
        "moment": lambda instant: t.moment(instant, account.time_zone),
    }


def scope_words(scope: Scope, t: Translator) -> str:
    """Return what a key may do."""
    match scope:
        case Scope.READ:
            return t.gettext("Read your trackers, alerts and bookings")
        case Scope.SEARCH:
            return t.gettext("Search hotels, flights and packages")
        case Scope.TRACK:
            return t.gettext("Track prices and change your trackers")
        case _:
            assert_never(scope)
