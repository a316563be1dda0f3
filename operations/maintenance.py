"""`often maintenance`: pause the service for a while, and resume it."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Annotated, TypeVar

import typer
from redis.asyncio import Redis
from redis.exceptions import RedisError

from domain.entry import CANNOT_START, refusal_in_words
from domain.errors import QueueUnavailable
from domain.maintenance import LONGEST, begin_maintenance, end_maintenance, read_maintenance
from operations.opening import AsJson, refuse, say, settings_or_refuse

Result = TypeVar("Result")
Minutes = Annotated[int, typer.Option(min=1, max=int(LONGEST.total_seconds()) // 60)]

app = typer.Typer(
    help="Pause the service: people are told until when, nothing is sent, prices are watched on.",
    no_args_is_help=True,
)


def _with_redis(work: Callable[[Redis], Awaitable[Result]]) -> Result:
    url = settings_or_refuse().redis_url.get_secret_value()

    async def run() -> Result:
        async with Redis.from_url(url) as redis:
            return await work(redis)

    try:
        return asyncio.run(run())
    except (RedisError, OSError) as error:
        refuse(refusal_in_words(QueueUnavailable(type(error).__name__)), CANNOT_START)


@app.command()
def begin(*, minutes: Minutes = 30, as_json: AsJson = False) -> None:
    """Begin a pause that ends by itself, or move the end of the current one."""
    length = timedelta(minutes=minutes)
    until = _with_redis(lambda redis: begin_maintenance(redis, datetime.now(UTC), length))
    _say(until, as_json=as_json)


@app.command()
def end(*, as_json: AsJson = False) -> None:
    """End the pause now."""
    ended = _with_redis(end_maintenance)
    words = "The pause has ended." if ended else "There was no pause."
    say(words, {"ended": ended}, as_json=as_json)


@app.command()
def status(*, as_json: AsJson = False) -> None:
    """Say until when the service is paused."""
    _say(_with_redis(read_maintenance), as_json=as_json)


def _say(until: datetime | None, *, as_json: bool) -> None:
    words = "There is no pause." if until is None else f"Paused until {until:%Y-%m-%d %H:%M} UTC."
    say(words, {"until": until and until.isoformat()}, as_json=as_json)
