"""The product's processes, forked from one that has imported it: tests start a hundred of them.

`python -m bot` spends its first seconds on importing, and so do its siblings. A fork server, one
for each test process and begun when it is first needed, imports once and forks twice whenever a
test starts a module of `FORKED`: the process between ends at once, and Linux hands its child to the
test process, which is a *subreaper*. What a test holds is therefore its own child, with a process
id, pipes, signals and an exit code as any other. Only how it came to its imports differs.

How `make up` itself starts, without any of this, is what `tests/devstack` looks at.
"""

import atexit
import ctypes
import faulthandler
import gc
import importlib
import json
import os
import runpy
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
# What may be started so: `python -m` each of these.
FORKED = {
    "bench.echo_bot",
    "bench.plain_search_bot",
    "bench.suppliers",
    "bench.tracking.jobs",
    "bot",
    "domain.migrate",
    "domain.prices.synthetic",
    "operations",
    "sandbox",
    "tests.chaos.worker",
    "webhooks",
    "workers",
}
IMPORTED = (
    "bot.process",
    "domain.migrate",
    "operations.commands",
    "sandbox.server",
    "webhooks.process",
    "workers.process",
)
STANDARD = (0, 1, 2)
# A variable of the environment is the longest thing asked with.
LONGEST = 1 << 20
PR_SET_CHILD_SUBREAPER = 36


class ForkServer:
    """The test process's side: it starts the server when it is first asked for a process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._link: socket.socket | None = None

    def fork(self, asked: dict[str, Any], standard: Sequence[int]) -> int:
        """Return the id of a new process that runs what is asked with these standard streams."""
        with self._lock:
            link = self._link or self._start()
            socket.send_fds(link, [json.dumps(asked).encode()], list(standard))
            answer = link.recv(LONGEST)
        if not answer:
            raise ChildProcessError("the fork server has ended")
        return int(answer)

    def _start(self) -> socket.socket:
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
        self._link, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        for end in (self._link, theirs):
            end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, LONGEST)
        server = subprocess.Popen(
            [sys.executable, "-m", "tests.fork_server", str(theirs.fileno())],
            cwd=ROOT, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL,
        )  # fmt: skip
        theirs.close()
        atexit.register(server.wait)
        atexit.register(self._link.close)
        return self._link


@contextmanager
def forking() -> Iterator[None]:
    """Have every subprocess of a module in `FORKED` forked from the server while this is open."""
    server, execute = ForkServer(), subprocess._fork_exec  # type: ignore[attr-defined]

    def fork_or_execute(arguments: Sequence[Any], *rest: Any) -> int:
        words = [os.fsdecode(word) for word in arguments]
        _found, _closing, _kept, folder, environment, *others = rest
        here = Path(os.fsdecode(folder) if folder else Path.cwd()) == ROOT
        if not (here and words[:2] == [sys.executable, "-m"] and words[2] in FORKED):
            pid: int = execute(arguments, *rest)
            return pid
        to_read, _, _, to_write, _, to_complain = others[:6]
        pairs = zip((to_read, to_write, to_complain), STANDARD, strict=True)
        variables = (
            dict(os.environ)
            if environment is None
            else dict(os.fsdecode(one).split("=", 1) for one in environment)
        )
        asked = {
            "arguments": words[2:],
            "environment": variables,
            "new_session": bool(others[9]),
        }
        return server.fork(asked, [own if given == -1 else given for given, own in pairs])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(subprocess, "_fork_exec", fork_or_execute)
        yield


def serve(link: socket.socket) -> tuple[str, ...]:
    """Fork whenever asked; return, in a process that was forked, what it is to run."""
    while True:
        message, streams, *_ = socket.recv_fds(link, LONGEST, len(STANDARD))
        if not message:
            return ()
        reading, writing = os.pipe()
        between = os.fork()
        if not between:
            own = os.fork()
            if own:
                os.write(writing, str(own).encode())
                os._exit(0)
            link.close()
            os.close(reading)
            os.close(writing)
            return become(json.loads(message), streams)
        # Whoever asked is its parent from here on.
        os.waitpid(between, 0)
        link.send(os.read(reading, LONGEST))
        for stream in (reading, writing, *streams):
            os.close(stream)


def become(asked: dict[str, Any], streams: Sequence[int]) -> tuple[str, ...]:
    """Take over a new process's streams, environment and session; return its arguments."""
    if asked["new_session"]:
        os.setsid()
    for stream, number in zip(streams, STANDARD, strict=True):
        os.dup2(stream, number)
    for stream in set(streams) - set(STANDARD):
        os.close(stream)
    os.environ.clear()
    os.environ.update(asked["environment"])
    if "PYTHONUNBUFFERED" in os.environ:
        for stream_of in (sys.stdout, sys.stderr):
            stream_of.reconfigure(write_through=True)  # type: ignore[union-attr]
    if "PYTHONFAULTHANDLER" in os.environ:
        faulthandler.enable()
    signal.signal(signal.SIGINT, signal.default_int_handler)
    return tuple(asked["arguments"])


def main() -> None:
    """Import, then serve; a process that was forked goes on as what it was asked for."""
    # A Ctrl-C is for the tests, which end this by closing the link.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    link = socket.socket(fileno=int(sys.argv[1]))
    for name in IMPORTED:
        importlib.import_module(name)
    gc.collect()
    gc.freeze()
    if arguments := serve(link):
        sys.argv = list(arguments)
        runpy.run_module(arguments[0], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
