"""Senders that are killed while they send: nothing is lost, and what came twice is named."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import timedelta

import pytest

from bench.alert_crowd import copy_trackers
from bot.sending.bots import background, create_bot
from domain.alerts.delivery import MOST_CLAIMED
from domain.clock import SystemClock
from domain.settings import Settings
from tests.conftest import FakeClock
from tests.patience import patience
from tests.sandbox.telegram.serving import running_sandbox
from tests.sandbox_client import SandboxClient, Traveller, words
from tests.scene import Scene, open_scene
from tests.workers.test_process import environment, started
from workers.alert_delivery import ROUNDS, Courier

PEOPLE = 24
SENDERS = 2


@dataclass
class Town:
    """People who all watch the Taj, which has fallen; their alerts are in the outbox."""

    scene: Scene
    sandbox: SandboxClient
    settings: Settings
    people: list[Traveller]

    async def told(self) -> Counter[int]:
        """Return how many alerts each chat has."""
        counts: Counter[int] = Counter()
        for one in self.people:
            texts = [words(m) for m in await self.sandbox.messages(one)]
            counts[one.id] = sum("The price has dropped" in text for text in texts)
        return counts

    async def states(self) -> Counter[str]:
        rows = await self.scene.rows("SELECT state FROM tracker_alerts")
        return Counter(row["state"] for row in rows)

    async def wait_for_sent(self, count: int) -> None:
        """Wait until this many alerts are noted as sent."""
        async with patience(60):
            while (await self.states())["sent"] < count:
                await asyncio.sleep(0.02)


@pytest.fixture
async def town(settings: Settings) -> AsyncIterator[Town]:
    clock = FakeClock(SystemClock().now())
    async with running_sandbox() as url, SandboxClient(url) as sandbox:
        people = [await sandbox.add_user(f"P{number}") for number in range(PEOPLE)]
        at_sandbox = settings.model_copy(update={"telegram_api_url": url})
        async with open_scene(at_sandbox, clock) as scene:
            for one in people:
                await sandbox.say(one, "/start")
            tracker = await scene.track(chat_id=people[0].chat_id)
            others = [one.chat_id for one in people[1:]]
            await copy_trackers(scene.app.pool, others, [tracker])
            scene.price(9_000)
            clock.set(SystemClock().now())
            await scene.app.pool.execute("UPDATE trackables SET due_at = $1", clock.now())
            assert await scene.check(timedelta(0)) == PEOPLE
            # The suppliers live in this process: those who send find the price fresh.
            await scene.app.pool.execute(
                "UPDATE trackables SET due_at = NULL, last_observed_at = now() + interval '1 hour'"
            )
            yield Town(scene, sandbox, at_sandbox, people)


@pytest.mark.timeout(600)
async def test_nothing_is_lost_and_every_double_was_under_way(town: Town) -> None:
    variables = environment(town.settings)
    async with AsyncExitStack() as stack:
        senders = [await stack.enter_async_context(started(variables)) for _ in range(SENDERS)]
        await town.wait_for_sent(5)
        for sender in senders:
            sender.kill()
            await sender.wait()
    rows = await town.scene.rows(
        "SELECT a.id, t.chat_id FROM tracker_alerts a JOIN trackers t ON t.id = a.tracker_id"
        " JOIN outbox_messages m ON m.subject_id = a.id AND m.kind = 'alert'"
        " WHERE m.state = 'sending'"
    )
    under_way = {row["chat_id"]: row["id"] for row in rows}
    assert len(under_way) <= SENDERS * ROUNDS * MOST_CLAIMED
    # Their leases run out.
    await town.scene.app.pool.execute("UPDATE outbox_messages SET leased_until = now()")
    await town.scene.app.redis.flushdb()
    async with create_bot(town.settings, background(town.scene.app)) as bot:
        courier = Courier(town.scene.app, bot)
        async with patience(30):
            while await courier.deliver() or (await town.states())["sent"] < PEOPLE:
                town.scene.clock.set(SystemClock().now())
                await asyncio.sleep(0.1)
    told = await town.told()
    lost = [chat for chat, count in told.items() if count == 0]
    doubles = {chat: under_way.get(chat) for chat, count in told.items() if count > 1}
    assert lost == []
    assert None not in doubles.values(), f"told twice though not under way: {doubles}"
    assert len(doubles) <= len(under_way)
    assert max(told.values()) <= 2
