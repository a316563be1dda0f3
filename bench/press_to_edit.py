"""From a press to the edited screen, next to a bare aiogram bot on the same sandbox.

The sandbox answers for the suppliers at once. Each press waits for the edit before the next one.
The product stores every update before it handles it, looks the traveller up, takes a lock and
writes the outcome; the bare bot does none of that.
"""

import asyncio
import json
import os
import statistics
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Self

import httpx

from bench.scale import scaled
from bench.startup import complain, quiet_stack
from devstack.processes import Service, python

ROOT = Path(__file__).parents[1]
PEOPLE, TURNS = scaled((25, 12), short=(6, 2))
PATIENCE_SECONDS = 30.0
FORWARD, BACK = "›", "‹"


class Person:
    """Somebody in a private chat with whichever bot polls the sandbox.

    The chat's events are listened to, as a Telegram app does, so that waiting costs the sandbox
    nothing. Enter before use.
    """

    def __init__(self, client: httpx.AsyncClient, user_id: int) -> None:
        self._client, self.id = client, user_id
        self._events: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._listener: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        """Begin to listen."""
        listening = asyncio.Event()
        self._listener = asyncio.create_task(self._listen(listening))
        await listening.wait()
        return self

    async def __aexit__(self, *_error: object) -> None:
        """Stop listening."""
        if self._listener is not None:
            self._listener.cancel()
            await asyncio.gather(self._listener, return_exceptions=True)

    async def _listen(self, listening: asyncio.Event) -> None:
        path = f"/sandbox/chats/{self.id}/events"
        async with self._client.stream("GET", path, timeout=None) as stream:
            async for line in stream.aiter_lines():
                listening.set()
                if line.startswith("data: "):
                    self._events.put_nowait(json.loads(line.removeprefix("data: ")))

    async def say(self, text: str, label: str) -> dict[str, Any]:
        """Write, and return the message that then has a button of that label."""
        body = {"from_user": self.id, "text": text}
        await self._client.post(f"/sandbox/chats/{self.id}/messages", json=body)
        return await self.message_with(label)

    async def message_with(self, label: str) -> dict[str, Any]:
        """Return the next message that has a button of that label, as sent or edited."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while True:
                message = await self._events.get()
                rows = message.get("reply_markup", {}).get("inline_keyboard", [])
                if any(button["text"] == label for row in rows for button in row):
                    return message

    async def timed_press(
        self, message: dict[str, Any], label: str, following: str
    ) -> tuple[float, dict[str, Any]]:
        """Press and wait for the edited screen, which has a button labelled `following`.

        Returns the seconds it took and the message as edited.
        """
        body = {"from_user": self.id, "message_id": message["message_id"], "text": label}
        began = time.perf_counter()
        pressing = asyncio.create_task(
            self._client.post(f"/sandbox/chats/{self.id}/press", json=body)
        )
        edited = await self.message_with(following)
        seconds = time.perf_counter() - began
        await pressing
        return seconds, edited


def figures(seconds: list[float]) -> dict[str, float]:
    """Return the median and the 99th percentile in milliseconds."""
    ordered = sorted(seconds)
    return {
        "median_ms": round(statistics.median(ordered) * 1000, 1),
        "p99_ms": round(ordered[int(len(ordered) * 0.99)] * 1000, 1),
    }


@asynccontextmanager
async def crowd(
    client: httpx.AsyncClient, text: str, label: str
) -> AsyncIterator[list[tuple[Person, dict[str, Any]]]]:
    """Yield people who have all written `text` and been answered with a button of that label."""
    async with AsyncExitStack() as stack:
        people = []
        for _ in range(PEOPLE):
            user = (await client.post("/sandbox/users", json={"first_name": "Asha"})).json()
            person = await stack.enter_async_context(Person(client, user["id"]))
            people.append((person, await person.say(text, label)))
        yield people


async def repeat(
    people: list[tuple[Person, dict[str, Any]]], labels: tuple[str, str]
) -> dict[str, float]:
    """Return the figures of one press at a time, by everybody in turn, of the two labels in turn.

    One person alone would press faster than the bot allows anyone to.
    """
    seconds = []
    for turn in range(TURNS + 1):
        label, following = labels[turn % 2], labels[(turn + 1) % 2]
        for number, (person, message) in enumerate(people):
            took, edited = await person.timed_press(message, label, following)
            people[number] = person, edited
            if turn:  # the first turn warms up
                seconds.append(took)
    return figures(seconds)


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
        async with crowd(client, "/start", "press") as people:
            return await repeat(people, ("press", "press"))
    finally:
        await echo.stop()


async def measure_paging(client: httpx.AsyncClient) -> dict[str, float]:
    """Measure turning a page of kept results and back: a photo, a caption and a keyboard."""
    # Always as far ahead: what a stay offers depends on how soon it is.
    first = datetime.now(UTC).date() + timedelta(days=20)
    search = f"Goa {first:%d.%m.%Y} - {first + timedelta(days=3):%d.%m.%Y} 2 adults"
    async with crowd(client, search, FORWARD) as people:
        return await repeat(people, (FORWARD, BACK))


async def measure_settings(client: httpx.AsyncClient) -> dict[str, float]:
    """Measure a screen of text: from home to the settings and back."""
    async with crowd(client, "/start", "⚙️ Settings") as people:
        return await repeat(people, ("⚙️ Settings", "🏠 Home"))


async def measure() -> dict[str, Any]:
    """Run the product, measure it, end its bot, measure the bare one on the same sandbox."""
    with tempfile.TemporaryDirectory(prefix="often-bench-") as folder:
        os.chmod(folder, 0o755)  # noqa: PTH101, S103 - the server's account must get through
        stack = quiet_stack(Path(folder) / "state")
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
        "presses": PEOPLE * TURNS,
        "bare_aiogram": echo,
        "settings": settings,
        "results_page": paging,
        "settings_to_bare_median": round(settings["median_ms"] / echo["median_ms"], 2),
        "results_page_to_bare_median": round(paging["median_ms"] / echo["median_ms"], 2),
    }
