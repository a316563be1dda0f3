"""The account routes over HTTP: the whole story, and what each refusal looks like."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import httpx
import pytest

from domain.accounts.models import User
from domain.app import App
from tests.conftest import FakeClock
from tests.webhooks.signing_in import EMAIL, PASSWORD, bearing
from tests.webhooks.signing_in import sign_in as sign_in_at
from webhooks.access import REMEMBERED_SECONDS
from webhooks.app import create_web

V1 = "/api/v1"


@pytest.fixture
async def client(app: App) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the service."""
    web = create_web(app)
    transport = httpx.ASGITransport(web)
    async with httpx.AsyncClient(transport=transport, base_url=f"http://web{V1}") as opened:
        yield opened
    web.state.doorkeeper.close()


async def sign_in(client: httpx.AsyncClient, app: App) -> dict[str, Any]:
    return await sign_in_at(client, app, base="")


async def test_an_account_from_its_beginning_to_signing_out(
    client: httpx.AsyncClient, app: App
) -> None:
    tokens = await sign_in(client, app)
    me = (await client.get("/me", headers=bearing(tokens))).json()
    assert (me["email"], me["is_verified"], me["role"]) == (EMAIL, True, "traveller")
    (session,) = (await client.get("/sessions", headers=bearing(tokens))).json()["items"]
    assert session["is_current"]
    anew = (
        await client.post("/auth/refresh", json={"refresh_token": tokens["refresh_token"]})
    ).json()
    assert (await client.get("/me", headers=bearing(anew))).status_code == 200
    assert (await client.post("/auth/logout", headers=bearing(anew))).status_code == 204


@pytest.mark.parametrize("way", ["logout", "logout-all", "sessions", "ban", "password"])
async def test_access_ends_within_moments(client: httpx.AsyncClient, app: App, way: str) -> None:
    tokens = await sign_in(client, app)
    headers = bearing(tokens)
    assert (await client.get("/me", headers=headers)).status_code == 200
    match way:
        case "logout" | "logout-all":
            await client.post(f"/auth/{way}", headers=headers)
        case "sessions":
            (session,) = (await client.get("/sessions", headers=headers)).json()["items"]
            await client.delete(f"/sessions/{session['id']}", headers=headers)
        case "ban":
            await User.filter(email=EMAIL).update(is_active=False)
        case "password":
            change = {"old_password": PASSWORD, "new_password": "another horse battery"}
            await client.post("/auth/change-password", headers=headers, json=change)
    # The limiter forgets by itself; here time is made to pass.
    assert REMEMBERED_SECONDS < 5
    remembered = client._transport.app.state.doorkeeper._remembered  # type: ignore[attr-defined]
    for key, (_until, caller) in list(remembered.items()):
        remembered[key] = (0.0, caller)
    answer = await client.get("/me", headers=headers)
    assert answer.status_code == (403 if way == "ban" else 401)


async def test_a_stranger_finds_no_session_of_another(client: httpx.AsyncClient, app: App) -> None:
    tokens = await sign_in(client, app)
    missing = "00000000-0000-4000-8000-000000000000"
    answer = await client.delete(f"/sessions/{missing}", headers=bearing(tokens))
    assert (answer.status_code, answer.json()["type"]) == (404, "urn:often-hotels:not-found")


@pytest.mark.parametrize(
    ("body", "status", "kind"),
    [
        (b"{", 400, "body-not-readable"),
        (b"[" * 100_000, 400, "body-not-readable"),
        (b"[]", 422, "invalid-request"),
        (b"{}", 422, "invalid-request"),
        (b'{"email": "asha@example.com", "password": "x", "more": 1}', 422, "invalid-request"),
        (b'{"email": 1, "password": "x"}', 422, "invalid-request"),
        (b'{"email": "nobody@example.com", "password": "x"}', 401, "credentials-wrong"),
        (b'{"email": "no\\u0000body@example.com", "password": "x"}', 422, "invalid-request"),
    ],
)
async def test_each_refusal_is_a_problem_that_repeats_nothing(
    client: httpx.AsyncClient, body: bytes, status: int, kind: str
) -> None:
    answer = await client.post(
        "/auth/login", content=body, headers={"Content-Type": "application/json"}
    )
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["type"] == f"urn:often-hotels:{kind}"
    assert "asha@example.com" not in answer.text


async def test_the_sentence_is_in_the_readers_language(client: httpx.AsyncClient) -> None:
    answer = await client.post(
        "/auth/login",
        json={"email": EMAIL, "password": "x"},
        headers={"Accept-Language": "de, es-MX;q=0.8, en;q=0.5"},
    )
    assert answer.json()["detail"] == "El correo o la contraseña no son correctos."


async def test_no_account_and_another_password_are_answered_alike(
    client: httpx.AsyncClient, app: App
) -> None:
    await sign_in(client, app)
    wrong = [{"email": EMAIL, "password": "x"}, {"email": "nobody@example.com", "password": "x"}]
    known, unknown = [await client.post("/auth/login", json=body) for body in wrong]
    assert (known.status_code, known.content) == (unknown.status_code, unknown.content)


async def test_too_many_tries_say_when_the_next_may_come(client: httpx.AsyncClient) -> None:
    for _ in range(11):
        answer = await client.post("/auth/login", json={"email": EMAIL, "password": "x"})
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0


async def test_whoever_has_no_token_is_told_how_to_bring_one(client: httpx.AsyncClient) -> None:
    for headers in ({}, {"Authorization": "Bearer x"}, {"Authorization": "Basic eDp5"}):
        answer = await client.get("/me", headers=headers)
        assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")


async def test_registering_tells_nothing_of_who_is_there(
    client: httpx.AsyncClient, app: App
) -> None:
    await sign_in(client, app)
    body = {"email": EMAIL, "password": "another horse battery"}
    known = await client.post("/auth/register", json=body)
    unknown = await client.post("/auth/register", json={**body, "email": "rao@example.com"})
    assert (known.status_code, known.content) == (unknown.status_code, unknown.content)
    known = await client.post("/auth/forgot-password", json={"email": EMAIL})
    unknown = await client.post("/auth/forgot-password", json={"email": "nobody@example.com"})
    assert (known.status_code, known.content) == (unknown.status_code, unknown.content)


async def test_an_expired_access_token_opens_nothing(
    client: httpx.AsyncClient, app: App, clock: FakeClock
) -> None:
    tokens = await sign_in(client, app)
    clock.advance(timedelta(days=8))
    assert (await client.get("/me", headers=bearing(tokens))).status_code == 401
