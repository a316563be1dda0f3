"""The launcher: what is switched, what is refused, how the dead come back."""

import asyncio
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from devstack.plan import CannotStartError, make_plan, require_free_ports
from devstack.processes import RefusedToStartError, Service
from tests.patience import patience

ROOT = Path(__file__).parents[2]


def kinds(environment: dict[str, str], tmp_path: Path) -> dict[str, str]:
    """Return the table's kinds by name."""
    return {part.name: part.kind for part in make_plan(tmp_path, environment).services}


def test_each_switch_works_on_its_own(tmp_path: Path) -> None:
    names = ("Telegram", "TravClan", "SerpAPI", "LiteAPI", "Exchange rates", "E-mail")
    sandboxed = dict.fromkeys(names, "sandboxed")
    real_rates = {"Exchange rates": "real"}
    assert kinds({}, tmp_path) == sandboxed
    assert kinds({"BOT_TOKEN": "x"}, tmp_path) == sandboxed | {"Telegram": "real"}
    assert kinds({"TRAVCLAN_API_KEY": "x"}, tmp_path) == sandboxed | real_rates | {
        "TravClan": "real"
    }
    assert kinds({"SERPAPI_KEY": "x"}, tmp_path) == sandboxed | real_rates | {"SerpAPI": "real"}
    assert kinds({"LITEAPI_KEY": "x"}, tmp_path) == sandboxed | real_rates | {"LiteAPI": "real"}
    both = make_plan(tmp_path, {"DATABASE_URL": "x"})
    assert (both.embeds_postgres, both.embeds_valkey) == (False, True)


def test_prices_are_looked_at_often_only_while_it_costs_nothing(tmp_path: Path) -> None:
    free = make_plan(tmp_path, {}).environment
    assert free["CHECK_INTERVAL_FLOOR"] == "5"
    real = make_plan(tmp_path, {"SERPAPI_KEY": "x"}).environment
    assert "CHECK_INTERVAL_FLOOR" not in real


def test_the_environment_counts_before_the_file(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("WEB_PORT=1111\nSANDBOX_PORT=2222\n")
    plan = make_plan(tmp_path, {"WEB_PORT": "3333"})
    assert (plan.web_port, plan.sandbox_port) == (3333, 2222)


@pytest.mark.parametrize("port", ["x", "0", "70000", "-1"])
def test_a_port_that_is_none_is_refused(tmp_path: Path, port: str) -> None:
    with pytest.raises(CannotStartError, match="WEB_PORT must be"):
        make_plan(tmp_path, {"WEB_PORT": port})


def test_a_port_in_use_is_refused_by_its_settings_name(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(CannotStartError, match=f"Port {port} is in use.*SANDBOX_PORT"):
            require_free_ports(make_plan(tmp_path, {"SANDBOX_PORT": str(port), "WEB_PORT": "9"}))


def test_the_command_ends_with_one_sentence_and_code_two(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = subprocess.run(
            [sys.executable, "-m", "devstack"], cwd=ROOT, capture_output=True, text=True,
            check=False,
            env=os.environ | {"WEB_PORT": port, "STATE_DIR": str(tmp_path / "state")},
        )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "WEB_PORT" in done.stderr
    assert "Traceback" not in done.stdout + done.stderr


def test_a_state_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    done = subprocess.run(
        [sys.executable, "-m", "devstack"], cwd=ROOT, capture_output=True, text=True,
        check=False, env=os.environ | {"STATE_DIR": str(tmp_path / "file" / "state")},
    )  # fmt: skip
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert done.stderr.startswith("STATE_DIR ")
    assert "Traceback" not in done.stdout


@pytest.mark.parametrize("module", ["webhooks", "bot", "workers"])
def test_a_process_without_settings_says_which(module: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", module], cwd=ROOT, capture_output=True, text=True, check=False,
        env={"PATH": os.environ["PATH"], "SERPAPI_KYE": "x"},
    )  # fmt: skip
    assert done.returncode == 2
    assert "BOT_TOKEN is not set" in done.stderr
    assert "did you mean SERPAPI_KEY?" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("module", ["webhooks", "bot", "workers"])
def test_an_unreachable_database_is_one_sentence(module: str, tmp_path: Path) -> None:
    environment = {
        "PATH": os.environ["PATH"],
        "DATABASE_URL": f"postgres://x@/x?host={tmp_path}",
        "REDIS_URL": "redis://127.0.0.1:9",
        "BOT_TOKEN": "1000000001:a-token-as-long-as-real-ones-are",
        "WEB_PORT": "0",
    }
    done = subprocess.run(
        [sys.executable, "-m", module], cwd=ROOT, capture_output=True, text=True, check=False,
        env=environment,
    )  # fmt: skip
    assert done.returncode == 2
    assert "PostgreSQL does not answer at DATABASE_URL" in done.stderr
    assert "Traceback" not in done.stderr


def service(tmp_path: Path, code: str, name: str = "worker") -> Service:
    """Return a service that runs a bit of Python."""
    ready = tmp_path / "ready"

    async def is_ready() -> bool:
        return ready.exists()

    return Service(
        name=name,
        command=(sys.executable, "-c", code),
        environment={"READY_FILE": str(ready)},
        log=tmp_path / "log",
        is_ready=is_ready,
        folder=tmp_path,
        first_pause=0.05,
    )


TOUCH = "import os, time, pathlib; pathlib.Path(os.environ['READY_FILE']).touch(); time.sleep(60)"


async def test_a_process_that_dies_is_started_again_and_it_is_said(tmp_path: Path) -> None:
    said: list[str] = []
    running = service(tmp_path, TOUCH)
    await running.start(said.append)
    try:
        first = running.pid
        assert first is not None
        os.kill(first, 9)
        async with patience(30):
            while running.restarts == 0 or running.pid is None:
                await asyncio.sleep(0.02)
        assert running.pid != first
        assert said[0].startswith("worker died (SIGKILL), restarting in 0.05 s")
    finally:
        await running.stop()
    assert running.pid is None


async def test_a_process_that_refuses_its_configuration_is_not_tried_again(
    tmp_path: Path,
) -> None:
    refusing = service(tmp_path, "import sys; sys.stderr.write('X is wrong.'); sys.exit(2)")
    with pytest.raises(RefusedToStartError, match=r"^X is wrong\.$"):
        await refusing.start(print)
