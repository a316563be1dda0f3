"""The sandbox's OpenID provider has the traits of Telegram's."""

import base64
import hashlib
from collections.abc import AsyncIterator
from urllib.parse import parse_qs, urlsplit

import httpx
import jwt
import pytest

from tests.sandbox.telegram.serving import running_sandbox
from tests.sandbox_client import SandboxClient, plain_transport

VERIFIER = "v" * 43
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).decode()[:-1]
CLIENT, SECRET = "1000000001", "sandbox-telegram-login"
BACK = "https://hotels.example/back"
ASKED = {
    "response_type": "code", "client_id": CLIENT, "redirect_uri": BACK, "scope": "openid profile",
    "state": "s", "code_challenge": CHALLENGE, "code_challenge_method": "S256",
    "nonce": "n",
}  # fmt: skip


@pytest.fixture
async def url() -> AsyncIterator[str]:
    """A fresh sandbox."""
    async with running_sandbox() as started:
        yield started


@pytest.fixture
async def http(url: str) -> AsyncIterator[httpx.AsyncClient]:
    """A client of its provider."""
    async with httpx.AsyncClient(base_url=f"{url}/oauth", transport=plain_transport()) as client:
        yield client


async def agreed(http: httpx.AsyncClient, url: str) -> tuple[str, int]:
    """Return a code and whose it is."""
    async with SandboxClient(url) as sandbox:
        asha = await sandbox.add_user("Asha", username="asha")
    assert (await http.get("/auth", params=ASKED)).is_success
    answer = await http.post("/auth", params=ASKED, data={"person": str(asha.id)})
    sent_to = urlsplit(answer.headers["location"])
    assert f"{sent_to.scheme}://{sent_to.netloc}{sent_to.path}" == BACK
    query = parse_qs(sent_to.query)
    assert query["state"] == ["s"]
    return query["code"][0], asha.id


def redeeming(code: str, **changes: str) -> dict[str, str]:
    return {
        "grant_type": "authorization_code", "code": code, "redirect_uri": BACK,
        "code_verifier": VERIFIER,
    } | changes  # fmt: skip


async def test_the_id_is_telegrams_and_the_sub_is_opaque(http: httpx.AsyncClient, url: str) -> None:
    code, person = await agreed(http, url)
    told = (await http.post("/token", data=redeeming(code), auth=(CLIENT, SECRET))).json()
    (key,) = (await http.get("/.well-known/jwks.json")).json()["keys"]
    claims = jwt.decode(
        told["id_token"], jwt.PyJWK(key), ["RS256"], audience=CLIENT, issuer=f"{url}/oauth"
    )
    assert claims["id"] == person
    assert claims["sub"] != str(person)
    assert "nonce" not in claims
    again = await http.post("/token", data=redeeming(code), auth=(CLIENT, SECRET))
    assert (again.status_code, again.json()) == (400, {"error": "invalid_grant"})


@pytest.mark.parametrize("changes", [
    {"code_verifier": "x" * 43}, {"code_verifier": ""}, {"redirect_uri": "https://evil.example/"},
    {"code": "made up"}, {"grant_type": "password"},
], ids=str)  # fmt: skip
async def test_a_code_is_of_use_to_its_client_alone(
    http: httpx.AsyncClient, url: str, changes: dict[str, str]
) -> None:
    code, _person = await agreed(http, url)
    form = redeeming(code) | changes
    assert (await http.post("/token", data=form, auth=(CLIENT, SECRET))).status_code == 400


async def test_a_wrong_secret_is_refused(http: httpx.AsyncClient, url: str) -> None:
    code, _person = await agreed(http, url)
    answer = await http.post("/token", data=redeeming(code), auth=(CLIENT, "guess"))
    assert answer.status_code == 401


@pytest.mark.parametrize(("changes", "status"), [
    ({"redirect_uri": "http://hotels.example/back"}, 400),
    ({"redirect_uri": "javascript:alert(1)"}, 400),
    ({"code_challenge_method": "plain"}, 400),
    ({"code_challenge": ""}, 400),
    ({"response_type": "token"}, 400),
    ({"scope": "profile"}, 400),
    ({"redirect_uri": "http://127.0.0.1:1/back"}, 200),
], ids=str)  # fmt: skip
async def test_what_it_asks_of_clients(
    http: httpx.AsyncClient, changes: dict[str, str], status: int
) -> None:
    assert (await http.get("/auth", params=ASKED | changes)).status_code == status


async def test_strict_it_redirects_to_https_alone(http: httpx.AsyncClient, url: str) -> None:
    async with SandboxClient(url) as sandbox:
        await sandbox.call("POST", "oauth", {"strict": True})
    near = ASKED | {"redirect_uri": "http://127.0.0.1:1/back"}
    assert (await http.get("/auth", params=near)).status_code == 400
    assert (await http.get("/auth", params=ASKED)).status_code == 200
