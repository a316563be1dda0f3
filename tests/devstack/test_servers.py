"""The embedded servers: data is kept, parents' permissions too, and a killed parent is survived."""

import asyncio
import os
import signal
import stat
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import asyncpg
import psutil
import pytest
from redis.asyncio import Redis

from devstack import stack
from devstack.postgres import Account, EmbeddedPostgres, choose_home
from devstack.valkey import EmbeddedValkey
from tests.patience import patience

ROOT = Path(__file__).parents[2]


async def run(dsn: str, sql: str) -> object:
    """Run one statement and return its value."""
    connection = await asyncpg.connect(dsn)
    try:
        return await connection.fetchval(sql)
    finally:
        await connection.close()


def modes(folder: Path) -> dict[Path, int]:
    """Return the permissions of a folder's parents."""
    return {parent: stat.S_IMODE(parent.stat().st_mode) for parent in folder.parents}


@pytest.fixture
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A state folder that does not exist yet, in one that only its owner may enter."""
    folder = tmp_path_factory.mktemp("s") / "state"
    folder.parent.chmod(0o700)
    return folder


async def test_postgresql_keeps_its_data_and_everybodys_permissions(state: Path) -> None:
    before = modes(state)
    for expected in (None, "kept"):
        postgres = EmbeddedPostgres(state)
        postgres.start()
        try:
            if expected is None:
                await run(postgres.dsn(), "CREATE TABLE t AS SELECT 'kept' AS x")
            assert await run(postgres.dsn(), "SELECT x FROM t") == "kept"
        finally:
            postgres.stop()
    assert modes(state) == before


@pytest.mark.skipif(os.geteuid() != 0, reason="only root must leave a closed folder")
def test_root_keeps_the_data_outside_a_folder_that_nobody_else_may_enter(state: Path) -> None:
    home = choose_home(state, Account.for_server())
    assert state not in home.parents


async def test_valkey_keeps_its_data(state: Path) -> None:
    for expected in (None, b"kept"):
        valkey = EmbeddedValkey(state)
        valkey.start()
        client: Redis = Redis.from_url(valkey.dsn())
        try:
            assert await client.get("x") == expected
            await client.set("x", "kept")
        finally:
            await client.aclose()
            valkey.stop()


PARENT = """
    import sys, time
    from pathlib import Path
    from devstack.postgres import EmbeddedPostgres
    from devstack.valkey import EmbeddedValkey
    state = Path(sys.argv[1])
    EmbeddedPostgres(state).start()
    EmbeddedValkey(state).start()
    print("ready", flush=True)
    time.sleep(60)
"""


def has_ended(process: psutil.Process) -> bool:
    """Return whether a process has gone, or only waits for its exit code to be taken."""
    return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE


def test_servers_of_a_killed_parent_are_replaced(state: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(PARENT), str(state)], cwd=ROOT,
        stdout=subprocess.PIPE, text=True,
    ) as parent:  # fmt: skip
        assert parent.stdout is not None
        assert parent.stdout.readline() == "ready\n"
        orphans = psutil.Process(parent.pid).children()
        parent.send_signal(signal.SIGKILL)
    postgres, valkey = EmbeddedPostgres(state), EmbeddedValkey(state)
    postgres.start()
    valkey.start()
    try:
        assert all(has_ended(orphan) for orphan in orphans)
    finally:
        valkey.stop()
        postgres.stop()


@pytest.mark.parametrize("kind", [EmbeddedPostgres, EmbeddedValkey])
async def test_a_server_that_dies_is_started_again_and_it_is_said(
    state: Path, kind: type[EmbeddedPostgres] | type[EmbeddedValkey], monkeypatch: Any
) -> None:
    monkeypatch.setattr(stack, "FIRST_PAUSE", 0.05)
    monkeypatch.setattr(stack, "LOOK_SECONDS", 0.05)
    server, said = kind(state, durable=False), list[str]()
    await asyncio.to_thread(server.start)
    watcher = asyncio.create_task(stack.watch_server(server, "The server", said.append))
    try:
        assert server.process is not None
        server.process.kill()
        async with patience(30):
            while "The server restarted" not in said:
                await asyncio.sleep(0.05)
        assert said[0].startswith("The server died (SIGKILL), restarting in 0.05 s (log: ")
        assert server.process.poll() is None
    finally:
        watcher.cancel()
        await asyncio.gather(watcher, return_exceptions=True)
        await asyncio.to_thread(server.stop)


def test_the_last_runs_log_is_kept(tmp_path: Path) -> None:
    log = tmp_path / "bot.log"
    for run in ("first", "second", "third"):
        stack.keep_last_log(log)
        log.write_text(run)
    assert (tmp_path / "bot.previous.log").read_text() == "second"
