"""The health page, and an alarm as it is read."""

from datetime import timedelta

import pytest
from aiogram import Bot

from bot.health_watch import look_out
from bot.notices import NOTICES
from bot.sending.bots import background, create_bot
from bot.sending.telegram import TelegramChannel
from domain.administration.audit import Act, read_audit
from domain.administration.health.alarms import raise_alarms
from domain.administration.health.samples import take_sample
from domain.administration.health.watch import Watch
from domain.health.service import WORKER_SIGN
from domain.settings import Settings
from domain.suppliers.contract import Supplier
from domain.suppliers.ledger import Account, RedisLedger
from domain.suppliers.reports import COUNTS, LAST
from tests.administration.test_health import LATE, WELL
from tests.bot.test_administration import FIRST_ID, page, tap
from tests.sandbox_client import SandboxClient, Traveller, words
from tests.scene import Scene
from workers.outbox import Carrier

pytestmark = pytest.mark.usefixtures("intake", "bot")


@pytest.fixture
def bot_settings(settings: Settings, sandbox_url: str) -> Settings:
    """The first person of the sandbox is named an admin."""
    return settings.model_copy(
        update={"telegram_api_url": sandbox_url, "admin_ids": frozenset({FIRST_ID})}
    )


async def deliver(scene: Scene) -> None:
    writing: Bot = create_bot(scene.app.settings, background(scene.app))
    async with writing:
        await Carrier(scene.app, TelegramChannel(scene.app, writing, NOTICES)).carry()


async def test_the_page_shows_windows_and_what_is_wrong(
    sandbox: SandboxClient, asha: Traveller, scene: Scene
) -> None:
    await page(sandbox, asha, "📈 Health", "No samples yet")
    for _ in range(3):
        await take_sample(scene.app)
        scene.clock.advance(timedelta(minutes=2))
    await raise_alarms(scene.app.pool, LATE, scene.clock.now())
    await sandbox.press(asha, "Day")
    shown = await sandbox.wait_for(asha, "Alerts are late, since")
    assert "photo" in shown
    assert "1 · Checks due: 0" in words(shown)
    assert "Delivered: 100% of 0" in words(shown)
    assert "Valkey" in words(shown)
    await deliver(scene)
    await sandbox.wait_for(asha, "Alerts are late: 8 minutes")
    await raise_alarms(scene.app.pool, WELL, scene.clock.now())
    # The chat's pace uses the real clock, which this test does not wait for.
    await scene.app.redis.delete(f"send:chat:{asha.chat_id}")
    await deliver(scene)
    await sandbox.wait_for(asha, "Back to normal: Alerts are late")


async def test_without_a_worker_the_bot_says_so_itself(
    sandbox: SandboxClient, asha: Traveller, scene: Scene
) -> None:
    watch = Watch(scene.app)
    async with create_bot(scene.app.settings, background(scene.app)) as bot:
        for _ in range(4):
            await look_out(watch, bot)
            scene.clock.advance(timedelta(minutes=1))
        await sandbox.wait_for(asha, "No worker is running: 3 minutes")
        await scene.app.redis.set(WORKER_SIGN, "j_complete=0")
        await look_out(watch, bot)
    # A worker brings the rest.
    await scene.app.redis.delete(f"send:chat:{asha.chat_id}")
    await deliver(scene)
    await sandbox.wait_for(asha, "Back to normal: No worker is running")


async def test_the_suppliers_are_shown_with_quota_and_last_error(
    sandbox: SandboxClient, asha: Traveller, scene: Scene
) -> None:
    await RedisLedger(scene.app.redis, Supplier.SERPAPI).write(
        Account(1_234), scene.clock.now(), "2026112409"
    )
    await scene.app.redis.hset(COUNTS, mapping={  # type: ignore[misc] # typed for both kinds
        "serpapi|search|ok": 12, "serpapi|search|unavailable": 3,
    })  # fmt: skip
    await scene.app.redis.hset(  # type: ignore[misc] # typed for both kinds of client
        LAST, "serpapi|search|unavailable", scene.clock.now().isoformat()
    )
    shown = words(await page(sandbox, asha, "🏨 Suppliers", "Quota left: 1,234"))
    assert "search · answered 12 · failed 3" in shown
    assert "unavailable · 24 Nov 2026" in shown
    await tap(sandbox, asha, "serpapi")
    one = words(await sandbox.wait_for(asha, "Used this month: travellers 0"))
    assert "Price checks may make" in one


async def test_a_supplier_is_paused_after_a_question_tried_and_resumed(
    sandbox: SandboxClient, asha: Traveller, scene: Scene
) -> None:
    await page(sandbox, asha, "🏨 Suppliers", "Suppliers")
    await tap(sandbox, asha, "travclan", "⏸ Pause…")
    await sandbox.wait_for(asha, "Existing bookings can still be looked up")
    await tap(sandbox, asha, "⏸ Pause")
    await sandbox.wait_for(asha, "⏸ Paused by Asha since")
    assert scene.app.suppliers.monitor.access(Supplier.TRAVCLAN).is_paused
    await scene.app.pool.execute(
        "UPDATE trackables SET supplier_status = 'paused', due_at = now() + interval '1 year'"
    )
    await tap(sandbox, asha, "🧪 Test call", "▶️ Resume")
    await sandbox.wait_for(asha, lambda m: "Paused by" not in words(m)
                           and "travclan" in words(m))  # fmt: skip
    assert not scene.app.suppliers.monitor.access(Supplier.TRAVCLAN).is_paused
    await tap(sandbox, asha, "🧾 Last requests")
    await sandbox.wait_for(asha, "No requests yet")
    acts = [entry.deed.act for entry in await read_audit(scene.app.pool, 3)]
    assert acts == [Act.SUPPLIER_RESUMED, Act.SUPPLIER_TESTED, Act.SUPPLIER_PAUSED]
