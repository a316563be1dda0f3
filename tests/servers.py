"""The real servers that tests run on: one PostgreSQL and one Valkey for all test processes.

The first process starts them, the last one stops them; a count in a locked file says which is
which. Servers that a crash left behind are stopped by the next start.
"""

import asyncio
import fcntl
import hashlib
import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import asyncpg
import psutil

from devstack.postgres import EmbeddedPostgres
from devstack.valkey import EmbeddedValkey
from domain.catalog.seed import seed_version
from domain.migrate import bring_up_to_date

TEMPLATE = "often_template"
# Held until the process ends: a server that outlives the sibling that started it is meant to.
_started: list["Servers"] = []


@dataclass(frozen=True, slots=True)
class Servers:
    """The running servers."""

    postgres: EmbeddedPostgres
    valkey: EmbeddedValkey


def state_folder() -> Path:
    """Return this run's folder: one per checkout, outside it so that sockets' paths stay short."""
    checkout = hashlib.sha256(str(Path(__file__).resolve()).encode()).hexdigest()[:8]
    name = f"often-tests-{os.getuid()}-{checkout}"
    return Path(tempfile.gettempdir()) / name


@contextmanager
def _locked(folder: Path) -> Iterator[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield folder / "users.json"


def _living(users: Path) -> list[int]:
    pids = json.loads(users.read_text()) if users.exists() else []
    return [pid for pid in pids if psutil.pid_exists(pid)]


@contextmanager
def shared_servers() -> Iterator[Servers]:
    """Join the running servers, starting them if necessary, and leave them at the end."""
    folder = state_folder()
    folder.mkdir(mode=0o755, exist_ok=True)
    servers = Servers(
        EmbeddedPostgres(folder, durable=False), EmbeddedValkey(folder, durable=False)
    )
    with _locked(folder) as users:
        living = _living(users)
        if not living:
            servers.postgres.start()
            servers.valkey.start()
            asyncio.run(_prepare_template(servers.postgres))
        users.write_text(json.dumps([*living, os.getpid()]))
    try:
        yield servers
    finally:
        with _locked(folder) as users:
            left = [pid for pid in _living(users) if pid != os.getpid()]
            users.write_text(json.dumps(left))
            if not left:
                for server in (servers.postgres, servers.valkey):
                    server.stop()  # those that this process started
                    server.stop_stale()  # those that a sibling started
            _started.append(servers)


def _made_of() -> dict[str, str]:
    """Return what a template is made of, each with a digest: the catalogue, and each migration."""
    root = Path(__file__).resolve().parents[1]
    catalogue = b"".join(path.read_bytes() for path in sorted(root.glob("domain/catalog/*.py")))
    parts = {"catalogue": seed_version().encode() + catalogue}
    parts |= {path.stem: path.read_bytes() for path in root.glob("migrations/0*.py")}
    return {name: hashlib.sha256(content).hexdigest()[:16] for name, content in parts.items()}


def _is_part_of(comment: str | None, made_of: dict[str, str]) -> bool:
    """Return whether a template with this comment lacks nothing but newer migrations."""
    try:
        return bool(json.loads(comment or "").items() <= made_of.items())
    except (ValueError, AttributeError):
        return False


async def _prepare_template(postgres: EmbeddedPostgres) -> None:
    """Migrate and seed once; every test process's database is a copy of this one.

    An earlier run's template is brought up to date where it is made of nothing else: to seed again
    takes most of the time.
    """
    made_of = _made_of()
    connection = await asyncpg.connect(postgres.dsn())
    try:
        comment = await connection.fetchval(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = $1",
            TEMPLATE,
        )
        if not _is_part_of(comment, made_of):
            await connection.execute(f"DROP DATABASE IF EXISTS {TEMPLATE}")
            await connection.execute(f"CREATE DATABASE {TEMPLATE}")
        await bring_up_to_date(postgres.dsn(TEMPLATE), datetime.now(UTC))
        await connection.execute(f"COMMENT ON DATABASE {TEMPLATE} IS '{json.dumps(made_of)}'")
    finally:
        await connection.close()


async def copy_template(postgres: EmbeddedPostgres, name: str) -> str:
    """Make database `name` again from the template and return its address."""
    connection = await asyncpg.connect(postgres.dsn())
    try:
        await connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        await connection.execute(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}")
    finally:
        await connection.close()
    return postgres.dsn(name)
