"""This process's own metrics, with labels that have few and known values.

Anything that the database or Redis knows is read there at scrape time; here is only what happens in
a process: requests, updates, jobs, messages, and whether its event loop is blocked.
"""

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

from prometheus_client import REGISTRY, Counter, Gauge, Histogram

from domain.unit_of_work import Database

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)
LOOK_SECONDS = 0.5
REQUESTS = Histogram(
    "often_request_seconds", "Requests to the web service by route and kind of answer",
    ("method", "route", "status"), buckets=BUCKETS,
)  # fmt: skip
UPDATES = Histogram(
    "often_update_seconds", "Handled updates by kind and how they went", ("kind", "outcome"),
    buckets=BUCKETS,
)  # fmt: skip
JOBS = Histogram(
    "often_job_seconds", "Jobs of the worker by name and how they went", ("job", "outcome"),
    buckets=BUCKETS,
)  # fmt: skip
SENDS = Counter(
    "often_sends", "Messages of the outbox by channel and what became of a try",
    ("channel", "outcome"),
)  # fmt: skip
LOOP_LAG = Gauge("often_event_loop_lag_seconds", "How late the process's loop is")
POOL = Gauge("often_pool_connections", "Connections to PostgreSQL", ("state",))
KNOWN_METHODS = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"})
REGISTERED = REGISTRY


def note_request(method: str, route: str, status: int, seconds: float) -> None:
    """Count a request; unknown methods are grouped, statuses by their class."""
    known = method if method in KNOWN_METHODS else "other"
    _requests(known, route, status // 100).observe(seconds)


@lru_cache(maxsize=2048)
def _requests(method: str, route: str, kind: int) -> Histogram:
    """Return what counts such requests: to find it again by its labels takes longer."""
    return REQUESTS.labels(method, route, f"{kind}xx")


@contextmanager
def timed(histogram: Histogram, name: str) -> Iterator[None]:
    """Measure the block's duration; exceptions pass through."""
    began = time.perf_counter()
    outcome = "failed"
    try:
        yield
        outcome = "ok"
    finally:
        histogram.labels(name, outcome).observe(time.perf_counter() - began)


async def watch_process(database: Database) -> None:
    """Measure event loop and pool until cancelled."""
    while True:
        due = time.perf_counter() + LOOK_SECONDS
        await asyncio.sleep(LOOK_SECONDS)
        LOOP_LAG.set(max(time.perf_counter() - due, 0.0))
        size, idle = database.connections()
        POOL.labels("idle").set(idle)
        POOL.labels("busy").set(size - idle)
