"""Signing in with Telegram: OpenID Connect, code flow with PKCE, in the provider's dialect.

Tokens are signed with RS256 by a key of the provider's published set; the Telegram id is in the
claim `id`, while `sub` is an opaque name; no nonce comes back, so the state alone binds the answer
to the browser that asked. (Provider: https://oauth.telegram.org; flow: RFC 6749, RFC 7636; token:
OpenID Connect Core 1.0, 3.1.3.7.)
"""

import base64
import hashlib
import time
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode, urlsplit

import httpx
import jwt
import structlog

from domain.accounts.errors import TelegramNotAnswering, TelegramNotProved
from domain.settings import LOOPBACK

log = structlog.get_logger(__name__)

ALGORITHM = "RS256"
REQUIRED = ["iss", "aud", "exp", "iat", "sub", "id"]
SCOPE = "openid profile telegram:bot_access"
SECONDS = 5.0
LARGEST_ANSWER = 64 * 1024
LONGEST_SUBJECT = 64
LARGEST_ID = 2**52
# Allowed clock difference between the two sides.
LEEWAY_SECONDS = 60
KEYS_KEPT_SECONDS = 3600.0
# An unknown key is fetched right away, but not for everybody who makes one up.
ASKED_AGAIN_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class TelegramIdentity:
    """A proved Telegram identity. `telegram_id` is also their private chat's id."""

    telegram_id: int
    subject: str | None
    name: str
    username: str | None
    language_code: str | None = None


@dataclass(frozen=True, slots=True)
class LoginClient:
    """Our registration with the provider, and where it sends people back to."""

    issuer: str
    client_id: str
    secret: str
    redirect_uri: str

    @property
    def origin(self) -> str:
        """Return the provider's origin, as browsers call it."""
        parts = urlsplit(self.issuer)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def is_possible(self) -> bool:
        """Return whether the provider would redirect back: to HTTPS, or within one machine."""
        parts, issuer = urlsplit(self.redirect_uri), urlsplit(self.issuer)
        is_near = parts.hostname in LOOPBACK and issuer.hostname in LOOPBACK
        return parts.scheme == "https" or (parts.scheme == "http" and is_near)


class TelegramProvider:
    """Talks to the provider, and verifies what it says."""

    def __init__(
        self, client: LoginClient, transport: httpx.AsyncBaseTransport | None = None
    ) -> None:
        self.client = client
        self._transport = transport
        self._keys: dict[str, jwt.PyJWK] = {}
        self._asked_at = float("-inf")

    def address(self, state: str, verifier: str) -> str:
        """Return the address to send a browser to."""
        digest = hashlib.sha256(verifier.encode()).digest()
        query = {
            "response_type": "code",
            "client_id": self.client.client_id,
            "redirect_uri": self.client.redirect_uri,
            "scope": SCOPE,
            "state": state,
            "code_challenge": base64.urlsafe_b64encode(digest).decode().rstrip("="),
            "code_challenge_method": "S256",
        }
        return f"{self.client.issuer}/auth?{urlencode(query)}"

    async def redeem(self, code: str, verifier: str, now: datetime) -> TelegramIdentity:
        """Exchange a code for an identity. Raises TelegramNotProved and TelegramNotAnswering."""
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self.client.redirect_uri,
            "client_id": self.client.client_id,
            "code_verifier": verifier,
        }
        auth = (self.client.client_id, self.client.secret)
        answer = await self._ask("POST", "/token", data=form, auth=auth)
        return await self.identity(str(answer.get("id_token", "")), now)

    async def identity(self, token: str, now: datetime) -> TelegramIdentity:
        """Return the identity in an ID token. Raises TelegramNotProved and TelegramNotAnswering."""
        try:
            header = jwt.get_unverified_header(token)
            if header.get("alg") != ALGORITHM:
                raise TelegramNotProved
            key = await self._key(str(header.get("kid")))
            claims = jwt.decode(
                token, key, [ALGORITHM], audience=self.client.client_id,
                issuer=self.client.issuer,
                options={"require": REQUIRED, "verify_exp": False, "verify_iat": False,
                         "verify_nbf": False, "strict_aud": True},
            )  # fmt: skip
            return _identity(claims, int(now.timestamp()))
        except (jwt.PyJWTError, ValueError, TypeError, KeyError, OverflowError) as error:
            log.warning("telegram's token is not proved", why=type(error).__name__)
            raise TelegramNotProved from error

    async def _key(self, key_id: str) -> jwt.PyJWK:
        age = time.monotonic() - self._asked_at
        wanted = key_id not in self._keys and age >= ASKED_AGAIN_SECONDS
        if wanted or age >= KEYS_KEPT_SECONDS:
            self._asked_at = time.monotonic()
            told = await self._ask("GET", "/.well-known/jwks.json")
            keys = [one for one in told.get("keys", []) if one.get("kty") == "RSA"]
            self._keys = {str(one.get("kid")): jwt.PyJWK(one, ALGORITHM) for one in keys}
        if key_id not in self._keys:
            raise TelegramNotProved
        return self._keys[key_id]

    async def _ask(self, method: str, path: str, **content: Any) -> dict[str, Any]:
        """Return the provider's response, up to its size limit."""
        try:
            async with (
                httpx.AsyncClient(timeout=SECONDS, transport=self._transport) as http,
                http.stream(method, f"{self.client.issuer}{path}", **content) as answer,
            ):
                body = bytearray()
                async for part in answer.aiter_bytes():
                    body += part
                    if len(body) > LARGEST_ANSWER:
                        raise TelegramNotAnswering
        except httpx.HTTPError as error:
            log.warning("telegram's provider does not answer", why=type(error).__name__)
            raise TelegramNotAnswering from error
        return _read(answer, bytes(body))


def _read(answer: httpx.Response, body: bytes) -> dict[str, Any]:
    """Parse a response: a refusal proves no identity, and anything else is not an answer."""
    if answer.status_code in {400, 401, 403}:
        log.warning("telegram's provider refuses", status=answer.status_code)
        raise TelegramNotProved
    try:
        told = httpx.Response(200, content=body).json()
    except ValueError as error:
        raise TelegramNotAnswering from error
    if not answer.is_success or not isinstance(told, dict):
        raise TelegramNotAnswering
    return told


def _identity(claims: dict[str, Any], now: int) -> TelegramIdentity:
    """Return the claims' identity, judged by our clock. Raises TelegramNotProved and ValueError."""
    begins, ends = int(claims["iat"]) - LEEWAY_SECONDS, int(claims["exp"]) + LEEWAY_SECONDS
    telegram_id, subject = claims["id"], str(claims["sub"])
    if not begins <= now < ends or isinstance(telegram_id, bool | float):
        raise TelegramNotProved
    number = int(telegram_id)
    if not 0 < number < LARGEST_ID or not 0 < len(subject) <= LONGEST_SUBJECT:
        raise TelegramNotProved
    username = claims.get("preferred_username")
    return TelegramIdentity(
        number, subject, str(claims.get("name") or ""), None if username is None else str(username)
    )
