"""A sender that is slow, next to one that is quick: whatever holds it up, one message comes."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from redis.asyncio import Redis

from bot.sending.bots import create_bot
from bot.sending.limiter import Errand, Priority, SendLimiter, Turn
from bot.sending.pacing import Pacing
from domain.alerts.edits import EDIT_EVERY
from domain.outbox import leases
from domain.outbox.leases import new_lease
from domain.outbox.queries import claims, messages
from domain.trackers.service import pause_tracker
from tests.chaos.leases import holder_of
from tests.patience import patience
from tests.workers.conftest import PostOffice, let_pass
from tests.workers.test_digests import at, at_night
from workers.alert_delivery import Courier

HOURS = timedelta(hours=5)


class LongLine(SendLimiter):
    """A queue in which everybody waits until it is opened."""

    def __init__(self, redis: Redis) -> None:
        super().__init__(redis)
        self.reached, self.opened = asyncio.Event(), asyncio.Event()

    async def take_turn(self, errand: Errand, priority: Priority, patience: float) -> Turn:
        """Stand in line."""
        self.reached.set()
        await self.opened.wait()
        return await super().take_turn(errand, priority, patience)


@dataclass
class Slow:
    """A courier waiting in a long queue, in its own process."""

    courier: Courier
    line: LongLine


@asynccontextmanager
async def slow_courier(post: PostOffice) -> AsyncIterator[Slow]:
    app = post.scene.app
    line = LongLine(app.redis)
    bot = create_bot(app.settings, Pacing(line, Priority.BACKGROUND))
    async with bot, patience(30):
        yield Slow(replace(post.courier, bot=bot), line)


@asynccontextmanager
async def claimed_in_its_call(post: PostOffice, slow: Slow) -> AsyncIterator[None]:
    """Have the slow courier claim an alert while another's call is under way: it comes once.

    Telegram is to have answered by the end.
    """
    calling = asyncio.create_task(post.deliver())
    await post.telegram.wait_for_messages(1)
    await post.end_leases()
    standing = asyncio.create_task(slow.courier.deliver())
    yield
    await calling
    slow.line.opened.set()
    await standing
    row = await post.alert()
    assert (row["state"], row["message_id"]) == ("sent", 1)
    assert len(post.texts) == 1


async def test_an_alert_that_another_delivered_while_one_stood_in_line_is_not_sent_again(
    dropped: PostOffice,
) -> None:
    async with slow_courier(dropped) as slow:
        standing = asyncio.create_task(slow.courier.deliver())
        await slow.line.reached.wait()
        await dropped.end_leases()
        assert await dropped.deliver() == 1
        slow.line.opened.set()
        await standing
    assert len(dropped.texts) == 1
    row = await dropped.alert()
    assert (row["state"], row["message_state"], row["lease"]) == ("sent", "sent", None)


async def test_nor_is_it_while_the_other_is_still_in_its_call(dropped: PostOffice) -> None:
    async with slow_courier(dropped) as slow:
        standing = asyncio.create_task(slow.courier.deliver())
        await slow.line.reached.wait()
        await dropped.end_leases()
        dropped.telegram.answering.clear()
        calling = asyncio.create_task(dropped.deliver())
        await dropped.telegram.wait_for_messages(1)
        slow.line.opened.set()
        await standing
        assert len(dropped.texts) == 1
        dropped.telegram.answering.set()
        await calling
    assert (await dropped.alert())["state"] == "sent"
    assert len(dropped.texts) == 1


async def test_what_telegram_took_is_sent_though_another_holds_the_lease(
    dropped: PostOffice,
) -> None:
    async with slow_courier(dropped) as slow:
        # Slow with this message only: the other asks whether Telegram answers, and stands in line.
        dropped.telegram.answering_sends.clear()
        async with claimed_in_its_call(dropped, slow):
            await slow.line.reached.wait()
            assert dropped.telegram.asked.is_set()
            dropped.telegram.answering_sends.set()


async def test_nor_does_the_other_stand_in_line_while_telegram_answers_nothing(
    dropped: PostOffice,
) -> None:
    async with slow_courier(dropped) as slow:
        dropped.telegram.answering.clear()
        async with claimed_in_its_call(dropped, slow):
            await dropped.telegram.asked.wait()
            assert not slow.line.reached.is_set()
            dropped.telegram.answering.set()


async def test_an_answer_that_takes_longer_than_the_lease_is_waited_for(
    dropped: PostOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (leases, claims, messages):
        monkeypatch.setattr(module, "LEASE", timedelta(seconds=0.6))
    dropped.telegram.answering.clear()
    calling = asyncio.create_task(dropped.deliver())
    await dropped.telegram.wait_for_messages(1)
    other = replace(dropped.courier)
    for _ in range(6):
        await asyncio.sleep(0.25)
        assert await other.deliver() == 0
    dropped.telegram.answering.set()
    await calling
    assert (await dropped.alert())["state"] == "sent"
    assert len(dropped.texts) == 1


async def test_a_leap_of_the_clock_takes_nothing_from_its_holder(dropped: PostOffice) -> None:
    async with slow_courier(dropped) as slow:
        standing = asyncio.create_task(slow.courier.deliver())
        await slow.line.reached.wait()
        assert await dropped.deliver(HOURS) == 0
        slow.line.opened.set()
        await standing
    assert len(dropped.texts) == 1


async def test_nothing_is_sent_for_a_tracker_that_stopped_while_its_alert_stood_in_line(
    dropped: PostOffice,
) -> None:
    (row,) = await dropped.scene.rows("SELECT id FROM trackers")
    async with slow_courier(dropped) as slow:
        standing = asyncio.create_task(slow.courier.deliver())
        await slow.line.reached.wait()
        await pause_tracker(dropped.scene.app, await dropped.scene.meet(), row["id"])
        slow.line.opened.set()
        await standing
    assert dropped.texts == []


def test_a_lease_names_its_process_and_is_like_no_other() -> None:
    many = {new_lease() for _ in range(1000)}
    assert len(many) == 1000
    assert {holder_of(one) for one in many} == {os.getpid()}


@pytest.fixture
async def digest(post: PostOffice) -> PostOffice:
    """Two drops that wait for the end of quiet hours, which have ended."""
    await at_night(post)
    at(post, "25T07:00")
    return post


async def test_a_digest_that_another_delivered_while_one_stood_in_line_is_not_sent_again(
    digest: PostOffice,
) -> None:
    async with slow_courier(digest) as slow:
        standing = asyncio.create_task(slow.courier.deliver_digests())
        await slow.line.reached.wait()
        await digest.end_leases()
        assert await digest.courier.deliver_digests() == 1
        slow.line.opened.set()
        await standing
    assert len(digest.texts) == 1
    rows = await digest.scene.rows("SELECT state FROM digests")
    rows += await digest.scene.rows("SELECT state FROM tracker_alerts")
    assert [row["state"] for row in rows] == ["sent"] * 3


async def test_a_digest_that_telegram_took_is_sent_though_another_holds_it(
    digest: PostOffice,
) -> None:
    async with slow_courier(digest) as slow:
        digest.telegram.answering_sends.clear()
        calling = asyncio.create_task(digest.courier.deliver_digests())
        await digest.telegram.wait_for_messages(1)
        await digest.end_leases()
        standing = asyncio.create_task(slow.courier.deliver_digests())
        await slow.line.reached.wait()
        digest.telegram.answering_sends.set()
        await calling
        slow.line.opened.set()
        await standing
    assert len(digest.texts) == 1
    rows = await digest.scene.rows("SELECT state FROM digests")
    rows += await digest.scene.rows("SELECT state FROM tracker_alerts")
    assert [row["state"] for row in rows] == ["sent"] * 3


async def see(post: PostOffice, price: int) -> None:
    """Let the Taj's price move and be checked."""
    post.scene.price(price)
    await let_pass(post.scene, EDIT_EVERY)
    await post.scene.app.pool.execute("UPDATE trackables SET due_at = $1", post.scene.clock.now())
    await post.scene.check(timedelta(0))


