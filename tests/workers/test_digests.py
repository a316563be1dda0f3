"""Quiet hours, the daily cap, and the digests that report what was held."""

from datetime import datetime, timedelta
from decimal import Decimal

from domain.accounts.models import User
from domain.alerts.caps import count_alert
from domain.alerts.delivery import claim_alerts
from domain.alerts.digests import claim_digests, release_strays
from domain.outbox.leases import LEASE
from domain.suppliers.contract import Unavailable
from domain.trackers.alert_answers import mute_tracker
from domain.trackers.service import delete_tracker
from tests.workers.conftest import PostOffice
from tests.workers.telegram import BLOCKED, SERVER_ERROR, too_many

HOUR = timedelta(hours=1)


async def wish(**columns: object) -> None:
    """Set what every traveller wishes."""
    assert await User.all().update(**columns)


def at(post: PostOffice, text: str) -> None:
    """Set the clock to a time of 24 or 25 November in Kolkata (UTC+5:30)."""
    post.scene.clock.set(datetime.fromisoformat(f"2026-11-{text}:00+05:30"))


async def go_round(post: PostOffice, later: timedelta = timedelta(0)) -> None:
    """Let time pass, then deliver what is due, and the digests."""
    await post.deliver(later)
    await post.courier.deliver_digests()


async def states(post: PostOffice) -> list[str]:
    rows = await post.scene.rows("SELECT state FROM tracker_alerts ORDER BY id")
    return [row["state"] for row in rows]


async def two_drops(post: PostOffice, *, chat_id: int = 1) -> None:
    """Have one traveller watch both hotels, and let both fall: the Palms by more."""
    await post.scene.track(chat_id=chat_id)
    await post.scene.track("Palms Retreat", chat_id=chat_id)
    post.scene.price(9_000)
    post.scene.travclan.hotels["t2"].total = Decimal(4_000)


async def at_night(post: PostOffice) -> None:
    """Two drops, found at 23:00 in quiet hours from 22:00 to 7:00."""
    await two_drops(post)
    await wish(quiet_from=22 * 60, quiet_until=7 * 60)
    at(post, "24T23:00")
    assert await post.scene.check(timedelta(0)) == 2
    await go_round(post)


async def test_an_alert_in_quiet_hours_waits_and_is_told_when_they_end(post: PostOffice) -> None:
    await post.scene.track()
    post.scene.price(9_000)
    await wish(quiet_from=22 * 60, quiet_until=7 * 60)
    at(post, "24T23:00")
    await post.scene.check(timedelta(0))
    await go_round(post)
    assert await states(post) == ["held"]
    at(post, "25T06:59")
    await go_round(post)
    assert post.texts == []
    post.scene.price(8_900)
    at(post, "25T07:00")
    await go_round(post)
    (text,) = post.texts
    assert "8,900" in text  # asked again on release
    assert "Why this alert?" in text  # alone, it is an ordinary alert
    assert await states(post) == ["sent"]


async def test_each_topic_has_a_digest_of_its_own(post: PostOffice) -> None:
    await two_drops(post)
    names = [row["id"] for row in await post.scene.rows("SELECT id FROM trackers ORDER BY id")]
    await post.scene.app.pool.execute("UPDATE trackers SET topic_id = 42 WHERE id = $1", names[0])
    await wish(quiet_from=22 * 60, quiet_until=7 * 60)
    at(post, "24T23:00")
    assert await post.scene.check(timedelta(0)) == 2
    await go_round(post)
    digests = await post.scene.rows("SELECT topic_id FROM digests ORDER BY topic_id")
    assert [row["topic_id"] for row in digests] == [42, None]
    at(post, "25T07:00")
    await go_round(post)
    await go_round(post, timedelta(minutes=1))  # the chat has its pace
    assert await states(post) == ["sent", "sent"]
    assert sorted(post.telegram.topics, key=str) == [42, None]


async def test_what_came_in_quiet_hours_is_told_in_one_message_the_best_first(
    post: PostOffice,
) -> None:
    await at_night(post)
    assert post.texts == []
    at(post, "25T07:00")
    await go_round(post)
    (text,) = post.texts
    assert text.index("1. 📉 <b>Palms Retreat") < text.index("2. 📉 <b>Taj Holiday Village")
    assert "−20%" in text
    assert await states(post) == ["sent", "sent"]
    await go_round(post, HOUR)
    assert len(post.texts) == 1


