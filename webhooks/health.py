"""Whether the service lives (`/health`) and how it fares (`/health/detailed`)."""

from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, Response

from domain.app import App
from domain.health import read_report

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
