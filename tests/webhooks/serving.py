"""A service that really listens."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn
from starlette.types import ASGIApp

from webhooks.connections import limits


@asynccontextmanager
async def serving(web: ASGIApp) -> AsyncIterator[int]:
    """Yield the port of a service that really listens."""
    server = uvicorn.Server(
        uvicorn.Config(web, port=0, log_config=None, lifespan="off", **limits())
    )
    running = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.01)
    try:
        yield server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.should_exit = True
        await running
