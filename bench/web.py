"""The web service: reads, Telegram's webhook and a scrape, next to bare ones; log-ins; memory.

Both services run as their own processes on the same machine in the same run, and Telegram answers
from this one. In each, an update is answered with a message. The product also stores the update,
meets the traveller, takes a lock and keeps the pace of what is sent; it says that it has an update
before it handles it, so calls are timed, and how long until all of them are handled.
"""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count
from typing import Any

import asyncpg
import httpx
import psutil
from aiohttp import web

from bench.hammer import Tally, hammer, request
from bench.scale import scaled
from bench.startup import free_port
from bench.tracking.ground import Ground, open_ground

READS, UPDATES, SCRAPES, LOG_INS, MEMORY = scaled(
    (2_000, 500, 60, 50, 10_000), short=(60, 30, 5, 3, 120)
)
CONNECTIONS = 8
SECRET = "bench-7Jd0-tell-me-that-you-are-Telegram-42"  # noqa: S105 - nobody else's
EMAIL, PASSWORD = "bench@example.com", "correct horse battery"
PATIENCE_SECONDS = 60.0
MEGABYTE = 1_000_000
_numbers = count(1)


@dataclass
class Telegram:
    """Answers every call at once, and counts the messages."""

    url: str = ""
    messages: int = 0

    async def handle(self, call: web.Request) -> web.Response:
        if call.path.endswith("sendMessage"):
            self.messages += 1
            chat = {"id": 1, "type": "private"}
            result: Any = {"message_id": self.messages, "date": 0, "chat": chat}
        elif call.path.endswith("getMe"):
            result = {"id": 1, "is_bot": True, "first_name": "x", "username": "bench_bot"}
        else:
            result = True
        return web.json_response({"ok": True, "result": result})


@asynccontextmanager
async def telegram() -> AsyncIterator[Telegram]:
    """Serve on a free port."""
    served = Telegram()
    app = web.Application()
    app.router.add_route("*", "/{tail:.*}", served.handle)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    served.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield served
    finally:
        await runner.cleanup()


@asynccontextmanager
async def process(module: str, path: str, **environment: str) -> AsyncIterator[tuple[int, int]]:
    """Run a service; yield its port and its process's id once it answers at `path`."""
    port = free_port()
    started = await asyncio.create_subprocess_exec(
        sys.executable, "-m", module, stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
        env={"PATH": os.environ["PATH"], "WEB_PORT": port, **environment},
    )  # fmt: skip
    try:
        async with asyncio.timeout(PATIENCE_SECONDS), httpx.AsyncClient() as client:
            while True:
                try:
                    await client.get(f"http://127.0.0.1:{port}{path}")
                    break
                except httpx.TransportError:
                    await asyncio.sleep(0.1)
        yield int(port), started.pid
    finally:
        if started.returncode is None:
            started.terminate()
        await started.wait()


def environment_of(ground: Ground, url: str) -> dict[str, str]:
    """Return the product's settings, as production has them where that counts."""
    return {
        "DATABASE_URL": ground.database,
        "REDIS_URL": ground.settings.redis_url.get_secret_value(),
        "BOT_TOKEN": ground.settings.bot_token.get_secret_value(),
        "TELEGRAM_API_URL": url,
        "BOT_MODE": "webhook",
        "PUBLIC_URL": "http://localhost",
        "WEBHOOK_SECRET": SECRET,
        "SMTP_URL": "smtp://127.0.0.1:9",
        "API_REQUESTS_A_MINUTE": "10000000",
        "LOG_FORMAT": "json",
    }


def update() -> bytes:
    """Return an update that nobody has sent before, from somebody new: hurry is not measured."""
    number = next(_numbers)
    person = {"id": 5_000_000 + number % 400, "is_bot": False, "first_name": "Asha",
              "language_code": "en-IN"}  # fmt: skip
    chat = {"id": person["id"], "type": "private", "first_name": "Asha"}
    message = {"message_id": number, "date": 0, "chat": chat, "from": person, "text": "/terms"}
    return json.dumps({"update_id": number, "message": message}).encode()


def calls(path: str, number: int) -> Iterator[bytes]:
    """Return Telegram's calls."""
    return iter(
        [request("POST", path, {"X-Telegram-Bot-Api-Secret-Token": SECRET}, update())
         for _ in range(number)]
    )  # fmt: skip


async def sign_in(ground: Ground, port: int) -> str:
    """Register, verify and log in; return the access token."""
    known = {"email": EMAIL, "password": PASSWORD}
    base = f"http://127.0.0.1:{port}/api/v1/auth"
    connection = await asyncpg.connect(ground.database)
    async with httpx.AsyncClient(timeout=30) as client:
        new = known | {"first_name": "Asha", "language": "en-IN"}
        (await client.post(f"{base}/register", json=new)).raise_for_status()
        code = await connection.fetchval(
            "SELECT payload ->> 'code' FROM outbox_messages WHERE kind = 'verify_email'"
        )
        (await client.post(f"{base}/verify-email", json={"code": code})).raise_for_status()
        answer = await client.post(f"{base}/login", json=known)
    await connection.close()
    return str(answer.raise_for_status().json()["access_token"])