async def test_an_edit_that_stood_in_line_does_not_overwrite_a_later_one(
    dropped: PostOffice,
) -> None:
    scene = dropped.scene
    await dropped.deliver()
    async with slow_courier(dropped) as slow:
        await see(dropped, 9_400)
        standing = asyncio.create_task(slow.courier.edit())
        await slow.line.reached.wait()
        await dropped.end_leases()
        await see(dropped, 9_600)
        assert await dropped.courier.edit() == 1
        slow.line.opened.set()
        await standing
    told, edited = dropped.texts
    assert "9,000" in told
    assert "9,600" in edited
    (row,) = await scene.rows("SELECT shown_total FROM tracker_alerts")
    assert row["shown_total"] == 9_600
    rows = await scene.rows(
        "SELECT state, lease FROM outbox_messages WHERE kind = 'edit' ORDER BY id"
    )
    # The newer one was made in the place of the one that stood in line, which gave up.
    assert [tuple(one) for one in rows] == [("dropped", None), ("sent", None), ("waiting", None)]


async def test_what_changes_while_a_message_is_edited_is_told_after_it(
    dropped: PostOffice,
) -> None:
    scene = dropped.scene
    await dropped.deliver()
    await see(dropped, 9_400)
    dropped.telegram.answering.clear()
    editing = asyncio.create_task(dropped.courier.edit())
    await dropped.telegram.wait_for_messages(2)
    await see(dropped, 9_600)
    dropped.telegram.answering.set()
    await editing
    await let_pass(scene, EDIT_EVERY)
    assert await dropped.courier.edit() == 1
    assert "9,600" in dropped.texts[-1]
