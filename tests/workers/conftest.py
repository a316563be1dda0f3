"""A watched hotel, a courier, and Telegram."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from bot.notices import NOTICES
from bot.sending.bots import background, create_bot
from bot.sending.pacing import Pacing
from bot.sending.pauses import Pauses
from bot.sending.telegram import TelegramChannel
from domain.app import App
from domain.outbox.values import MessageClass
from domain.settings import Settings
from tests.conftest import FakeClock
from tests.scene import Scene, open_scene
from tests.workers.telegram import FakeTelegram, fake_telegram
from workers.alert_delivery import Courier
from workers.outbox import Carrier


async def let_pass(scene: Scene, step: timedelta) -> None:
    """Let time pass: the product's, the limiter's, and that of the pauses in the database."""
    scene.clock.advance(step)
    await scene.app.redis.flushdb()
    await scene.app.pool.execute("UPDATE flood_pauses SET until = until - $1::interval", step)


def pacing(app: App) -> Pacing:
    """Return a worker's pace, which looks for pauses at each call."""
    return background(app, Pauses(app.pool, look_every=0))


@dataclass
class PostOffice:
    """What carries between a scene's outbox and Telegram: alerts, and every other notice."""

    scene: Scene
    courier: Courier
    carrier: Carrier
    telegram: FakeTelegram

    async def alert(self) -> dict[str, Any]:
        """Return the only alert's row."""
        (row,) = await self.scene.rows(
            """
            SELECT a.*, m.state AS message_state, m.lease, m.tries, m.maybe_sent, m.due_at
            FROM tracker_alerts a JOIN outbox_messages m ON m.dedupe_key = 'alert:' || a.id
            """
        )
        return dict(row)

    async def deliver(self, later: timedelta = timedelta(0)) -> int:
        """Let time pass (the limiter's, too) and deliver what is due."""
        if later:
            await let_pass(self.scene, later)
        return await self.courier.deliver()

    async def end_leases(self) -> None:
        """Let whoever holds something be dead for so long that it may be claimed again."""
        pool = self.scene.app.pool
        await pool.execute(
            "UPDATE outbox_messages SET leased_until = now() WHERE leased_until IS NOT NULL"
        )

    @property
    def texts(self) -> list[str]:
        """Return what travellers have read."""
        return [text for _chat, text in self.telegram.messages]


@pytest.fixture
async def telegram() -> AsyncIterator[FakeTelegram]:
    """Telegram."""
    async with fake_telegram() as running:
        yield running


@pytest.fixture
def worker_settings(settings: Settings, telegram: FakeTelegram) -> Settings:
    """Settings that lead to that Telegram."""
    return settings.model_copy(update={"telegram_api_url": telegram.url})


@pytest.fixture
async def scene(worker_settings: Settings, clock: FakeClock) -> AsyncIterator[Scene]:
    """The product with Goa's two hotels."""
    async with open_scene(worker_settings, clock) as opened:
        yield opened


@pytest.fixture
async def post(scene: Scene, telegram: FakeTelegram) -> AsyncIterator[PostOffice]:
    """A post office."""
    bot = create_bot(scene.app.settings, pacing(scene.app))
    channel = TelegramChannel(scene.app, bot, NOTICES)
    carrier = Carrier(scene.app, channel, MessageClass.NOTICE)
    yield PostOffice(scene, Courier(scene.app, bot), carrier, telegram)
    await bot.session.close()


@pytest.fixture
async def dropped(post: PostOffice) -> PostOffice:
    """The same, with an alert in the outbox: the Taj fell from 10,000 to 9,000."""
    await post.scene.track()
    post.scene.price(9_000)
    await post.scene.check()
    return post
