"""An alert's buttons, pressed in a private chat and in a group; chats that close and open."""

import asyncio
from datetime import timedelta

import pytest
from aiogram import Bot
from markupsafe import Markup

from bot.alerts.buttons import alert_keyboard
from bot.links.payloads import AlertLink, link_payload
from bot.locales import translator
from bot.search.saved.screens import render_shared_gone
from bot.sending.bots import background, create_bot
from bot.sending.screen import Screen, send_message, visible_text
from bot.updates.intake import UpdateIntake
from domain.alerts.models import AlertFeedback, TrackerAlert
from domain.alerts.queries.stored_alerts import load_told
from domain.checks.cadence import Frequency
from domain.settings import Settings
from domain.trackers.models import Tracker, TrackerState
from domain.trackers.service import pause_tracker
from tests.patience import patience
from tests.sandbox_client import Message, SandboxClient, Traveller, labels, words
from tests.scene import Scene
from tests.trackers.test_one_rate import CHEAPER, TRIPNEST, offer, press
from workers.alert_delivery import Courier

pytestmark = pytest.mark.usefixtures("intake")
GONE = visible_text(render_shared_gone(translator("en")).text)


async def becomes(states: dict[int, TrackerState]) -> None:
    """Wait until the trackers are in these states."""
    async with patience(30):
        while {t.id: t.state for t in await Tracker.all()} != states:
            await asyncio.sleep(0.02)


async def deliver(scene: Scene) -> None:
    """Check all prices and deliver, as a worker does."""
    await scene.check()
    async with create_bot(scene.app.settings, background(scene.app)) as bot:
        await Courier(scene.app, bot).deliver()


async def alerted(sandbox: SandboxClient, scene: Scene, asha: Traveller) -> Message:
    """Have the Taj tracked, let it fall to 9,000, and return the alert."""
    await scene.track(chat_id=asha.chat_id)
    scene.price(9_000)
    await deliver(scene)
    return await sandbox.wait_for(asha, "The price has dropped")


async def test_snooze_is_quiet_but_for_the_target(
    sandbox: SandboxClient, asha: Traveller, scene: Scene
) -> None:
    alert = await alerted(sandbox, scene, asha)
    answer = await sandbox.press(asha, "😴 Snooze 24 h")
    assert answer["text"].startswith("😴 Quiet for 24 hours")
    snoozed = await sandbox.wait_for(asha, lambda m: "😴 Snoozed · ↩️ Undo" in labels(m))
    assert snoozed["message_id"] == alert["message_id"]
    scene.clock.advance(timedelta(hours=1))
    scene.price(8_000)
    await scene.app.pool.execute("UPDATE trackables SET due_at = $1", scene.clock.now())
    await scene.check(timedelta(0))
    await deliver_now(scene)
    assert [a.state.value for a in await TrackerAlert.all().order_by("id")] == ["sent", "pending"]
    await sandbox.press(asha, "😴 Snoozed · ↩️ Undo")
    await deliver_now(scene)
    await sandbox.wait_for(asha, "8,000")


async def deliver_now(scene: Scene) -> None:
    """Deliver what is due; the limiter's second has passed."""
    await scene.app.redis.delete("send:all")
    for key in await scene.app.redis.keys("send:chat:*"):
        await scene.app.redis.delete(key)
    async with create_bot(scene.app.settings, background(scene.app)) as bot:
        await Courier(scene.app, bot).deliver()


async def test_a_target_is_told_though_snoozed(
    sandbox: SandboxClient, asha: Traveller, scene: Scene
) -> None:
    await alerted(sandbox, scene, asha)
    await sandbox.press(asha, "🎯 New target")
    await sandbox.wait_for(asha, "What’s your target price?")
    await sandbox.say(asha, "8500")
    await sandbox.wait_for(asha, "Target set.")
    await sandbox.press(asha, "😴 Snooze 24 h")
    scene.price(8_400)
    scene.clock.advance(timedelta(hours=1))
    await scene.app.pool.execute("UPDATE trackables SET due_at = $1", scene.clock.now())
    await scene.check(timedelta(0))
    await deliver_now(scene)
    await sandbox.wait_for(asha, "Your target price is here")
    texts = [words(m) for m in await sandbox.messages(asha)]
    assert sum("The price has dropped" in text for text in texts) == 1


