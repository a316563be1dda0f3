"""Jobs measured, and named in every line that is logged while they run."""

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any, TypeVar, cast

import structlog

from domain.measuring import JOBS, timed

J = TypeVar("J", bound=Callable[..., Awaitable[Any]])


def measured(job: J) -> J:
    """Return the job, measured; arq knows it by the same name."""
    name = job.__name__

    @wraps(job)
    async def run(ctx: dict[str, Any], *args: Any) -> Any:
        trace_id = str(ctx.get("job_id", name))
        with structlog.contextvars.bound_contextvars(trace_id=trace_id), timed(JOBS, name):
            return await job(ctx, *args)

    return cast("J", run)