async def reads(
    port: int, pid: int, path: str, number: int, headers: Mapping[str, str] | None = None
) -> dict[str, float]:
    """Read one address again and again; the first ones warm up.

    The processor time of each is the process's own, so that other work on the machine counts less.
    """
    one = request("GET", path, headers)
    await hammer(port, iter([one] * (number // 5)), CONNECTIONS)
    before = psutil.Process(pid).cpu_times()
    tally = await hammer(port, iter([one] * number), CONNECTIONS)
    after = psutil.Process(pid).cpu_times()
    assert set(tally.statuses) == {200}, tally.statuses
    spent = after.user + after.system - before.user - before.system
    return {**tally.figures(), "processor_us": round(spent / number * 1_000_000, 1)}


async def handled(telegram: Telegram, number: int) -> None:
    """Wait until this many updates have been answered."""
    async with asyncio.timeout(PATIENCE_SECONDS * 5):
        while telegram.messages < number:  # noqa: ASYNC110 - what shows from outside
            await asyncio.sleep(0.01)


async def webhook(port: int, path: str, served: Telegram) -> dict[str, float]:
    """Bring updates; return the calls' figures, and how many were handled a second."""
    await hammer(port, calls(path, UPDATES // 5), CONNECTIONS)
    await handled(served, served.messages)
    await asyncio.sleep(0.5)
    before, loop = served.messages, asyncio.get_running_loop()
    began = loop.time()
    tally = await hammer(port, calls(path, UPDATES), CONNECTIONS)
    await handled(served, before + UPDATES)
    seconds = loop.time() - began
    return {**tally.figures(), "handled_a_second": round(UPDATES / seconds, 1)}


async def delayed_by_log_ins(port: int) -> dict[str, float]:
    """Call the webhook alone, then during a burst of log-ins; return the 99th percentiles."""
    known = json.dumps({"email": EMAIL, "password": PASSWORD}).encode()

    async def spread(number: int) -> Tally:
        """Call one after the other with pauses: as Telegram calls, not as fast as can be."""
        tally = Tally()
        for _ in range(number):
            one = await hammer(port, calls("/telegram/webhook", 1), 1)
            tally.seconds += one.seconds
            await asyncio.sleep(0.02)
        tally.whole = 1.0
        return tally

    alone = await spread(scaled(150, short=5))
    log_ins = asyncio.create_task(
        hammer(port, iter([request("POST", "/api/v1/auth/login", body=known)] * LOG_INS), LOG_INS)
    )
    beside = await spread(scaled(150, short=5))
    await log_ins
    figures = {"alone": alone.figures()["p99_ms"], "beside": beside.figures()["p99_ms"]}
    return {
        "webhook_p99_ms": figures["alone"],
        "webhook_p99_ms_beside_50_log_ins": figures["beside"],
        "delayed_by_ms": round(figures["beside"] - figures["alone"], 1),
    }


async def memory(port: int, pid: int, token: str) -> dict[str, float]:
    """Return the process's memory before and after many requests of every kind."""

    async def some(number: int) -> None:
        bearer = {"Authorization": f"Bearer {token}"}
        mixed = [request("GET", path, bearer) for path in ("/api/v1/me", "/api/v1/trackers",
                 "/account/login", "/nowhere", "/health")]  # fmt: skip
        await hammer(port, iter([mixed[n % len(mixed)] for n in range(number)]), CONNECTIONS)

    def resident() -> float:
        return round(float(psutil.Process(pid).memory_info().rss) / MEGABYTE, 1)

    await some(MEMORY // 5)
    before = resident()
    await some(MEMORY)
    return {"before_mb": before, "after_10k_requests_mb": resident()}


async def measure() -> dict[str, Any]:
    """Return the figures of the product, of the bare services, and their ratios."""
    async with open_ground() as ground, telegram() as served:
        bot = {"BOT_TOKEN": ground.settings.bot_token.get_secret_value(),
               "TELEGRAM_API_URL": served.url}  # fmt: skip
        async with process("bench.bare_web", "/me", **bot) as (port, pid):
            bare_read = await reads(port, pid, "/me", READS)
            bare_webhook = await webhook(port, "/webhook", served)
        settings = environment_of(ground, served.url)
        async with process("webhooks", "/health", **settings) as (port, pid):
            token = await sign_in(ground, port)
            bearer = {"Authorization": f"Bearer {token}"}
            read = await reads(port, pid, "/api/v1/me", READS, bearer)
            scrape = await reads(port, pid, "/metrics", SCRAPES)
            called = await webhook(port, "/telegram/webhook", served)
            log_ins = await delayed_by_log_ins(port)
            kept = await memory(port, pid, token)
    return {
        "bare": {"read": bare_read, "webhook": bare_webhook},
        "product": {"read": read, "webhook": called, "scrape": scrape},
        "read_slower_by": round(bare_read["rps"] / read["rps"], 2),
        "webhook_slower_by": round(bare_webhook["rps"] / called["rps"], 2),
        "log_ins": log_ins,
        "memory": kept,
    }
