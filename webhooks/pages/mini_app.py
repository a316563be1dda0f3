"""The account inside Telegram: a Mini App signs in by the proof that it was opened with.

The one page with a script: Telegram hands the proof over behind the address's `#`, where only a
script can read it. The proof counts once, in a form of this browser's own.
"""

import hashlib

import structlog
from fastapi import APIRouter
from redis.exceptions import RedisError
from starlette.requests import Request
from starlette.responses import Response

from domain.accounts.errors import TelegramNotProved
from domain.accounts.mini_app import OLDEST, MiniApp
from domain.accounts.tries import LINK
from domain.app import App
from domain.errors import QueueUnavailable
from domain.linking.telegram import sign_in
from webhooks.pages.opening import PageRoute
from webhooks.pages.visit import HOME, REFERRER, visit_of

log = structlog.get_logger(__name__)

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)

router = APIRouter(route_class=PageRoute, include_in_schema=False)


@router.get("/account/app")
async def app_page(request: Request) -> Response:
    """Return the page whose script sends the proof."""
    visit = visit_of(request)
    visit.headers |= {"Content-Security-Policy": POLICY, "Referrer-Policy": REFERRER}
    return visit.page("app.html")


@router.post("/account/app")
async def enter(request: Request) -> Response:
    """Sign in by the proof."""
    visit = visit_of(request)
    form = await visit.form()
    visit.prove(form)
    await visit.accounts.tries.count("link", LINK, address=visit.device.address)
    app, proof = visit.keeper.app, form.get("init_data", "")
    settings = app.settings
    mini_app = MiniApp(settings.bot_token.get_secret_value(), settings.telegram_app_key)
    identity = mini_app.read(proof, visit.now)
    await _require_new(app, proof)
    visit.cookies.sign_in(await sign_in(app, visit.accounts, identity, visit.device))
    visit.cookies.renew_browser()
    return visit.go(HOME)


async def _require_new(app: App, proof: str) -> None:
    """Raise TelegramNotProved for a proof that was used; it is remembered while it is fresh."""
    key = f"mini-app:{hashlib.sha256(proof.encode()).hexdigest()}"
    try:
        is_new = await app.redis.set(key, 1, nx=True, ex=int(OLDEST.total_seconds()) + 120)
    except (RedisError, OSError) as error:
        raise QueueUnavailable(type(error).__name__) from error
    if not is_new:
        log.warning("a mini app's proof came again")
        raise TelegramNotProved
