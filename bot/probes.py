"""Metrics and probes of a process that serves no web: on METRICS_PORT, where it is set."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest

from domain.app import App
from domain.background import cancel_and_wait
from domain.entry import PortTakenError
from domain.health.metrics import read_servers_up
from domain.health.service import is_ready
from domain.metrics import REGISTERED, watch_process

UNAVAILABLE = 503


def probes_of(app: App) -> web.Application:
    """Return what answers `/metrics`, `/health` and `/health/ready`."""

    async def metrics(_request: web.Request) -> web.Response:
        servers = CollectorRegistry()
        servers.register(await read_servers_up(app))
        body = generate_latest(servers) + generate_latest(REGISTERED)
        return web.Response(body=body, headers={"Content-Type": CONTENT_TYPE_LATEST})

    async def live(_request: web.Request) -> web.Response:
        return web.json_response({"status": "ok"})

    async def ready(_request: web.Request) -> web.Response:
        whole = await is_ready(app)
        status = {"status": "ok" if whole else "unavailable"}
        return web.json_response(status, status=200 if whole else UNAVAILABLE)

    served = web.Application()
    served.add_routes(
        [
            web.get("/metrics", metrics),
            web.get("/health", live),
            web.get("/health/ready", ready),
        ]
    )
    return served


@asynccontextmanager
async def open_probes(app: App) -> AsyncIterator[None]:
    """Measure this process, and answer probes while it runs. Raises PortTakenError."""
    watching = asyncio.create_task(watch_process(app.pool))
    runner: web.AppRunner | None = None
    if app.settings.metrics_port:
        runner = web.AppRunner(probes_of(app), access_log=None)
        await runner.setup()
        host, port = app.settings.web_host, app.settings.metrics_port
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as error:
            await runner.cleanup()
            await cancel_and_wait(watching)
            raise PortTakenError(host, port) from error
    try:
        yield
    finally:
        await cancel_and_wait(watching)
        if runner is not None:
            await runner.cleanup()
