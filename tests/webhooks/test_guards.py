"""What every request passes: headers, hosts, origins, bounds, and doors that are closed."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import httpx
import pytest
import structlog
from fastapi import FastAPI
from pydantic import SecretStr

from domain.accounts.models import Role, User
from domain.app import App
from domain.environments import Environment
from tests.patience import patience
from tests.webhooks.serving import serving
from tests.webhooks.signing_in import bearing, sign_in
from webhooks import connections
from webhooks.app import create_web
from webhooks.middlewares.answers import lines_of
from webhooks.middlewares.headers import SECURITY_HEADERS

OPERATIONS = ["/docs", "/openapi.json", "/metrics", "/health/detailed"]
TOKEN = "k" * 40


def web_of(app: App, **changes: Any) -> FastAPI:
    """Return the service with other settings."""
    return create_web(replace(app, settings=app.settings.model_copy(update=changes)))


@asynccontextmanager
async def talking_to(web: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """Yield a client of a service in this process."""
    transport = httpx.ASGITransport(web, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://web") as client:
        yield client
    web.state.doorkeeper.close()


@pytest.fixture
async def client(app: App) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the service."""
    async with talking_to(create_web(app)) as opened:
        yield opened


async def test_the_security_headers_stand_on_every_route(app: App) -> None:
    web = create_web(app)
    async with talking_to(web) as client:
        paths = [path.replace("{", "").replace("}", "") for path in web.openapi()["paths"]]
        for path in [*paths, "/docs", "/openapi.json", "/plain.css", "/nowhere"]:
            for method in ("GET", "POST", "OPTIONS"):
                answer = await client.request(method, path)
                missing = [name for name in SECURITY_HEADERS if name not in answer.headers]
                assert missing == [], (method, path)
                policy = answer.headers["content-security-policy"]
                assert "unsafe" not in policy
                assert "frame-ancestors 'none'" in policy


async def test_over_the_line_each_header_comes_once_and_with_its_own_answer(app: App) -> None:
    async with talking_to(create_web(app)) as client:
        bearer = bearing(await sign_in(client, app))
    asked = [("GET", "/api/v1/me", 200), ("GET", "/nowhere", 404), ("HEAD", "/health", 405),
             ("POST", "/api/v1/auth/login", 422), ("GET", "/account/login", 200)]  # fmt: skip
    async with serving(create_web(app)) as port, httpx.AsyncClient() as client:
        for number, (method, path, status) in enumerate(asked * 2):
            own = bearer | {"X-Request-ID": f"request-{number}"}
            body: dict[str, str] | None = {} if method == "POST" else None
            address = f"http://127.0.0.1:{port}{path}"
            answer = await client.request(method, address, headers=own, json=body)
            assert answer.status_code == status, path
            assert answer.headers.get_list("x-request-id") == [own["X-Request-ID"]]
            for name in SECURITY_HEADERS:
                assert len(answer.headers.get_list(name)) == 1, (path, name)
            assert ("ratelimit-remaining" in answer.headers) is path.startswith("/api/")
            cached = "private, no-cache" if path == "/api/v1/me" else "no-store"
            assert answer.headers["cache-control"] == cached


@pytest.mark.parametrize("value", [b"a\r\nSet-Cookie: b", b"a\n", b"\x00", b"\xff"])
def test_a_header_that_would_not_be_one_is_not_written(value: bytes) -> None:
    with pytest.raises(ValueError, match="x-request-id"):
        lines_of([(b"x-request-id", value)])


async def test_pages_have_nothing_inline(client: httpx.AsyncClient) -> None:
    for path in ("/docs", "/forecast"):
        page = (await client.get(path)).text
        assert "<style" not in page
        assert "style=" not in page
        assert "<script" not in page


@pytest.mark.parametrize("host", ["evil", "evil.example", "localhost.evil.example", ""])
async def test_another_host_is_refused(client: httpx.AsyncClient, host: str) -> None:
    answer = await client.get("/health", headers={"Host": host})
    assert answer.status_code == 400
    assert answer.headers["x-content-type-options"] == "nosniff"


