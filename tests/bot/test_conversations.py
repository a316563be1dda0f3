"""Whole conversations through the real dispatcher: what is said and pressed, what is then seen."""

import asyncio
from collections.abc import Callable

import pytest
from aiogram import Bot

from bot.alerts.screens import render_alert
from bot.locales import translator
from bot.middlewares import stage
from bot.sending.bots import interactive
from bot.sending.limiter import ALL, SPARE_A_SECOND, Errand, Priority, SendLimiter
from bot.sending.screen import send_screen
from bot.updates.intake import UpdateIntake
from domain.alerts.delivery import claim_alerts
from domain.search import inquiry
from domain.suppliers.contract import Unavailable
from domain.trackers.models import Tracker, TrackerState
from tests.sandbox_client import Message, SandboxClient, Traveller, labels, words
from tests.scene import Scene

SEARCH = "Goa 12-15 dec 2 adults"


async def results(sandbox: SandboxClient, asha: Traveller, text: str = SEARCH) -> Message:
    """Search, and return the results."""
    sent = await sandbox.say(asha, text)
    return await sandbox.wait_for(asha, lambda m: "1" in labels(m), after=sent["message_id"])


async def more(sandbox: SandboxClient, asha: Traveller) -> Message:
    """Open what is rarely done with a search, and return its screen."""
    await sandbox.press(asha, "⋯ More")
    return await sandbox.wait_for(asha, "Change a part of the search")


async def tracked(sandbox: SandboxClient, asha: Traveller) -> Message:
    """Track the second hotel, which is the Taj, and return the tracker's screen."""
    await results(sandbox, asha)
    await sandbox.press(asha, "2")
    await sandbox.wait_for(asha, lambda m: "🔔 Track" in labels(m))
    await sandbox.press(asha, "🔔 Track")
    return await sandbox.wait_for(asha, "Tracking.")


def _with(label: str) -> Callable[[Message], bool]:
    return lambda message: label in labels(message)


def data_of(message: Message, label: str) -> str:
    rows = message["reply_markup"]["inline_keyboard"]
    return next(str(b["callback_data"]) for row in rows for b in row if b["text"] == label)


async def test_a_search_in_words_is_one_message_edited_in_place(
    sandbox: SandboxClient, asha: Traveller
) -> None:
    found = await results(sandbox, asha)
    assert "Goa" in words(found)
    assert "12–15 Dec · 3 nights · 2 adults" in words(found)
    assert "₹5,000 taxes included" in words(found)
    assert "₹10,000 taxes included" in words(found)
    answer = await sandbox.press(asha, "2")
    assert answer["answered"]
    hotel = await sandbox.wait_for(asha, lambda m: "🔔 Track" in labels(m))
    assert hotel["message_id"] == found["message_id"]
    assert "₹10,000 for 3 nights" in words(hotel)
    assert "₹11,000 Standard Room · Google Hotels" in words(hotel)
    await sandbox.press(asha, "⬅️ Results")
    back = await sandbox.wait_for(asha, lambda m: "1" in labels(m))
    assert words(back) == words(found)


async def test_the_guided_way_asks_one_thing_at_a_time(
    sandbox: SandboxClient, asha: Traveller
) -> None:
    await sandbox.press(asha, "🔍 Search")
    await sandbox.wait_for(asha, "Where to?")
    await sandbox.press(asha, "📍 Goa")
    calendar = await sandbox.wait_for(asha, "checking in?")
    assert "November 2026" in labels(calendar)
    assert "23" not in labels(calendar)
    assert "24" in labels(calendar)
    await sandbox.press(asha, "›")
    await sandbox.wait_for(asha, lambda m: "December 2026" in labels(m))
    await sandbox.press(asha, "12")
    await sandbox.wait_for(asha, "And checking out?")
    await sandbox.press(asha, "15")
    await sandbox.wait_for(asha, "Who’s coming?")
    await sandbox.press(asha, "✅ Done")
    found = await sandbox.wait_for(asha, lambda m: "1" in labels(m))
    assert "12–15 Dec · 3 nights · 2 adults" in words(found)


