"""Telegram's ID tokens: taken as they come, and refused as soon as anything about them is off."""

import json
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import httpx
import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from domain.accounts.errors import TelegramNotAnswering, TelegramNotProved
from domain.accounts.telegram_login import LoginClient, TelegramProvider

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
ISSUER, CLIENT = "https://oauth.telegram.org", "1000000001"
BACK = "https://hotels.example/account/telegram/back"
SAID: dict[str, Any] = {
    "iss": ISSUER,
    "aud": CLIENT,
    "sub": "8251309477812345678",
    "id": 700000001,
    "iat": int(NOW.timestamp()),
    "exp": int((NOW + timedelta(hours=1)).timestamp()),
    "name": "Asha Menon",
    "preferred_username": "asha",
}


@cache
def key(name: str) -> rsa.RSAPrivateKey:
    """A key for each name, made once."""
    del name
    return rsa.generate_private_key(65537, 2048)


def published(*names: str) -> dict[str, Any]:
    """The set of keys that the provider shows."""
    keys = [
        {**jwt.algorithms.RSAAlgorithm.to_jwk(key(one).public_key(), as_dict=True), "kid": one}
        for one in names
    ]
    return {"keys": keys}


def signed(said: dict[str, Any], kid: str = "k1", by: str = "k1") -> str:
    return jwt.encode(said, key(by), "RS256", {"kid": kid})


Answer = Callable[[httpx.Request], httpx.Response]


def provider(answer: Answer | None = None, *kids: str) -> TelegramProvider:
    """The product's side, talking to a provider that is a function."""

    def keys(_request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json=published(*(kids or ("k1",))))

    client = LoginClient(ISSUER, CLIENT, "secret", BACK)
    return TelegramProvider(client, httpx.MockTransport(answer or keys))


async def test_who_it_is_stands_in_the_id_and_not_in_the_sub() -> None:
    who = await provider().identity(signed(SAID), NOW)
    assert (who.telegram_id, who.subject) == (700000001, "8251309477812345678")
    assert (who.name, who.username) == ("Asha Menon", "asha")


@pytest.mark.parametrize("wrong", [
    {"iss": "https://oauth.telegram.org.evil.example"}, {"iss": f"{ISSUER}/"}, {"iss": None},
    {"aud": "1000000002"}, {"aud": [CLIENT, "1000000002"]}, {"aud": ""}, {"aud": None},
    {"exp": int(NOW.timestamp()) - 61}, {"exp": "soon"}, {"exp": None}, {"exp": 1e400},
    {"iat": int(NOW.timestamp()) + 120}, {"iat": None},
    {"id": None}, {"id": 0}, {"id": -5}, {"id": True}, {"id": 1.5}, {"id": 2**63}, {"id": "x"},
    {"id": []}, {"sub": None}, {"sub": ""}, {"sub": "x" * 65}, {"sub": 5},
], ids=str)  # fmt: skip
async def test_a_claim_that_is_off_proves_nobody(wrong: dict[str, Any]) -> None:
    said = {name: value for name, value in (SAID | wrong).items() if value is not None}
    with pytest.raises(TelegramNotProved):
        await provider().identity(_raw(said), NOW)


def _raw(said: dict[str, Any]) -> str:
    """Sign what a library would not."""
    return jwt.api_jws.encode(json.dumps(said).encode(), key("k1"), "RS256", {"kid": "k1"})


async def test_no_byte_may_be_another() -> None:
    token = signed(SAID)
    ours = provider()
    for at in range(0, len(token), 7):
        other = "A" if token[at] != "A" else "B"
        changed = f"{token[:at]}{other}{token[at + 1 :]}"
        if (
            jwt.utils.base64url_decode(changed.rpartition(".")[2] + "==")
            == (jwt.utils.base64url_decode(token.rpartition(".")[2] + "=="))
            and changed.rpartition(".")[0] == token.rpartition(".")[0]
        ):
            continue
        with pytest.raises(TelegramNotProved):
            await ours.identity(changed, NOW)


async def test_no_other_algorithm_or_key_is_taken() -> None:
    pem = key("k1").public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    header = {"kid": "k1"}
    forged = [
        jwt.encode(SAID, "", "none", header),
        jwt.api_jws.encode(json.dumps(SAID).encode(), b"x" * 64, "HS256", header),
        jwt.encode(SAID, ec.generate_private_key(ec.SECP256R1()), "ES256", header),
        jwt.encode(SAID, key("k1"), "RS512", header),
        signed(SAID, by="attacker"),
        signed(SAID, kid="attacker", by="attacker"),
        "", "x", "a.b.c", pem.decode(),
    ]  # fmt: skip
    for token in forged:
        with pytest.raises(TelegramNotProved):
            await provider().identity(token, NOW)


async def test_a_new_key_is_found_and_made_up_ones_are_not_asked_for() -> None:
    asked = 0

    def keys(_request: httpx.Request) -> httpx.Response:
        nonlocal asked
        asked += 1
        return httpx.Response(200, json=published("k1", "k2"))

    ours = provider(keys)
    await ours.identity(signed(SAID), NOW)
    await ours.identity(signed(SAID, "k2", "k2"), NOW)
    assert asked == 1
    for n in range(20):
        with pytest.raises(TelegramNotProved):
            await ours.identity(signed(SAID, f"made up {n}"), NOW)
    assert asked == 1
    ours._asked_at = time.monotonic() - 31
    with pytest.raises(TelegramNotProved):
        await ours.identity(signed(SAID, "made up"), NOW)
    assert asked == 2


@pytest.mark.parametrize("answer", [
    httpx.Response(500), httpx.Response(200, content=b"<html>"), httpx.Response(200, json=[]),
    httpx.Response(302, headers={"Location": "http://127.0.0.1/"}),
    httpx.Response(200, content=b"x" * 100_000),
], ids=["down", "garbage", "a list", "a redirect", "huge"])  # fmt: skip
async def test_a_provider_that_does_not_answer_is_told_apart(answer: httpx.Response) -> None:
    with pytest.raises(TelegramNotAnswering):
        await provider(lambda _request: answer).redeem("code", "verifier", NOW)


async def test_a_provider_that_is_away_is_told_apart() -> None:
    def away(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectTimeout("away", request=request)

    with pytest.raises(TelegramNotAnswering):
        await provider(away).redeem("code", "verifier", NOW)


@pytest.mark.parametrize("status", [400, 401, 403])
async def test_a_code_that_is_refused_proves_nobody(status: int) -> None:
    answer = httpx.Response(status, json={"error": "invalid_grant"})
    with pytest.raises(TelegramNotProved):
        await provider(lambda _request: answer).redeem("code", "verifier", NOW)


@pytest.mark.parametrize(("issuer", "back", "is_possible"), [
    (ISSUER, BACK, True),
    (ISSUER, "http://hotels.example/back", False),
    (ISSUER, "http://127.0.0.1:8080/back", False),
    ("http://127.0.0.1:8090/oauth", "http://127.0.0.1:8080/back", True),
    ("http://127.0.0.1:8090/oauth", "http://hotels.example/back", False),
])  # fmt: skip
def test_people_are_sent_back_by_https_alone(issuer: str, back: str, is_possible: bool) -> None:
    assert LoginClient(issuer, CLIENT, "secret", back).is_possible is is_possible
