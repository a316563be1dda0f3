"""The product's processes: started, watched, restarted with increasing pauses, stopped in order."""

import asyncio
import contextlib
import os
import signal
import sys
import time
from asyncio.subprocess import Process
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

BAD_CONFIGURATION = 2
FIRST_PAUSE = 1.0
LONGEST_PAUSE = 30.0
# One that ran this long had started well: after the next crash the pause is short again.
STEADY_SECONDS = 30.0
READY_SECONDS = 120.0
STOP_SECONDS = 30.0
SENTENCES = 5

Say = Callable[[str], None]


class RefusedToStartError(Exception):
    """A process reported a configuration problem; restarting would not help."""


@dataclass(slots=True)
class Service:
    """A process: its command, its log, and its sign of readiness."""

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str]
    log: Path
    is_ready: Callable[[], Awaitable[bool]]
    folder: Path
    first_pause: float = FIRST_PAUSE
    process: Process | None = None
    restarts: int = 0
    _watcher: "asyncio.Task[None] | None" = field(default=None)

    @property
    def pid(self) -> int | None:
        """Return the running process's id."""
        return self.process.pid if self.process and self.process.returncode is None else None

    async def start(self, say: Say) -> None:
        """Start and wait until ready. Raises `RefusedToStartError` if it ends immediately."""
        await self._launch()
        deadline = time.monotonic() + READY_SECONDS
        while not await self.is_ready():
            if self.pid is None:
                raise RefusedToStartError(self._last_words())
            if time.monotonic() > deadline:
                raise RefusedToStartError(
                    f"{self.name} is not ready after {READY_SECONDS:.0f} s; see {self.log}."
                )
            await asyncio.sleep(0.05)
        self._watcher = asyncio.create_task(self._watch(say))

    async def _launch(self) -> None:
        with self.log.open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                *self.command,
                cwd=self.folder,
                env=dict(self.environment),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                # Ctrl-C must reach the launcher alone, which stops things in order.
                start_new_session=True,
            )

    async def _watch(self, say: Say) -> None:
        """Start the process again whenever it dies, each time after a longer pause."""
        pause = self.first_pause
        while self.process is not None:
            began = time.monotonic()
            code = await self.process.wait()
            if time.monotonic() - began > STEADY_SECONDS:
                pause = self.first_pause
            say(f"{self.name} {how_it_ended(code)}, restarting in {pause:g} s (log: {self.log})")
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)
            self.restarts += 1
            await self._launch()
            say(f"{self.name} restarted")

    async def stop(self) -> None:
        """Ask the process to finish, and kill it if it does not."""
        if self._watcher is not None:
            self._watcher.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._watcher
        if self.process is None or self.process.returncode is not None:
            return
        self.process.terminate()
        try:
            await asyncio.wait_for(self.process.wait(), STOP_SECONDS)
        except TimeoutError:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            await self.process.wait()

    def _last_words(self) -> str:
        """Return the process's last output; for a refusal, only its sentences."""
        lines = self.log.read_text(errors="replace").splitlines() if self.log.exists() else []
        code = self.process.returncode if self.process else None
        words = "\n".join(lines[-SENTENCES:])
        if code == BAD_CONFIGURATION:
            return words
        return f"{self.name} {how_it_ended(code)}; see {self.log}.\n{words}"


def how_it_ended(code: int | None) -> str:
    """Return an exit code in words."""
    if code is not None and code < 0:
        return f"died ({signal.Signals(-code).name})"
    return f"ended with code {code}"


def python(*arguments: str) -> tuple[str, ...]:
    """Return the command that runs the current Python."""
    return (sys.executable, *arguments)