@pytest.mark.parametrize(
    "last", ["15 dec", "until the 15th", "3 nights", "Tuesday", "until Tuesday"]
)
async def test_the_question_for_the_check_out_is_answered_in_words(
    sandbox: SandboxClient, asha: Traveller, last: str
) -> None:
    await sandbox.say(asha, "Goa 12 dec 2 adults")
    await sandbox.wait_for(asha, "And checking out?")
    await sandbox.say(asha, last)
    found = await sandbox.wait_for(asha, lambda m: "1" in labels(m) and "12–15 Dec" in words(m))
    assert "3 nights · 2 adults" in words(found)


async def test_a_check_out_that_cannot_be_is_asked_again(
    sandbox: SandboxClient, asha: Traveller
) -> None:
    await sandbox.say(asha, "Goa 12 dec 2 adults")
    await sandbox.wait_for(asha, "And checking out?")
    for typed, told in (("31 feb", "as a date"), ("40 nights", "nights are too many")):
        await sandbox.say(asha, typed)
        assert "And checking out?" in words(await sandbox.wait_for(asha, told))


async def test_a_childs_age_is_asked_and_counts(sandbox: SandboxClient, asha: Traveller) -> None:
    found = await results(sandbox, asha)
    await more(sandbox, asha)
    await sandbox.press(asha, "👥 2 adults")
    await sandbox.wait_for(asha, "Who’s coming?")
    add = data_of(await sandbox.last_message(asha), "0 children").replace("q3:s", "q3:a")
    await sandbox.press(asha, data=add)
    await sandbox.wait_for(asha, "How old is the child?")
    await sandbox.press(asha, "6")
    await sandbox.wait_for(asha, "Children’s ages: 6")
    await sandbox.press(asha, "✅ Done")
    again = await sandbox.wait_for(asha, "2 adults, 1 child (6)")
    assert "1" in labels(again)
    assert again["message_id"] >= found["message_id"]


@pytest.mark.parametrize(
    ("typed", "told", "kept"),
    [
        ("Goa 12-15 dec 2025", "has passed", "Goa, India"),
        ("Goa 12 dec to 10 dec", "must be after check-in", "Goa, India"),
        ("Goa 12-15 dec 2 children", "ages of the 2 children", "12–15 Dec"),
        ("Goa 12-15 dec 12 rooms 24 adults", "12 rooms are too many", "12–15 Dec"),
        ("Goa 12-15 dec 1000 rooms", "1,000 rooms are too many", "12–15 Dec"),
        ("Xqzzyw 12-15 dec", "I don’t know a place called “Xqzzyw”", "12–15 Dec"),
        ("Springfield 12-15 dec", "Which Springfield do you mean?", "12–15 Dec"),
    ],
)
async def test_bad_input_gets_its_sentence_and_keeps_the_rest(
    sandbox: SandboxClient, asha: Traveller, typed: str, told: str, kept: str
) -> None:
    sent = await sandbox.say(asha, typed)
    answer = await sandbox.wait_for(asha, told, after=sent["message_id"])
    assert kept in words(answer)


async def test_a_correction_keeps_the_place_and_a_new_place_begins_anew(
    sandbox: SandboxClient, asha: Traveller
) -> None:
    await results(sandbox, asha, "Goa 12-15 dec 3 adults")
    corrected = await results(sandbox, asha, "20-22 dec")
    assert "20–22 Dec · 2 nights · 3 adults" in words(corrected)
    anew = await results(sandbox, asha, "Jaipur 1-3 jan")
    assert "Jaipur" in words(anew)
    assert "2 adults" in words(anew)
    sent = await sandbox.say(asha, "Qqzzxx 5-7 jan")
    unknown = await sandbox.wait_for(asha, "I don’t know a place called", after=sent["message_id"])
    assert "5–7 Jan" in words(unknown)


async def test_a_silent_supplier_is_a_footnote_and_two_are_no_empty_list(
    sandbox: SandboxClient, asha: Traveller, scene: Scene
) -> None:
    scene.serpapi.failure = Unavailable
    found = await results(sandbox, asha)
    assert "I couldn’t check Google Hotels" in words(found)
    scene.travclan.failure = Unavailable
    await sandbox.say(asha, "Jaipur 12-15 dec")
    nobody = await sandbox.wait_for(asha, "I couldn’t check any supplier")
    assert "Nothing is available" not in words(nobody)


