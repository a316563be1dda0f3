"""From a search in words to its results, with suppliers that answer at once.

`asked` is a search that nobody made before, `kept` one whose answer is kept. Both stand next to a
bare aiogram echo and next to the straightforward search bot (see `plain_search_bot`) on the same
sandbox. Processor time is that of the bot's process alone. The crowd: 50 travellers who send five
distinct questions at the same moment to two bot processes, and how often suppliers were asked.
"""

import asyncio
import os
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import psutil

from bench.press_to_edit import PATIENCE_SECONDS, ROOT, Person, figures, measure_echo
from bench.scale import scaled
from bench.startup import complain, free_port, quiet_stack
from devstack.plan import SANDBOX_TOKEN
from devstack.processes import Service, python
from devstack.stack import Stack

# So many people that none of them writes more often than Telegram lets a chat be answered.
SEARCHES, PEOPLE = scaled((40, 40), short=(3, 3))
CROWD, QUESTIONS, PROCESSES = scaled((50, 5, 2), short=(3, 1, 1))
FIRST_HOTEL, SETTINGS = "1", "⚙️ Settings"
WEBHOOK, SECRET = "/telegram/webhook", "bench-webhook-secret"


def questions() -> Iterator[str]:
    """Yield searches of one city, no two alike."""
    first = datetime.now(UTC).date() + timedelta(days=20)
    for adults in range(1, 9):
        for day in range(60):
            begin = first + timedelta(days=day)
            end = begin + timedelta(days=3)
            yield f"Goa {begin:%d.%m.%Y} - {end:%d.%m.%Y} {adults} adults"


@asynccontextmanager
async def process(
    name: str, module: str, folder: Path, environment: dict[str, str], probe: str | None = None
) -> AsyncIterator[Service]:
    """Run a process; it is ready when `probe` answers, or when it touches its READY_FILE."""
    ready = folder / f"{name}.ready"

    async def is_ready() -> bool:
        if probe is None:
            return ready.exists()
        try:
            async with httpx.AsyncClient() as client:
                return (await client.get(probe)).is_success
        except httpx.TransportError:
            return False

    own = {"PATH": os.environ["PATH"], "READY_FILE": str(ready), **environment}
    service = Service(name, python("-m", module), own, folder / f"{name}.log", is_ready, ROOT)
    await service.start(complain)
    try:
        yield service
    finally:
        await service.stop()


def processor_seconds(service: Service) -> float:
    """Return the processor time that a process has used."""
    used = psutil.Process(service.pid).cpu_times()
    return float(used.user + used.system)


async def timed_searches(
    client: httpx.AsyncClient, service: Service, texts: list[str]
) -> dict[str, float]:
    """Return the figures of searches made one after the other by several people in turn."""
    async with AsyncExitStack() as stack:
        people = []
        for _ in range(PEOPLE):
            user = (await client.post("/sandbox/users", json={"first_name": "Asha"})).json()
            people.append(await stack.enter_async_context(Person(client, user["id"])))
        for person in people:
            await person.say(texts[0], FIRST_HOTEL)
        seconds = []
        before = processor_seconds(service)
        for number, text in enumerate(texts[1:]):
            began = time.perf_counter()
            await people[number % PEOPLE].say(text, FIRST_HOTEL)
            seconds.append(time.perf_counter() - began)
        spent = processor_seconds(service) - before
    return {**figures(seconds), "processor_ms": round(spent / len(seconds) * 1000, 1)}


async def measure_crowd(
    client: httpx.AsyncClient, stack: Stack, suppliers: str, folder: Path, texts: list[str]
) -> dict[str, Any]:
    """Send the same moment's searches to several bot processes, as a webhook's balancer would."""
    async with AsyncExitStack() as opened:
        addresses = [await replica(opened, stack, folder, number) for number in range(PROCESSES)]
        people = [await newcomer(opened, client) for _ in range(CROWD)]
        asked = await counts(suppliers)
        replicas = await opened.enter_async_context(httpx.AsyncClient(timeout=PATIENCE_SECONDS))
        began = time.perf_counter()

        async def search(number: int, person: Person) -> float:
            update = update_of(1_000_000_000 + number, person.id, texts[number % QUESTIONS])
            answer = await replicas.post(
                f"{addresses[number % PROCESSES]}{WEBHOOK}",
                json=update,
                headers={"X-Telegram-Bot-Api-Secret-Token": SECRET},
            )
            answer.raise_for_status()
            await person.message_with(FIRST_HOTEL)
            return time.perf_counter() - began

        seconds = await asyncio.gather(*(search(n, person) for n, person in enumerate(people)))
        after = await counts(suppliers)
    pages = {name: after[name] - asked.get(name, 0) for name in ("travclan", "serpapi")}
    return {
        "travellers": CROWD,
        "distinct_questions": QUESTIONS,
        "bot_processes": PROCESSES,
        "questions_per_supplier_page": pages,
        **figures(list(seconds)),
    }


