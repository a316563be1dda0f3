"""Broadcasts written, aimed, started and stopped in chat."""

from datetime import timedelta

import pytest

from bot.admin.broadcasts.buttons import BroadcastAction, BroadcastButton
from bot.updates.intake import UpdateIntake
from domain.accounts.models import User
from domain.administration.broadcasts.models import Broadcast, BroadcastState
from domain.administration.broadcasts.service import stars_for
from domain.settings import Settings
from tests.bot.test_administration import FIRST_ID, another, page
from tests.sandbox_client import SandboxClient, Traveller, labels, words
from tests.scene import Scene
from tests.workers.test_broadcasts import carrier

pytestmark = pytest.mark.usefixtures("intake")


@pytest.fixture
def bot_settings(settings: Settings, sandbox_url: str) -> Settings:
    """The first person of the sandbox is named an admin."""
    return settings.model_copy(
        update={"telegram_api_url": sandbox_url, "admin_ids": frozenset({FIRST_ID})}
    )


async def draft(sandbox: SandboxClient, admin: Traveller, text: str) -> None:
    """Begin a broadcast and write its English text."""
    await page(sandbox, admin, "📣 Broadcasts", "Price alerts always go first")
    await sandbox.press(admin, "➕ New broadcast")
    await sandbox.wait_for(admin, "No text yet")
    await sandbox.press(admin, "➕ English")
    await sandbox.wait_for(admin, "Send the text in English")
    await sandbox.say(admin, text)
    await sandbox.wait_for(admin, lambda m: "✅ English" in labels(m))


async def carried(scene: Scene) -> None:
    carrying = carrier(scene.app)
    while await carrying.fill() or await carrying.carry():
        pass
    await carrying.show_progress()
    await carrying.aclose()


async def test_it_goes_to_those_it_is_aimed_at_and_shows_what_came_of_it(
    sandbox: SandboxClient, asha: Traveller, scene: Scene
) -> None:
    ravi, mira = await another(sandbox), await another(sandbox, "Mira")
    await User.filter(first_name="Ravi").update(language="ru")
    await draft(sandbox, asha, "Hello <everyone> & all")
    await sandbox.press(asha, "➕ Русский")
    await sandbox.wait_for(asha, "Send the text in Русский")
    await sandbox.say(asha, "Всем привет")
    shown = words(await sandbox.wait_for(asha, "Русский: Всем привет"))
    assert "3 people" in shown
    await sandbox.press(asha, "👥 Audience")
    await sandbox.wait_for(asha, "Banned people")
    await sandbox.press(asha, "Русский")
    await sandbox.wait_for(asha, "1 person")
    await sandbox.press(asha, "⬅️ Back")
    await sandbox.wait_for(asha, "Audience: Русский")
    await sandbox.press(asha, "👁 Preview")
    preview = await sandbox.wait_for(asha, lambda m: "🔕 No more news" in labels(m))
    assert words(preview) == "Hello <everyone> & all"
    await sandbox.press(asha, "🚀 Start…")
    await sandbox.wait_for(asha, "Send this to 1 person?")
    await sandbox.press(asha, "🚀 Start")
    await sandbox.wait_for(asha, "🚀 running")
    await carried(scene)
    await sandbox.wait_for(ravi, "Всем привет")
    done = words(await sandbox.wait_for(asha, "✅ done"))
    assert "Sent: 1" in done
    assert "1 / 1" in done
    assert not any("Hello <everyone>" in words(m) for m in await sandbox.messages(mira))


async def test_stars_are_paid_only_where_allowed_and_after_the_cost_was_shown(
    sandbox: SandboxClient, asha: Traveller, scene: Scene
) -> None:
    ravi = await another(sandbox)
    await draft(sandbox, asha, "Hello")
    await sandbox.press(asha, "🚀 Start…")
    free = await sandbox.wait_for(asha, "Send this to 2 people?")
    assert not any("Stars" in label for label in labels(free))
    assert stars_for(3_001) == 301
    # The same button made by hand pays nothing while the setting is off.
    number = (await Broadcast.get()).id
    data = BroadcastButton(action=BroadcastAction.START_PAID, broadcast_id=number).pack()
    await sandbox.call(
        "POST", f"chats/{asha.chat_id}/press",
        {"from_user": asha.id, "message_id": free["message_id"], "text": "🚀 Start"},
    )  # fmt: skip
    assert data.endswith("G$:1:")
    await sandbox.wait_for(asha, "🚀 running")
    assert not (await Broadcast.get()).is_paid
    await Broadcast.all().update(is_paid=True)
    await carried(scene)
    await sandbox.wait_for(ravi, lambda m: "🔕 No more news" in labels(m))
    paid = [
        one["params"].get("allow_paid_broadcast")
        for one in await sandbox.requests("telegram")
        if one["method"].lower() == "sendmessage" and one["params"].get("text") == "Hello"
    ]
    assert [str(one).lower() for one in paid] == ["true", "true"]