async def test_mute_is_quiet_altogether_and_can_be_undone(
    sandbox: SandboxClient, asha: Traveller, scene: Scene
) -> None:
    await alerted(sandbox, scene, asha)
    await sandbox.press(asha, "😴 Snooze 24 h")
    await sandbox.wait_for(asha, lambda m: "🔇 Mute 3 days" in labels(m))
    answer = await sandbox.press(asha, "🔇 Mute 3 days")
    assert answer["text"].startswith("🔇 Muted until 28 Nov 2026")
    assert (await Tracker.get()).muted_until == scene.clock.now() + timedelta(days=3)
    await sandbox.wait_for(asha, lambda m: "🔇 Muted · ↩️ Undo" in labels(m))
    await sandbox.press(asha, "🔇 Muted · ↩️ Undo")
    await sandbox.wait_for(asha, lambda m: "😴 Snooze 24 h" in labels(m))
    tracker = await Tracker.get()
    assert (tracker.muted_until, tracker.snoozed_until) == (None, None)


async def test_hotel_opens_its_page_below_and_leaves_the_alert(
    sandbox: SandboxClient, asha: Traveller, scene: Scene
) -> None:
    alert = await alerted(sandbox, scene, asha)
    await sandbox.press(asha, "🏨 Hotel")
    await sandbox.wait_for(asha, lambda m: "🔔 Track" in labels(m), after=alert["message_id"])
    (left,) = [m for m in await sandbox.messages(asha) if m["message_id"] == alert["message_id"]]
    assert "The price has dropped" in words(left)


async def test_why_tells_the_rule_and_the_prices_that_led_to_it(
    sandbox: SandboxClient, asha: Traveller, scene: Scene
) -> None:
    alert = await alerted(sandbox, scene, asha)
    await sandbox.press(asha, "❓ Why")
    why = await sandbox.wait_for(asha, "Why this alert?\n", after=alert["message_id"])
    for wanted in (
        "Measured from ₹10,000.",
        "₹9,000",
        "Basis: the whole stay, taxes included.",
        "Source: TravClan.",
        "I told you right away.",
    ):
        assert wanted in words(why)


async def test_why_tells_a_price_that_stood_for_long_once(
    sandbox: SandboxClient, asha: Traveller, scene: Scene
) -> None:
    await scene.track(chat_id=asha.chat_id)
    for price in (9_900, 9_900, 9_900, 9_000):
        scene.price(price)
        await scene.check()
    await deliver_now(scene)
    alert = await sandbox.wait_for(asha, "The price has dropped")
    await sandbox.press(asha, "❓ Why")
    why = words(await sandbox.wait_for(asha, "Why this alert?\n", after=alert["message_id"]))
    assert why.count("₹9,900") == 1


async def test_thumbs_are_kept_and_a_bad_one_is_asked_what_is_better(
    sandbox: SandboxClient, asha: Traveller, scene: Scene
) -> None:
    await alerted(sandbox, scene, asha)
    await sandbox.press(asha, "👍")
    assert (await AlertFeedback.get()).is_helpful
    await sandbox.press(asha, "👎")
    await sandbox.wait_for(asha, lambda m: "📉 Bigger drops only" in labels(m))
    assert not (await AlertFeedback.get()).is_helpful
    answer = await sandbox.press(asha, "📉 Bigger drops only")
    assert answer["text"] == "📉 I’ll tell you about drops of 10% or more."
    given = await AlertFeedback.get()
    assert (given.is_helpful, given.wish) == (False, "bigger_drops")
    # 9,000, which was reported, is such a drop: the next step is the usual 3 % below it.
    assert await line(scene) == (10, 8_730)
    await sandbox.press(asha, "👎")
    await sandbox.wait_for(asha, lambda m: "📉 Bigger drops only" in labels(m))
    await sandbox.press(asha, "📉 Bigger drops only")
    assert await line(scene) == (20, 8_000)


async def line(scene: Scene) -> tuple[int, int]:
    """Return the percentage of the only rule, and the price at which it fires next."""
    (row,) = await scene.rows(
        "SELECT r.percent, s.low FROM price_rules r JOIN rule_states s ON s.rule_id = r.id"
    )
    return int(row["percent"]), int(row["low"])


async def test_less_often_checks_once_a_day(
    sandbox: SandboxClient, asha: Traveller, scene: Scene
) -> None:
    await alerted(sandbox, scene, asha)
    await sandbox.press(asha, "👎")
    await sandbox.wait_for(asha, lambda m: "🐢 Less often" in labels(m))
    await sandbox.press(asha, "🐢 Less often")
    assert (await Tracker.get()).frequency is Frequency.DAILY
    (watched,) = await scene.rows("SELECT interval_seconds FROM trackables")
    assert watched["interval_seconds"] == 86_400


