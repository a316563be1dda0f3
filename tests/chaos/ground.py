"""Where a run takes place: its own servers, the sandbox, and workers that can be killed."""

import asyncio
import os
import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from redis.asyncio import Redis
from tortoise import Tortoise

from devstack.plan import make_plan
from devstack.postgres import EmbeddedPostgres
from devstack.processes import Service, python
from devstack.valkey import EmbeddedValkey
from domain.configuration import load_settings
from domain.db import open_database, tortoise_config
from domain.entry import CANNOT_START
from domain.migration_executor import migrate
from domain.prices.partitions import ensure_partitions
from domain.settings import Settings
from domain.unit_of_work import Database
from tests.chaos.clock import JumpingClock
from tests.journeys.product import ROOT, free_port
from tests.sandbox_client import SandboxClient

READY_SECONDS = 120.0
GOA = (
    "INSERT INTO countries (code, name, currency) VALUES ('IN', 'India', 'INR')",
    """
    INSERT INTO destinations (key, country_id, kind, name, latitude, longitude, population,
                              time_zone)
    VALUES ('chaos:goa', 'IN', 'region', 'Goa', 15.4909, 73.8278, 1458545, 'Asia/Kolkata')
    """,
    """
    INSERT INTO destination_names (destination_id, name, is_own, weight)
    SELECT id, 'goa', true, population FROM destinations
    """,
)


@dataclass
class Worker:
    """One worker process, started again whenever it has ended.

    `endings` are the codes with which it ended without having been killed.
    """

    name: str
    environment: Mapping[str, str]
    folder: Path
    process: asyncio.subprocess.Process | None = None
    endings: list[int] = field(default_factory=list)

    @property
    def _ready(self) -> Path:
        return self.folder / f"{self.name}.ready"

    @property
    def is_ready(self) -> bool:
        """Return whether it is at work."""
        return self._ready.exists() and self.process is not None and self._code is None

    @property
    def pid(self) -> int:
        """Return its process's id, 0 while it does not run."""
        return self.process.pid if self.process else 0

    @property
    def _code(self) -> int | None:
        return self.process.returncode if self.process else None

    async def start(self) -> None:
        """Start it, without waiting until it is ready."""
        self._ready.unlink(missing_ok=True)
        with (self.folder / f"{self.name}.log").open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                *python("-m", "tests.chaos.worker", str(self.folder / "clock")),
                cwd=ROOT,
                env={**self.environment, "READY_FILE": str(self._ready)},
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    async def become_ready(self) -> None:
        """Wait until it is at work; one that could not start meanwhile is started again."""
        async with asyncio.timeout(READY_SECONDS):
            while not self.is_ready:
                if self.process is None or self._code is not None:
                    await self._note_ending()
                    await self.start()
                await asyncio.sleep(0.02)

    async def _note_ending(self) -> None:
        """A worker that finds no server when it starts says so and ends: that is as it should."""
        if self._code is not None and self._code != CANNOT_START:
            self.endings.append(self._code)

    async def kill(self) -> None:
        """End it as the machine would: at once."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                self.process.kill()
            await self.process.wait()
            self.process = None


@dataclass
class Ground:
    """The running system. Tests that run on it open its `pool`."""

    folder: Path
    postgres: EmbeddedPostgres
    valkey: EmbeddedValkey
    sandbox: SandboxClient
    settings: Settings
    clock: JumpingClock
    workers: list[Worker]
    environment: Mapping[str, str] = field(default_factory=dict)
    pool: Database = field(init=False)

    async def restart_postgres(self) -> None:
        """Restart the database; every connection breaks off."""
        await asyncio.to_thread(self.postgres.stop)
        await asyncio.to_thread(self.postgres.start)

    async def restart_valkey(self) -> None:
        """Restart Valkey; what it held it still holds."""
        await asyncio.to_thread(self.valkey.stop)
        await asyncio.to_thread(self.valkey.start)

    async def wipe_valkey(self) -> None:
        """Take everything out of Valkey: queue, limits, locks and caches."""
        async with Redis.from_url(self.valkey.dsn()) as client:
            await client.flushall()

    async def end_leases(self, step: timedelta) -> None:
        """Let the leases be as much older as they are when the database's clock leaps."""
        async with self.pool.transaction() as connection:
            # Workers write some messages in an order of their own: this waits for all of them
            # before it holds any, or each could wait for the other.
            await connection.execute("LOCK TABLE outbox_messages IN SHARE ROW EXCLUSIVE MODE")
            await connection.execute(
                "UPDATE outbox_messages SET leased_until = leased_until - $1::interval", step
            )
        await self.pool.execute("UPDATE flood_pauses SET until = until - $1::interval", step)


@asynccontextmanager
async def open_ground(workers: int, interval: int, **more: str) -> AsyncIterator[Ground]:
    """Start servers and sandbox over a database that knows Goa alone; workers are not started.

    `more` are further settings, by their names.
    """
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="often-chaos-")))
        os.chmod(folder, 0o755)  # noqa: PTH101, S103 - the server's account must get through
        postgres, valkey = EmbeddedPostgres(folder), EmbeddedValkey(folder)
        for server in (postgres, valkey):
            stack.callback(server.stop)
            await asyncio.to_thread(server.start)
        environment = {
            "DATABASE_URL": postgres.dsn(),
            "REDIS_URL": valkey.dsn(),
            "SANDBOX_PORT": free_port(),
            "CHECK_INTERVAL_FLOOR": str(interval),
            "SUPPLIER_DEADLINE": "5",
            **more,
        }
        plan = make_plan(folder, environment)
        variables = {**plan.environment, "PYTHONUNBUFFERED": "1"}
        sandbox, _prepared = await asyncio.gather(
            _open_sandbox(stack, plan.sandbox_url, variables, folder), _prepare(postgres.dsn())
        )
        clock = JumpingClock(folder / "clock")
        herd = [Worker(f"worker{n}", variables, folder) for n in range(1, workers + 1)]
        for worker in herd:
            stack.push_async_callback(worker.kill)
        settings = load_settings(variables, Path("/nonexistent/.env"))
        yield Ground(folder, postgres, valkey, sandbox, settings, clock, herd, variables)


async def _prepare(database_url: str) -> None:
    """Make the tables, and one place: the whole catalogue would take a minute."""
    try:
        await migrate(tortoise_config(database_url))
    finally:
        await Tortoise.close_connections()
    async with open_database(database_url) as pool:
        await ensure_partitions(pool, datetime.now(UTC))
        for statement in GOA:
            await pool.execute(statement)


async def _open_sandbox(
    stack: AsyncExitStack, url: str, variables: Mapping[str, str], folder: Path
) -> SandboxClient:
    client = await stack.enter_async_context(SandboxClient(url))

    async def is_ready() -> bool:
        try:
            await client.call("GET", "health")
        except OSError:
            return False
        except Exception as error:  # noqa: BLE001 - httpx's, while nobody listens yet
            return "connect" not in type(error).__name__.lower()
        return True

    service = Service(
        "sandbox", python("-m", "sandbox"), variables, folder / "sandbox.log", is_ready, ROOT
    )
    stack.push_async_callback(service.stop)
    await service.start(lambda _text: None)
    return client
