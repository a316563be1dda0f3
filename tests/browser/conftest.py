"""A real Chromium, a sandbox in its own process, and a page that tolerates no script error."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright, expect

ROOT = Path(__file__).parents[2]
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
READY_SECONDS = 120
# The library's own five seconds are few for a busy machine.
expect.set_options(timeout=60_000)


@pytest.fixture(scope="session")
def chromium() -> str:
    """Find the system's Chromium; tests that need one are skipped by name without it."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        pytest.skip(f"no Chromium is installed (looked for {', '.join(BROWSERS)})")
    return found


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser(chromium: str) -> AsyncIterator[Browser]:
    """Start one Chromium for all tests of a module: it takes seconds."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="module")
async def chromium_page(browser: Browser) -> AsyncIterator[Page]:
    """Open a fresh window of 1280 × 800.

    Script errors in the page fail the test that caused them.
    """
    problems: list[str] = []
    async with await browser.new_context(viewport={"width": 1280, "height": 800}) as context:
        page = await context.new_page()
        page.on("pageerror", lambda error: problems.append(str(error)))
        yield page
    assert problems == []


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
    return port


@pytest.fixture(scope="session")
def sandbox_process() -> Iterator[str]:
    """Run `python -m sandbox` on a free port; yield its address and end it after the last test."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    environment = os.environ | {"SANDBOX_PORT": str(port), "SANDBOX_SEED": "7"}
    with subprocess.Popen([sys.executable, "-m", "sandbox"], cwd=ROOT, env=environment) as process:
        try:
            _await_health(url, process)
            yield url
        finally:
            process.terminate()


def _await_health(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            pytest.fail(f"the sandbox ended at once with exit code {process.returncode}")
        try:
            if httpx.get(f"{url}/sandbox/health").is_success:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    pytest.fail(f"the sandbox was not ready within {READY_SECONDS} s")


@pytest.fixture
def sandbox_url(sandbox_process: str) -> str:
    """Put the sandbox back to its seed and tell where it is."""
    httpx.post(f"{sandbox_process}/sandbox/reset").raise_for_status()
    return sandbox_process
