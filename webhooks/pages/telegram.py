"""Signing in and linking with Telegram's own proof, by its OpenID provider.

The state that goes out is sealed into a cookie with the secret of the code exchange, and with who
was signed in: an answer that comes to another browser, or after somebody else has signed in here,
is of no use. It is used once.
"""

import hmac
import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import asdict, dataclass
from datetime import timedelta

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from domain.accounts.errors import TelegramNotProved
from domain.accounts.telegram_login import LoginClient, TelegramProvider
from domain.accounts.tries import LINK
from domain.errors import NotFound
from domain.linking.telegram import link_own_chat, sign_in
from domain.settings import Settings
from webhooks.pages.cookies import Kept
from webhooks.pages.notices import Notice
from webhooks.pages.opening import PageRoute
from webhooks.pages.visit import HOME, SEE_OTHER, Visit, own_address, visit_of

BACK = "/account/telegram/back"
LIFETIME = timedelta(minutes=10)
LONGEST_CODE = 2048

router = APIRouter(route_class=PageRoute, include_in_schema=False)


def provider_of(settings: Settings) -> TelegramProvider | None:
    """Return Telegram's provider; None where it is not set up, or would send nobody back."""
    if settings.telegram_login_id is None or settings.telegram_login_secret is None:
        return None
    client = LoginClient(
        settings.telegram_login_url.rstrip("/"),
        settings.telegram_login_id,
        settings.telegram_login_secret.get_secret_value(),
        f"{settings.web_address}{BACK}",
    )
    return TelegramProvider(client) if client.is_possible else None


@dataclass(frozen=True, slots=True)
class Errand:
    """What a browser was sent to Telegram for. `session` is empty for signing in."""

    state: str
    verifier: str
    session: str
    goal: str
    ends_at: int

    def sealed(self, key: bytes) -> str:
        """Return it as a cookie that nobody else can write."""
        text = urlsafe_b64encode(json.dumps(asdict(self)).encode()).decode().rstrip("=")
        return f"{text}.{hmac.digest(key, text.encode(), 'sha256').hex()}"

    @classmethod
    def opened(cls, cookie: str, key: bytes) -> "Errand":
        """Return what was sealed. Raises TelegramNotProved."""
        text, _dot, seal = cookie.partition(".")
        own = hmac.digest(key, text.encode(), "sha256").hex()
        if not hmac.compare_digest(own.encode(), seal.encode()):
            raise TelegramNotProved
        return cls(**json.loads(urlsafe_b64decode(text + "=" * (-len(text) % 4))))


@router.post("/account/telegram")
async def ask(request: Request) -> Response:
    """Send the browser to Telegram."""
    visit = visit_of(request)
    form = await visit.form()
    visit.prove(form)
    provider = _provider(visit)
    errand = Errand(
        secrets.token_urlsafe(32),
        secrets.token_urlsafe(48),
        _session_of(visit),
        own_address(form.get("next", "")),
        int((visit.now + LIFETIME).timestamp()),
    )
    visit.cookies.put(Kept.TELEGRAM, errand.sealed(_key(visit)), LIFETIME)
    answer = Response(status_code=SEE_OTHER)
    answer.headers["Location"] = provider.address(errand.state, errand.verifier)
    return answer


@router.get(BACK)
async def back(request: Request) -> Response:
    """Take Telegram's answer: sign in, or link the chat with whoever is signed in."""
    visit, query = visit_of(request), request.query_params
    errand = _errand(visit, query.get("state", ""))
    if "code" not in query:
        # Somebody thought better of it at Telegram.
        return visit.go(errand.goal)
    await visit.accounts.tries.count("link", LINK, address=visit.device.address)
    code = query["code"][:LONGEST_CODE]
    identity = await _provider(visit).redeem(code, errand.verifier, visit.now)
    app = visit.keeper.app
    if errand.session:
        caller = visit.signed_in
        await link_own_chat(app, caller.account, caller.session_id, identity)
        return visit.go(HOME, Notice.CHAT_LINKED)
    visit.cookies.sign_in(await sign_in(app, visit.accounts, identity, visit.device))
    visit.cookies.renew_browser()
    return visit.go(errand.goal)


def _provider(visit: Visit) -> TelegramProvider:
    provider: TelegramProvider | None = visit.request.app.state.telegram
    if provider is None:
        raise NotFound("page")
    return provider


def _errand(visit: Visit, state: str) -> Errand:
    """Return what this browser was sent for. Raises TelegramNotProved unless this is its answer."""
    sealed = visit.cookies.get(Kept.TELEGRAM)
    visit.cookies.drop(Kept.TELEGRAM)
    errand = Errand.opened(sealed, _key(visit))
    is_answer = hmac.compare_digest(errand.state.encode(), state.encode())
    is_same = errand.session == _session_of(visit)
    if not is_answer or not is_same or visit.now.timestamp() >= errand.ends_at:
        raise TelegramNotProved
    return errand


def _session_of(visit: Visit) -> str:
    return "" if visit.caller is None else visit.caller.session_id.hex


def _key(visit: Visit) -> bytes:
    """Return what seals this browser's errands: the browser's secret is part of it."""
    secret = visit.keeper.app.settings.secret_key.get_secret_value()
    own = f"often-hotels telegram {visit.cookies.browser}"
    return hmac.digest(secret.encode(), own.encode(), "sha256")