async def alerted_in_group(
    sandbox: SandboxClient, asha: Traveller, scene: Scene, intake: UpdateIntake
) -> tuple[Traveller, Traveller, Traveller, int]:
    """Return Asha, who tracks, Ravi, who administers, Mira, who does neither, and the alert."""
    ravi, mira = await sandbox.add_user("Ravi"), await sandbox.add_user("Mira")
    group = await sandbox.add_group("Trip", ravi, asha, mira)
    await intake.drained()
    await scene.track(chat_id=asha.chat_id)
    user_id = (await scene.meet(asha.chat_id)).user_id
    await scene.app.pool.execute(
        "INSERT INTO chats (id, user_id, type, title, is_reachable, created_at)"
        " VALUES ($1, $2, 'group', 'Trip', true, now())",
        group,
        user_id,
    )
    await scene.app.pool.execute("UPDATE trackers SET chat_id = $1", group)
    scene.price(9_000)
    await deliver(scene)
    alert = await sandbox.wait_for(asha.in_chat(group), "The price has dropped")
    return asha.in_chat(group), ravi.in_chat(group), mira.in_chat(group), alert["message_id"]


async def test_in_a_group_the_owner_and_administrators_change_and_members_learn_who_may(
    sandbox: SandboxClient, asha: Traveller, scene: Scene, intake: UpdateIntake
) -> None:
    asha, ravi, mira, _alert = await alerted_in_group(sandbox, asha, scene, intake)
    rights = {"🔕 Stop": "stop", "😴 Snooze 24 h": "mute", "🎯 New target": "change"}
    for label, right in rights.items():
        await sandbox.press_to_read(mira, label, f"or a group administrator can {right} it")
    assert (await Tracker.get()).snoozed_until is None
    await sandbox.press_to_read(asha, "🎯 New target", "private chat")
    await sandbox.press(ravi, "🔕 Stop")
    assert (await Tracker.get()).state is TrackerState.DELETED


async def test_every_member_looks_into_a_groups_alert_and_rates_it(
    sandbox: SandboxClient, asha: Traveller, scene: Scene, intake: UpdateIntake
) -> None:
    asha, _ravi, mira, alert = await alerted_in_group(sandbox, asha, scene, intake)
    await sandbox.press(mira, "❓ Why")
    await sandbox.wait_for(mira, lambda m: "Measured from" in words(m), after=alert)
    await sandbox.press(mira, "📈 Chart")
    await sandbox.wait_for(mira, lambda m: "photo" in m, after=alert)
    opened = await sandbox.press(mira, "🏨 Hotel", message_id=alert)
    assert opened["url"].startswith("https://t.me/often_hotels_bot?start=h1")
    await sandbox.press(mira, "👎", message_id=alert)
    await sandbox.press(asha, "👍", message_id=alert)
    (told,) = [one for one in await sandbox.messages(mira) if one["message_id"] == alert]
    assert "🔕 Stop" in labels(told)
    (given,) = await scene.rows("SELECT is_helpful FROM alert_feedback")
    assert given["is_helpful"]


async def test_a_groups_alert_is_nothing_to_somebody_outside(
    sandbox: SandboxClient, asha: Traveller, scene: Scene, intake: UpdateIntake, bot: Bot
) -> None:
    await alerted_in_group(sandbox, asha, scene, intake)
    zoe = await sandbox.add_user("Zoe")
    elsewhere = zoe.in_chat(await sandbox.add_group("Another", zoe))
    (row,) = await scene.rows("SELECT id FROM tracker_alerts")
    await sandbox.say(zoe, "/start")
    await sandbox.wait_for(zoe, lambda m: bool(labels(m)))
    told = (await load_told(scene.app.pool, [row["id"]]))[row["id"]].alert
    buttons = alert_keyboard(told, translator("en"))
    for chat in (zoe, elsewhere):
        await send_message(bot, chat.chat_id, Screen(Markup("forged"), buttons))
        for label in ("❓ Why", "📈 Chart", "🏨 Hotel", "👍", "🔕 Stop"):
            await sandbox.press_to_read(chat, label, "belongs to someone else")


async def test_blocking_pauses_and_unblocking_resumes_just_that(
    sandbox: SandboxClient, asha: Traveller, scene: Scene
) -> None:
    watched = await scene.track(chat_id=asha.chat_id)
    paused = await scene.track("Palms Retreat", chat_id=asha.chat_id)
    await pause_tracker(scene.app, await scene.meet(asha.chat_id), paused.tracker_id)
    await sandbox.block(asha)
    still = {paused.tracker_id: TrackerState.PAUSED}
    await becomes({watched.tracker_id: TrackerState.PAUSED, **still})
    assert (await scene.rows("SELECT sum(watchers) FROM trackables"))[0][0] == 0
    await sandbox.unblock(asha)
    await becomes({watched.tracker_id: TrackerState.ACTIVE, **still})