async def test_nothing_sold_is_told_apart(
    sandbox: SandboxClient, asha: Traveller, scene: Scene
) -> None:
    scene.travclan.hotels.clear()
    scene.serpapi.hotels.clear()
    await sandbox.say(asha, SEARCH)
    await sandbox.wait_for(asha, "Nothing is available for these dates and guests.")


async def test_two_quick_taps_on_track_make_one_tracker(
    sandbox: SandboxClient, asha: Traveller
) -> None:
    await results(sandbox, asha)
    await sandbox.press(asha, "2")
    page = await sandbox.wait_for(asha, lambda m: "🔔 Track" in labels(m))
    data, number = data_of(page, "🔔 Track"), page["message_id"]
    answers = await asyncio.gather(
        *(sandbox.press(asha, data=data, message_id=number) for _ in range(2))
    )
    assert all(answer["answered"] for answer in answers)
    await sandbox.wait_for(asha, lambda m: "⏸ Pause" in labels(m))
    assert await Tracker.all().count() == 1


async def test_two_quick_taps_on_search_begin_one_search(
    sandbox: SandboxClient, asha: Traveller, scene: Scene
) -> None:
    await sandbox.say(asha, "/search")
    await sandbox.wait_for(asha, "Where to?")
    await sandbox.say(asha, "Goa")
    await sandbox.wait_for(asha, "When")
    await sandbox.say(asha, "12-15 dec")
    await sandbox.wait_for(asha, "Who’s coming?")
    done = await sandbox.last_message(asha)
    await asyncio.gather(
        *(
            sandbox.press(asha, data=data_of(done, "✅ Done"), message_id=done["message_id"])
            for _ in range(2)
        )
    )
    await sandbox.wait_for(asha, lambda m: "1" in labels(m))
    assert len(await scene.rows("SELECT 1 FROM searches")) == 1


async def test_a_target_is_typed_and_what_is_no_amount_is_asked_again(
    sandbox: SandboxClient, asha: Traveller
) -> None:
    await tracked(sandbox, asha)
    await sandbox.press(asha, "🎯 Target price")
    question = await sandbox.wait_for(asha, "What’s your target price?")
    assert "−10% · ₹9,000" in labels(question)
    await sandbox.say(asha, "cheap please")
    await sandbox.wait_for(asha, "I couldn’t read “cheap please” as an amount")
    await sandbox.say(asha, "₹ 8,500")
    await sandbox.wait_for(asha, "Alert me at ₹8,500 or less")


async def test_a_target_above_todays_price_says_so(sandbox: SandboxClient, asha: Traveller) -> None:
    await tracked(sandbox, asha)
    await sandbox.press(asha, "🎯 Target price")
    await sandbox.wait_for(asha, "What’s your target price?")
    await sandbox.say(asha, "12000")
    await sandbox.wait_for(asha, "Today’s price is already there.")


async def test_pause_resume_delete_and_undo(sandbox: SandboxClient, asha: Traveller) -> None:
    first = await tracked(sandbox, asha)
    for label, wanted, state in (
        ("⏸ Pause", "▶️ Resume", TrackerState.PAUSED),
        ("▶️ Resume", "⏸ Pause", TrackerState.ACTIVE),
        ("🗑 Delete", "⬅️ Keep it", TrackerState.ACTIVE),
        ("🗑 Delete", "↩️ Undo", TrackerState.DELETED),
        ("↩️ Undo", "⏸ Pause", TrackerState.ACTIVE),
    ):
        await sandbox.press(asha, label)
        screen = await sandbox.wait_for(asha, _with(wanted))
        assert screen["message_id"] == first["message_id"]
        assert (await Tracker.get()).state is state


async def test_the_list_shows_price_change_and_the_next_check(
    sandbox: SandboxClient, asha: Traveller, scene: Scene
) -> None:
    await tracked(sandbox, asha)
    scene.price(9_000)
    await scene.check()
    await sandbox.say(asha, "/trackers")
    listed = await sandbox.wait_for(asha, "My trackers")
    assert "₹9,000 · ▼ 10%" in words(listed)
    assert "▆▂" in words(listed)
    assert "next check" in words(listed)
    await sandbox.press(asha, "1. Taj Holiday Village")
    await sandbox.wait_for(asha, "▼ 10% since ₹10,000 at the start")
    await sandbox.press(asha, "📈 Chart")
    chart = await sandbox.wait_for(asha, lambda m: "photo" in m)
    assert "in INR" in words(chart)


