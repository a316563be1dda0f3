"""A sent alert stays true: the sandbox's Telegram shows what its message says."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

import pytest

from bot.sending.bots import create_bot
from domain.alerts.delivery import GONE, drop_orphans
from domain.alerts.edits import CHAT_MOVED, EDIT_EVERY, TRUE_ALREADY
from domain.alerts.queries.living_alerts import EDITS_APART
from domain.alerts.timing import LIFE
from domain.settings import Settings
from domain.trackers.chats import follow_chat
from domain.trackers.service import delete_tracker
from tests.conftest import FakeClock
from tests.sandbox.telegram.serving import running_sandbox
from tests.sandbox_client import Message, SandboxClient, Traveller, labels, words
from tests.scene import Scene, open_scene
from tests.workers.conftest import let_pass, pacing
from workers.alert_delivery import Courier


@dataclass
class Desk:
    """A traveller who watches the Taj, and the courier between them."""

    scene: Scene
    sandbox: SandboxClient
    courier: Courier
    asha: Traveller

    async def see(self, price: int | None, later: timedelta = EDIT_EVERY) -> int:
        """Let the price move and time pass; check, deliver, edit; return how many were edited."""
        self.scene.price(price)
        await let_pass(self.scene, later)
        await self.scene.app.pool.execute(
            "UPDATE trackables SET due_at = $1", self.scene.clock.now()
        )
        await self.scene.check(timedelta(0))
        await self.courier.deliver()
        return await self.courier.edit()

    async def edit_at_once(self) -> None:
        """Let the edit that waits be due."""
        await self.scene.app.pool.execute(
            "UPDATE outbox_messages SET due_at = $1 WHERE kind = 'edit' AND state = 'waiting'",
            self.scene.clock.now(),
        )

    async def edits(self) -> list[tuple[str, str | None]]:
        """Return each edit's outcome and reason, in order."""
        rows = await self.scene.rows(
            "SELECT state, last_error FROM outbox_messages WHERE kind = 'edit' ORDER BY id"
        )
        return [(row["state"], row["last_error"]) for row in rows]

    async def messages(self) -> list[Message]:
        """Return what the bot has written."""
        return [m for m in await self.sandbox.messages(self.asha) if m["from"]["is_bot"]]

    async def living(self) -> int:
        rows = await self.scene.rows("SELECT id FROM tracker_alerts WHERE living_until IS NOT NULL")
        return len(rows)


@pytest.fixture
async def desk(settings: Settings, clock: FakeClock) -> AsyncIterator[Desk]:
    """An alert that was sent: from 10,000 to 9,000."""
    async with running_sandbox() as url, SandboxClient(url) as sandbox:
        asha = await sandbox.add_user("Asha")
        await sandbox.say(asha, "/start")
        at_sandbox = settings.model_copy(update={"telegram_api_url": url})
        async with (
            open_scene(at_sandbox, clock) as scene,
            create_bot(at_sandbox, pacing(scene.app)) as bot,
        ):
            await scene.track(chat_id=asha.chat_id)
            desk = Desk(scene, sandbox, Courier(scene.app, bot), asha)
            await desk.see(10_000)
            await desk.see(9_000)
            yield desk


async def test_the_alert_has_the_chart_of_its_prices(desk: Desk) -> None:
    (message,) = await desk.messages()
    assert message["photo"][-1]["width"] == 720
    assert "9,000" in words(message)
    for wanted in ("🏨 Hotel", "❓ Why", "😴 Snooze 24 h", "👍"):
        assert wanted in labels(message)


async def test_a_price_that_moves_on_is_told_in_the_same_message(desk: Desk) -> None:
    await desk.see(9_400)
    (message,) = await desk.messages()
    assert words(message).startswith("🔄 Now ₹9,400, seen ")
    assert "₹10,000 → ₹9,000" in words(message)
    assert "🏨 Hotel" in labels(message)
    assert message["version"] == 1


async def test_its_chart_has_the_new_price_too(desk: Desk) -> None:
    (before,) = await desk.messages()
    await desk.see(9_400)
    (after,) = await desk.messages()
    assert after["photo"][-1]["file_unique_id"] != before["photo"][-1]["file_unique_id"]


async def test_back_at_the_price_that_was_told_the_news_goes_away(desk: Desk) -> None:
    await desk.see(9_400)
    await desk.see(9_000)
    (message,) = await desk.messages()
    assert words(message).startswith("📉 The price has dropped")


async def test_sold_out_and_back(desk: Desk) -> None:
    await desk.see(None)
    (message,) = await desk.messages()
    assert words(message).startswith("🚫 Now sold out")
    await desk.see(9_000)
    (message,) = await desk.messages()
    assert words(message).startswith("📉 The price has dropped")


async def test_the_first_news_is_told_at_once_and_more_keeps_its_pace(desk: Desk) -> None:
    assert await desk.see(9_400, timedelta(seconds=5)) == 1
    assert await desk.see(9_500, EDIT_EVERY - timedelta(seconds=1)) == 0
    (message,) = await desk.messages()
    assert "9,400" in words(message)
    # A newer price takes the place of the one that waits.
    assert [state for state, _why in await desk.edits()] == ["sent", "waiting"]
    await desk.see(9_500, EDIT_EVERY)
    (message,) = await desk.messages()
    assert "9,500" in words(message)
    assert message["version"] == 2


async def test_what_did_not_change_is_not_edited(desk: Desk) -> None:
    assert await desk.see(9_000) == 0
    await desk.edit_at_once()
    assert await desk.courier.edit() == 1
    (message,) = await desk.messages()
    assert message["version"] == 0
    assert await desk.edits() == [("dropped", TRUE_ALREADY), ("waiting", None)]


