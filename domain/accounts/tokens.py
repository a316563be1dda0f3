"""Access and refresh tokens: JWTs of one algorithm, created and read without a database.

Both carry the session's id, so ending the session ends them. The same claims give the same bytes
(HS256 is deterministic, and the claims have a fixed order): a refresh token can be recreated from
its row, though only its hash is kept.
"""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

import jwt

from domain.accounts.errors import TokenNotValid

ALGORITHM = "HS256"
ISSUER = "often-hotels"
REQUIRED = ["iss", "sub", "sid", "jti", "type", "iat", "exp"]
SHORTEST_KEY = 32
LARGEST_ID = 2**63 - 1
# Ours are a third of that; anything longer is not even parsed.
LONGEST_TOKEN = 2048


class TokenType(StrEnum):
    """What a token is for. Each type is signed with its own key."""

    ACCESS = "access"
    REFRESH = "refresh"


@dataclass(frozen=True, slots=True)
class Claims:
    """A token's claims: account, session and expiry (aware UTC)."""

    type: TokenType
    user_id: int
    session_id: UUID
    token_id: UUID
    issued_at: datetime
    expires_at: datetime


class TokenKeys:
    """The signing secrets: the first signs, the others still verify.

    Each has an id that reveals nothing about it.
    """

    def __init__(self, secrets: Sequence[str]) -> None:
        if not secrets or any(len(secret) < SHORTEST_KEY for secret in secrets):
            raise ValueError("a secret that signs tokens has at least 32 characters")
        self._secrets = {_id_of(secret): secret for secret in secrets}
        self.current = _id_of(secrets[0])

    def sign(self, claims: Claims, key_id: str | None = None) -> str:
        """Return the token. Raises TokenNotValid for an unknown `key_id` (None: today's)."""
        chosen = key_id or self.current
        payload = {
            "iss": ISSUER,
            "sub": str(claims.user_id),
            "sid": claims.session_id.hex,
            "jti": claims.token_id.hex,
            "type": claims.type.value,
            "iat": int(claims.issued_at.timestamp()),
            "exp": int(claims.expires_at.timestamp()),
        }
        return jwt.encode(payload, self._key(chosen, claims.type), ALGORITHM, {"kid": chosen})

    def read(self, token: str, wanted: TokenType, now: datetime) -> Claims:
        """Return a token's claims. Raises TokenNotValid, whatever is wrong with it."""
        if len(token) > LONGEST_TOKEN:
            raise TokenNotValid
        try:
            key = self._key(str(jwt.get_unverified_header(token).get("kid")), wanted)
            payload = jwt.decode(
                token,
                key,
                [ALGORITHM],
                # The times are judged below, by the product's own clock.
                {"require": REQUIRED, "verify_exp": False, "verify_iat": False,
                 "enforce_minimum_key_length": True},
                issuer=ISSUER,
            )  # fmt: skip
            claims = _claims(payload)
        except (jwt.PyJWTError, ValueError, TypeError, OverflowError, OSError) as error:
            raise TokenNotValid from error
        if claims.type is not wanted or not claims.issued_at <= now < claims.expires_at:
            raise TokenNotValid
        return claims

    def _key(self, key_id: str, of: TokenType) -> bytes:
        secret = self._secrets.get(key_id)
        if secret is None:
            raise TokenNotValid
        return hmac.digest(secret.encode(), f"often-hotels {of.value} tokens".encode(), "sha256")


def _id_of(secret: str) -> str:
    return hashlib.sha256(f"often-hotels key id {secret}".encode()).hexdigest()[:12]


def _claims(payload: dict[str, Any]) -> Claims:
    user_id = int(payload["sub"])
    if not 0 < user_id <= LARGEST_ID:
        raise ValueError("sub")
    return Claims(
        TokenType(payload["type"]),
        user_id,
        UUID(hex=str(payload["sid"])),
        UUID(hex=str(payload["jti"])),
        datetime.fromtimestamp(int(payload["iat"]), UTC),
        datetime.fromtimestamp(int(payload["exp"]), UTC),
    )


def hash_of(token: str) -> str:
    """Return a token's SHA-256, which is strong enough for random tokens."""
    return hashlib.sha256(token.encode()).hexdigest()
