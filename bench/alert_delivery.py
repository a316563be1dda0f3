"""Delivering 2,000 alerts with Telegram's flood limits on, next to a sender without a limiter.

Three worker processes share the outbox and the limit. While they send, somebody else is answered
twice a second on average, as the bot answers presses: at irregular moments, since places come back
together and half a second after each answer would nearly always be equally long before them. Then,
with nothing else to send, prices move one by one, each for several watchers: how long until the
message is in their chats, the wait for the next check included. At last everybody is sent a
broadcast, alone and beside such news.
"""

import asyncio
import os
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from html import escape
from pathlib import Path
from random import Random
from typing import Any

import httpx
from aiogram.exceptions import TelegramRetryAfter

from bench.alert_crowd import add_people, copy_trackers, hotel_numbers, track_hotels
from bench.broadcasts import measure_broadcasts
from bench.press_to_edit import figures
from bench.rates import NEW, TAKEN, calls, last_id, rate_figures
from bench.scale import scaled
from bench.startup import complain, quiet_stack
from bot.sending.bots import create_bot, interactive
from devstack.processes import Service, python
from devstack.stack import Stack
from domain.app import App, open_app
from domain.configuration import load_settings

ROOT = Path(__file__).parents[1]
ALERTS = scaled(2_000, short=12)
SENDERS = scaled(3, short=2)
HOTELS = scaled(12, short=3)
NAIVE_MESSAGES = scaled(300, short=6)
NAIVE_TOGETHER = 30
ANSWER_EVERY_SECONDS = 0.5
LONGEST_SECONDS = 150.0
DROP_PERCENT = -15
MOVES = scaled(12, short=1)
# Besides the one who watches every hotel.
WATCHERS_A_HOTEL = scaled(3, short=1)
NEWS_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Watched:
    """A hotel of the market, and the chats that are told when its price moves."""

    hotel_id: Any
    name: str
    chats: frozenset[int]


def _exists(path: Path) -> Callable[[], Awaitable[bool]]:
    async def exists() -> bool:
        return await asyncio.to_thread(path.exists)

    return exists


async def start_senders(stack: Stack, folder: Path, count: int) -> list[Service]:
    """Start worker processes next to the stack's own, which is one of them."""
    services = []
    for number in range(1, count):
        ready = folder / f"sender{number}.ready"
        service = Service(
            f"sender {number}",
            python("-m", "workers"),
            {**stack.environment, "READY_FILE": str(ready)},
            folder / f"sender{number}.log",
            _exists(ready),
            ROOT,
        )
        await service.start(complain)
        services.append(service)
    return services


async def measure_naive(
    app: App, client: httpx.AsyncClient, chats: Sequence[int]
) -> dict[str, Any]:
    """Send with thirty concurrent calls and no limiter, each waiting when Telegram says so."""
    before, gate = last_id(await calls(client)), asyncio.Semaphore(NAIVE_TOGETHER)
    async with create_bot(app.settings) as bot:

        async def send(chat: int) -> None:
            async with gate:
                while True:
                    try:
                        await bot.send_message(chat, "The price has dropped")
                    except TelegramRetryAfter as busy:
                        await asyncio.sleep(busy.retry_after)
                    else:
                        return

        await asyncio.gather(*(send(chat) for chat in chats))
    # Nobody counted these: their last second must be over before others begin.
    await asyncio.sleep(1)
    return rate_figures(await calls(client, before))


@asynccontextmanager
async def answering(app: App, chats: Sequence[int]) -> AsyncIterator[list[float]]:
    """Answer somebody now and then, as the bot does; yield how long each answer took."""
    seconds: list[float] = []

    async def answer() -> None:
        async with create_bot(app.settings, interactive(app)) as bot:
            number = 0
            random = Random(7)  # noqa: S311 - the same moments each time
            while True:
                began = time.perf_counter()
                try:
                    await bot.send_message(chats[number % len(chats)], "Here you are")
                except TelegramRetryAfter as busy:
                    # Told with the other refusals.
                    await asyncio.sleep(busy.retry_after)
                else:
                    seconds.append(time.perf_counter() - began)
                number += 1
                await asyncio.sleep(random.uniform(0, 2 * ANSWER_EVERY_SECONDS))

    task = asyncio.create_task(answer())
    try:
        yield seconds
    finally:
        broken = task.done()
        task.cancel()
        await asyncio.gather(task, return_exceptions=not broken)


async def move(client: httpx.AsyncClient, hotel_id: Any) -> None:
    """Let a hotel's price fall."""
    path = f"/sandbox/market/hotels/{hotel_id}/price"
    (await client.post(path, json={"percent": DROP_PERCENT})).raise_for_status()


