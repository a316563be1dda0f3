"""Tokens open what they say and nothing else, and come out the same twice."""

import base64
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import jwt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jwt import api_jws

from domain.accounts.errors import TokenNotValid
from domain.accounts.tokens import ALGORITHM, Claims, TokenKeys, TokenType

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
OLD, NEW = "an older secret of thirty-two letters", "a newer secret of thirty-two letters"
CLAIMS = Claims(TokenType.ACCESS, 7, UUID(int=1), UUID(int=2), NOW, NOW + timedelta(days=8))


def test_what_is_signed_is_read() -> None:
    keys = TokenKeys([NEW])
    assert keys.read(keys.sign(CLAIMS), TokenType.ACCESS, NOW) == CLAIMS


def test_the_same_claims_give_the_same_bytes() -> None:
    assert TokenKeys([NEW]).sign(CLAIMS) == TokenKeys([NEW, OLD]).sign(CLAIMS)


def test_an_older_key_still_proves_and_a_forgotten_one_does_not() -> None:
    old = TokenKeys([OLD])
    token = old.sign(CLAIMS)
    assert TokenKeys([NEW, OLD]).read(token, TokenType.ACCESS, NOW) == CLAIMS
    assert TokenKeys([NEW, OLD]).sign(CLAIMS, old.current) == token
    with pytest.raises(TokenNotValid):
        TokenKeys([NEW]).read(token, TokenType.ACCESS, NOW)


@pytest.mark.parametrize("at", [NOW - timedelta(seconds=1), CLAIMS.expires_at])
def test_it_holds_from_its_issue_to_its_end(at: datetime) -> None:
    keys = TokenKeys([NEW])
    with pytest.raises(TokenNotValid):
        keys.read(keys.sign(CLAIMS), TokenType.ACCESS, at)


def test_one_type_is_not_the_other() -> None:
    keys = TokenKeys([NEW])
    with pytest.raises(TokenNotValid):
        keys.read(keys.sign(CLAIMS), TokenType.REFRESH, NOW)
    refresh = keys.sign(replace(CLAIMS, type=TokenType.REFRESH))
    with pytest.raises(TokenNotValid):
        keys.read(refresh, TokenType.ACCESS, NOW)


def _forged(payload: dict[str, object], key: bytes, algorithm: str, kid: str) -> str:
    """Return a token that a forger signs, who need not keep to what a library would write."""
    return api_jws.encode(json.dumps(payload).encode(), key, algorithm, {"kid": kid})


def test_no_other_algorithm_or_key_is_taken() -> None:
    keys = TokenKeys([NEW])
    header, payload, _signature = keys.sign(CLAIMS).split(".")
    said = json.loads(base64.urlsafe_b64decode(payload + "=="))
    unsigned = jwt.encode(said, "", "none", {"kid": keys.current})
    foreign = _forged(said, b"x" * 32, ALGORITHM, keys.current)
    longer = _forged(said, keys._key(keys.current, TokenType.ACCESS) * 2, "HS512", keys.current)
    for token in (unsigned, foreign, longer, f"{header}.{payload}.", f"{header}.{payload}"):
        with pytest.raises(TokenNotValid):
            keys.read(token, TokenType.ACCESS, NOW)


@pytest.mark.parametrize("name", ["iss", "sub", "sid", "jti", "type", "iat", "exp"])
def test_every_claim_is_required_and_typed(name: str) -> None:
    keys = TokenKeys([NEW])
    said = jwt.decode(keys.sign(CLAIMS), options={"verify_signature": False})
    key = keys._key(keys.current, TokenType.ACCESS)
    wrong: tuple[object, ...] = (None, "", [], {}, "x", 1.5e300)
    for value in wrong:
        token = _forged({**said, name: value}, key, ALGORITHM, keys.current)
        with pytest.raises(TokenNotValid):
            keys.read(token, TokenType.ACCESS, NOW)
    del said[name]
    with pytest.raises(TokenNotValid):
        keys.read(_forged(said, key, ALGORITHM, keys.current), TokenType.ACCESS, NOW)


@given(st.text(max_size=3000))
def test_text_is_no_token(text: str) -> None:
    with pytest.raises(TokenNotValid):
        TokenKeys([NEW]).read(text, TokenType.ACCESS, NOW)


@given(st.data())
def test_a_changed_byte_opens_nothing(data: st.DataObject) -> None:
    keys = TokenKeys([NEW])
    token = keys.sign(CLAIMS)
    at = data.draw(st.integers(0, len(token) - 1))
    other = data.draw(st.sampled_from("ABCXYZabcxyz0189-_."))
    changed = token[:at] + other + token[at + 1 :]
    try:
        read = keys.read(changed, TokenType.ACCESS, NOW)
    except TokenNotValid:
        return
    # The last letter of base64 has bits that mean nothing.
    assert changed == token or (read == CLAIMS and at == len(token) - 1)


def test_short_secrets_are_refused() -> None:
    with pytest.raises(ValueError, match="32"):
        TokenKeys(["short"])
