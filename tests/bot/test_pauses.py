"""Telegram wants nothing for hours: whoever presses is told, whoever writes is told after it."""

from bot.notices import NOTICES
from bot.sending.bots import background, create_bot
from bot.sending.telegram import TelegramChannel
from bot.updates.intake import UpdateIntake
from tests.sandbox_client import SandboxClient, Traveller, labels
from tests.scene import Scene
from workers.outbox import Carrier


async def test_nobody_is_left_without_a_word(
    sandbox: SandboxClient, asha: Traveller, scene: Scene, intake: UpdateIntake
) -> None:
    for method in ("send", "editMessage"):
        await sandbox.set_fault("telegram", "status", match=method, status=429, retry_after=7200)
    for line in ("/help", "/settings"):
        await sandbox.say(asha, line)
    # A press comes after the lines before it.
    answer = await sandbox.press(asha, "❓ Help")
    assert "Telegram lets me write again in 2 hours." in answer["text"]
    await intake.drained()
    rows = await scene.rows("SELECT kind, address, tries FROM outbox_messages")
    assert [tuple(row) for row in rows] == [("answer missed", str(asha.chat_id), 0)]
    await sandbox.clear_faults()
    await scene.app.redis.flushdb()
    async with create_bot(scene.app.settings, background(scene.app)) as bot:
        await Carrier(scene.app, TelegramChannel(scene.app, bot, NOTICES)).carry()
    told = await sandbox.wait_for(asha, "Telegram didn’t let me answer")
    assert labels(told) == ["🏠 Home"]