async def test_a_line_that_is_no_longer_true_is_left_out(post: PostOffice) -> None:
    await at_night(post)
    post.scene.price(None)
    at(post, "25T07:00")
    await go_round(post)
    (text,) = post.texts
    assert "Palms Retreat" in text
    assert "Taj" not in text
    rows = await post.scene.rows("SELECT state, last_error FROM tracker_alerts ORDER BY id")
    assert sorted((row["state"], row["last_error"]) for row in rows) == [
        ("dropped", "sold out by now"),
        ("sent", None),
    ]


async def test_a_digest_of_which_nothing_is_true_is_not_sent(post: PostOffice) -> None:
    await at_night(post)
    post.scene.price(10_500)
    post.scene.travclan.hotels["t2"].total = None
    at(post, "25T07:00")
    await go_round(post)
    assert post.texts == []
    (digest,) = await post.scene.rows("SELECT state, last_error FROM digests")
    assert tuple(digest) == ("dropped", "nothing in it is true any more")


async def test_a_deeper_drop_in_the_night_is_told_once_from_where_it_began(
    post: PostOffice,
) -> None:
    await post.scene.track()
    post.scene.price(9_000)
    await wish(quiet_from=22 * 60, quiet_until=7 * 60)
    at(post, "24T22:30")
    await post.scene.check(timedelta(0))
    await go_round(post)
    post.scene.price(8_000)
    at(post, "25T03:00")
    await post.scene.app.pool.execute("UPDATE trackables SET due_at = $1", post.scene.clock.now())
    assert await post.scene.check(timedelta(0)) == 1
    await go_round(post)
    at(post, "25T07:00")
    await go_round(post)
    (text,) = post.texts
    assert "10,000" in text
    assert "8,000" in text
    assert await states(post) == ["dropped", "sent"]


async def test_another_zone_meanwhile_moves_the_end_of_the_wait(post: PostOffice) -> None:
    await at_night(post)
    await wish(time_zone="America/New_York")  # 23:00 in Kolkata is 12:30 there
    await go_round(post)
    await go_round(post, timedelta(seconds=2))
    assert len(post.texts) == 1


async def test_quiet_hours_that_now_end_later_hold_the_digest_on(post: PostOffice) -> None:
    await at_night(post)
    await wish(quiet_until=8 * 60)
    at(post, "25T07:30")
    await go_round(post)
    assert post.texts == []
    at(post, "25T08:00")
    await go_round(post)
    assert len(post.texts) == 1


async def test_beyond_the_days_number_alerts_wait_for_the_daily_digest(post: PostOffice) -> None:
    await two_drops(post)
    await wish(alerts_a_day=0, digest_hour=9)
    at(post, "24T21:00")
    assert await post.scene.check(timedelta(0)) == 2
    await go_round(post)
    assert post.texts == []
    at(post, "25T08:59")
    await go_round(post)
    assert post.texts == []
    at(post, "25T09:00")
    await go_round(post)
    (text,) = post.texts
    assert "Your digest: 2 prices" in text
    (digest,) = await post.scene.rows("SELECT kind, state, message_id FROM digests")
    assert tuple(digest) == ("daily", "sent", 1)


async def test_the_days_number_is_kept_and_counted_by_the_travellers_own_day(
    post: PostOffice,
) -> None:
    await two_drops(post)
    await wish(alerts_a_day=1)
    at(post, "24T23:30")
    await post.scene.check(timedelta(0))
    await go_round(post)
    assert sorted(await states(post)) == ["held", "sent"]
    assert len(post.texts) == 1
    (user,) = await post.scene.rows("SELECT alerts_on::text, alerts_told FROM users")
    assert tuple(user) == ("2026-11-24", 1)
    post.scene.price(8_000)
    post.scene.travclan.hotels["t2"].total = Decimal(3_000)
    at(post, "25T00:10")
    await post.scene.app.pool.execute("UPDATE trackables SET due_at = $1", post.scene.clock.now())
    await post.scene.check(timedelta(0))
    await go_round(post, timedelta(seconds=2))
    assert len(post.texts) == 2
    (user,) = await post.scene.rows("SELECT alerts_on::text, alerts_told FROM users")
    assert tuple(user) == ("2026-11-25", 1)


async def test_a_failed_try_is_not_counted_twice(dropped: PostOffice) -> None:
    await wish(alerts_a_day=1)
    dropped.telegram.refusals = [SERVER_ERROR, too_many(5)]
    for _ in range(3):
        await dropped.deliver(timedelta(minutes=1))
    assert len(dropped.texts) == 1
    (user,) = await dropped.scene.rows("SELECT alerts_told FROM users")
    assert user["alerts_told"] == 1