async def test_a_reader_hears_no_more_news_and_then_again(
    sandbox: SandboxClient, asha: Traveller, scene: Scene
) -> None:
    ravi = await another(sandbox)
    await draft(sandbox, asha, "Hello")
    await sandbox.press(asha, "🚀 Start…")
    await sandbox.press(asha, "🚀 Start")
    await sandbox.wait_for(asha, "🚀 running")
    await carried(scene)
    await sandbox.wait_for(ravi, lambda m: "🔕 No more news" in labels(m))
    await sandbox.press(ravi, "🔕 No more news")
    await sandbox.wait_for(ravi, lambda m: "🔔 Send me news again" in labels(m))
    assert not (await User.get(first_name="Ravi")).wants_news
    await sandbox.press(ravi, "🔔 Send me news again")
    await sandbox.wait_for(ravi, lambda m: "🔕 No more news" in labels(m))
    assert (await User.get(first_name="Ravi")).wants_news


async def test_it_is_paused_resumed_and_stopped(
    sandbox: SandboxClient, asha: Traveller, scene: Scene
) -> None:
    await another(sandbox)
    await draft(sandbox, asha, "Hello")
    await sandbox.press(asha, "🚀 Start…")
    await sandbox.press(asha, "🚀 Start")
    await sandbox.press(asha, "⏸ Pause")
    await sandbox.wait_for(asha, "⏸ paused")
    await carried(scene)
    await sandbox.press(asha, "▶️ Resume")
    await sandbox.wait_for(asha, "🚀 running")
    await sandbox.press(asha, "⏹ Stop…")
    await sandbox.wait_for(asha, "2 people won’t get it")
    await sandbox.press(asha, "⏹ Stop")
    stopped = words(await sandbox.wait_for(asha, "⏹ stopped"))
    assert "Sent: 0" in stopped
    assert (await Broadcast.get()).state is BroadcastState.STOPPED


async def test_a_picture_a_place_a_currency_and_a_time_are_kept(
    sandbox: SandboxClient, asha: Traveller, intake: UpdateIntake, scene: Scene
) -> None:
    await draft(sandbox, asha, "Hello")
    await sandbox.press(asha, "👥 Audience")
    await sandbox.press(asha, "📍 Place")
    await sandbox.wait_for(asha, "Which place do they track?")
    await sandbox.say(asha, "Qwertyuiopolis")
    await sandbox.wait_for(asha, "Qwertyuiopolis")
    await sandbox.say(asha, "Goa")
    await sandbox.wait_for(asha, "track something in Goa")
    await sandbox.press(asha, "💱 Currency")
    await sandbox.say(asha, "INR, euro")
    await sandbox.wait_for(asha, "INR, EUR")
    await sandbox.press(asha, "⬅️ Back")
    await sandbox.press(asha, "🕒 Time")
    ahead = f"{scene.clock.now() + timedelta(days=2):%Y-%m-%d} 10:00"
    await sandbox.wait_for(asha, f"Write it like {ahead}. Everyone gets it")
    for refused, said in (
        ("soon", "couldn’t read “soon” as a time"),
        ("2020-01-01 10:00", "has passed or is more than a year away"),
    ):
        await sandbox.say(asha, refused)
        await sandbox.wait_for(asha, said)
    await sandbox.say(asha, "2026-12-01 10:00")
    shown = words(await sandbox.wait_for(asha, "Time: 2026-12-01 10:00 by each reader’s clock"))
    assert "0 people" in shown
    await sandbox.press(asha, "🚀 Start…")
    await sandbox.press(asha, "🚀 Start")
    await intake.drained()
    kept = await Broadcast.get()
    assert (kept.state, kept.texts) == (BroadcastState.DRAFT, {"en": "Hello"})
    assert kept.audience["currencies"] == ["INR", "EUR"]


async def test_what_is_too_long_or_empty_is_refused_and_the_draft_stays(
    sandbox: SandboxClient, asha: Traveller
) -> None:
    await draft(sandbox, asha, "Hello")
    await sandbox.press(asha, "✅ English")
    await sandbox.say(asha, "x" * 4_000)
    await sandbox.wait_for(asha, "too long: 4,000 characters")
    assert (await Broadcast.get()).texts == {"en": "Hello"}
    await sandbox.say(asha, "Shorter")
    await sandbox.wait_for(asha, "English: Shorter")
