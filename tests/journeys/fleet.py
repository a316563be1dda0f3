"""The product with several of each process: web services behind one address, and workers."""

import asyncio
import itertools
import sys
from collections import Counter
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path

import httpx
from starlette.requests import Request
from starlette.responses import Response

from devstack.processes import Service
from tests.journeys.product import ROOT, free_port, make_service
from tests.sandbox_client import plain_transport

SEVERAL = 3


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
    address: str
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
        """Migrate, then start new ones next to the old, call the old no more, and end them."""
        migration = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "domain.migrate", cwd=ROOT, env=self.environment
        )
        await asyncio.gather(self.add_web(), self.add_worker(), migration.wait())
        assert migration.returncode == 0
        old = self.balancer.backends.pop(0)
        await asyncio.gather(self.webs.pop(old).stop(), self.workers.pop(0).stop())