async def wait_until_told(app: App, count: int) -> None:
    """Wait until this many alerts were sent."""
    deadline = time.monotonic() + LONGEST_SECONDS
    while time.monotonic() < deadline:
        told = await app.pool.fetchval("SELECT count(*) FROM tracker_alerts WHERE state = 'sent'")
        if told >= count:
            return
        await asyncio.sleep(0.5)
    complain(f"only {told} of {count} alerts were sent in time")


async def measure_flood(
    app: App, client: httpx.AsyncClient, hotels: Sequence[Any], guests: Sequence[int]
) -> dict[str, Any]:
    """Let all prices fall together and have everybody alerted."""
    before = last_id(await calls(client))
    async with answering(app, guests) as seconds:
        for hotel_id in hotels:
            await move(client, hotel_id)
        await wait_until_told(app, ALERTS)
    received = await calls(client, before)
    first = next(n for n, call in enumerate(received) if call["method"] == "sendPhoto")
    return rate_figures(received[first:]) | {"answers_meanwhile": figures(seconds)}


def watched_by(
    watcher: int, crowd: Sequence[int], names: Sequence[str], hotels: Sequence[Any]
) -> list[Watched]:
    """Give each hotel the one who watches all of them, and a few of the crowd."""
    return [
        Watched(number, name, frozenset({watcher, *crowd[n :: len(names)][:WATCHERS_A_HOTEL]}))
        for n, (name, number) in enumerate(zip(names, hotels, strict=True))
    ]


async def leave_watching(app: App, watched: Sequence[Watched]) -> None:
    """Pause all trackers but those of the watchers of news."""
    chats = frozenset[int]().union(*(one.chats for one in watched))
    await app.pool.execute(
        "UPDATE trackers SET state = 'paused' WHERE chat_id <> ALL($1::bigint[])", list(chats)
    )


async def measure_news(
    app: App, client: httpx.AsyncClient, watched: Sequence[Watched]
) -> dict[str, Any]:
    """Let one price after the other fall further and time the watchers' messages."""
    # However many a reader wants a day: that is not what is measured.
    await app.pool.execute("UPDATE users SET alerts_on = NULL")
    seconds: list[float] = []
    for one in watched[:MOVES]:
        before, began = last_id(await calls(client)), time.perf_counter()
        told: set[int] = set()
        await move(client, one.hotel_id)
        while told != one.chats and time.perf_counter() - began < NEWS_SECONDS:
            await asyncio.sleep(0.05)
            new = {
                int(call["params"]["chat_id"])
                for call in await calls(client, before)
                if call["method"] in NEW
                and call["status"] == TAKEN
                and escape(one.name) in str(call["params"].get("caption"))
            }
            seconds += [time.perf_counter() - began] * len(new - told)
            told |= new
    return {"messages": len(seconds), **figures(seconds)}


async def measure() -> dict[str, Any]:
    """Run the product's servers, sandbox and three workers, and measure."""
    with tempfile.TemporaryDirectory(prefix="often-bench-") as name:
        os.chmod(name, 0o755)  # noqa: PTH101, S103 - the server's account must get through
        stack = quiet_stack(Path(name) / "state")
        await stack.start()
        senders: list[Service] = []
        try:
            for one in stack.services:
                if one.name in {"bot", "web"}:
                    await one.stop()
            senders = await start_senders(stack, Path(name), SENDERS)
            return await measure_all(stack)
        finally:
            for sender in senders:
                await sender.stop()
            await stack.stop()


async def measure_all(stack: Stack) -> dict[str, Any]:
    """Seed the crowd and take the measures one after the other."""
    settings = load_settings(stack.environment, Path("/nonexistent/.env"))
    async with (
        open_app(settings) as app,
        httpx.AsyncClient(base_url=stack.plan.sandbox_url, timeout=60) as client,
    ):
        watcher, *guests = await add_people(client, 1 + 20)
        crowd = await add_people(client, ALERTS)
        await client.post("/sandbox/flood", json={"enabled": True})
        naive = await measure_naive(app, client, crowd[:NAIVE_MESSAGES])
        tracked = await track_hotels(app, watcher, HOTELS)
        numbers = await hotel_numbers(client, [one.name for one in tracked])
        known = [one for one in tracked if one.name in numbers]
        await copy_trackers(app.pool, crowd, known)
        hotels = [numbers[one.name] for one in known]
        flood = await measure_flood(app, client, hotels, guests)
        watched = watched_by(watcher, crowd, [one.name for one in known], hotels)
        await leave_watching(app, watched)
        news = await measure_news(app, client, watched)
        broadcasts = await measure_broadcasts(
            app, client, partial(measure_news, app, client, watched)
        )
        waiting = await app.pool.fetchval(
            "SELECT count(*) FROM tracker_alerts WHERE state = 'pending'"
        )
    return {
        "senders": SENDERS,
        "without_a_limiter": naive,
        "alerts": flood,
        "alerts_left_over": waiting,
        "price_moved_to_message": news,
        "broadcasts": broadcasts,
        "check_every_seconds": settings.check_interval_floor,
    }
