"""Three web services behind one address and three workers; then one of each makes way for another.

Whatever a person writes goes to the next of the services in turn, so each conversation is led by
all of them.
"""

import asyncio
import itertools
import sys
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path

import asyncpg
import httpx
import pytest
import pytest_asyncio
import uvicorn
from redis.asyncio import Redis
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from devstack.plan import make_plan
from devstack.processes import Service
from tests.journeys.product import ROOT, WEBHOOK_SECRET, await_health, free_port, make_service
from tests.journeys.test_tracking import is_alert, move_price, track_first
from tests.sandbox.telegram.serving import serving
from tests.sandbox_client import SandboxClient, Traveller, labels, plain_transport
from tests.servers import Servers

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(400)]
SEVERAL = 3
COMMANDS = ("/help", "/privacy", "/help", "/privacy")
ANSWERED_SECONDS = 60


@dataclass
class Balancer:
    """One address before several services: each call goes to the next one that takes it."""

    backends: list[str] = field(default_factory=list)
    served: Counter[str] = field(default_factory=Counter)
    turn: "itertools.count[int]" = field(default_factory=itertools.count)

    async def pass_on(self, request: Request) -> Response:
        body = await request.body()
        headers = {k: v for k, v in request.headers.items() if k.startswith(("content-t", "x-"))}
        async with httpx.AsyncClient(transport=plain_transport(), timeout=60) as client:
            for _ in list(self.backends):
                backend = self.backends[next(self.turn) % len(self.backends)]
                url = backend + request.url.path
                try:
                    answer = await client.request(
                        request.method, url, content=body, headers=headers
                    )
                except httpx.ConnectError:
                    continue
                self.served[backend] += answer.is_success
                return Response(answer.content, answer.status_code)
        return Response(status_code=502)


