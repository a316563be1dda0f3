"""The whole product on one machine, as one value that starts and stops."""

import asyncio
import fcntl
import subprocess
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import httpx

from devstack.past import load_past
from devstack.plan import CannotStartError, Part, Plan, require_free_ports
from devstack.postgres import EmbeddedPostgres, ServerFailedError
from devstack.processes import (
    FIRST_PAUSE,
    LONGEST_PAUSE,
    STEADY_SECONDS,
    RefusedToStartError,
    Say,
    Service,
    how_it_ended,
    python,
)
from devstack.valkey import EmbeddedValkey

# How often the servers are checked.
LOOK_SECONDS = 0.5


@dataclass(slots=True)
class Stack:
    """Servers and processes of one plan."""

    plan: Plan
    say: Say
    services: list[Service] = field(default_factory=list)
    postgres: EmbeddedPostgres | None = None
    valkey: EmbeddedValkey | None = None
    environment: dict[str, str] = field(default_factory=dict)
    _lock: IO[str] | None = None
    _watchers: "list[asyncio.Task[None]]" = field(default_factory=list)
    _past: "asyncio.Task[None] | None" = None

    async def start(self) -> None:
        """Start everything in order and return when all of it is ready.

        Raises `CannotStartError` with what the operator must do.
        """
        self._take_state_dir()
        require_free_ports(self.plan)
        self.environment = dict(self.plan.environment)
        self.environment["PYTHONUNBUFFERED"] = "1"
        await asyncio.to_thread(self._start_servers)
        await asyncio.gather(asyncio.to_thread(self._migrate), self._start_sandbox())
        self._watchers = [
            asyncio.create_task(watch_server(server, name, self.say))
            for server, name in ((self.postgres, "PostgreSQL"), (self.valkey, "Valkey"))
            if server is not None
        ]
        await asyncio.gather(
            self._start("web", python("-m", "webhooks"), self.plan.web_url, "/health"),
            self._start("bot", python("-m", "bot")),
            self._start("worker", python("-m", "workers")),
        )
        # Everything works without it, so nothing waits for it.
        self._past = asyncio.create_task(load_past(self.plan, self.environment, self.say))

    def _take_state_dir(self) -> None:
        """Lock the state folder, so that no second copy uses the same data."""
        try:
            (self.plan.state_dir / "logs").mkdir(parents=True, exist_ok=True)
            lock = (self.plan.state_dir / "lock").open("w")
        except OSError as error:
            raise CannotStartError(
                f"STATE_DIR {self.plan.state_dir} cannot be written to ({error.strerror}): "
                "set it to a folder that you may write to."
            ) from None
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            lock.close()
            raise CannotStartError(
                f"Another copy runs on {self.plan.state_dir}: stop it or set STATE_DIR."
            ) from None
        self._lock = lock

    def _start_servers(self) -> None:
        if self.plan.embeds_postgres:
            self.postgres = EmbeddedPostgres(self.plan.state_dir)
            self.postgres.start()
            self.environment["DATABASE_URL"] = self.postgres.dsn()
        if self.plan.embeds_valkey:
            self.valkey = EmbeddedValkey(self.plan.state_dir)
            self.valkey.start()
            self.environment["REDIS_URL"] = self.valkey.dsn()

    def _migrate(self) -> None:
        done = subprocess.run(
            python("-m", "domain.migrate"), cwd=self.plan.root, env=self.environment,
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            (self.plan.state_dir / "logs" / "migrate.log").write_text(done.stdout + done.stderr)
            raise CannotStartError(done.stderr.strip().splitlines()[-1])

    async def _start_sandbox(self) -> None:
        if self.plan.needs_sandbox:
            await self._start(
                "sandbox", python("-m", "sandbox"), self.plan.sandbox_url, "/sandbox/health"
            )

    async def _start(
        self, name: str, command: tuple[str, ...], url: str = "", path: str = ""
    ) -> None:
        ready_file = self.plan.state_dir / f"{name}.ready"
        ready_file.unlink(missing_ok=True)
        service = Service(
            name=name,
            command=command,
            environment={**self._environment_of(name), "READY_FILE": str(ready_file)},
            log=self.plan.state_dir / "logs" / f"{name}.log",
            is_ready=_answers(f"{url}{path}") if url else _exists(ready_file),
            folder=self.plan.root,
        )
        keep_last_log(service.log)
        self.services.append(service)
        try:
            await service.start(self.say)
        except RefusedToStartError as error:
            raise CannotStartError(str(error)) from None

    def _environment_of(self, name: str) -> dict[str, str]:
        """Return a process's settings: on one machine bot and worker cannot share a port."""
        port = self.environment.get("METRICS_PORT", "")
        if name != "worker" or not port.isdecimal() or int(port) == 0:
            return self.environment
        return {**self.environment, "METRICS_PORT": str(int(port) + 1)}

    async def stop(self) -> None:
        """Stop everything: the product's processes, their dependencies, then the servers."""
        if self._past is not None:
            self._past.cancel()
            await asyncio.gather(self._past, return_exceptions=True)
        sandbox = [service for service in self.services if service.name == "sandbox"]
        product = [service for service in self.services if service.name != "sandbox"]
        for together in (product, sandbox):
            await asyncio.gather(*(service.stop() for service in together))
        for watcher in self._watchers:
            watcher.cancel()
        # A process being restarted is waited for, or it would outlive this.
        await asyncio.gather(*self._watchers, return_exceptions=True)
        for server in (self.valkey, self.postgres):
            if server is not None:
                await asyncio.to_thread(server.stop)
        if self._lock is not None:
            self._lock.close()

    def parts(self) -> list[Part]:
        """Return the table's lines."""
        embedded = [
            Part("PostgreSQL", str(self.postgres.home), "embedded")
            if self.postgres
            else Part("PostgreSQL", "DATABASE_URL", "yours"),
            Part("Valkey", str(self.valkey.home), "embedded")
            if self.valkey
            else Part("Redis", "REDIS_URL", "yours"),
        ]
        urls = {"sandbox": self.plan.sandbox_url, "web": self.plan.web_url}
        running = [Part(s.name, urls.get(s.name, "–"), f"pid {s.pid}") for s in self.services]
        return [*embedded, *running, *self.plan.services]


def keep_last_log(log: Path) -> None:
    """Rename the last run's log to `web.previous.log`, replacing the one before."""
    if log.exists():
        log.replace(log.with_suffix(".previous.log"))


async def watch_server(server: EmbeddedPostgres | EmbeddedValkey, name: str, say: Say) -> None:
    """Restart a server whenever it dies, with increasing pauses, and say so."""
    pause, began = FIRST_PAUSE, time.monotonic()
    while True:
        await asyncio.sleep(LOOK_SECONDS)
        code = server.process.poll() if server.process is not None else None
        if code is None:
            continue
        if time.monotonic() - began > STEADY_SECONDS:
            pause = FIRST_PAUSE
        say(f"{name} {how_it_ended(code)}, restarting in {pause:g} s (log: {server.log})")
        await asyncio.sleep(pause)
        pause = min(pause * 2, LONGEST_PAUSE)
        try:
            await _to_its_end(server.start)
        except ServerFailedError as error:
            say(str(error))
        else:
            began = time.monotonic()
            say(f"{name} restarted")


async def _to_its_end(work: Callable[[], None]) -> None:
    """Run in a thread; if cancelled, still wait for it."""
    running = asyncio.ensure_future(asyncio.to_thread(work))
    try:
        await asyncio.shield(running)
    except asyncio.CancelledError:
        await asyncio.gather(running, return_exceptions=True)
        raise


def _answers(url: str) -> Callable[[], Awaitable[bool]]:
    async def ask() -> bool:
        try:
            async with httpx.AsyncClient(timeout=2) as client:
                return (await client.get(url)).is_success
        except httpx.HTTPError:
            return False

    return ask


def _exists(path: Path) -> Callable[[], Awaitable[bool]]:
    async def look() -> bool:
        return path.exists()  # noqa: ASYNC240 - one stat of a local file

    return look


async def timed_start(stack: Stack) -> float:
    """Start the stack and return how many seconds it took."""
    began = time.monotonic()
    await stack.start()
    return time.monotonic() - began
