"""Accounts that call the service in tests."""

from typing import Any

import httpx

from domain.app import App

EMAIL, PASSWORD = "asha@example.com", "correct horse battery"


async def code_of(app: App, kind: str) -> str:
    """Return the code of the newest letter of a kind."""
    code: str = await app.pool.fetchval(
        "SELECT payload ->> 'code' FROM outbox_messages WHERE kind = $1 ORDER BY id DESC LIMIT 1",
        kind,
    )
    return code


async def sign_in(
    client: httpx.AsyncClient, app: App, email: str = EMAIL, base: str = "/api/v1"
) -> dict[str, Any]:
    """Register, verify and log in; return the tokens."""
    known = {"email": email, "password": PASSWORD}
    new = known | {"first_name": "Asha", "language": "en-IN"}
    answer = await client.post(f"{base}/auth/register", json=new)
    assert (answer.status_code, answer.json()) == (202, {"status": "accepted"})
    code = await code_of(app, "verify_email")
    answer = await client.post(f"{base}/auth/verify-email", json={"code": code})
    assert answer.status_code == 204
    answer = await client.post(f"{base}/auth/login", json=known)
    assert answer.status_code == 200
    tokens: dict[str, Any] = answer.json()
    return tokens


def bearing(tokens: dict[str, Any]) -> dict[str, str]:
    """Return the header that a signed-in account calls with."""
    return {"Authorization": f"Bearer {tokens['access_token']}"}