@dataclass
class Fleet:
    """The product with several of each process."""

    balancer: Balancer
    sandbox_url: str
    folder: Path
    environment: dict[str, str]
    stack: AsyncExitStack
    webs: dict[str, Service] = field(default_factory=dict)
    workers: list[Service] = field(default_factory=list)

    async def add_web(self) -> None:
        """Start one more web service and let it be called once it is ready."""
        port = free_port()
        own = self.environment | {"WEB_PORT": port}
        one = make_service(f"web{port}", "webhooks", own, self.folder)
        self.stack.push_async_callback(one.stop)
        await one.start(print)
        url = f"http://127.0.0.1:{port}"
        self.webs[url] = one
        self.balancer.backends.append(url)

    async def add_worker(self) -> None:
        """Start one more worker."""
        one = make_service(f"worker{free_port()}", "workers", self.environment, self.folder)
        self.stack.push_async_callback(one.stop)
        await one.start(print)
        self.workers.append(one)

    async def replace_one_of_each(self) -> None:
        """Migrate, then start new ones beside the old, call the old no more, and end them."""
        migration = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "domain.migrate", cwd=ROOT, env=self.environment
        )
        await asyncio.gather(self.add_web(), self.add_worker(), migration.wait())
        assert migration.returncode == 0
        old = self.balancer.backends.pop(0)
        await asyncio.gather(self.webs.pop(old).stop(), self.workers.pop(0).stop())


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def fleet(
    journey_database: str,
    servers: Servers,
    worker_number: int,
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[Fleet]:
    """Three web services in webhook mode and three workers, on one database."""
    redis_url = servers.valkey.dsn(48 + worker_number)
    async with Redis.from_url(redis_url) as client:
        await client.flushdb()
    folder, balancer = tmp_path_factory.mktemp("fleet"), Balancer()
    app = Starlette(routes=[Route("/{path:path}", balancer.pass_on, methods=["GET", "POST"])])
    config = uvicorn.Config(app, port=0, ws="none", log_config=None)
    async with AsyncExitStack() as stack:
        address = await stack.enter_async_context(serving(uvicorn.Server(config)))
        plan = make_plan(folder, {
            "DATABASE_URL": journey_database, "REDIS_URL": redis_url, "SANDBOX_PORT": free_port(),
            "WEB_PORT": free_port(), "BOT_MODE": "webhook", "PUBLIC_URL": address,
            "WEBHOOK_SECRET": WEBHOOK_SECRET,
        })  # fmt: skip
        environment = dict(plan.environment)
        sandbox = make_service("sandbox", "sandbox", environment, folder)
        stack.push_async_callback(sandbox.stop)
        await sandbox.start(print)
        await await_health(f"{plan.sandbox_url}/sandbox/health")
        fleet = Fleet(balancer, plan.sandbox_url, folder, environment, stack)
        for _ in range(SEVERAL):
            await asyncio.gather(fleet.add_web(), fleet.add_worker())
        yield fleet


async def answers(sandbox: SandboxClient, who: Traveller) -> list[str]:
    """Return what the bot has answered to somebody's lines, whatever became of it.

    Beside them, whoever is new is told once which currency was guessed.
    """
    sent = [
        call for call in await sandbox.requests("telegram") if call["method"].startswith("send")
    ]
    mine = [call["params"] for call in sent if str(call["params"].get("chat_id")) == str(who.id)]
    told = [str(one.get("text") or one.get("caption")) for one in mine if "action" not in one]
    return [words for words in told if not words.startswith("🌍")]


async def write_on(sandbox: SandboxClient, crowd: list[Traveller]) -> None:
    """Have a crowd write at the same time, each one line after another without waiting."""
    for command in COMMANDS:
        await asyncio.gather(*(sandbox.say(one, command) for one in crowd))
        # Telegram's own echo of an update whose answer it did not see.
        await sandbox.call("POST", "updates/message/repeat", same_id=True)
        await asyncio.sleep(0.2)


async def assert_answered(sandbox: SandboxClient, crowd: list[Traveller]) -> None:
    """Assert that each line of a crowd was answered once, in the order in which it was written."""
    async with asyncio.timeout(ANSWERED_SECONDS):
        for one in crowd:
            while len(await answers(sandbox, one)) < len(COMMANDS):
                await asyncio.sleep(0.1)
    for one in crowd:
        told = await answers(sandbox, one)
        assert len(told) == len(COMMANDS), [words[:20] for words in told]
        assert told[:2] == told[2:]
        assert told[0] != told[1]


async def test_many_processes_are_one_bot(fleet: Fleet, journey_database: str) -> None:
    async with SandboxClient(fleet.sandbox_url, patience=60) as sandbox:
        await sandbox.call("POST", "flood", {"enabled": True})
        asha = await sandbox.add_user("Asha", language_code="en-IN")
        # One thought in two lines, each to another service.
        await sandbox.say(asha, "Goa")
        await sandbox.say(asha, "12-15 dec 2 adults")
        await sandbox.wait_for(asha, lambda m: "1" in labels(m) and "Goa" in str(m.get("caption")))
        crowd = [await sandbox.add_user(f"Ravi {n}", language_code="en-IN") for n in range(4)]
        await write_on(sandbox, crowd)
        await assert_answered(sandbox, crowd)
        calls = await sandbox.requests("telegram")
        assert [call for call in calls if call["status"] not in {0, 200}] == []
        assert len(fleet.balancer.served) == SEVERAL
        ravi, name = await track_first(sandbox, "Goa 12-15 dec 2 adults")
        # Others write while one of each is replaced, and a price falls.
        others = [await sandbox.add_user(f"Mina {n}", language_code="en-IN") for n in range(4)]
        replacing = asyncio.create_task(fleet.replace_one_of_each())
        await write_on(sandbox, others)
        await move_price(sandbox, name, -15)
        await replacing
        await assert_answered(sandbox, others)
        await sandbox.wait_for(ravi, is_alert)
        await sandbox.say(ravi, "/help")
        alerts = [one for one in await answers(sandbox, ravi) if "Why this alert?" in one]
        assert len(alerts) == 1
        calls = await sandbox.requests("telegram")
        assert [call for call in calls if call["status"] == 429] == []
    connection = await asyncpg.connect(journey_database)
    try:
        async with asyncio.timeout(ANSWERED_SECONDS):
            while await connection.fetchval(
                "SELECT count(*) FROM incoming_updates WHERE handled_at IS NULL"
            ):
                await asyncio.sleep(0.1)
    finally:
        await connection.close()
