"""From a press to the edited screen, beside a bare aiogram bot on the same sandbox.

The sandbox answers for the suppliers at once. Each press waits for the edit before the next one.
The product stores every update before it handles it, looks the traveller up, takes a lock and
writes the outcome; the bare bot does none of that.
"""

import asyncio
import os
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx

from bench.startup import complain, new_stack
from devstack.processes import Service, python

ROOT = Path(__file__).parents[1]
PRESSES = 150
WARM_UP = 10
PATIENCE_SECONDS = 30.0
SEARCH = "Goa 12-15 dec 2 adults"


class Person:
    """Somebody in a private chat with whichever bot polls the sandbox."""

    def __init__(self, client: httpx.AsyncClient, user_id: int) -> None:
        self._client, self.id = client, user_id

    async def say(self, text: str) -> None:
        """Write."""
        body = {"from_user": self.id, "text": text}
        await self._client.post(f"/sandbox/chats/{self.id}/messages", json=body)

    async def message_with(self, label: str) -> dict[str, Any]:
        """Wait for the newest message that has a button of that label."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            answer = await self._client.get(f"/sandbox/chats/{self.id}/messages")
            for message in reversed(answer.json()):
                rows = message.get("reply_markup", {}).get("inline_keyboard", [])
                if any(button["text"] == label for row in rows for button in row):
                    return dict(message)
            await asyncio.sleep(0.05)
        raise TimeoutError(f"no message has a button {label!r}")

    async def timed_press(self, message: dict[str, Any], label: str) -> float:
        """Press, wait until the message has been edited, and return the seconds it took."""
        before = message["version"]
        body = {"from_user": self.id, "message_id": message["message_id"], "text": label}
        began = time.perf_counter()
        pressing = asyncio.create_task(
            self._client.post(f"/sandbox/chats/{self.id}/press", json=body)
        )
        path = f"/sandbox/chats/{self.id}/messages?after={message['message_id'] - 1}"
        while True:
            (now, *_later) = (await self._client.get(path)).json()
            if now["version"] > before and "⏳" not in (now.get("text") or ""):
                break
            await asyncio.sleep(0.001)
        seconds = time.perf_counter() - began
        await pressing
        return seconds


def figures(seconds: list[float]) -> dict[str, float]:
    """Return the median and the 99th percentile in milliseconds."""
    ordered = sorted(seconds)
    return {
        "median_ms": round(statistics.median(ordered) * 1000, 1),
        "p99_ms": round(ordered[int(len(ordered) * 0.99)] * 1000, 1),
    }


async def repeat(press: Callable[[int], Awaitable[float]]) -> dict[str, float]:
    """Return the figures of `PRESSES` presses after some to warm up."""
    seconds = [await press(number) for number in range(PRESSES + WARM_UP)]
    return figures(seconds[WARM_UP:])


async def join(client: httpx.AsyncClient) -> Person:
    """Add a person to the sandbox."""
    answer = await client.post("/sandbox/users", json={"first_name": "Asha"})
    return Person(client, answer.json()["id"])


async def measure_echo(url: str, client: httpx.AsyncClient, folder: Path) -> dict[str, float]:
    """Measure the bare bot."""

    async def is_ready() -> bool:
        return True

    echo = Service(
        "echo",
        python("-m", "bench.echo_bot"),
        {
            "PATH": os.environ["PATH"],
            "TELEGRAM_API_URL": url,
            "BOT_TOKEN": "1000000001:SANDBOX-often-hotels-bot-token-00000",
        },
        folder / "echo.log",
        is_ready,
        ROOT,
    )
    await echo.start(complain)
    try:
        asha = await join(client)
        await asha.say("/start")

        async def press(_number: int) -> float:
            return await asha.timed_press(await asha.message_with("press"), "press")

        return await repeat(press)
    finally:
        await echo.stop()


async def measure_paging(client: httpx.AsyncClient) -> dict[str, float]:
    """Measure turning the pages of kept results: a photo, a caption and a keyboard."""
    asha = await join(client)
    await asha.say(SEARCH)

    async def press(_number: int) -> float:
        return await asha.timed_press(await asha.message_with("›"), "›")

    return await repeat(press)


async def measure_settings(client: httpx.AsyncClient) -> dict[str, float]:
    """Measure a screen of text: from home to the settings and back."""
    asha = await join(client)
    await asha.say("/start")
    labels = ("⚙️ Settings", "🏠 Home")

    async def press(number: int) -> float:
        label = labels[number % 2]
        return await asha.timed_press(await asha.message_with(label), label)

    return await repeat(press)


async def measure() -> dict[str, Any]:
    """Run the product, measure it, end its bot, measure the bare one on the same sandbox."""
    with tempfile.TemporaryDirectory(prefix="often-bench-") as folder:
        os.chmod(folder, 0o755)  # noqa: PTH101, S103 - the server's account must get through
        stack = new_stack(Path(folder) / "state")
        await stack.start()
        try:
            url = stack.plan.sandbox_url
            async with httpx.AsyncClient(base_url=url, timeout=PATIENCE_SECONDS) as client:
                settings = await measure_settings(client)
                paging = await measure_paging(client)
                await next(s for s in stack.services if s.name == "bot").stop()
                echo = await measure_echo(url, client, Path(folder))
        finally:
            await stack.stop()
    return {
        "presses": PRESSES,
        "bare_aiogram": echo,
        "settings": settings,
        "results_page": paging,
        "settings_to_bare_median": round(settings["median_ms"] / echo["median_ms"], 2),
        "results_page_to_bare_median": round(paging["median_ms"] / echo["median_ms"], 2),
    }