async def test_stop_pauses_everything_after_asking(sandbox: SandboxClient, asha: Traveller) -> None:
    await tracked(sandbox, asha)
    await sandbox.say(asha, "/stop")
    await sandbox.wait_for(asha, "Pause your 1 active tracker?")
    assert (await Tracker.get()).state is TrackerState.ACTIVE
    await sandbox.press(asha, "⏸ Pause all")
    await sandbox.wait_for(asha, "⏸ Paused")
    assert (await Tracker.get()).state is TrackerState.PAUSED


async def test_settings_change_every_later_screen(sandbox: SandboxClient, asha: Traveller) -> None:
    await sandbox.say(asha, "/settings")
    await sandbox.wait_for(asha, "Currency: INR")
    await sandbox.press(asha, "💱 Currency")
    await sandbox.wait_for(asha, "Which currency?")
    await sandbox.say(asha, "pesetas")
    await sandbox.wait_for(asha, "I don’t know a currency called “pesetas”.")
    await sandbox.say(asha, "eur")
    await sandbox.wait_for(asha, "Currency: EUR, Euro")
    await sandbox.press(asha, "🕐 Time zone")
    await sandbox.wait_for(asha, "What time is it")
    await sandbox.say(asha, "Jaipur")
    await sandbox.wait_for(asha, lambda m: any(b.startswith("✓ Kolkata") for b in labels(m)))
    await sandbox.press(asha, "⬅️ Settings")
    await sandbox.wait_for(asha, lambda m: "🌐 Language" in labels(m))
    await sandbox.press(asha, "🌐 Language")
    await sandbox.wait_for(asha, "Which language?")
    await sandbox.press(asha, "हिन्दी")
    await sandbox.wait_for(asha, "भाषा: हिन्दी")


async def test_cancel_forgets_the_step(sandbox: SandboxClient, asha: Traveller) -> None:
    await tracked(sandbox, asha)
    await sandbox.press(asha, "🎯 Target price")
    await sandbox.wait_for(asha, "What’s your target price?")
    await sandbox.say(asha, "/cancel")
    await sandbox.wait_for(asha, "Cancelled.")
    sent = await sandbox.say(asha, "8000")
    answer = await sandbox.wait_for(asha, lambda m: m["from"]["is_bot"], after=sent["message_id"])
    assert "Alert me at" not in words(answer)


async def test_odd_messages_are_answered_kindly(sandbox: SandboxClient, asha: Traveller) -> None:
    await sandbox.say(asha, "/start hotel_55")
    await sandbox.wait_for(asha, "That link has expired or isn’t one of mine.")
    await sandbox.say(asha, "/dance")
    await sandbox.wait_for(asha, "I don’t know the command /dance.")


async def alert_of(sandbox: SandboxClient, asha: Traveller, scene: Scene, bot: Bot) -> Message:
    """Let the tracked price fall, send the alert as a worker does, and return its message."""
    await tracked(sandbox, asha)
    scene.price(8_000)
    await scene.check()
    (claimed,) = await claim_alerts(scene.app.pool, scene.clock.now())
    screen = render_alert(claimed.alert, translator("en"))
    await send_screen(bot, asha.chat_id, screen)
    return await sandbox.wait_for(asha, "Why this alert?")


async def test_an_alert_is_stopped_and_taken_back_where_it_stands(
    sandbox: SandboxClient, asha: Traveller, scene: Scene, bot: Bot
) -> None:
    alert = await alert_of(sandbox, asha, scene, bot)
    answer = await sandbox.press(asha, "🔕 Stop")
    assert answer["text"] == "🔕 Stopped. No more alerts for this stay."
    assert (await Tracker.get()).state is TrackerState.DELETED
    stopped = await sandbox.wait_for(asha, lambda m: "🔕 Stopped · ↩️ Undo" in labels(m))
    assert words(stopped) == words(alert)
    await sandbox.press(asha, "🔕 Stopped · ↩️ Undo")
    await sandbox.wait_for(asha, _with("🔕 Stop"))
    assert (await Tracker.get()).state is TrackerState.ACTIVE


