"""`/oauth/…`: the page that asks whether to sign in, the token, the keys."""

import base64
import binascii
from datetime import UTC, datetime
from html import escape
from typing import Any
from urllib.parse import parse_qsl, urlencode

from fastapi import APIRouter, HTTPException
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from sandbox.faults import Target
from sandbox.oauth.provider import ALGORITHM, Refused
from sandbox.state import SandboxState

BAD_REQUEST, UNAUTHORIZED, SEE_OTHER = 400, 401, 303
# BotFather gives each bot its own; here it is known to all.
CLIENT_SECRET = "sandbox-telegram-login"  # noqa: S105 - the sandbox's
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Telegram</title>
<link rel="stylesheet" href="/chat/style/theme.css">
<link rel="stylesheet" href="/chat/style/sign_in.css"></head><body class="sign-in"><main>
<h1>Sign in with Telegram</h1><p>Who are you? This is the sandbox's stand-in for Telegram.</p>
<form method="post">{people}</form></main></body></html>"""
CHOICE = '<button name="person" value="{id}">{name}</button>'


NOBODY = "<p>There is nobody yet: open the chat page first.</p>"


class ProviderWish(BaseModel):
    """How the provider is to behave: as strict as Telegram, or with its next key."""

    strict: bool | None = None
    rotate: bool = False


def _ask_consent(routes: APIRouter, state: SandboxState) -> None:
    """Add the page that asks whether to sign in, and its answer."""
    provider = state.provider

    @routes.get("/oauth/auth")
    async def ask(request: Request) -> Response:
        _wish(state, request)
        people = "".join(
            CHOICE.format(id=one.id, name=escape(one.first_name))
            for one in state.telegram.people.values()
        )
        return HTMLResponse(PAGE.format(people=people or NOBODY))

    @routes.post("/oauth/auth")
    async def agree(request: Request) -> Response:
        wish, form = _wish(state, request), await _form(request)
        person_id = int(form.get("person", "0"))
        if person_id not in state.telegram.people:
            raise HTTPException(BAD_REQUEST, "nobody")
        answer = {"code": provider.consent(wish, person_id), "state": wish.state}
        return RedirectResponse(f"{wish.redirect_uri}?{urlencode(answer)}", SEE_OTHER)


def router(state: SandboxState) -> APIRouter:
    """Return the provider's routes and `/sandbox/oauth`."""
    routes = APIRouter()
    provider = state.provider

    @routes.get("/oauth/.well-known/openid-configuration")
    async def configuration(request: Request) -> dict[str, Any]:
        issuer = _issuer(request)
        return {
            "issuer": issuer,
            "authorization_endpoint": f"{issuer}/auth",
            "token_endpoint": f"{issuer}/token",
            "jwks_uri": f"{issuer}/.well-known/jwks.json",
            "response_types_supported": ["code"],
            "code_challenge_methods_supported": ["S256"],
            "id_token_signing_alg_values_supported": [ALGORITHM],
            "scopes_supported": ["openid", "profile", "phone", "telegram:bot_access"],
        }

    @routes.get("/oauth/.well-known/jwks.json")
    async def keys(request: Request) -> Response:
        return await _answer(state, request, {}, lambda: JSONResponse(provider.keys()))

    _ask_consent(routes, state)

    @routes.post("/oauth/token")
    async def token(request: Request) -> Response:
        form = await _form(request)
        return await _answer(state, request, form, lambda: _token(state, request, form))

    @routes.post("/sandbox/oauth")
    async def behave(wish: ProviderWish) -> dict[str, Any]:
        if wish.strict is not None:
            provider.is_strict = wish.strict
        provider.key_number += int(wish.rotate)
        return {"strict": provider.is_strict, "key": provider.key_number}

    return routes


def _issuer(request: Request) -> str:
    return f"{request.base_url}oauth"


def _wish(state: SandboxState, request: Request) -> Any:
    try:
        return state.provider.wish(dict(request.query_params))
    except Refused as refused:
        raise HTTPException(BAD_REQUEST, str(refused)) from None


async def _form(request: Request) -> dict[str, str]:
    return dict(parse_qsl((await request.body()).decode(), keep_blank_values=True))


def _token(state: SandboxState, request: Request, form: dict[str, str]) -> Response:
    client_id, secret = _client(request, form)
    if secret != CLIENT_SECRET:
        return JSONResponse({"error": "invalid_client"}, UNAUTHORIZED)
    try:
        wish, person_id = state.provider.redeem(form, client_id)
    except Refused as refused:
        return JSONResponse({"error": str(refused)}, BAD_REQUEST)
    person = state.telegram.people[person_id].to_json()
    return JSONResponse(
        {
            "access_token": "unused",
            "token_type": "Bearer",
            "expires_in": 3600,
            "id_token": state.provider.id_token(_issuer(request), wish, person),
        }
    )


def _client(request: Request, form: dict[str, str]) -> tuple[str, str]:
    """Return who asks and their secret, from the header or the form."""
    scheme, _space, told = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return form.get("client_id", ""), form.get("client_secret", "")
    try:
        name, _colon, secret = base64.b64decode(told).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return name, secret


async def _answer(
    state: SandboxState, request: Request, form: dict[str, str], make: Any
) -> Response:
    async def handle() -> Response:
        answer: Response = make()
        return answer

    path = request.url.path.removeprefix("/oauth")
    answer = await state.faults.apply(Target.OAUTH, path, handle)
    # Codes and secrets stay out of the log.
    told = {name: value for name, value in form.items() if name in {"grant_type", "redirect_uri"}}
    state.log.record(Target.OAUTH, path, told, answer.status_code, datetime.now(UTC))
    return answer
