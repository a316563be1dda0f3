"""`python -m sandbox` as a process: its one-sentence failures and its end."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from sandbox.__main__ import listen

ROOT = Path(__file__).parents[3]
TOKEN = "1000000001:SANDBOX-often-hotels-bot-token-00000"


def sandbox_process(**settings: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "sandbox"],
        cwd=ROOT,
        env=os.environ | settings,
        text=True,
        stderr=subprocess.PIPE,
    )


@pytest.fixture
def taken_port() -> Iterator[int]:
    """A port on which somebody else listens."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        yield other.getsockname()[1]


def test_a_port_in_use_is_one_sentence(taken_port: int) -> None:
    with sandbox_process(SANDBOX_PORT=str(taken_port)) as process:
        _, problem = process.communicate(timeout=60)
    assert process.returncode == 2
    assert problem == (
        f"Port {taken_port} on 127.0.0.1 is in use: stop the other program or set SANDBOX_PORT.\n"
    )


@pytest.mark.parametrize(
    ("setting", "value", "problem"),
    [
        ("SANDBOX_PORT", "many", "SANDBOX_PORT must be a whole number, not 'many'.\n"),
        ("SANDBOX_PORT", "70000", "SANDBOX_PORT must be from 0 to 65535, not 70000.\n"),
        ("SANDBOX_SEED", "1.5", "SANDBOX_SEED must be a whole number, not '1.5'.\n"),
    ],
)
def test_an_unusable_setting_is_one_sentence(setting: str, value: str, problem: str) -> None:
    with sandbox_process(**{setting: value}) as process:
        assert process.communicate(timeout=60)[1] == problem
    assert process.returncode == 2


def test_small_answers_are_sent_at_once() -> None:
    # asyncio switches TCP_NODELAY on for sockets that name their protocol.
    with listen("127.0.0.1", 0) as listener:
        assert listener.proto == socket.IPPROTO_TCP


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
    return port


def test_it_ends_at_once_while_others_wait_on_it() -> None:
    port = free_port()
    with (
        sandbox_process(SANDBOX_PORT=str(port)) as process,
        httpx.Client(
            base_url=f"http://127.0.0.1:{port}",
            timeout=30,
            transport=httpx.HTTPTransport(retries=8, trust_env=False),
        ) as client,
    ):
        client.get("/sandbox/health").raise_for_status()
        with (
            socket.create_connection(("127.0.0.1", port)) as poll,
            client.stream("GET", "/sandbox/events") as events,
        ):
            poll.sendall(
                f"GET /bot{TOKEN}/getUpdates?timeout=50 HTTP/1.1\r\nHost: x\r\n\r\n".encode()
            )
            lines = events.iter_lines()
            assert next(lines) == ": welcome"
            # Answered after the poll was read, which had been sent before.
            for _ in range(3):
                client.get("/sandbox/health").raise_for_status()
            process.send_signal(signal.SIGTERM)
            assert [line for line in lines if line] == []
            assert poll.makefile().read().endswith('{"ok":true,"result":[]}')
        assert process.wait(timeout=10) == 0