async def test_only_listed_origins_may_call(app: App) -> None:
    async with talking_to(web_of(app, cors_origins=("https://app.example",))) as client:
        for origin, allowed in (("https://app.example", True), ("https://evil.example", False)):
            asked = {"Origin": origin, "Access-Control-Request-Method": "GET"}
            preflight = await client.options("/api/v1/me", headers=asked)
            answer = await client.get("/api/v1/me", headers={"Origin": origin})
            for one in (preflight, answer):
                told = one.headers.get("access-control-allow-origin")
                assert told == (origin if allowed else None)
                assert "access-control-allow-credentials" not in one.headers


async def test_a_request_has_a_name_that_only_harmless_callers_choose(
    client: httpx.AsyncClient,
) -> None:
    own = await client.get("/health", headers={"X-Request-ID": "abc-12345"})
    assert own.headers["x-request-id"] == "abc-12345"
    for name in ("x", "a\tb" * 8, "ü" * 10, "a" * 65, "<script>alert(1)"):
        answer = await client.get("/health", headers={b"X-Request-ID": name.encode()})
        assert len(answer.headers["x-request-id"]) == 32


async def test_a_request_is_one_line_without_what_stood_in_its_address(app: App) -> None:
    with structlog.testing.capture_logs() as lines:
        async with talking_to(create_web(app)) as client:
            await client.get("/api/v1/nowhere/secret-code?token=secret-code")
            await client.delete("/api/v1/sessions/11111111-1111-4111-8111-111111111111?x=secret")
    told = [line for line in lines if line["event"] == "request"]
    assert [(one["method"], one["status"]) for one in told] == [("GET", 404), ("DELETE", 401)]
    assert told[1]["route"] == "/api/v1/sessions/{session_id}"
    assert "secret" not in json.dumps(lines, default=str)


async def test_a_fault_of_ours_is_a_problem_with_a_reference(app: App) -> None:
    web = create_web(app)

    @web.get("/broken")
    async def broken() -> None:
        raise ZeroDivisionError

    async with talking_to(web) as client:
        answer = await client.get("/broken")
    assert (answer.status_code, answer.json()["type"]) == (500, "urn:often-hotels:internal-error")
    assert answer.json()["reference"] == answer.headers["x-request-id"]
    assert answer.headers["x-frame-options"] == "DENY"
    assert "ZeroDivision" not in answer.text


async def test_a_body_that_is_too_large_is_refused_whether_or_not_it_says_so(
    client: httpx.AsyncClient,
) -> None:
    async def parts() -> AsyncIterator[bytes]:
        for _ in range(12):
            yield b"x" * 100_000

    for content in (b"x" * 1_000_001, parts()):
        answer = await client.post(
            "/api/v1/auth/login", content=content, headers={"Content-Type": "application/json"}
        )
        assert answer.status_code == 413
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["type"] == "urn:often-hotels:body-too-large"


@pytest.mark.parametrize("path", OPERATIONS)
async def test_operations_pages_are_open_outside_production(
    client: httpx.AsyncClient, path: str
) -> None:
    assert (await client.get(path)).status_code == 200


@pytest.mark.parametrize("path", OPERATIONS)
async def test_operations_pages_as_a_stranger_are_not_there(app: App, path: str) -> None:
    web = web_of(app, environment=Environment.PRODUCTION, operations_token=SecretStr(TOKEN))
    async with talking_to(web) as client:
        nowhere = await client.get("/nowhere")
        tokens = await sign_in(client, app)
        for headers in ({}, {"Authorization": "Bearer x"}, bearing(tokens)):
            answer = await client.get(path, headers=headers)
            assert (answer.status_code, answer.content) == (404, nowhere.content)
        held = await client.get(path, headers={"Authorization": f"Bearer {TOKEN}"})
        assert held.status_code == 200
        await User.filter(email="asha@example.com").update(role=Role.ADMIN)
        web.state.doorkeeper._remembered.clear()
        assert (await client.get(path, headers=bearing(tokens))).status_code == 200
        await User.filter(email="asha@example.com").update(is_active=False)
        web.state.doorkeeper._remembered.clear()
        assert (await client.get(path, headers=bearing(tokens))).status_code == 404


