"""What a worker process holds while it runs."""

from dataclasses import dataclass
from typing import Any

from arq import ArqRedis

from domain.app import App
from workers.alert_delivery import Courier

KEY = "often"


@dataclass(frozen=True, slots=True)
class Worker:
    """The opened product, the queue, and the courier of its alerts."""

    app: App
    queue: ArqRedis
    courier: Courier


def worker_of(ctx: dict[str, Any]) -> Worker:
    """Return the worker from arq's context."""
    worker: Worker = ctx[KEY]
    return worker