async def replica(opened: AsyncExitStack, stack: Stack, folder: Path, number: int) -> str:
    """Start one more bot process behind a webhook, and return its address."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    hook = {"BOT_MODE": "webhook", "PUBLIC_URL": address, "WEBHOOK_SECRET": SECRET}
    environment = {**stack.environment, **hook, "WEB_PORT": port}
    await opened.enter_async_context(process(f"replica{number}", "webhooks", folder, environment))
    return address


async def newcomer(opened: AsyncExitStack, client: httpx.AsyncClient) -> Person:
    """Return somebody whom the bot has greeted."""
    user = (await client.post("/sandbox/users", json={"first_name": "Asha"})).json()
    person = await opened.enter_async_context(Person(client, user["id"]))
    await person.say("/start", SETTINGS)
    return person


def update_of(update_id: int, user_id: int, text: str) -> dict[str, Any]:
    """Return a private message as Telegram hands it over."""
    return {
        "update_id": update_id,
        "message": {
            "message_id": 1,
            "date": int(time.time()),
            "chat": {"id": user_id, "type": "private", "first_name": "Asha"},
            "from": {
                "id": user_id, "is_bot": False, "first_name": "Asha", "language_code": "en",
            },
            "text": text,
        },
    }  # fmt: skip


async def counts(suppliers: str) -> dict[str, int]:
    """Return how often each supplier's page was asked."""
    async with httpx.AsyncClient() as client:
        asked: dict[str, int] = (await client.get(f"{suppliers}/asked")).json()
        return asked


def supplier_settings(url: str) -> dict[str, str]:
    """Return settings under which two suppliers are at `url`."""
    return {
        "TRAVCLAN_API_KEY": "bench",
        "TRAVCLAN_MERCHANT_ID": "bench",
        "TRAVCLAN_USER_ID": "bench",
        "TRAVCLAN_AUTH_URL": url,
        "TRAVCLAN_SEARCH_URL": url,
        "TRAVCLAN_HOTEL_URL": url,
        "SERPAPI_KEY": "bench",
        "SERPAPI_URL": url,
    }


async def measure() -> dict[str, Any]:
    """Measure the product, then the straightforward bot and the echo on the same sandbox."""
    fresh = questions()
    with tempfile.TemporaryDirectory(prefix="often-bench-") as name:
        os.chmod(name, 0o755)  # noqa: PTH101, S103 - the server's account must get through
        folder = Path(name)
        port = free_port()
        url = f"http://127.0.0.1:{port}"
        # The sandbox's third supplier, which the straightforward bot does not know, is left out.
        stack = quiet_stack(folder / "state", without={"LITEAPI_KEY"}, **supplier_settings(url))
        answering = process(
            "suppliers", "bench.suppliers", folder, {"SUPPLIERS_PORT": port}, f"{url}/asked"
        )
        async with answering:
            await stack.start()
            try:
                return await _measured(stack, url, folder, fresh)
            finally:
                await stack.stop()


async def _measured(
    stack: Stack, suppliers: str, folder: Path, fresh: Iterator[str]
) -> dict[str, Any]:
    sandbox = stack.plan.sandbox_url
    async with httpx.AsyncClient(base_url=sandbox, timeout=PATIENCE_SECONDS) as client:
        bot = next(service for service in stack.services if service.name == "bot")
        texts = [next(fresh) for _ in range(SEARCHES + 1)]
        asked = await timed_searches(client, bot, texts)
        kept = await timed_searches(client, bot, [texts[-1]] * (SEARCHES + 1))
        await bot.stop()
        own = [next(fresh) for _ in range(QUESTIONS)]
        crowd = await measure_crowd(client, stack, suppliers, folder, own)
        await client.post(f"/bot{SANDBOX_TOKEN}/deleteWebhook")
        environment = {
            "TELEGRAM_API_URL": sandbox, "BOT_TOKEN": SANDBOX_TOKEN, "SUPPLIERS_URL": suppliers,
        }  # fmt: skip
        plainly = process(
            "plain", "bench.plain_search_bot", folder, environment, f"{suppliers}/asked"
        )
        async with plainly as service:
            plain = await timed_searches(client, service, texts)
        echo = await measure_echo(sandbox, client, folder)
    return {
        "searches": SEARCHES,
        "asked": asked,
        "kept": kept,
        "straightforward": plain,
        "bare_aiogram": echo,
        **ratios({"asked": asked, "kept": kept}, plain, echo),
        "crowd": crowd,
        "crowd_to_straightforward_median": round(crowd["median_ms"] / plain["median_ms"], 1),
    }


def ratios(
    measured: dict[str, dict[str, float]], plain: dict[str, float], echo: dict[str, float]
) -> dict[str, float]:
    """Return what is measured beside the straightforward bot and the echo of the same run.

    Times alone tell nothing across machines.
    """
    return {
        f"{name}_to_{other}_{what}": round(figure[key] / baseline[key], 2)
        for name, figure in measured.items()
        for other, baseline, what, key in (
            ("straightforward", plain, "processor", "processor_ms"),
            ("straightforward", plain, "median", "median_ms"),
            ("bare", echo, "median", "median_ms"),
        )
    }
