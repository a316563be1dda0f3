"""How long `make up` takes, first and again, and how much memory each process holds."""

import os
import socket
import sys
import tempfile
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from typing import Any

import psutil

from bench.scale import is_short, lent_servers
from devstack.past import PAST
from devstack.plan import make_plan
from devstack.stack import Stack, timed_start

ROOT = Path(__file__).parents[1]
MEGABYTE = 1_000_000


def free_port() -> str:
    """Return a port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return str(probe.getsockname()[1])


def complain(text: str) -> None:
    """Write what the launcher has to say."""
    sys.stderr.write(f"{text}\n")


def new_stack(state_dir: Path, *, without: Collection[str] = (), **settings: str) -> Stack:
    """Return a stack of its own on free ports; its servers may be lent.

    `without` are settings that the plan adds and the processes shall not have.
    """
    lent = lent_servers()
    environment = {
        **({"DATABASE_URL": lent[0], "REDIS_URL": lent[1]} if lent else {}),
        "PATH": os.environ["PATH"],
        "SANDBOX_PORT": free_port(),
        "WEB_PORT": free_port(),
        "STATE_DIR": str(state_dir),
        **settings,
    }
    plan = make_plan(ROOT, environment)
    passed = {name: value for name, value in plan.environment.items() if name not in without}
    return Stack(replace(plan, environment=passed), complain)


def quiet_stack(state_dir: Path, *, without: Collection[str] = (), **settings: str) -> Stack:
    """Return such a stack that loads no market's past beside what is measured."""
    state_dir.mkdir(mode=0o755)
    (state_dir / PAST).touch()
    return new_stack(state_dir, without=without, **settings)


def resident_megabytes(pid: int) -> float:
    """Return the resident memory of a process and its children, in megabytes (10^6 bytes)."""
    process = psutil.Process(pid)
    family = [process, *process.children(recursive=True)]
    resident: int = sum(member.memory_info().rss for member in family)
    return resident / MEGABYTE


async def measure() -> dict[str, Any]:
    """Start on an empty state folder, stop, start again; return seconds and megabytes."""
    with tempfile.TemporaryDirectory(prefix="often-bench-") as folder:
        os.chmod(folder, 0o755)  # noqa: PTH101, S103 - the server's account must get through
        begin = quiet_stack if is_short() else new_stack
        first = begin(Path(folder) / "state")
        first_seconds = await timed_start(first)
        await first.stop()
        second = new_stack(Path(folder) / "state")
        second_seconds = await timed_start(second)
        memory = {s.name: resident_megabytes(s.pid) for s in second.services if s.pid}
        if second.valkey and second.valkey.process:
            memory["valkey"] = resident_megabytes(second.valkey.process.pid)
        if second.postgres and second.postgres.process:
            memory["postgresql"] = resident_megabytes(second.postgres.process.pid)
        await second.stop()
    return {
        "first_start_seconds": round(first_seconds, 2),
        "second_start_seconds": round(second_seconds, 2),
        "second_to_first": round(second_seconds / first_seconds, 2),
        "resident_megabytes": {name: round(value, 1) for name, value in memory.items()},
    }