async def test_two_quick_taps_on_an_alerts_chart_send_one(
    sandbox: SandboxClient, asha: Traveller, scene: Scene, bot: Bot, intake: UpdateIntake
) -> None:
    alert = await alert_of(sandbox, asha, scene, bot)
    data = data_of(alert, "📈 Chart")
    taps = (sandbox.press(asha, data=data, message_id=alert["message_id"]) for _ in range(2))
    await asyncio.gather(*taps)
    await intake.drained()
    assert len([m for m in await sandbox.messages(asha) if "photo" in m]) == 1


async def test_a_new_target_is_asked_below_the_alert(
    sandbox: SandboxClient, asha: Traveller, scene: Scene, bot: Bot
) -> None:
    alert = await alert_of(sandbox, asha, scene, bot)
    await sandbox.press(asha, "🎯 New target")
    await sandbox.wait_for(asha, "What’s your target price?", after=alert["message_id"])
    await sandbox.say(asha, "7000")
    await sandbox.wait_for(asha, "Alert me at ₹7,000 or less")


async def test_a_silent_supplier_is_waited_for_beside_what_the_other_has(
    sandbox: SandboxClient, asha: Traveller, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inquiry, "PARTIAL_AFTER", 0.4)
    monkeypatch.setattr(stage, "EDIT_SECONDS", 0.2)
    scene.serpapi.gate.clear()
    await sandbox.say(asha, SEARCH)
    partial = await sandbox.wait_for(asha, "⏳ Google Hotels is still answering.")
    assert "₹5,000 taxes included" in words(partial)
    scene.serpapi.gate.set()
    whole = await sandbox.wait_for(
        asha, lambda m: "1" in labels(m) and "still answering" not in words(m)
    )
    assert whole["message_id"] == partial["message_id"]
    assert "I couldn’t check" not in words(whole)
    assert whole["version"] == partial["version"] + 1


async def test_a_late_suppliers_failure_becomes_a_footnote(
    sandbox: SandboxClient, asha: Traveller, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inquiry, "PARTIAL_AFTER", 0.4)
    monkeypatch.setattr(stage, "EDIT_SECONDS", 0.2)
    scene.serpapi.gate.clear()
    await sandbox.say(asha, SEARCH)
    await sandbox.wait_for(asha, "⏳ Google Hotels is still answering.")
    scene.serpapi.late_failure = Unavailable
    scene.serpapi.gate.set()
    whole = await sandbox.wait_for(asha, "I couldn’t check Google Hotels")
    assert "₹5,000 taxes included" in words(whole)


async def test_where_many_are_answered_a_placeholder_takes_nobodys_place(
    sandbox: SandboxClient,
    asha: Traveller,
    scene: Scene,
    bot: Bot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(stage, "ROOM_SECONDS", 0.1)
    monkeypatch.setattr(stage, "TYPING_SECONDS", 0.2)
    bot.session.middleware(interactive(scene.app))
    limiter = SendLimiter(scene.app.redis)
    for number in range(SPARE_A_SECOND):
        assert (await limiter.ask(Errand(1_000 + number), Priority.BACKGROUND)).given
    scene.serpapi.gate.clear()
    async with sandbox.events(asha) as events:
        await sandbox.say(asha, SEARCH)
        # Telegram forgets after a while that somebody is typing.
        seen = [await anext(events) for _ in range(3)]
        assert [name for name, _ in seen] == ["new", "chat_action", "chat_action"]
        # There is room again, and still nothing to show.
        await scene.app.redis.delete(ALL)
        await sandbox.wait_for(asha, "⏳ Searching Goa…")
    scene.serpapi.gate.set()
    await sandbox.wait_for(asha, "₹5,000 taxes included")


async def test_who_presses_on_meanwhile_is_not_called_back(
    sandbox: SandboxClient,
    asha: Traveller,
    scene: Scene,
    intake: UpdateIntake,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(inquiry, "PARTIAL_AFTER", 0.4)
    monkeypatch.setattr(stage, "EDIT_SECONDS", 0.2)
    scene.serpapi.gate.clear()
    await sandbox.say(asha, SEARCH)
    await sandbox.wait_for(asha, "⏳ Google Hotels is still answering.")
    answer = await sandbox.press(asha, "1")
    assert answer["answered"]
    page = await sandbox.wait_for(asha, _with("🔔 Track"))
    scene.serpapi.gate.set()
    await intake.drained()
    assert words(await sandbox.last_message(asha)) == words(page)
