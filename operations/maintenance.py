"""`often maintenance`: pause the service for a while, and resume it."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Annotated, TypeVar

import typer
from redis.asyncio import Redis
from redis.exceptions import RedisError

from domain.administration import maintenance
from domain.administration.audit import COMMAND_LINE
from domain.db import open_database
from domain.entry import CANNOT_START, REFUSALS, refusal_in_words
from domain.errors import QueueUnavailable
from domain.maintenance import LONGEST, read_maintenance
from domain.unit_of_work import Database
from operations.opening import UNMIGRATED, AsJson, refuse, say, settings_or_refuse

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
    now = datetime.now(UTC)
    until, is_logged = _with_redis(
        lambda redis: maintenance.begin(redis, _log, COMMAND_LINE, now, length)
    )
    _warn_unless(is_logged)
    _say(until, as_json=as_json)


@app.command()
def end(*, as_json: AsJson = False) -> None:
    """End the pause now."""
    now = datetime.now(UTC)
    ended, is_logged = _with_redis(lambda redis: maintenance.end(redis, _log, COMMAND_LINE, now))
    _warn_unless(is_logged)
    words = "The pause has ended." if ended else "There was no pause."
    say(words, {"ended": ended}, as_json=as_json)


@app.command()
def status(*, as_json: AsJson = False) -> None:
    """Say until when the service is paused."""
    _say(_with_redis(read_maintenance), as_json=as_json)


async def _log(write: Callable[[Database], Awaitable[None]]) -> bool:
    """Write an entry into the audit log; False if the database cannot take it."""
    url = settings_or_refuse().database_url.get_secret_value()
    try:
        async with open_database(url) as database:
            await write(database)
    except (*REFUSALS, *UNMIGRATED):
        return False
    return True


def _warn_unless(is_logged: bool) -> None:
    if not is_logged:
        typer.echo("Not in the audit log: PostgreSQL cannot be reached.", err=True)


def _say(until: datetime | None, *, as_json: bool) -> None:
    words = "There is no pause." if until is None else f"Paused until {until:%Y-%m-%d %H:%M} UTC."
    say(words, {"until": until and until.isoformat()}, as_json=as_json)
