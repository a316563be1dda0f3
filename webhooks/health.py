"""Whether the service lives (`/health`), can serve (`/health/ready`), and how it fares."""

from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, Response

from domain.app import App
from domain.health.service import is_ready, read_report
from webhooks.access import OPERATIONS

UNAVAILABLE = 503
AWAY: dict[int | str, dict[str, Any]] = {UNAVAILABLE: {"description": "A server is away"}}


def router(app: App) -> APIRouter:
    """Return the routes over `app`."""
    routes = APIRouter(tags=["health"])

    @routes.get("/health")
    async def health() -> dict[str, str]:
        """Answer immediately, whatever the servers behind do: the process itself is alive."""
        return {"status": "ok"}

    @routes.get("/health/ready", responses=AWAY)
    async def ready(response: Response) -> dict[str, str]:
        """Return whether the database and Redis answer. 503 when requests had better go
        elsewhere.
        """
        whole = await is_ready(app)
        response.status_code = 200 if whole else UNAVAILABLE
        return {"status": "ok" if whole else "unavailable"}

    @routes.get("/health/detailed", dependencies=OPERATIONS, responses=AWAY)
    async def detailed(response: Response) -> dict[str, Any]:
        """Tell of the database, Redis, what waits, and the suppliers. 503 when degraded."""
        report = await read_report(app)
        told: dict[str, Any] = {
            "status": "ok" if report.is_whole else "degraded",
            "database": asdict(report.database),
            "redis": asdict(report.redis),
        }
        if report.figures is not None:
            told["queue"] = asdict(report.figures.queue)
            told["suppliers"] = [asdict(one) for one in report.figures.suppliers]
            told["exchange_rates"] = asdict(report.figures.rates)
        response.status_code = 200 if report.is_whole else UNAVAILABLE
        return told

    return routes
