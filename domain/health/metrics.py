"""Whether the servers behind answer, as the metric that every process tells."""

import asyncio
from collections.abc import Iterator

from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from domain.app import App
from domain.health.service import ServerHealth, read_database_health, read_redis_health


class ServersUp(Collector):
    """How the servers were at one moment."""

    def __init__(self, database: ServerHealth, redis: ServerHealth) -> None:
        self._servers = {"postgresql": database, "redis": redis}

    def collect(self) -> Iterator[Metric]:
        """Yield the one family."""
        up = GaugeMetricFamily("often_server_up", "1 when the server answers", labels=["server"])
        for name, health in self._servers.items():
            up.add_metric([name], float(health.ok))
        yield up


async def read_servers_up(app: App) -> ServersUp:
    """Ask both servers, which takes a few seconds at most."""
    return ServersUp(*await asyncio.gather(read_database_health(app), read_redis_health(app)))
