"""Telegram as the worker sees it: accepts messages, or refuses them as configured."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.patience import patience

ME = {"id": 1, "is_bot": True, "first_name": "Often Hotels"}
BLOCKED = (403, {"description": "Forbidden: bot was blocked by the user"})
CHAT_NOT_FOUND = (400, {"description": "Bad Request: chat not found"})
SERVER_ERROR = (500, {"description": "Internal Server Error"})
REFUSED = (400, {"description": "Bad Request: message text is empty"})
TOO_LONG = (400, {"description": "Bad Request: message is too long"})


def too_many(seconds: int) -> tuple[int, dict[str, Any]]:
    """Return the answer "wait so long"."""
    return 429, {
        "description": f"Too Many Requests: retry after {seconds}",
        "parameters": {"retry_after": seconds},
    }


def migrated(chat_id: int) -> tuple[int, dict[str, Any]]:
    """Return the answer "the group is a supergroup now"."""
    return 400, {
        "description": "Bad Request: group chat was upgraded to a supergroup chat",
        "parameters": {"migrate_to_chat_id": chat_id},
    }


@dataclass
class FakeTelegram:
    """Remembers what was sent to whom; `refusals` are given first, in their order.

    While `answering` is not set, it takes messages and keeps its answers to itself, `getMe`'s as
    well; while only `answering_sends` is not set, it is slow with messages and answers what else it
    is asked. While it is `mute`, it hangs up on whoever has sent one. `asked` is set by `getMe`.
    """

    url: str = ""
    refusals: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    messages: list[tuple[int, str]] = field(default_factory=list)
    topics: list[int | None] = field(default_factory=list)
    answering: asyncio.Event = field(default_factory=asyncio.Event)
    answering_sends: asyncio.Event = field(default_factory=asyncio.Event)
    asked: asyncio.Event = field(default_factory=asyncio.Event)
    mute: bool = False

    def __post_init__(self) -> None:
        """Answer, to begin with."""
        self.answering.set()
        self.answering_sends.set()

    async def wait_for_messages(self, number: int) -> None:
        """Wait until this many messages have been taken."""
        async with patience(30):
            while len(self.messages) < number:
                await asyncio.sleep(0.005)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        if request.path.endswith("/getMe"):
            self.asked.set()
            await self.answering.wait()
            return web.json_response({"ok": True, "result": ME})
        form = await request.post()
        chat_id = int(str(form["chat_id"]))
        topic = form.get("message_thread_id")
        if self.refusals:
            status, body = self.refusals.pop(0)
            return web.json_response({"ok": False, "error_code": status, **body}, status=status)
        self.messages.append((chat_id, str(form.get("caption") or form.get("text"))))
        self.topics.append(int(str(topic)) if topic else None)
        number = len(self.messages)
        await self.answering.wait()
        await self.answering_sends.wait()
        if self.mute and request.transport is not None:
            request.transport.close()
        chat = {"id": chat_id, "type": "private"}
        message = {"message_id": number, "date": 0, "chat": chat}
        return web.json_response({"ok": True, "result": message})


@asynccontextmanager
async def fake_telegram() -> AsyncIterator[FakeTelegram]:
    """Serve on a free port."""
    telegram = FakeTelegram()
    app = web.Application()
    app.router.add_post("/{tail:.*}", telegram.handle)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    telegram.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield telegram
    finally:
        await runner.cleanup()