async def test_who_writes_again_can_be_reached_again(
    sandbox: SandboxClient, asha: Traveller, scene: Scene
) -> None:
    await scene.track(chat_id=asha.chat_id)
    await sandbox.set_fault(
        "telegram", "status", match="send", status=403, times=1,
        body={"ok": False, "error_code": 403, "description": "Forbidden: user is deactivated"},
    )  # fmt: skip
    scene.price(9_000)
    await deliver(scene)
    assert (await Tracker.get()).state is TrackerState.PAUSED
    await sandbox.say(asha, "/help")
    await becomes({1: TrackerState.ACTIVE})


async def test_the_settings_of_alerts_are_chosen_or_typed(
    sandbox: SandboxClient, asha: Traveller, bot: Bot, bot_settings: Settings, scene: Scene
) -> None:
    assert bot.token == bot_settings.bot_token.get_secret_value()
    await sandbox.say(asha, "/settings")
    await sandbox.wait_for(asha, lambda m: "🔔 Alerts" in labels(m))
    await sandbox.press(asha, "🔔 Alerts")
    await sandbox.wait_for(asha, "Quiet hours: none")
    await sandbox.press(asha, "🌙 Quiet hours")
    await sandbox.wait_for(asha, "When should I be quiet?")
    await sandbox.say(asha, "at night")
    asked = await sandbox.wait_for(asha, "I couldn’t read “at night” as quiet hours.")
    assert "When should I be quiet?" in words(asked)
    await sandbox.say(asha, "22:30–7")
    saved = await sandbox.wait_for(asha, "✅ Saved")
    assert "Quiet hours: 10:30 pm – 7:00 am" in words(saved)
    await sandbox.press(asha, "📰 Digest")
    await sandbox.wait_for(asha, "When should I send your daily digest?")
    await sandbox.press(asha, "No digest")
    await sandbox.wait_for(asha, "your digest is off")
    await sandbox.press(asha, "🔢 Daily limit")
    await sandbox.wait_for(asha, "How many alerts a day, at most?")
    await sandbox.say(asha, "500")
    await sandbox.wait_for(asha, "I couldn’t read “500” as a number of alerts.")
    await sandbox.press(asha, "10")
    await sandbox.wait_for(asha, "At most 10 alerts a day")
    await scene.app.redis.delete(f"throttle:{asha.id}")
    await sandbox.press(asha, "🔕 No more news")
    await sandbox.wait_for(asha, "News about the service: off")
    await sandbox.press(asha, "🔔 Send me news again")
    await sandbox.wait_for(asha, "News about the service: on")


async def test_a_rate_that_is_gone_is_told_and_the_same_room_is_one_tap_away(
    sandbox: SandboxClient, asha: Traveller, scene: Scene
) -> None:
    offer(scene, TRIPNEST, CHEAPER)
    await press(scene, TRIPNEST, asha.chat_id)
    offer(scene, CHEAPER)
    await deliver(scene)
    alert = await sandbox.wait_for(asha, "This rate is no longer available")
    assert "TripNest.com no longer offers this rate." in words(alert)
    assert "The same room now: ₹7,600" in words(alert)
    assert "old out" not in words(alert)
    assert labels(alert)[0] == "🛏 The same room now"
    await sandbox.press(asha, "🛏 The same room now")
    room = await sandbox.wait_for(
        asha, lambda m: "🔔 Track this rate" in labels(m), after=alert["message_id"]
    )
    assert {"Standard Room", "StayFinder.com", "₹7,600"} <= {
        part for part in ("Standard Room", "StayFinder.com", "₹7,600") if part in words(room)
    }
    offer(scene, TRIPNEST, CHEAPER)
    scene.clock.advance(timedelta(hours=2))
    await scene.check()
    await deliver_now(scene)
    await sandbox.wait_for(asha, "It can be booked again", after=alert["message_id"])


async def test_a_link_in_a_letter_opens_what_was_told_for_its_reader_alone(
    sandbox: SandboxClient, asha: Traveller, scene: Scene
) -> None:
    await alerted(sandbox, scene, asha)
    payload = link_payload(AlertLink((await TrackerAlert.get()).id))
    await sandbox.say(asha, f"/start {payload}")
    page = await sandbox.wait_for(
        asha, lambda m: "Taj Holiday Village" in words(m) and "Why this alert?" not in words(m)
    )
    assert "9,000" in words(page)
    ravi = await sandbox.add_user("Ravi")
    await sandbox.say(ravi, f"/start {payload}")
    await sandbox.wait_for(ravi, GONE)
