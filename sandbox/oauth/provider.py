"""What Telegram's provider knows: its key, the codes it has given out, and how strict it is.

Its traits, as clients of 2026 met them: code flow with PKCE (S256); RS256; the token's `id` is the
Telegram id while `sub` is opaque; no nonce comes back; redirects go to HTTPS only. The strictness
can be lifted for this machine alone, where pages are served without TLS.
"""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CODE_SECONDS = 60
TOKEN_SECONDS = 3600
ALGORITHM = "RS256"
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class Refused(Exception):
    """A request that the provider refuses; its text is the error code of RFC 6749."""


@cache
def _key(number: int) -> rsa.RSAPrivateKey:
    """Return one of the provider's keys; the next one comes with a rotation."""
    del number
    return rsa.generate_private_key(65537, 2048)


@dataclass(frozen=True, slots=True)
class Wish:
    """What a client asks for in the browser."""

    client_id: str
    redirect_uri: str
    challenge: str
    scope: str
    state: str


@dataclass(slots=True)
class Provider:
    """The provider. `time` gives Unix seconds."""

    time: Callable[[], float]
    is_strict: bool = False
    key_number: int = 0
    _codes: dict[str, tuple[Wish, int, float]] = field(default_factory=dict)

    def reset(self) -> None:
        """Forget the codes, and be as lenient as at the start."""
        self._codes.clear()
        self.is_strict, self.key_number = False, 0

    def wish(self, query: dict[str, str]) -> Wish:
        """Read what a client asks for. Raises Refused."""
        if query.get("response_type") != "code":
            raise Refused("unsupported_response_type")
        if "openid" not in query.get("scope", "").split():
            raise Refused("invalid_scope")
        if query.get("code_challenge_method") != "S256" or not query.get("code_challenge"):
            raise Refused("invalid_request")
        redirect = query.get("redirect_uri", "")
        if not query.get("client_id") or not self._may_redirect(redirect):
            raise Refused("invalid_request")
        return Wish(
            query["client_id"], redirect, query["code_challenge"], query["scope"],
            query.get("state", ""),
        )  # fmt: skip

    def _may_redirect(self, address: str) -> bool:
        parts = urlsplit(address)
        is_near = parts.hostname in LOOPBACK and not self.is_strict
        return bool(parts.hostname) and (
            parts.scheme == "https" or (parts.scheme == "http" and is_near)
        )

    def consent(self, wish: Wish, person_id: int) -> str:
        """Return a code for somebody who has agreed."""
        code = secrets.token_urlsafe(24)
        self._codes[code] = (wish, person_id, self.time() + CODE_SECONDS)
        return code

    def redeem(self, form: dict[str, str], client_id: str) -> tuple[Wish, int]:
        """Return what a code was issued for; it works once. Raises Refused."""
        wish, person_id, until = self._codes.pop(form.get("code", ""), (None, 0, 0.0))
        if form.get("grant_type") != "authorization_code":
            raise Refused("unsupported_grant_type")
        if wish is None or self.time() >= until or wish.client_id != client_id:
            raise Refused("invalid_grant")
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        is_same = hmac.compare_digest(challenge, wish.challenge)
        if not is_same or form.get("redirect_uri") != wish.redirect_uri:
            raise Refused("invalid_grant")
        return wish, person_id

    def id_token(self, issuer: str, wish: Wish, person: dict[str, Any]) -> str:
        """Return the token that says who agreed."""
        now = int(self.time())
        claims = {
            "iss": issuer,
            "aud": wish.client_id,
            "sub": subject_of(person["id"], wish.client_id),
            "id": person["id"],
            "iat": now,
            "exp": now + TOKEN_SECONDS,
            "name": " ".join(filter(None, (person["first_name"], person.get("last_name")))),
            "preferred_username": person.get("username"),
        }
        said = {name: value for name, value in claims.items() if value is not None}
        return jwt.encode(said, _key(self.key_number), ALGORITHM, {"kid": self._kid})

    def keys(self) -> dict[str, Any]:
        """Return the public key as a set of JSON web keys."""
        key = jwt.algorithms.RSAAlgorithm.to_jwk(_key(self.key_number).public_key(), as_dict=True)
        return {"keys": [{**key, "kid": self._kid, "alg": ALGORITHM, "use": "sig"}]}

    @property
    def _kid(self) -> str:
        return f"sandbox-{self.key_number}"


def subject_of(person_id: int, client_id: str) -> str:
    """Return the opaque name that one client knows somebody by: not the Telegram id."""
    digest = hashlib.sha256(f"{client_id} {person_id}".encode()).hexdigest()
    return str(int(digest[:15], 16))
