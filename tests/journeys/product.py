"""The whole product as separate processes: sandbox, bot, worker and, on demand, web service."""

import asyncio
import socket
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from redis.asyncio import Redis

from devstack.plan import make_plan
from devstack.processes import Service, python
from tests.patience import patience

ROOT = Path(__file__).parents[2]
WEBHOOK_SECRET = "journeys-webhook-secret"


@dataclass(frozen=True, slots=True)
class Product:
    """The running product."""

    sandbox_url: str
    web_url: str
    services: Mapping[str, Service]


def free_port() -> str:
    """Return a free port."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return str(probe.getsockname()[1])


@asynccontextmanager
async def running_product(
    database_url: str, redis_url: str, folder: Path, names: tuple[str, ...], **settings: str
) -> AsyncIterator[Product]:
    """Start the sandbox and the processes named; wait until ready; stop them at the end.

    Redis is emptied before: what it kept is about another database.
    """
    async with Redis.from_url(redis_url) as client:
        await client.flushdb()
    environment = {
        "DATABASE_URL": database_url,
        "REDIS_URL": redis_url,
        "SANDBOX_PORT": free_port(),
        "WEB_PORT": free_port(),
        **settings,
    }
    plan = make_plan(folder, environment)
    modules = {"sandbox": "sandbox", "web": "webhooks", "bot": "bot", "worker": "workers"}
    services = {
        name: make_service(name, modules[name], dict(plan.environment), folder)
        for name in ("sandbox", *names)
    }
    async with AsyncExitStack() as stack:
        for service in services.values():
            stack.push_async_callback(service.stop)
        await services["sandbox"].start(print)
        await await_health(f"{plan.sandbox_url}/sandbox/health")
        await asyncio.gather(*(services[name].start(print) for name in names))
        yield Product(plan.sandbox_url, plan.web_url, services)


def make_service(name: str, module: str, environment: dict[str, str], folder: Path) -> Service:
    ready_file = folder / f"{name}.ready"
    own = environment | {"READY_FILE": str(ready_file), "PYTHONUNBUFFERED": "1"}

    async def is_ready() -> bool:
        return name == "sandbox" or ready_file.exists()

    return Service(name, python("-m", module), own, folder / f"{name}.log", is_ready, ROOT)


async def await_health(url: str) -> None:
    async with httpx.AsyncClient() as client, patience(30):
        while True:
            try:
                if (await client.get(url)).is_success:
                    return
            except httpx.TransportError:
                await asyncio.sleep(0.05)
