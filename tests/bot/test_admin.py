"""What admins see of checks and alerts, and that nobody else does."""

import asyncio
from datetime import timedelta

import pytest
from aiogram import Bot

from bot.updates.intake import UpdateIntake
from bot.updates.raw_updates import read_update
from domain.accounts.models import Role, User
from domain.alerts.models import AlertFeedback
from domain.checks.queries.quarantine import list_set_aside
from domain.health.service import read_queue_health
from domain.settings import Settings
from tests.bot.test_alert_buttons import alerted
from tests.patience import patience
from tests.poison import CHAT, PERSON, message
from tests.sandbox_client import SandboxClient, Traveller, labels, words
from tests.scene import Scene
from tests.trackers.test_poison import MEND, poisoned

pytestmark = pytest.mark.usefixtures("intake")

FIRST_ID = 700_000_001


@pytest.fixture
def bot_settings(settings: Settings, sandbox_url: str) -> Settings:
    """The first person of the sandbox is named an admin."""
    return settings.model_copy(
        update={"telegram_api_url": sandbox_url, "admin_ids": frozenset({FIRST_ID})}
    )


async def test_to_others_there_is_no_such_command(sandbox: SandboxClient, asha: Traveller) -> None:
    assert asha.chat_id == FIRST_ID
    ravi = await sandbox.add_user("Ravi")
    await sandbox.say(ravi, "/admin")
    admin = words(await sandbox.wait_for(ravi, "/admin"))
    await sandbox.say(ravi, "/nonsense")
    other = words(await sandbox.wait_for(ravi, "/nonsense"))
    assert admin == other.replace("/nonsense", "/admin")


async def test_what_is_set_aside_is_shown_and_taken_up(
    sandbox: SandboxClient, asha: Traveller, scene: Scene
) -> None:
    tracker = await poisoned(scene)
    await sandbox.say(asha, "/admin")
    page = await sandbox.wait_for(asha, "Checks and alerts")
    for wanted in ("Set aside: 1", "Taj Holiday Village", "ValueError", "1 watcher"):
        assert wanted in words(page)
    await scene.app.pool.execute(MEND, tracker.series.trackable_id)
    answer = await sandbox.press(asha, "🔁 Try all again")
    assert answer["text"] == "1 check resumed"
    page = await sandbox.wait_for(asha, "Set aside: 0")
    assert "🔁 Try all again" not in labels(page)
    assert await list_set_aside(scene.app.pool) == ()


async def test_thumbs_are_counted_by_the_kind_of_alert(
    sandbox: SandboxClient, asha: Traveller, scene: Scene, intake: UpdateIntake
) -> None:
    await alerted(sandbox, scene, asha)
    await sandbox.say(asha, "/admin")
    await sandbox.wait_for(asha, "No feedback yet")
    await sandbox.press(asha, "👍")
    await intake.drained()
    assert (await AlertFeedback.get()).is_helpful
    await sandbox.press(asha, "🔄 Refresh")
    await sandbox.wait_for(asha, "Drop: 👍 1 · 👎 0")


async def test_a_role_taken_back_ends_the_page_at_once(
    sandbox: SandboxClient, asha: Traveller
) -> None:
    assert await User.filter(chats__id=asha.chat_id, role=Role.ADMIN).exists()
    ravi = await sandbox.add_user("Ravi")
    await sandbox.say(ravi, "/start")
    await sandbox.wait_for(ravi, "Hello")
    await User.filter(first_name="Ravi").update(role=Role.ADMIN)
    await sandbox.say(ravi, "/admin")
    await sandbox.wait_for(ravi, "Checks and alerts")
    await User.filter(first_name="Ravi").update(role=Role.TRAVELLER)
    await sandbox.press(ravi, "🔄 Refresh")
    await sandbox.wait_for(ravi, lambda m: "Checks and alerts" not in words(m))


async def test_two_bots_on_one_token_show_in_health_and_to_admins(
    sandbox: SandboxClient, scene: Scene, asha: Traveller, bot: Bot, intake: UpdateIntake
) -> None:
    assert not (await read_queue_health(scene.app)).is_contested
    await bot.get_updates(timeout=0)
    async with patience(30):
        while not (await read_queue_health(scene.app)).is_contested:
            await asyncio.sleep(0.02)
    # The bot that was told waits for a while before it fetches again.
    chat = CHAT | {"id": asha.id}
    asked = message(chat=chat, text="/admin", **{"from": PERSON | {"id": asha.id}})
    await intake.receive(read_update(asked.replace(b"{id}", b"1")))
    await sandbox.wait_for(asha, "Two bots use the same token")


async def test_held_and_muted_alerts_are_counted_as_such(
    sandbox: SandboxClient, asha: Traveller, scene: Scene
) -> None:
    await alerted(sandbox, scene, asha)
    now = scene.clock.now()
    await scene.app.pool.execute("UPDATE tracker_alerts SET state = 'held'")
    held = await read_queue_health(scene.app)
    assert (held.alerts_held, held.alerts_muted, held.alerts_waiting) == (1, 0, 0)
    await scene.app.pool.execute(
        "UPDATE outbox_messages SET state = 'waiting', due_at = $1", now + timedelta(hours=1)
    )
    await scene.app.pool.execute("UPDATE tracker_alerts SET state = 'pending'")
    await scene.app.pool.execute("UPDATE trackers SET muted_until = $1", now + timedelta(hours=1))
    muted = await read_queue_health(scene.app)
    assert (muted.alerts_held, muted.alerts_muted, muted.alerts_waiting) == (0, 1, 0)