async def test_a_deeper_drop_is_a_new_message_and_the_old_one_points_to_it(desk: Desk) -> None:
    await desk.see(8_000)
    old, new = await desk.messages()
    assert words(old).startswith("⤵️ There’s a newer price below.")
    assert "8,000" in words(new)
    assert await desk.living() == 1


async def test_a_message_grows_old_once_and_is_left_alone(desk: Desk) -> None:
    await desk.see(9_000, LIFE)
    (message,) = await desk.messages()
    assert words(message).startswith("⌛ This price is from 24 Nov 2026")
    assert await desk.living() == 0
    assert await desk.see(9_400) == 0


async def test_a_message_that_was_deleted_is_left_alone(desk: Desk) -> None:
    (message,) = await desk.messages()
    await desk.courier.bot.delete_message(desk.asha.chat_id, message["message_id"])
    await desk.see(9_400)
    assert await desk.living() == 0
    ((state, why),) = await desk.edits()
    assert state == "failed"
    assert "message to edit not found" in str(why)
    assert await desk.see(9_600) == 0


async def test_a_reader_who_has_blocked_the_bot_is_left_alone(desk: Desk) -> None:
    await desk.sandbox.block(desk.asha)
    await desk.see(9_400)
    assert await desk.living() == 0
    assert [state for state, _why in await desk.edits()] == ["gone"]
    (row,) = await desk.scene.rows("SELECT state, paused_by_block FROM trackers")
    assert tuple(row) == ("paused", True)


async def test_a_chat_that_has_moved_keeps_its_old_messages(desk: Desk) -> None:
    scene = desk.scene
    await follow_chat(scene.app.pool, desk.asha.chat_id, -100_500, scene.clock.now())
    assert await desk.living() == 0
    assert await desk.edits() == [("dropped", CHAT_MOVED)]


async def test_an_answer_that_got_lost_makes_the_edit_once_more(desk: Desk) -> None:
    await desk.sandbox.set_fault("telegram", "drop_after_processing", match="editMessage", times=1)
    await desk.see(9_400)
    assert [state for state, _why in await desk.edits()] == ["waiting"]
    await let_pass(desk.scene, EDIT_EVERY)
    assert await desk.courier.edit() == 1
    (message,) = await desk.messages()
    assert "9,400" in words(message)
    assert [state for state, _why in await desk.edits()] == ["sent", "waiting"]


async def test_an_alert_whose_answer_got_lost_is_sent_once_more(desk: Desk) -> None:
    await desk.sandbox.set_fault("telegram", "drop_after_processing", match="send", times=1)
    await desk.see(8_000)
    assert len(await desk.messages()) == 2
    (row,) = await desk.scene.rows(
        "SELECT maybe_sent, unanswered FROM outbox_messages "
        "WHERE kind = 'alert' AND receipt IS NULL"
    )
    assert tuple(row) == (True, 1)
    for _ in range(2):
        await let_pass(desk.scene, timedelta(minutes=1))
        await desk.courier.deliver()
    assert len(await desk.messages()) == 3
    rows = await desk.scene.rows("SELECT state FROM tracker_alerts")
    assert [row["state"] for row in rows] == ["sent", "sent"]


async def test_edits_of_a_rule_that_was_removed_are_not_kept(desk: Desk) -> None:
    await desk.scene.app.pool.execute("DELETE FROM price_rules")
    await let_pass(desk.scene, LIFE + EDIT_EVERY)
    assert await desk.courier.edit() == 0
    await drop_orphans(desk.scene.app.pool, desk.scene.clock.now())
    assert await desk.edits() == [("dropped", GONE)]


async def test_telegram_being_busy_puts_the_edit_off(desk: Desk) -> None:
    await desk.sandbox.set_fault(
        "telegram", "status", match="editMessage", status=429, retry_after=30, times=1
    )
    await desk.see(9_400)
    (message,) = await desk.messages()
    assert message["version"] == 0
    await let_pass(desk.scene, timedelta(seconds=31))
    assert await desk.courier.edit() == 1
    (message,) = await desk.messages()
    assert "9,400" in words(message)


async def test_an_edit_that_telegram_did_already_counts_as_done(desk: Desk) -> None:
    await desk.see(9_400)
    await desk.scene.app.pool.execute("UPDATE tracker_alerts SET shown_course = 'told'")
    await desk.edit_at_once()
    await let_pass(desk.scene, EDITS_APART)
    await desk.courier.edit()
    (row,) = await desk.scene.rows("SELECT shown_course, living_until FROM tracker_alerts")
    assert row["shown_course"] == "changed"
    assert row["living_until"] is not None


async def test_a_stopped_trackers_message_stays_as_it_is(desk: Desk) -> None:
    (row,) = await desk.scene.rows("SELECT id FROM trackers")
    await delete_tracker(desk.scene.app, await desk.scene.meet(desk.asha.chat_id), row["id"])
    await desk.see(9_400)
    (message,) = await desk.messages()
    assert message["version"] == 0


async def test_edits_of_one_chat_stand_apart(desk: Desk) -> None:
    await desk.scene.track("Palms Retreat", chat_id=desk.asha.chat_id)
    palms = desk.scene.travclan.hotels["t2"]
    await desk.see(9_000)
    palms.total = Decimal(4_000)
    await desk.see(9_000)
    assert await desk.living() == 2
    palms.total = Decimal(4_200)
    assert await desk.see(9_300, later=timedelta(minutes=5)) == 1
    assert await desk.courier.edit() == 0
    await let_pass(desk.scene, EDITS_APART)
    assert await desk.courier.edit() == 1
