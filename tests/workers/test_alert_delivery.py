"""Alerts from the outbox to the chat, whatever happens on the way."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from redis.asyncio import Redis

from bot.sending.bots import create_bot
from bot.sending.limiter import Priority, SendLimiter
from bot.sending.pacing import Pacing
from domain.alerts.delivery import (
    SentMessage,
    claim_alerts,
    drop_orphans,
    mark_sent,
    renew_alert,
)
from domain.alerts.freshness import FRESH, PATIENCE
from domain.alerts.models import RuleKind, RulePhase
from domain.alerts.queries.rules import insert_rule, insert_states
from domain.alerts.states import RuleTerms, State
from domain.alerts.timing import TURN_EVERY
from domain.outbox.settlement import MOST_REFUSALS
from domain.prices.models import Availability
from domain.suppliers.contract import Unavailable
from domain.trackers.chats import return_to_chat
from domain.trackers.service import get_tracker, pause_tracker
from tests.scene import Scene
from tests.workers.conftest import PostOffice
from tests.workers.telegram import (
    BLOCKED,
    CHAT_NOT_FOUND,
    REFUSED,
    SERVER_ERROR,
    migrated,
    too_many,
)

OLD = FRESH + timedelta(seconds=1)
DAY = timedelta(days=1)


async def test_an_alert_is_sent_once_and_its_row_says_so(dropped: PostOffice) -> None:
    assert await dropped.deliver() == 1
    assert await dropped.deliver(DAY) == 0
    ((chat_id, text),) = dropped.telegram.messages
    assert chat_id == 1
    assert "Taj Holiday Village" in text
    assert "9,000" in text
    row = await dropped.alert()
    assert (row["state"], row["message_id"], row["lease"]) == ("sent", 1, None)


async def test_telegrams_wish_to_wait_is_honoured(dropped: PostOffice) -> None:
    dropped.telegram.refusals = [too_many(40)]
    await dropped.deliver()
    assert await dropped.deliver(timedelta(seconds=39)) == 0
    assert await dropped.deliver(timedelta(seconds=2)) == 1
    assert len(dropped.texts) == 1


@pytest.mark.parametrize("refusal", [BLOCKED, CHAT_NOT_FOUND])
async def test_a_chat_that_has_gone_is_switched_off_and_nothing_is_watched_for_it(
    dropped: PostOffice, refusal: tuple[int, dict[str, Any]]
) -> None:
    dropped.telegram.refusals = [refusal]
    await dropped.deliver()
    assert (await dropped.alert())["state"] == "failed"
    (chat,) = await dropped.scene.rows("SELECT is_reachable FROM chats")
    assert chat["is_reachable"] is False
    (tracker,) = await dropped.scene.rows("SELECT state FROM trackers")
    assert tracker["state"] == "paused"
    (watched,) = await dropped.scene.rows("SELECT watchers, due_at FROM trackables")
    assert (watched["watchers"], watched["due_at"]) == (0, None)


@pytest.mark.parametrize("comes_back", [True, False])
async def test_what_waits_for_a_chat_that_has_gone_is_told_if_it_comes_back_within_the_hour(
    post: PostOffice, comes_back: bool
) -> None:
    scene = post.scene
    await scene.track()
    await scene.track("Palms Retreat")
    scene.price(9_000)
    scene.travclan.hotels["t2"].total = Decimal(4_500)
    await scene.check()
    post.telegram.refusals = [BLOCKED]
    await post.deliver()
    assert await post.deliver(timedelta(seconds=5)) == 0
    states = "SELECT state, last_error FROM tracker_alerts ORDER BY state"
    failed, waiting = await scene.rows(states)
    assert (failed["state"], waiting["state"]) == ("failed", "pending")
    if comes_back:
        assert await return_to_chat(scene.app.pool, 1, scene.clock.now()) == 2
    await drop_orphans(scene.app.pool, scene.clock.now())
    await post.deliver(timedelta(seconds=5))
    assert len(post.texts) == int(comes_back)
    dropped, _failed = sorted(await scene.rows(states), key=lambda row: row["state"] == "failed")
    assert dropped["state"] == ("sent" if comes_back else "dropped")


async def test_a_group_is_followed_to_its_new_id(dropped: PostOffice) -> None:
    dropped.telegram.refusals = [migrated(-1001)]
    await dropped.deliver()
    await dropped.deliver(timedelta(seconds=1))
    assert [chat for chat, _text in dropped.telegram.messages] == [-1001]


async def test_telegram_being_down_costs_no_alert(dropped: PostOffice) -> None:
    dropped.telegram.refusals = [SERVER_ERROR] * 30
    for _ in range(30):
        await dropped.deliver(timedelta(minutes=5))
    assert dropped.texts == []
    await dropped.deliver(timedelta(minutes=5))
    assert len(dropped.texts) == 1


async def test_a_message_that_telegram_keeps_refusing_is_given_up(dropped: PostOffice) -> None:
    dropped.telegram.refusals = [REFUSED] * 20
    for _ in range(20):
        await dropped.deliver(timedelta(minutes=5))
    row = await dropped.alert()
    assert row["state"] == "failed"
    assert len(dropped.telegram.refusals) == 20 - MOST_REFUSALS
    assert "message text is empty" in row["last_error"]


async def test_a_send_that_a_crash_cut_off_is_sent_again(dropped: PostOffice) -> None:
    await claim_alerts(dropped.scene.app.pool, dropped.scene.clock.now())
    assert (await dropped.alert())["message_state"] == "sending"
    # Leases go by the database's clock: however this process's leaps, they stand.
    assert await dropped.deliver(timedelta(hours=1)) == 0
    await dropped.end_leases()
    assert await dropped.deliver(timedelta(seconds=2)) == 1
    assert len(dropped.texts) == 1


async def test_two_couriers_send_an_alert_once(dropped: PostOffice) -> None:
    now, pool = dropped.scene.clock.now(), dropped.scene.app.pool
    assert len(await claim_alerts(pool, now)) == 1
    assert await claim_alerts(pool, now) == ()


async def test_a_muted_or_paused_tracker_is_silent(dropped: PostOffice) -> None:
    scene = dropped.scene
    until = scene.clock.now() + timedelta(hours=2)
    await scene.app.pool.execute("UPDATE trackers SET muted_until = $1", until)
    await dropped.deliver(timedelta(hours=1))
    assert dropped.texts == []
    (row,) = await scene.rows("SELECT id FROM trackers")
    await pause_tracker(scene.app, await scene.meet(), row["id"])
    assert await dropped.deliver(timedelta(hours=2)) == 0
    assert dropped.texts == []


async def test_an_old_price_is_asked_again_and_told_as_it_is_now(dropped: PostOffice) -> None:
    dropped.scene.price(8_950)
    await dropped.deliver(OLD)
    (text,) = dropped.texts
    assert "8,950" in text
    assert "9,000" not in text


@pytest.mark.parametrize(
    ("now", "reason"), [(None, "sold out by now"), (9_900, "the price has climbed back")]
)
async def test_news_that_is_no_longer_true_is_not_sent(
    dropped: PostOffice, now: int | None, reason: str
) -> None:
    dropped.scene.price(now)
    await dropped.deliver(OLD)
    row = await dropped.alert()
    assert (row["state"], row["last_error"]) == ("dropped", reason)
    assert dropped.texts == []


async def test_a_deeper_price_found_on_the_second_look_is_told_instead(
    dropped: PostOffice,
) -> None:
    dropped.scene.price(8_000)
    await dropped.deliver(OLD)
    await dropped.deliver(timedelta(seconds=2))
    (text,) = dropped.texts
    assert "10,000" in text
    assert "8,000" in text
    states = await dropped.scene.rows("SELECT state FROM tracker_alerts ORDER BY id")
    assert [row["state"] for row in states] == ["dropped", "sent"]


async def test_a_supplier_that_is_away_holds_an_alert_up_for_minutes_only(
    dropped: PostOffice,
) -> None:
    scene = dropped.scene
    scene.travclan.failure = scene.serpapi.failure = Unavailable
    await dropped.deliver(OLD)
    assert (await dropped.alert())["state"] == "pending"
    await dropped.deliver(PATIENCE)
    assert len(dropped.texts) == 1


async def test_patience_begins_when_the_price_is_first_sought_in_vain(
    dropped: PostOffice,
) -> None:
    scene = dropped.scene
    until = scene.clock.now() + DAY
    await scene.app.pool.execute("UPDATE trackers SET snoozed_until = $1", until)
    await dropped.deliver()
    scene.travclan.failure = scene.serpapi.failure = Unavailable
    await dropped.deliver(DAY)
    assert (await dropped.alert())["state"] == "pending"
    await dropped.deliver(PATIENCE - timedelta(seconds=1))
    assert dropped.texts == []
    await dropped.deliver(timedelta(seconds=11))
    (text,) = dropped.texts
    assert "25 Nov 2026, 2:30 pm" in text


async def test_the_largest_fall_is_told_first(post: PostOffice) -> None:
    await post.scene.track("Palms Retreat", chat_id=1)
    await post.scene.track(chat_id=2)
    post.scene.price(8_000)
    post.scene.travclan.hotels["t2"].total = Decimal(4_700)
    assert await post.scene.check() == 2
    claimed = await claim_alerts(post.scene.app.pool, post.scene.clock.now(), limit=1)
    assert [one.alert.hotel_name for one in claimed] == ["Taj Holiday Village"]


async def test_one_chat_gets_a_message_a_second_and_holds_up_no_other(post: PostOffice) -> None:
    await post.scene.track()
    await post.scene.track("Palms Retreat")
    await post.scene.track(chat_id=2)
    post.scene.price(9_000)
    post.scene.travclan.hotels["t2"].total = Decimal(4_500)
    await post.scene.check()
    await post.deliver()
    assert sorted(chat for chat, _text in post.telegram.messages) == [1, 2]
    await post.deliver(timedelta(seconds=1))
    assert sorted(chat for chat, _text in post.telegram.messages) == [1, 1, 2]


async def test_without_redis_alerts_are_sent_all_the_same(dropped: PostOffice) -> None:
    nowhere: Redis = Redis.from_url("redis://127.0.0.1:1")
    bot = create_bot(dropped.scene.app.settings, Pacing(SendLimiter(nowhere), Priority.BACKGROUND))
    assert await replace(dropped.courier, bot=bot).deliver() == 1
    await bot.session.close()
    await nowhere.aclose()
    assert len(dropped.texts) == 1


async def test_the_tracker_of_a_dropped_alert_goes_on(dropped: PostOffice) -> None:
    dropped.scene.price(9_900)
    await dropped.deliver(OLD)
    dropped.scene.price(9_000)
    assert await dropped.scene.check() == 1
    (row,) = await dropped.scene.rows("SELECT id FROM trackers")
    seen = await get_tracker(dropped.scene.app, await dropped.scene.meet(), row["id"])
    assert seen.last_total is not None
    assert seen.last_total.amount == 9_000


async def watch_availability(scene: Scene) -> None:
    """Have the Taj, which is available, watched for selling out and coming back."""
    tracker = await scene.track()
    now, key = scene.clock.now(), tracker.series.trackable_id
    state = State(RulePhase.ARMED, availability=Availability.AVAILABLE)
    async with scene.app.pool.transaction() as connection:
        terms = RuleTerms(RuleKind.AVAILABILITY)
        rule_id = await insert_rule(connection, tracker.tracker_id, terms, now)
        await insert_states(connection, rule_id, terms.kind, {key: state}, now)


async def test_what_may_have_been_told_before_a_crash_is_put_right(post: PostOffice) -> None:
    scene = post.scene
    await watch_availability(scene)
    scene.price(None)
    await scene.check()
    claimed = await claim_alerts(scene.app.pool, scene.clock.now())
    assert await renew_alert(scene.app.pool, claimed)
    # Its sender dies in the call: "sold out" may be in the chat. Then there are rooms again.
    scene.price(10_000)
    await scene.check()
    await post.end_leases()
    await post.deliver(timedelta(seconds=2))
    rows = await scene.rows("SELECT state FROM tracker_alerts ORDER BY id")
    assert [row["state"] for row in rows] == ["dropped", "sent"]
    (text,) = post.texts
    assert "It can be booked again" in text


async def test_what_died_before_its_call_has_told_nobody(post: PostOffice) -> None:
    scene = post.scene
    await watch_availability(scene)
    scene.price(None)
    await scene.check()
    assert len(await claim_alerts(scene.app.pool, scene.clock.now())) == 1
    scene.price(10_000)
    await scene.check()
    await post.end_leases()
    await post.deliver(timedelta(seconds=2))
    assert post.texts == []


async def test_what_another_is_telling_just_now_is_put_right_after_it(post: PostOffice) -> None:
    scene = post.scene
    await watch_availability(scene)
    scene.price(None)
    await scene.check()
    claimed = await claim_alerts(scene.app.pool, scene.clock.now())
    # Its sender lives, and says "sold out" while there are rooms again.
    scene.price(10_000)
    await scene.check()
    assert await post.deliver(timedelta(seconds=2)) == 0
    await mark_sent(scene.app.pool, claimed, SentMessage(1, has_photo=False), scene.clock.now())
    await post.deliver(timedelta(seconds=2))
    (text,) = post.texts
    assert "It can be booked again" in text


async def test_a_hotel_that_flaps_is_told_of_once_a_day_and_as_it_stands(post: PostOffice) -> None:
    scene = post.scene
    await watch_availability(scene)
    for hour in range(8):
        scene.price(10_000 if hour % 2 else None)
        await scene.check(timedelta(hours=4))
        await post.deliver(timedelta(seconds=2))
    # Sold out and back on the first day; both again when the day was over; the rest is overtaken.
    rows = await scene.rows(
        "SELECT availability, state, sent_at FROM tracker_alerts ORDER BY sent_at, id"
    )
    assert len(rows) == 8, "every turn is on record"
    sent = [row for row in rows if row["state"] == "sent"]
    assert [row["availability"] for row in sent] == ["sold_out", "available"] * 2
    assert sent[2]["sent_at"] - sent[0]["sent_at"] >= TURN_EVERY


async def test_an_alert_that_waited_for_its_reader_outlives_a_failure(dropped: PostOffice) -> None:
    until = dropped.scene.clock.now() + timedelta(days=2)
    await dropped.scene.app.pool.execute("UPDATE trackers SET snoozed_until = $1", until)
    await dropped.deliver()
    dropped.telegram.refusals = [SERVER_ERROR]
    await dropped.deliver(timedelta(days=2))
    assert dropped.texts == []
    await dropped.deliver(timedelta(minutes=5))
    assert len(dropped.texts) == 1