async def test_two_processes_never_count_past_the_number(post: PostOffice) -> None:
    await two_drops(post)
    await wish(alerts_a_day=1)
    await post.scene.check()
    pool, now = post.scene.app.pool, post.scene.clock.now()
    claimed = await claim_alerts(pool, now)
    counted = [await count_alert(pool, one, now.date()) for one in claimed]
    assert counted == [True, False]


async def test_without_a_digest_what_is_beyond_the_number_is_left_out_and_says_so(
    dropped: PostOffice,
) -> None:
    await wish(alerts_a_day=0, digest_hour=None)
    await go_round(dropped)
    row = await dropped.alert()
    assert (row["state"], row["last_error"]) == (
        "dropped",
        "over the day's number, and no digest wished",
    )


async def test_a_digest_that_a_crash_cut_off_is_sent_again(post: PostOffice) -> None:
    await at_night(post)
    at(post, "25T07:00")
    (claimed,) = await claim_digests(post.scene.app.pool, post.scene.clock.now())
    assert len(claimed.lines) == 2
    await go_round(post, LEASE + timedelta(seconds=1))
    assert post.texts == []
    await post.end_leases()
    await go_round(post, timedelta(seconds=2))
    assert len(post.texts) == 1
    assert await states(post) == ["sent", "sent"]


async def test_what_comes_while_a_digest_is_being_sent_is_not_lost(post: PostOffice) -> None:
    await at_night(post)
    await post.scene.app.pool.execute("UPDATE trackers SET muted_until = NULL")
    at(post, "25T06:59")
    (first,) = await claim_digests(
        post.scene.app.pool, post.scene.clock.now() + timedelta(minutes=1)
    )
    await post.scene.app.pool.execute(
        "UPDATE outbox_messages SET lease = NULL WHERE id = $1", first.lines[1].message.message_id
    )
    await post.end_leases()
    at(post, "25T07:00")
    await go_round(post)
    await go_round(post, timedelta(seconds=2))
    assert await states(post) == ["sent", "sent"]


async def test_telegram_being_away_costs_no_digest(post: PostOffice) -> None:
    await at_night(post)
    at(post, "25T07:00")
    post.telegram.refusals = [SERVER_ERROR] * 5
    for _ in range(5):
        await go_round(post, timedelta(minutes=5))
    assert post.texts == []
    await go_round(post, timedelta(minutes=5))
    assert len(post.texts) == 1


async def test_a_supplier_that_is_away_holds_a_digest_up_for_minutes_only(
    post: PostOffice,
) -> None:
    await at_night(post)
    post.scene.travclan.failure = post.scene.serpapi.failure = Unavailable
    at(post, "25T07:00")
    await go_round(post)
    assert post.texts == []
    await go_round(post, timedelta(minutes=4))
    (text,) = post.texts
    assert "🕐 seen" in text
    assert " ago" not in text, "a message that stays says a moment"


async def test_lines_of_stopped_and_muted_trackers_are_left_out(post: PostOffice) -> None:
    await at_night(post)
    scene = post.scene
    rows = await scene.rows("SELECT id, name FROM trackers ORDER BY id")
    traveller = await scene.meet()
    await delete_tracker(scene.app, traveller, rows[0]["id"])
    until = scene.clock.now() + timedelta(days=3)
    await mute_tracker(scene.app, rows[1]["id"], until)
    at(post, "25T07:00")
    await go_round(post)
    assert post.texts == []
    (muted,) = await scene.rows(
        """
        SELECT a.state, m.due_at FROM tracker_alerts a
        JOIN outbox_messages m ON m.dedupe_key = 'alert:' || a.id WHERE a.tracker_id = $1
        """,
        rows[1]["id"],
    )
    assert tuple(muted) == ("pending", until)


async def test_a_chat_that_blocked_the_bot_gets_no_digest(post: PostOffice) -> None:
    await at_night(post)
    at(post, "25T07:00")
    post.telegram.refusals = [BLOCKED]
    await go_round(post)
    assert await states(post) == ["failed", "failed"]
    (chat,) = await post.scene.rows("SELECT is_reachable FROM chats")
    assert not chat["is_reachable"]


async def test_what_waits_in_a_digest_that_is_gone_comes_back(post: PostOffice) -> None:
    await at_night(post)
    await post.scene.app.pool.execute("DELETE FROM digests")
    await release_strays(post.scene.app.pool)
    assert await states(post) == ["pending", "pending"]
