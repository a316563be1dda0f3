"""Waiting that ends when nothing came, not when the machine stood still.

A virtual machine may be stopped for seconds, and a busy one may give a process no turn. A limit on
the clock then ends in the moment of waking up, before anybody could do what is waited for.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

# A pause, however long, counts as one of these at most.
LOOK_SECONDS = 0.1


@asynccontextmanager
async def patience(seconds: float) -> AsyncIterator[None]:
    """Let the block run for so many seconds in which the event loop had its turns.

    Raises TimeoutError, as `asyncio.timeout` does.
    """
    async with asyncio.timeout(None) as limit:
        counting = asyncio.create_task(_end(limit, round(seconds / LOOK_SECONDS)))
        try:
            yield
        finally:
            counting.cancel()


def under_way() -> str:
    """Return, a line each, where the tasks of this process stand: what a failed wait waited for."""
    lines = []
    for task in asyncio.all_tasks():
        frames = task.get_stack(limit=1)
        if task is asyncio.current_task() or not frames:
            continue
        code = frames[-1].f_code
        place = f"{code.co_filename}:{frames[-1].f_lineno} {code.co_name}"
        lines.append(f"  {getattr(task.get_coro(), '__qualname__', task.get_name())} at {place}")
    return "\n".join(sorted(lines))


async def _end(limit: asyncio.Timeout, looks: int) -> None:
    for _ in range(looks):
        await asyncio.sleep(LOOK_SECONDS)
    limit.reschedule(asyncio.get_running_loop().time())
