"""Real servers on free ports of the loopback, in the test's own event loop."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Self

import httpx
import uvicorn

from sandbox.server import SandboxServer, create_app
from sandbox.telegram.world import TelegramState
from tests.sandbox_client import plain_transport

TOKEN = "1000000001:SANDBOX-often-hotels-bot-token-00000"


@asynccontextmanager
async def serving(server: uvicorn.Server) -> AsyncIterator[str]:
    """Run a server made with port 0 and yield its address.

    Started and stopped by its parts: uvicorn itself looks for its end every tenth of a second only.
    """
    server.config.load()
    server.lifespan = server.config.lifespan_class(server.config)
    await server.startup()
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        await _end(server)


async def _end(server: uvicorn.Server) -> None:
    """Stop listening, end what waits, and leave nothing running for those who are gone."""
    for listener in server.servers:
        listener.close()
    await server.lifespan.shutdown()
    state = server.server_state
    for connection in list(state.connections):
        connection.shutdown()
    for task in list(state.tasks):
        task.cancel()
    await asyncio.gather(*state.tasks, return_exceptions=True)


@asynccontextmanager
async def running_sandbox(telegram: TelegramState | None = None) -> AsyncIterator[str]:
    """Run its own sandbox, with `telegram` where its rules are to differ."""
    async with serving(SandboxServer(create_app(7, telegram))) as url:
        yield url


class RawBot:
    """The Bot API without a client library: what is sent, and what comes back, as it is."""

    def __init__(self, url: str, token: str = TOKEN) -> None:
        self.url = url
        self._token = token
        self._http = httpx.AsyncClient(base_url=url, timeout=20, transport=plain_transport())

    async def answer(self, method: str, **params: Any) -> dict[str, Any]:
        """Call with JSON and return the whole answer."""
        response = await self._http.post(f"/bot{self._token}/{method}", json=params)
        whole: dict[str, Any] = response.json()
        assert whole["ok"] == response.is_success
        return whole

    async def call(self, method: str, **params: Any) -> Any:
        """Call a method that is to succeed and return its result."""
        whole = await self.answer(method, **params)
        assert whole["ok"], whole
        return whole["result"]

    async def refusal(self, method: str, **params: Any) -> str:
        """Call a method that is to fail and return Telegram's words."""
        whole = await self.answer(method, **params)
        assert not whole["ok"]
        words: str = whole["description"]
        return words

    async def raw(self, verb: str, path: str, **options: Any) -> httpx.Response:
        """Send any request."""
        return await self._http.request(verb, path, **options)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_why: object) -> None:
        await self.close()

    async def close(self) -> None:
        await self._http.aclose()
