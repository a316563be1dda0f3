"""A real HTTP server with scripted answers, one per call."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any

from aiohttp import web


class Fault(Enum):
    """What a server does instead of answering."""

    SILENCE = auto()
    DROP = auto()
    DRIP = auto()


@dataclass
class AnsweringServer:
    """Answers by path from a list, the last one again and again; remembers what was asked."""

    url: str = ""
    answers: dict[str, list[tuple[int, Any]]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, Any], Any]] = field(default_factory=list)
    headers: Mapping[str, str] = field(default_factory=dict)

    def will_answer(self, path: str, *answers: tuple[int, Any]) -> None:
        """Set the answers of a path: status and body (bytes, a `Fault`, or a JSON value)."""
        self.answers[path] = list(answers)

    def times_asked(self, path: str) -> int:
        """Return how often a path was asked."""
        return sum(1 for asked, _query, _body in self.asked if asked == path)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        text = await request.text()
        body = json.loads(text) if text else None
        self.asked.append((request.path, dict(request.query), body))
        waiting = self.answers.get(request.path)
        if not waiting:
            return web.json_response({"error": "nothing here"}, status=404)
        status, answer = waiting.pop(0) if len(waiting) > 1 else waiting[0]
        if isinstance(answer, Fault):
            return await _misbehave(request, answer)
        content = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
        headers = {"Retry-After": "7"} if status == 429 else {}
        return web.Response(
            body=content,
            status=status,
            content_type="application/json",
            headers={**headers, **self.headers},
        )


async def _misbehave(request: web.Request, fault: Fault) -> web.StreamResponse:
    """Begin an answer that never becomes whole."""
    response = web.StreamResponse(headers={"Content-Length": "1000"})
    if fault is Fault.SILENCE:
        await asyncio.sleep(30)
    await response.prepare(request)
    await response.write(b"{")
    if fault is Fault.DROP and request.transport is not None:
        request.transport.close()
    while fault is Fault.DRIP:
        await asyncio.sleep(0.05)
        await response.write(b" ")
    return response


@asynccontextmanager
async def answering_server() -> AsyncIterator[AnsweringServer]:
    """Serve on a free port."""
    server = AnsweringServer()
    app = web.Application()
    app.router.add_route("*", "/{tail:.*}", server.handle)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    server.url = f"http://127.0.0.1:{port}"
    try:
        yield server
    finally:
        await runner.cleanup()
