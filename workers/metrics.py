"""Measures and traces jobs, and names them in every line that is logged while they run."""

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any, TypeVar, cast

import structlog

from domain.metrics import JOBS, timed
from domain.tracing import Joint, traced

J = TypeVar("J", bound=Callable[..., Awaitable[Any]])


def measured(job: J) -> J:
    """Return the job, measured and continuing the `trace` that it was given, if any.

    arq knows it by the same name.
    """
    name = job.__name__

    @wraps(job)
    async def run(ctx: dict[str, Any], *args: Any, trace: str | None = None) -> Any:
        with (
            traced(Joint.JOB, name, continues=trace),
            structlog.contextvars.bound_contextvars(job=str(ctx.get("job_id", name))),
            timed(JOBS, name),
        ):
            return await job(ctx, *args)

    return cast("J", run)
