"""The whole command: two copies side by side, a clean stop, data that is kept."""

import asyncio
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg
import httpx
import psutil
import pytest

from devstack.postgres import EmbeddedPostgres
from tests.journeys.product import free_port
from tests.sandbox_client import SandboxClient

ROOT = Path(__file__).parents[2]
READY_SECONDS = 240
SECRETS = {
    "SECRET_KEY": "q7Vw2mZr9LxT4bNc8HsKd3YfPjGa6EuXtR5o",
    "OPERATIONS_TOKEN": "Zr9LxT4bNc8HsKd3q7Vw2mYfPjGa6EuXtR5o",
    "SECRET_KEYS_BEFORE": "NcLxT4bZr98HsKd3q7Vw2mYfPjGa6EuXtR5o",
}
PASSWORD = "correct horse 42 battery"
# Of SerpAPI's and TravClan's keys the sandbox's are known to everybody.
BOT_TOKEN = re.compile(r"\d{6,}:[A-Za-z0-9_-]{20,}")

pytestmark = pytest.mark.timeout(420)


@contextmanager
def running_copy(state: Path) -> Iterator[tuple["subprocess.Popen[str]", str, str]]:
    """Run `python -m devstack` on free ports; yield it, its chat page and its web once ready."""
    output = state.with_suffix(".out")
    environment = {
        "PATH": os.environ["PATH"],
        "STATE_DIR": str(state),
        "SANDBOX_PORT": free_port(),
        "WEB_PORT": free_port(),
        **SECRETS,
    }
    with (
        output.open("w") as out,
        subprocess.Popen(
            [sys.executable, "-m", "devstack"], cwd=ROOT, env=environment, stdout=out,
            stderr=out, text=True,
        ) as process,
    ):  # fmt: skip
        try:
            deadline = time.monotonic() + READY_SECONDS
            while "Open the chat page" not in output.read_text():
                assert process.poll() is None, output.read_text()
                assert time.monotonic() < deadline, output.read_text()
                time.sleep(0.1)
            page, web = (environment[name] for name in ("SANDBOX_PORT", "WEB_PORT"))
            yield process, f"http://127.0.0.1:{page}", f"http://127.0.0.1:{web}"
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGINT)
            process.wait(60)


def left_over(state: Path) -> list[str]:
    """Return the commands that still run on a state folder."""
    found = []
    for process in psutil.process_iter():
        try:
            command = " ".join(process.cmdline())
            environment = process.environ() if "-m" in command else {}
        except psutil.Error:
            continue
        if process.status() != psutil.STATUS_ZOMBIE and (
            str(state) in command or environment.get("STATE_DIR") == str(state)
        ):
            found.append(command)
    return found


async def meet(page: str) -> None:
    """Have somebody begin to chat with the bot of a copy."""
    async with SandboxClient(page, patience=30) as sandbox:
        meera = await sandbox.add_user("Meera", language_code="en-IN")
        await sandbox.say(meera, "/start")
        await sandbox.wait_for(meera, "Hello Meera!")


def talk_to(web: str) -> None:
    """Bring secrets to the web service in every place where they can stand."""
    bearer = {"Authorization": f"Bearer {SECRETS['OPERATIONS_TOKEN']}"}
    httpx.get(f"{web}/metrics", headers=bearer)
    httpx.get(f"{web}/nowhere", params={"api_key": SECRETS["OPERATIONS_TOKEN"]}, headers=bearer)
    known = {"email": "tara@example.com", "password": PASSWORD}
    new = known | {"first_name": "Tara", "language": "en-IN"}
    assert httpx.post(f"{web}/api/v1/auth/register", json=new).status_code == 202
    httpx.post(f"{web}/api/v1/auth/login", json=known)
    httpx.post(f"{web}/api/v1/auth/refresh", json={"refresh_token": SECRETS["SECRET_KEY"]})


async def known_by(state: Path) -> list[str]:
    """Return the first names of all whom a copy knows."""
    connection = await asyncpg.connect(EmbeddedPostgres(state).dsn())
    rows = await connection.fetch("SELECT first_name FROM users ORDER BY id")
    await connection.close()
    return [row["first_name"] for row in rows]


@pytest.fixture(scope="module")
def first_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The state of a copy that served somebody, heard secrets and was stopped."""
    first = tmp_path_factory.mktemp("stack") / "first"
    with running_copy(first) as (one, page, web):
        assert "Often Hotels" in httpx.get(page).text
        table = first.with_suffix(".out").read_text()
        for part in ("PostgreSQL", "Valkey", "sandbox", "web", "bot", "worker", "Telegram"):
            assert re.search(rf"{part} +│.*│ +(embedded|sandboxed|pid \d+)", table), part
        refused = subprocess.run(
            [sys.executable, "-m", "devstack"], cwd=ROOT, capture_output=True, text=True,
            env={"PATH": os.environ["PATH"], "STATE_DIR": str(first)}, check=False,
        )  # fmt: skip
        assert refused.returncode == 2
        assert "Another copy runs on" in refused.stderr
        asyncio.run(meet(page))
        talk_to(web)
        one.send_signal(signal.SIGINT)
        assert one.wait(60) == 0
    return first


def test_what_a_whole_run_has_written_holds_no_secret(first_run: Path) -> None:
    written = [first_run.with_suffix(".out"), *(first_run / "logs").iterdir()]
    assert len(written) > 3
    for path in written:
        text = path.read_text(errors="replace")
        for secret in (*SECRETS.values(), PASSWORD):
            assert secret not in text, path.name
        assert not BOT_TOKEN.search(text), path.name


def test_two_copies_side_by_side_stop_cleanly_and_keep_their_data(first_run: Path) -> None:
    first, second = first_run, first_run.parent / "second"
    assert left_over(first) == []
    # To make its data again is what takes a copy longest.
    EmbeddedPostgres(second).home.parent.mkdir(parents=True, exist_ok=True)
    cp = shutil.which("cp") or "cp"
    homes = (EmbeddedPostgres(state).home for state in (first, second))
    subprocess.run([cp, "-a", *homes], check=True)
    with (
        running_copy(first) as (one, page, _web),
        running_copy(second) as (_two, other_page, _other_web),
    ):
        for address in (page, other_page):
            assert "Often Hotels" in httpx.get(address).text
        # One met the bot, the other began an account on the web: two people until they are linked.
        assert asyncio.run(known_by(first)) == asyncio.run(known_by(second)) == ["Meera", "Tara"]
        one.send_signal(signal.SIGINT)
        assert one.wait(60) == 0
        assert left_over(first) == []
        assert httpx.get(other_page).is_success
    assert left_over(second) == []
