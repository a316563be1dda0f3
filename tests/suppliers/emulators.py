"""The suppliers' emulators as a process, for tests over HTTP."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from domain.configuration import load_settings
from domain.settings import Settings
from domain.stay import Room, Stay
from domain.suppliers.contract import PriceQuestion

ROOT = Path(__file__).parents[2]
READY_SECONDS = 120
DEADLINE = 2.0


def supplier_settings(url: str, deadline: float) -> Settings:
    """Return settings with all suppliers at `url`."""
    return load_settings(
        {
            "DATABASE_URL": "postgres://nowhere",
            "REDIS_URL": "redis://nowhere",
            "BOT_TOKEN": "1000000001:a-token-as-long-as-real-ones-are",
            "TRAVCLAN_API_KEY": "travclan-key",
            "TRAVCLAN_MERCHANT_ID": "merchant",
            "TRAVCLAN_USER_ID": "user",
            "TRAVCLAN_AUTH_URL": url,
            "TRAVCLAN_SEARCH_URL": url,
            "TRAVCLAN_HOTEL_URL": url,
            "SERPAPI_KEY": "serpapi-key-that-is-secret",
            "SERPAPI_URL": url,
            "LITEAPI_KEY": "liteapi-key-that-is-secret",
            "LITEAPI_URL": url,
            "LITEAPI_BOOK_URL": url,
            "SUPPLIER_DEADLINE": str(deadline),
            "BOOKING_DEADLINE": str(deadline),
        },
        Path("/nonexistent/.env"),
    )


def in_three_weeks(*rooms: Room, nights: int = 3, currency: str = "INR") -> PriceQuestion:
    """Return a question about a stay that suppliers sell."""
    check_in = datetime.now(UTC).date() + timedelta(weeks=3)
    stay = Stay(check_in, check_in + timedelta(days=nights), rooms or (Room(),))
    return PriceQuestion(stay, "IN", currency)


@contextmanager
def running_sandbox() -> Iterator[str]:
    """Run the emulators as a process on a free port and give their address."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    environment = os.environ | {"SANDBOX_PORT": str(port), "SANDBOX_SEED": "7"}
    with subprocess.Popen([sys.executable, "-m", "sandbox"], cwd=ROOT, env=environment) as process:
        try:
            await_health(url, process)
            yield url
        finally:
            process.terminate()


def await_health(url: str, process: "subprocess.Popen[bytes]") -> None:
    """Return when the sandbox answers."""
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            httpx.get(f"{url}/sandbox/health").raise_for_status()
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("the sandbox did not start")


def settings_of(sandbox: httpx.AsyncClient, **changes: object) -> Settings:
    """Return settings with all suppliers at the sandbox."""
    base = str(sandbox.base_url).rstrip("/")
    urls = {f"travclan_{host}_url": f"{base}/travclan" for host in ("auth", "search", "hotel")}
    usual = supplier_settings(base, DEADLINE)
    urls |= {"liteapi_url": f"{base}/liteapi/api/v3.0"}
    urls |= {"liteapi_book_url": f"{base}/liteapi/book/v3.0", "serpapi_url": f"{base}/serpapi"}
    return usual.model_copy(update={**urls, **changes})
