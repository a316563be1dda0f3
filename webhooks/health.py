"""Whether the service lives (`/health`) and how it fares (`/health/detailed`)."""

import asyncio
from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, Response

from domain.app import App
from domain.health import (
    read_database_health,
    read_queue_health,
    read_rates_health,
    read_redis_health,
    read_supplier_health,
)

UNAVAILABLE = 503


def router(app: App) -> APIRouter:
    """Return the routes over `app`."""
    routes = APIRouter(tags=["health"])

    @routes.get("/health")
    async def health() -> dict[str, str]:
        """Answer at once, whatever the servers behind do: the process itself lives."""
        return {"status": "ok"}

    @routes.get("/health/detailed")
    async def detailed(response: Response) -> dict[str, Any]:
        """Tell of the database, Redis, what waits, and the suppliers. 503 when degraded."""
        database, redis = await asyncio.gather(read_database_health(app), read_redis_health(app))
        report: dict[str, Any] = {"database": asdict(database), "redis": asdict(redis)}
        if database.ok:
            report["queue"] = asdict(await read_queue_health(app))
            report["suppliers"] = [asdict(one) for one in await read_supplier_health(app)]
            report["exchange_rates"] = asdict(await read_rates_health(app))
        whole = database.ok and redis.ok
        response.status_code = 200 if whole else UNAVAILABLE
        return {"status": "ok" if whole else "degraded", **report}

    return routes
