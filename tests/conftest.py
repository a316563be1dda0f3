"""Fixtures on real servers. A test that asks for none of them starts nothing."""

import asyncio
import os
import ssl
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from functools import cache, wraps
from inspect import unwrap
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import aiohttp
import aiosmtplib
import asyncpg
import httpx
import pytest
import structlog
from aiogram.dispatcher.event.handler import CallableObject
from redis.asyncio import Redis
from redis.asyncio.connection import AbstractConnection
from tortoise.apps import Apps
from tortoise.models import Model

from bench.scale import SHORT
from domain.app import App, open_app
from domain.configuration import load_settings
from domain.settings import Settings
from domain.unit_of_work import refuse_in_transaction
from tests.fork_server import forking
from tests.servers import Servers, copy_template, shared_servers

# Seeded once and only added to: emptying them would mean seeding again for every test.
CATALOGUE = {
    "countries",
    "destinations",
    "destination_names",
    "airports",
    "airport_names",
    "catalogue_seeds",
    "tortoise_migrations",
}

# What takes longest comes first, so that no process is left alone with it at the end.
LONGEST = (
    "bench/test_measures.py",
    "devstack/test_stack.py",
    "browser/test_story.py",
    "chaos/test_chaos.py",
    "journeys/",
    "workers/test_process.py",
    "bot/test_supplier_faults.py",
    "workers/test_killed_senders.py",
    "domain/test_migrations.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the modules that take longest first, the others as they were."""
    tests = Path(__file__).parent

    def rank(item: pytest.Item) -> int:
        name = item.path.relative_to(tests).as_posix()
        return next((n for n, one in enumerate(LONGEST) if name.startswith(one)), len(LONGEST))

    items.sort(key=rank)


# Before a measure is imported, since each then knows how much it is to do.
os.environ[SHORT] = "1"


class FakeClock:
    """A clock that stays put until it is moved."""

    def __init__(self, start: datetime) -> None:
        self._now = start

    def now(self) -> datetime:
        """Return its current instant."""
        return self._now

    def advance(self, step: timedelta) -> None:
        """Move forward."""
        self._now += step

    def set(self, instant: datetime) -> None:
        """Move to an instant."""
        self._now = instant


@pytest.fixture(scope="session", autouse=True)
def certificates_read_once() -> Iterator[None]:
    """Read the system's certificates once, not for each client that a test opens."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ssl, "create_default_context", cache(ssl.create_default_context))
        yield


@pytest.fixture(scope="session", autouse=True)
def signatures_read_once() -> Iterator[None]:
    """Read each handler's signature once, not for each dispatcher that a test makes."""
    known: dict[CodeType, tuple[bool, set[str], bool]] = {}
    read = CallableObject.__post_init__

    def read_once(handler: CallableObject) -> None:
        function = unwrap(handler.callback)
        if not isinstance(function, FunctionType):
            read(handler)
        elif (found := known.get(function.__code__)) is not None:
            handler.awaitable, handler.params, handler.varkw = found
        else:
            read(handler)
            known[function.__code__] = handler.awaitable, handler.params, handler.varkw

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(CallableObject, "__post_init__", read_once)
        yield


@pytest.fixture(scope="session", autouse=True)
def models_finished_once() -> Iterator[None]:
    """Finish each of the product's models once, not for each app that a test opens."""
    finished: set[type[Model]] = set()
    finish = Apps._build_initial_querysets

    def finish_once(apps: Apps) -> None:
        models = {model for app in apps.apps.values() for model in app.values()}
        if type(apps) is not Apps:  # a migration's, whose models are its own
            finish(apps)
        elif not models <= finished:
            finish(apps)
            finished.update(models)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Apps, "_build_initial_querysets", finish_once)
        yield


@pytest.fixture(scope="session", autouse=True)
def product_imported_once() -> Iterator[None]:
    """Fork the product's processes from one that has imported it."""
    with forking():
        yield


@pytest.fixture(scope="session", autouse=True)
def nothing_is_asked_in_a_transaction() -> Iterator[None]:
    """Let every client that goes over a network refuse while a transaction is open."""

    def guard(patch: pytest.MonkeyPatch, owner: type, method: str) -> None:
        call = getattr(owner, method)

        @wraps(call)
        async def guarded(*values: Any, **named: Any) -> Any:
            refuse_in_transaction(f"{owner.__name__}.{method}")
            return await call(*values, **named)

        patch.setattr(owner, method, guarded)

    with pytest.MonkeyPatch.context() as patch:
        guard(patch, AbstractConnection, "send_packed_command")
        guard(patch, httpx.AsyncHTTPTransport, "handle_async_request")
        guard(patch, aiohttp.ClientSession, "_request")
        guard(patch, aiosmtplib.SMTP, "connect")
        yield


