"""`python -m workers` as the operator meets it."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from redis.asyncio import Redis
from redis.exceptions import RedisError

from devstack.valkey import EmbeddedValkey
from domain.settings import Settings
from tests.patience import patience


def environment(settings: Settings, **changes: str) -> dict[str, str]:
    """Return the environment of a worker."""
    return {
        "PATH": os.environ["PATH"],
        "DATABASE_URL": settings.database_url.get_secret_value(),
        "REDIS_URL": settings.redis_url.get_secret_value(),
        "BOT_TOKEN": settings.bot_token.get_secret_value(),
        "TELEGRAM_API_URL": settings.telegram_api_url,
        "EXCHANGE_RATES_ECB_URL": settings.exchange_rates_ecb_url,
        "EXCHANGE_RATES_WIDER_URL": settings.exchange_rates_wider_url,
        # Where it hangs is said when it is aborted.
        "PYTHONFAULTHANDLER": "1",
        **changes,
    }


@asynccontextmanager
async def started(variables: Mapping[str, str]) -> AsyncIterator[asyncio.subprocess.Process]:
    """Run a worker, and end it whatever happens."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "workers", env=dict(variables),
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def refusal(variables: Mapping[str, str]) -> tuple[int | None, str]:
    """Return the exit code and the words of a worker that cannot start."""
    async with started(variables) as process:
        _out, err = await asyncio.wait_for(process.communicate(), 60)
    return process.returncode, err.decode()


async def test_it_says_that_it_is_ready_and_ends_when_told(
    worker_settings: Settings, tmp_path: Path
) -> None:
    ready = tmp_path / "ready"
    async with started(environment(worker_settings, READY_FILE=str(ready))) as process:
        async with patience(60):
            while not ready.exists():
                await asyncio.sleep(0.05)
            while not await is_at_work(worker_settings.redis_url.get_secret_value()):
                await asyncio.sleep(0.05)
        process.send_signal(signal.SIGTERM)
        _out, err = await asyncio.wait_for(process.communicate(), 40)
    assert process.returncode == 0
    assert "Traceback" not in err.decode()


async def is_at_work(redis_url: str) -> bool:
    """Return whether a worker has left its traces in an empty Redis."""
    redis: Redis = Redis.from_url(redis_url)
    try:
        return bool(await redis.keys("arq:*"))
    except RedisError:
        return False
    finally:
        await redis.aclose()


async def works(process: asyncio.subprocess.Process, redis_url: str) -> None:
    """Wait until the worker is at work; else fail with what it said."""
    try:
        async with patience(60):
            while process.returncode is None and not await is_at_work(redis_url):
                await asyncio.sleep(0.05)
    except TimeoutError:
        process.send_signal(signal.SIGABRT)
    if process.returncode is None and await is_at_work(redis_url):
        return
    code = process.returncode
    _out, err = await process.communicate()
    pytest.fail(f"not at work, exit code {code}: {err.decode()[-4000:]}")


async def test_a_redis_that_restarts_does_not_end_it(worker_settings: Settings) -> None:
    with TemporaryDirectory(prefix="often") as folder:
        redis = EmbeddedValkey(Path(folder), durable=False)
        redis.start()
        try:
            variables = environment(worker_settings, REDIS_URL=redis.dsn())
            async with started(variables) as process:
                await works(process, redis.dsn())
                redis.stop()
                await asyncio.sleep(1)
                redis.start()
                await works(process, redis.dsn())
                assert process.returncode is None
        finally:
            redis.stop()


@pytest.mark.parametrize(
    ("fail", "recover"),
    [
        (("CONFIG", "SET", "maxmemory", "1"), ("CONFIG", "SET", "maxmemory", "0")),
        (("REPLICAOF", "127.0.0.1", "1"), ("REPLICAOF", "NO", "ONE")),
    ],
)
async def test_a_redis_that_is_full_or_only_read_does_not_end_it(
    worker_settings: Settings, fail: tuple[str, ...], recover: tuple[str, ...]
) -> None:
    with TemporaryDirectory(prefix="often") as folder:
        redis = EmbeddedValkey(Path(folder), durable=False)
        redis.start()
        client: Redis = Redis.from_url(redis.dsn())
        try:
            variables = environment(worker_settings, REDIS_URL=redis.dsn())
            async with started(variables) as process:
                await works(process, redis.dsn())
                await client.execute_command(*fail)  # type: ignore[no-untyped-call]
                # Several turns of its loop, and a tick of its timetable.
                await asyncio.sleep(4)
                assert process.returncode is None
                await client.execute_command(*recover)  # type: ignore[no-untyped-call]
                await client.flushdb()
                await works(process, redis.dsn())
        finally:
            await client.aclose()
            redis.stop()


async def test_a_missing_setting_is_named(worker_settings: Settings) -> None:
    code, words = await refusal(environment(worker_settings, BOT_TOKEN=""))
    assert (code, words) == (2, "BOT_TOKEN is not set: add it to the environment or to .env.\n")


async def test_servers_that_do_not_answer_are_named(worker_settings: Settings) -> None:
    code, words = await refusal(
        environment(worker_settings, DATABASE_URL="postgres://postgres@127.0.0.1:1/none")
    )
    assert code == 2
    assert "DATABASE_URL" in words
    code, words = await refusal(environment(worker_settings, REDIS_URL="redis://127.0.0.1:1"))
    assert code == 2
    assert "REDIS_URL" in words
    assert "Traceback" not in words