async def test_ready_says_whether_the_servers_answer(app: App) -> None:
    class Away:
        async def ping(self) -> None:
            raise ConnectionError

    async with talking_to(create_web(app)) as client:
        assert (await client.get("/health/ready")).status_code == 200
    async with talking_to(create_web(replace(app, redis=Away()))) as client:  # type: ignore[arg-type]
        answer = await client.get("/health/ready")
        assert (answer.status_code, answer.json()) == (503, {"status": "unavailable"})


async def test_half_open_requests_are_gone_and_others_are_answered_meanwhile(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert connections.HEADER_SECONDS <= 15
    monkeypatch.setattr(connections, "HEADER_SECONDS", 1.0)
    begun = [b"", b"GET /health HTTP/1.1\r\nHost: loc", b"POST /x HTTP/1.1\r\n"]
    async with serving(create_web(app)) as port:
        opened = [await asyncio.open_connection("127.0.0.1", port) for _ in range(300)]
        for number, (_reader, writer) in enumerate(opened):
            writer.write(begun[number % 3])
        async with httpx.AsyncClient() as client:
            answer = await client.get(f"http://127.0.0.1:{port}/health")
            assert answer.status_code == 200
        async with patience(30):
            assert {await reader.read() for reader, _writer in opened} == {b""}
        for _reader, writer in opened:
            writer.close()


async def test_a_second_request_on_a_connection_has_its_own_time(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "HEADER_SECONDS", 0.5)
    async with serving(create_web(app)) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert b"200 OK" in await reader.readuntil(b'"ok"}')
        writer.write(b"GET /health HT")
        async with patience(30):
            assert await reader.read() == b""
        writer.close()


async def test_a_body_that_does_not_come_is_given_up(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("webhooks.app.BODY_SECONDS", 0.3)
    async with serving(create_web(app)) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(
            b"POST /api/v1/auth/login HTTP/1.1\r\nHost: localhost\r\n"
            b"Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{"
        )
        async with patience(30):
            assert (await reader.readline()).split()[1] == b"408"
        writer.close()


@pytest.mark.parametrize(
    "request_line",
    [
        b"GET /health HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * 40_000,
        # Whole at one go: h11 by itself would take it.
        b"GET /health HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * 30_000 + b"\r\n\r\n",
        b"GET /health HTTP/1.1\r\nHost: localhost\r\n" + b"X: x\r\n" * 6_000 + b"\r\n",
        b"GET /health?" + b"x" * 30_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
    ],
)
async def test_headers_without_end_are_refused(app: App, request_line: bytes) -> None:
    async with serving(create_web(app)) as port:
        status, _headers, told = await _raw_answer(port, request_line)
    assert (status, told["type"]) == (431, "urn:often-hotels:headers-too-large")


@pytest.mark.parametrize(
    ("request_line", "status"),
    [
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 hello", 400),
        (b"GET /health HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n", 400),
        (b"GET /health HTTP/1.1\r\n\r\n", 400),
        (b"POST /health HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: gzip\r\n\r\n", 501),
    ],
)
async def test_what_is_no_request_is_told_as_a_problem(
    app: App, request_line: bytes, status: int
) -> None:
    async with serving(create_web(app)) as port:
        answered, headers, told = await _raw_answer(port, request_line)
    assert (answered, told["status"]) == (status, status)
    for guard in ("content-type: application/problem+json", "x-content-type-options: nosniff",
                  "cache-control: no-store", "connection: close"):  # fmt: skip
        assert guard in headers


async def _raw_answer(port: int, sent: bytes) -> tuple[int, list[str], Any]:
    """Send bytes as they are; return the answer's status, headers in small letters, and JSON."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(sent)
    async with patience(30):
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower().splitlines()
        told = json.loads(await reader.read())
    writer.close()
    return int(head[0].split()[1]), head[1:], told


async def test_a_large_body_that_comes_with_its_headers_is_whole(app: App) -> None:
    body = b'{"email": "asha@example.com", "password": "' + b"x" * 50_000 + b'"}'
    head = (
        b"POST /api/v1/auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json"
        b"\r\nX: " + b"x" * 9_000 + b"\r\nContent-Length: %d\r\n\r\n" % len(body)
    )
    async with serving(create_web(app)) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(head + body)
        async with patience(30):
            assert (await reader.readline()).split()[1] in {b"401", b"422"}
        writer.close()