@pytest.fixture(scope="session", autouse=True)
def plain_tracebacks() -> None:
    """Log failures as Python tells them: Rich would draw every local value, for minutes."""
    plain = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
    structlog.configure(processors=[structlog.processors.add_log_level, plain])


@pytest.fixture(autouse=True)
def logs_as_before() -> Iterator[None]:
    """Let no test's logs go to where those of an earlier one went, whose streams are closed."""
    configure, before = structlog.configure, structlog.get_config()

    def without_memory(*values: Any, **named: Any) -> None:
        configure(*values, **named | {"cache_logger_on_first_use": False})

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(structlog, "configure", without_memory)
        yield
    if structlog.get_config() != before:
        configure(**before)


@pytest.fixture(scope="session")
def worker_number() -> int:
    """Return this test process's number among its siblings."""
    return int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))


@pytest.fixture(scope="session")
def servers() -> Iterator[Servers]:
    """The shared PostgreSQL and Valkey."""
    with shared_servers() as running:
        yield running


@pytest.fixture(scope="session")
def own_database(servers: Servers, worker_number: int) -> str:
    """This test process's migrated and seeded database."""
    return asyncio.run(copy_template(servers.postgres, f"often_test_{worker_number}"))


@pytest.fixture(scope="session")
def filled_tables(own_database: str) -> str:
    """The question that names the tables with rows in them, but for the seeded catalogue."""
    tables = sorted(asyncio.run(_tables(own_database)) - CATALOGUE)
    return " UNION ALL ".join(f"SELECT '{t}' AS name WHERE EXISTS (TABLE {t})" for t in tables)


async def _tables(url: str) -> set[str]:
    connection = await asyncpg.connect(url)
    rows = await connection.fetch(
        "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND NOT relispartition "
        "AND relnamespace = 'public'::regnamespace"
    )
    await connection.close()
    return {row["relname"] for row in rows}


@pytest.fixture
async def database_url(own_database: str, filled_tables: str) -> AsyncIterator[str]:
    """The database, emptied after the test of all but the seeded catalogue."""
    yield own_database
    connection = await asyncpg.connect(own_database)
    try:
        filled = [row["name"] for row in await connection.fetch(filled_tables)]
        # TRUNCATE makes new files for every table and index, which takes many times longer. A
        # replica checks no foreign keys, so the order does not matter.
        await connection.execute("SET session_replication_role = replica")
        for name in filled:
            await connection.execute(f"DELETE FROM {name}")  # noqa: S608 - the database's own name
        await connection.execute(
            "SELECT setval(format('%I.%I', schemaname, sequencename), 1, false) FROM pg_sequences "
            "WHERE last_value IS NOT NULL"
        )
    finally:
        await connection.close()


@pytest.fixture
async def redis_url(servers: Servers, worker_number: int) -> AsyncIterator[str]:
    """A Redis database of this test process, emptied before the test."""
    url = servers.valkey.dsn(worker_number)
    client: Redis = Redis.from_url(url)
    await client.flushdb()
    yield url
    await client.aclose()


@pytest.fixture
def clock() -> FakeClock:
    """A clock at 24 November 2026, 09:00 UTC."""
    return FakeClock(datetime(2026, 11, 24, 9, 0, tzinfo=UTC))


@pytest.fixture
def settings(database_url: str, redis_url: str) -> Settings:
    """Settings without suppliers and with a bot token for nowhere."""
    return load_settings(
        {
            "ENVIRONMENT": "testing",
            "DATABASE_URL": database_url,
            "REDIS_URL": redis_url,
            "BOT_TOKEN": "1000000001:SANDBOX-often-hotels-bot-token-00000",
            "TELEGRAM_API_URL": "http://127.0.0.1:9",
            "SMTP_URL": "smtp://127.0.0.1:9",
            "EXCHANGE_RATES_ECB_URL": "http://127.0.0.1:9/",
            "EXCHANGE_RATES_WIDER_URL": "http://127.0.0.1:9/",
        },
        Path("/nonexistent/.env"),
    )


@pytest.fixture
async def app(settings: Settings, clock: FakeClock) -> AsyncIterator[App]:
    """The product opened on the test's database, with the clock standing still."""
    async with open_app(settings, clock=clock) as opened:
        yield opened
