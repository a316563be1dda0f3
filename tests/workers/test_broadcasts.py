"""Broadcasts on their way: behind everything else, to everybody once, through faults and pauses."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from bot.sending.bots import broadcasting, create_bot
from bot.sending.limiter import WAITING
from bot.sending.pauses import Pauses
from domain.accounts.models import Chat, User
from domain.accounts.travellers import meet_traveller
from domain.administration.audit import Actor
from domain.administration.broadcasts import drafts, service
from domain.administration.broadcasts.models import BroadcastState
from domain.administration.broadcasts.queries import (
    BroadcastView,
    load_broadcast,
    set_progress_message,
)
from domain.administration.health.queries import count_retried
from domain.administration.health.samples import take_sample
from domain.app import App, open_app
from domain.clock import SystemClock
from domain.outbox.leases import new_lease
from domain.outbox.queries.messages import claim_messages, settle_message
from domain.outbox.settlement import MOST_REFUSALS, Done
from domain.outbox.values import ChannelName, MessageClass
from domain.settings import Settings
from tests.conftest import FakeClock
from tests.patience import patience
from tests.sandbox.telegram.serving import running_sandbox
from tests.sandbox_client import SandboxClient, Traveller, words
from tests.scene import Scene
from tests.workers.conftest import let_pass
from tests.workers.telegram import BLOCKED, SERVER_ERROR, TOO_LONG, FakeTelegram, too_many
from tests.workers.test_process import environment, started
from workers.broadcasts import MOST_CLAIMED, PROGRESS_EVERY, ROUNDS, BroadcastCarrier

ADMIN = Actor(None, "Asha", 1)
NEWS = "We now speak Hindi"
HOURS = timedelta(hours=5)


async def readers(app: App, number: int, first: int = 1_000) -> list[int]:
    """Return the chats of this many new accounts."""
    chats = list(range(first, first + number))
    for chat_id in chats:
        await meet_traveller(chat_id, f"Reader {chat_id}", "en-IN", app.clock.now())
    return chats


async def begun(app: App) -> BroadcastView:
    """Return a broadcast that has begun."""
    now = app.clock.now()
    draft = await drafts.new_draft(app.pool, ADMIN, now)
    await drafts.set_text(
        app.pool, ADMIN, draft.broadcast_id, "en", NEWS, len(NEWS), app.clock.now()
    )
    return await service.start(app.pool, ADMIN, draft.broadcast_id, now)


def carrier(app: App) -> BroadcastCarrier:
    """Return a carrier that knows nothing of those before it."""
    pauses = Pauses(app.pool, look_every=0)
    return BroadcastCarrier(app, create_bot(app.settings, broadcasting(app, pauses)), pauses)


@dataclass
class Desk:
    """A carrier between a broadcast and Telegram."""

    scene: Scene
    telegram: FakeTelegram
    carrier: BroadcastCarrier
    used: list[BroadcastCarrier] = field(default_factory=list)

    async def carry_all(self) -> None:
        """Fill and carry until nothing is due."""
        while await self.carrier.fill() or await self.carrier.carry():
            pass
        await self.carrier.show_progress()

    async def restart(self) -> None:
        """Wipe Redis, and go on with a process that knows nothing."""
        await self.scene.app.redis.flushdb()
        self.used.append(self.carrier)
        self.carrier = carrier(self.scene.app)

    async def pass_time(self, step: timedelta) -> None:
        await let_pass(self.scene, step)

    @property
    def told(self) -> Counter[int]:
        """Return how often each chat was told."""
        return Counter(chat for chat, text in self.telegram.messages if text == NEWS)


@pytest.fixture
async def desk(scene: Scene, telegram: FakeTelegram) -> AsyncIterator[Desk]:
    desk = Desk(scene, telegram, carrier(scene.app))
    yield desk
    for one in (*desk.used, desk.carrier):
        await one.aclose()


async def test_everybody_is_told_once_and_the_report_adds_up(desk: Desk) -> None:
    chats = await readers(desk.scene.app, 25)
    broadcast = await begun(desk.scene.app)
    desk.telegram.refusals = [BLOCKED, BLOCKED]
    await desk.carry_all()
    assert set(desk.told.values()) == {1}
    assert len(desk.told) == 23
    done = await load_broadcast(desk.scene.app.pool, broadcast.broadcast_id)
    said = await service.report(desk.scene.app.pool, done)
    assert done.state is BroadcastState.DONE
    assert (said.size, said.sent, said.blocked, said.unsettled) == (25, 23, 2, 0)
    deaf = {one.id for one in await Chat.filter(is_reachable=False)}
    assert deaf == set(chats) - set(desk.told)


async def test_a_pause_of_hours_survives_a_restart_and_uses_up_no_tries(desk: Desk) -> None:
    chats = await readers(desk.scene.app, 30)
    await begun(desk.scene.app)
    for _ in range(MOST_REFUSALS + 2):
        desk.telegram.refusals = [too_many(int(HOURS.total_seconds()))] * MOST_CLAIMED
        await desk.carrier.fill()
        await desk.carrier.carry()
        desk.telegram.refusals.clear()
        told = sum(desk.told.values())
        await desk.restart()
        await desk.pass_time(HOURS - timedelta(minutes=1))
        assert await desk.carrier.carry() == 0
        assert sum(desk.told.values()) == told
        await desk.pass_time(timedelta(minutes=2))
    await desk.carry_all()
    assert desk.told == Counter(chats)
    rows = await desk.scene.rows("SELECT DISTINCT state, tries FROM outbox_messages")
    assert [tuple(row) for row in rows] == [("sent", 0)]


async def test_a_fault_of_the_moment_is_tried_again(desk: Desk) -> None:
    chats = await readers(desk.scene.app, 6)
    await begun(desk.scene.app)
    desk.telegram.refusals = [SERVER_ERROR] * 4
    await desk.carry_all()
    assert len(desk.told) == 2
    await desk.pass_time(timedelta(minutes=10))
    await desk.carry_all()
    assert desk.told == Counter(chats)


async def test_what_telegram_refuses_is_told_while_it_is_tried_again(desk: Desk) -> None:
    await readers(desk.scene.app, 12)
    broadcast = await begun(desk.scene.app)
    desk.telegram.refusals = [TOO_LONG] * 12 * MOST_REFUSALS
    pool = desk.scene.app.pool
    await desk.carry_all()
    said = await service.report(pool, broadcast)
    assert (said.failed, said.retried, said.reason) == (0, 12, TOO_LONG[1]["description"])
    # Once may have been a moment's; twice is the alarm's affair.
    assert await count_retried(pool) == 0
    await desk.pass_time(timedelta(minutes=1))
    await desk.carry_all()
    assert (await take_sample(desk.scene.app)).retried == 12
    for _ in range(MOST_REFUSALS):
        await desk.pass_time(timedelta(minutes=6))
        await desk.carry_all()
    done = await load_broadcast(pool, broadcast.broadcast_id)
    said = await service.report(pool, done)
    assert (said.failed, said.retried, said.reason) == (12, 0, TOO_LONG[1]["description"])


async def test_who_wants_none_by_then_gets_none(desk: Desk) -> None:
    chats = await readers(desk.scene.app, 4)
    broadcast = await begun(desk.scene.app)
    await desk.carrier.fill()
    await User.filter(chats__id=chats[0]).update(wants_news=False)
    await User.filter(chats__id=chats[1]).update(is_active=False)
    await desk.carry_all()
    assert set(desk.told) == set(chats[2:])
    done = await load_broadcast(desk.scene.app.pool, broadcast.broadcast_id)
    assert (await service.report(desk.scene.app.pool, done)).dropped == 2


async def test_what_is_paused_or_stopped_leaves_no_more(desk: Desk) -> None:
    app = desk.scene.app
    chats = await readers(app, 30)
    broadcast = await begun(app)
    await desk.carrier.fill()
    await desk.carrier.carry()
    told = sum(desk.told.values())
    await service.pause(app.pool, ADMIN, broadcast.broadcast_id, app.clock.now())
    await desk.restart()
    await desk.pass_time(HOURS)
    await desk.carry_all()
    assert sum(desk.told.values()) == told == MOST_CLAIMED
    await service.resume(app.pool, ADMIN, broadcast.broadcast_id, app.clock.now())
    await desk.carrier.carry()
    await service.stop(app.pool, ADMIN, broadcast.broadcast_id, app.clock.now())
    await desk.carry_all()
    assert sum(desk.told.values()) == 2 * MOST_CLAIMED
    assert set(desk.told) < set(chats)


async def test_progress_is_shown_to_its_author_in_one_message(desk: Desk) -> None:
    app = desk.scene.app
    [chat, *_others] = await readers(app, 3)
    author = await meet_traveller(chat, "Reader", "en-IN", app.clock.now())
    draft = await drafts.new_draft(app.pool, Actor(author.user_id, "Asha", chat), app.clock.now())
    await drafts.set_text(
        app.pool, ADMIN, draft.broadcast_id, "en", NEWS, len(NEWS), app.clock.now()
    )
    await service.start(app.pool, ADMIN, draft.broadcast_id, app.clock.now())
    await set_progress_message(app.pool, draft.broadcast_id, chat, 77)
    await desk.carry_all()
    shown = [text for _chat, text in desk.telegram.messages if "Broadcast" in text]
    assert len(shown) == 1
    assert "Sent: 3" in shown[0]


@pytest.mark.parametrize(
    ("act", "state"), [(service.pause, "⏸ paused"), (service.stop, "⏹ stopped")]
)
async def test_what_was_on_its_way_when_it_was_paused_or_stopped_is_counted_on_its_page(
    desk: Desk, act: Callable[..., Awaitable[BroadcastView]], state: str
) -> None:
    app, now = desk.scene.app, desk.scene.app.clock.now()
    [chat, *_others] = await readers(app, 3)
    author = await meet_traveller(chat, "Reader", "en-IN", now)
    broadcast = await begun(app)
    await app.pool.execute("UPDATE broadcasts SET author_id = $1", author.user_id)
    await set_progress_message(app.pool, broadcast.broadcast_id, chat, 77)
    await desk.carrier.fill()
    lease = new_lease()
    claimed = await claim_messages(
        app.pool, ChannelName.TELEGRAM, lease, now, 2, MessageClass.BROADCAST
    )
    await act(app.pool, ADMIN, broadcast.broadcast_id, now)
    await desk.carrier.show_progress()
    assert not desk.telegram.messages
    for message in claimed:
        await settle_message(app.pool, message, lease, Done("sent"), now)
    # Telegram takes no edit now: the next look tries again.
    desk.telegram.refusals = [SERVER_ERROR]
    await desk.carrier.show_progress()
    assert (desk.telegram.refusals, desk.telegram.messages) == ([], [])
    await asyncio.sleep(PROGRESS_EVERY.total_seconds())
    await desk.carrier.show_progress()
    [(_chat, shown)] = desk.telegram.messages
    assert (state in shown, "Sent: 2" in shown, "2 / 3" in shown) == (
        True, True, act is service.pause
    )  # fmt: skip
    await asyncio.sleep(PROGRESS_EVERY.total_seconds())
    await desk.carrier.show_progress()
    assert len(desk.telegram.messages) == 1


async def test_a_broadcast_takes_no_place_while_an_alert_waits(desk: Desk) -> None:
    app = desk.scene.app
    await readers(app, 12)
    await begun(app)
    await desk.carrier.fill()
    seconds, _micros = await app.redis.time()
    await app.redis.zadd(WAITING, {"an alert's line": (seconds + 2) * 1_000})
    carrying = asyncio.create_task(desk.carrier.carry())
    await asyncio.sleep(0.5)
    assert sum(desk.told.values()) == 0
    await carrying
    assert sum(desk.told.values()) == MOST_CLAIMED


PEOPLE, SENDERS = 36, 2


@dataclass
class Town:
    """People at the sandbox, and a broadcast that has begun."""

    app: App
    sandbox: SandboxClient
    people: list[Traveller]
    broadcast: BroadcastView

    async def told(self) -> Counter[int]:
        """Return how often each has read it."""
        counts: Counter[int] = Counter()
        for one in self.people:
            texts = [words(m) for m in await self.sandbox.messages(one)]
            counts[one.id] = texts.count(NEWS)
        return counts

    async def states(self) -> Counter[str]:
        rows = await self.app.pool.fetch("SELECT state FROM outbox_messages")
        return Counter(row["state"] for row in rows)


@pytest.fixture
async def town(settings: Settings) -> AsyncIterator[Town]:
    async with running_sandbox() as url, SandboxClient(url) as sandbox:
        people = [await sandbox.add_user(f"P{number}") for number in range(PEOPLE)]
        at_sandbox = settings.model_copy(update={"telegram_api_url": url})
        async with open_app(at_sandbox, clock=FakeClock(SystemClock().now())) as app:
            for one in people:
                await sandbox.say(one, "/start")
                await meet_traveller(one.chat_id, "P", "en", app.clock.now())
            for one in people[:3]:
                await sandbox.block(one)
            yield Town(app, sandbox, people, await begun(app))


@pytest.mark.timeout(600)
async def test_kills_floods_and_a_pause_leave_nobody_out_and_tell_nobody_twice(town: Town) -> None:
    app, number = town.app, town.broadcast.broadcast_id
    await town.sandbox.set_fault("telegram", "status", match="sendMessage", status=500, times=4)
    await town.sandbox.set_fault(
        "telegram", "status", match="sendMessage", status=429, retry_after=1, times=2
    )
    async with AsyncExitStack() as stack:
        variables = environment(app.settings)
        senders = [await stack.enter_async_context(started(variables)) for _ in range(SENDERS)]
        async with patience(60):
            while (await town.states())["sent"] < 10:
                await asyncio.sleep(0.02)
        for sender in senders:
            sender.kill()
            await sender.wait()
    rows = await app.pool.fetch("SELECT address FROM outbox_messages WHERE state = 'sending'")
    under_way = {int(row["address"]) for row in rows}
    assert len(under_way) <= SENDERS * ROUNDS * MOST_CLAIMED
    await service.pause(app.pool, ADMIN, number, app.clock.now())
    # Their leases run out while the broadcast is paused, and Redis forgets.
    await app.pool.execute("UPDATE outbox_messages SET leased_until = now()")
    await app.redis.flushdb()
    clock = app.clock
    assert isinstance(clock, FakeClock)
    clock.advance(HOURS)
    carrying = carrier(app)
    before = await town.told()
    await carrying.carry()
    assert await town.told() == before
    await service.resume(app.pool, ADMIN, number, clock.now())
    async with patience(60):
        while (await load_broadcast(app.pool, number)).state is BroadcastState.RUNNING:
            await carrying.fill()
            await carrying.carry()
            await carrying.show_progress()
            clock.advance(timedelta(seconds=30))
            await asyncio.sleep(0.05)
    await carrying.aclose()
    told = await town.told()
    deaf = {one.id for one in town.people[:3]}
    assert {chat for chat, count in told.items() if count == 0} == deaf
    assert {chat for chat, count in told.items() if count > 1} <= under_way
    assert max(told.values()) <= 2
    said = await service.report(app.pool, await load_broadcast(app.pool, number))
    assert (said.size, said.sent, said.blocked) == (PEOPLE, PEOPLE - 3, 3)
