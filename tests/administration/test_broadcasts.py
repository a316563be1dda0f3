"""Who receives a broadcast; stopping it halfway leaves nobody out and adds nobody twice."""

import asyncio
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from domain.accounts.models import Chat, User
from domain.accounts.travellers import meet_traveller
from domain.administration.audit import Act, Actor, read_audit
from domain.administration.broadcasts import drafts, service
from domain.administration.broadcasts.audience import Audience
from domain.administration.broadcasts.errors import (
    AudienceEmpty,
    BroadcastBegun,
    BroadcastTextMissing,
    BroadcastTextTooLong,
    BroadcastTimeNotUnderstood,
    BroadcastTimePast,
)
from domain.administration.broadcasts.models import BroadcastState
from domain.administration.broadcasts.queries import (
    BroadcastView,
    count_readers,
    load_broadcast,
    next_readers,
)
from domain.administration.broadcasts.slices import due_for, fill, settle_finished
from domain.app import App
from domain.errors import NotFound
from domain.outbox.leases import new_lease
from domain.outbox.queries.batches import count_batch
from domain.outbox.queries.messages import claim_messages, settle_message
from domain.outbox.settlement import Done
from domain.outbox.values import ChannelName, Message, MessageClass
from domain.settings import Settings
from tests.conftest import FakeClock
from tests.scene import open_scene

ADMIN = Actor(None, "Asha", 1)


async def crowd(app: App, number: int, first: int = 1_000) -> list[int]:
    """Return this many accounts."""
    met = [
        await meet_traveller(chat_id, f"Reader {chat_id}", "en-IN", app.clock.now())
        for chat_id in range(first, first + number)
    ]
    return [one.user_id for one in met]


async def begun(app: App, audience: Audience | None = None) -> BroadcastView:
    """Return a broadcast that has begun."""
    draft = await drafts.new_draft(app.pool, ADMIN, app.clock.now())
    await drafts.set_text(app.pool, ADMIN, draft.broadcast_id, "en", "Hello", 5, app.clock.now())
    if audience is not None:
        await drafts.set_audience(app.pool, ADMIN, draft.broadcast_id, audience, app.clock.now())
    return await service.start(app.pool, ADMIN, draft.broadcast_id, app.clock.now())


async def claim(app: App, most: int = 1_000) -> tuple[Message, ...]:
    return await claim_messages(
        app.pool, ChannelName.TELEGRAM, new_lease(), app.clock.now(), most, MessageClass.BROADCAST
    )


async def addresses(app: App) -> list[int]:
    rows = await app.pool.fetch("SELECT address FROM outbox_messages ORDER BY id")
    return [int(row["address"]) for row in rows]


async def test_the_audience_is_what_all_wishes_agree_on(
    settings: Settings, clock: FakeClock
) -> None:
    async with open_scene(settings, clock) as scene:
        app = scene.app
        watching, seen_long_ago, spanish, banned, deaf, uninterested, twice = await crowd(app, 7)
        await scene.track(chat_id=1_000)
        old = clock.now() - timedelta(days=40)
        await User.filter(id=seen_long_ago).update(last_seen_at=old)
        await User.filter(id=spanish).update(language="es", currency="EUR")
        await User.filter(id=banned).update(is_active=False)
        await Chat.filter(user_id=deaf).update(is_reachable=False)
        await User.filter(id=uninterested).update(wants_news=False)
        await Chat.create(id=5_000, user_id=twice, created_at=clock.now())
        goa = await app.pool.fetchval("SELECT destination_id FROM trackables LIMIT 1")

        async def heard_by(**wishes: object) -> set[int]:
            audience = Audience.model_validate(wishes)
            readers = await next_readers(app.pool, audience, clock.now(), 0, 100)
            assert len(readers) == await count_readers(app.pool, audience, clock.now())
            return {one.user_id for one in readers}

        everybody = {watching, seen_long_ago, spanish, twice}
        assert await heard_by() == everybody
        assert await heard_by(languages=("es",)) == {spanish}
        assert await heard_by(languages=("es", "en"), currencies=("EUR",)) == {spanish}
        assert await heard_by(seen_within=30) == everybody - {seen_long_ago}
        assert await heard_by(not_seen_for=30) == {seen_long_ago}
        assert await heard_by(place_id=goa) == {watching}
        assert await heard_by(has_booking=True) == set()
        assert await heard_by(has_booking=False) == everybody


async def test_slices_reach_everybody_once_whatever_breaks_between(app: App) -> None:
    await crowd(app, 23)
    await begun(app)
    await fill(app.pool, app.clock.now(), 5)

    async def killed() -> None:
        async with app.pool.transaction():
            await fill(app.pool, app.clock.now(), 5)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        await killed()
    await asyncio.gather(*(fill(app.pool, app.clock.now(), 5) for _ in range(8)))
    while await fill(app.pool, app.clock.now(), 5):
        pass
    assert await addresses(app) == list(range(1_000, 1_023))


async def test_a_pause_holds_what_waits_and_what_comes_back(app: App) -> None:
    await crowd(app, 6)
    broadcast = await begun(app)
    await fill(app.pool, app.clock.now(), 3)
    under_way = await claim(app, 1)
    await service.pause(app.pool, ADMIN, broadcast.broadcast_id, app.clock.now())
    assert await fill(app.pool, app.clock.now()) == 0
    assert await count_batch(app.pool, broadcast.batch) == {"held": 2, "sending": 1}
    assert await claim(app) == ()
    app_clock = app.clock
    assert isinstance(app_clock, FakeClock)
    app_clock.advance(timedelta(hours=30))
    await service.resume(app.pool, ADMIN, broadcast.broadcast_id, app.clock.now())
    await fill(app.pool, app.clock.now())
    later = await claim(app)
    told = {one.address for one in (*under_way, *later)}
    assert told == {str(chat_id) for chat_id in range(1_000, 1_006)}
    assert [one.tries for one in later] == [0] * 5
    assert all(one.created_at == app.clock.now() for one in later if one.address != "1000")


async def test_what_is_stopped_leaves_no_more_and_its_report_stays(app: App) -> None:
    await crowd(app, 4)
    broadcast = await begun(app)
    await fill(app.pool, app.clock.now(), 4)
    lease = new_lease()
    [sent] = await claim_messages(
        app.pool, ChannelName.TELEGRAM, lease, app.clock.now(), 1, MessageClass.BROADCAST
    )
    stopped = await service.stop(app.pool, ADMIN, broadcast.broadcast_id, app.clock.now())
    assert stopped.state is BroadcastState.STOPPED
    await settle_message(app.pool, sent, lease, Done("sent"), app.clock.now())
    said = await service.report(app.pool, stopped)
    assert (said.size, said.sent, said.dropped, said.waiting) == (4, 1, 3, 0)
    again = await service.resume(app.pool, ADMIN, broadcast.broadcast_id, app.clock.now())
    assert again.state is BroadcastState.STOPPED
    acts = [entry.deed.act for entry in await read_audit(app.pool, 2)]
    assert acts == [Act.BROADCAST_STOPPED, Act.BROADCAST_STARTED]


async def test_it_is_done_when_everything_is_settled(app: App) -> None:
    await crowd(app, 3)
    broadcast = await begun(app)
    await fill(app.pool, app.clock.now(), 2)
    assert await settle_finished(app.pool, app.clock.now()) == ()
    await fill(app.pool, app.clock.now())
    lease, states = new_lease(), iter(("sent", "gone", "failed"))
    for message in await claim_messages(
        app.pool, ChannelName.TELEGRAM, lease, app.clock.now(), 9, MessageClass.BROADCAST
    ):
        assert await settle_finished(app.pool, app.clock.now()) == ()
        await settle_message(app.pool, message, lease, Done(next(states)), app.clock.now())
    [ended] = await settle_finished(app.pool, app.clock.now())
    assert ended.broadcast_id == broadcast.broadcast_id
    await app.pool.execute("DELETE FROM outbox_messages")
    done = await load_broadcast(app.pool, broadcast.broadcast_id)
    said = await service.report(app.pool, done)
    assert (said.size, said.sent, said.blocked, said.failed) == (3, 1, 1, 1)


async def test_two_presses_start_it_once(app: App) -> None:
    await crowd(app, 2)
    draft = await drafts.new_draft(app.pool, ADMIN, app.clock.now())
    await drafts.set_text(app.pool, ADMIN, draft.broadcast_id, "en", "Hello", 5, app.clock.now())
    outcomes = await asyncio.gather(
        *(service.start(app.pool, ADMIN, draft.broadcast_id, app.clock.now()) for _ in range(3)),
        return_exceptions=True,
    )
    assert sum(isinstance(one, BroadcastBegun) for one in outcomes) == 2


async def test_what_cannot_be_is_refused_and_changes_nothing(app: App) -> None:
    now = app.clock.now()
    draft = await drafts.new_draft(app.pool, ADMIN, now)
    number = draft.broadcast_id
    with pytest.raises(BroadcastTextMissing):
        await service.start(app.pool, ADMIN, number, now)
    with pytest.raises(BroadcastTextMissing):
        await drafts.set_text(app.pool, ADMIN, number, "en", "  ", 2, app.clock.now())
    with pytest.raises(BroadcastTextTooLong):
        await drafts.set_text(app.pool, ADMIN, number, "en", "x" * 4_000, 4_000, app.clock.now())
    with pytest.raises(BroadcastTextTooLong):
        await drafts.set_text(
            app.pool, ADMIN, number, "en", "x" * 1_000, 1_000, app.clock.now(), "photo"
        )
    await drafts.set_text(app.pool, ADMIN, number, "en", "Hello", 5, app.clock.now())
    with pytest.raises(AudienceEmpty):
        await service.start(app.pool, ADMIN, number, now)
    for wish in (datetime(2026, 11, 23, 20, 0), datetime(2028, 1, 1)):  # noqa: DTZ001 - no zone
        with pytest.raises(BroadcastTimePast):
            await drafts.set_time(app.pool, ADMIN, number, wish, now)
    with pytest.raises(NotFound):
        await drafts.set_text(app.pool, ADMIN, number + 1, "en", "Hello", 5, app.clock.now())
    assert (await load_broadcast(app.pool, number)).texts == {"en": "Hello"}
    await crowd(app, 1)
    await service.start(app.pool, ADMIN, number, now)
    with pytest.raises(BroadcastBegun):
        await drafts.set_text(app.pool, ADMIN, number, "en", "Changed", 7, app.clock.now())


async def test_it_comes_at_the_hour_of_each_reader(app: App) -> None:
    reader, other = await crowd(app, 2)
    await User.filter(id=reader).update(time_zone="Asia/Kolkata")
    await User.filter(id=other).update(time_zone="America/New_York")
    draft = await drafts.new_draft(app.pool, ADMIN, app.clock.now())
    await drafts.set_text(app.pool, ADMIN, draft.broadcast_id, "en", "Hello", 5, app.clock.now())
    wish = drafts.read_time(" 2026-12-01  10:00 ", app.clock.now())
    await drafts.set_time(app.pool, ADMIN, draft.broadcast_id, wish, app.clock.now())
    await service.start(app.pool, ADMIN, draft.broadcast_id, app.clock.now())
    await fill(app.pool, app.clock.now())
    rows = await app.pool.fetch("SELECT due_at FROM outbox_messages ORDER BY id")
    assert [row["due_at"] for row in rows] == [
        datetime(2026, 12, 1, 4, 30, tzinfo=UTC), datetime(2026, 12, 1, 15, 0, tzinfo=UTC)
    ]  # fmt: skip


async def test_each_change_of_a_draft_is_logged_before_and_after(app: App) -> None:
    now = app.clock.now()
    number = (await drafts.new_draft(app.pool, ADMIN, now)).broadcast_id
    await drafts.set_text(app.pool, ADMIN, number, "en", "Hello", 5, now, "photo-1")
    await drafts.set_text(app.pool, ADMIN, number, "en", "Hi", 2, now)
    await drafts.drop_photo(app.pool, ADMIN, number, now)
    await drafts.set_audience(app.pool, ADMIN, number, Audience(languages=("ru",)), now)
    await drafts.set_time(app.pool, ADMIN, number, datetime(2026, 12, 1, 10), now)  # noqa: DTZ001 - no zone
    with pytest.raises(BroadcastTextMissing):
        await drafts.set_text(app.pool, ADMIN, number, "en", " ", 1, now)
    # What changes nothing is no act.
    await drafts.drop_photo(app.pool, ADMIN, number, now)
    entries = reversed(await read_audit(app.pool, 20))
    assert [(one.deed.act, dict(one.deed.before), dict(one.deed.after)) for one in entries] == [
        (Act.BROADCAST_DRAFTED, {}, {}),
        (Act.BROADCAST_CHANGED, {"text en": None, "photo": None},
         {"text en": "Hello", "photo": "photo-1"}),
        (Act.BROADCAST_CHANGED, {"text en": "Hello"}, {"text en": "Hi"}),
        (Act.BROADCAST_CHANGED, {"photo": "photo-1"}, {"photo": None}),
        (Act.BROADCAST_CHANGED, {"audience": {}}, {"audience": {"languages": ["ru"]}}),
        (Act.BROADCAST_CHANGED, {"local_at": None}, {"local_at": "2026-12-01 10:00"}),
    ]  # fmt: skip
    assert {(one.actor, one.deed.subject) for one in await read_audit(app.pool, 20)} == {
        (ADMIN, f"broadcast:{number}")
    }


@pytest.mark.parametrize("hour", [0, 11, 23])
def test_the_example_of_a_time_can_be_sent_as_it_is(hour: int) -> None:
    now = datetime(2027, 12, 31, hour, 59, tzinfo=UTC)
    read = drafts.read_time(drafts.example_time(now), now)
    for zone in ("Pacific/Kiritimati", "UTC", "Etc/GMT+12"):
        due = due_for(read, zone)
        assert due is not None
        assert due > now


NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize("text", ["tomorrow", "2026-13-01 10:00", "", "10:00", "2026-12-01"])
def test_a_time_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(BroadcastTimeNotUnderstood):
        drafts.read_time(text, NOW)


def test_an_hour_that_a_clock_leaps_over_still_comes() -> None:
    skipped = datetime(2027, 3, 14, 2, 30)  # noqa: DTZ001 - a reader's own clock
    assert due_for(skipped, "America/New_York") == datetime(2027, 3, 14, 7, 30, tzinfo=UTC)


async def test_notices_and_broadcasts_are_claimed_apart(app: App) -> None:
    await crowd(app, 2)
    await begun(app)
    await fill(app.pool, app.clock.now())
    lease, classes = new_lease(), count()
    assert next(classes) == MessageClass.NOTICE
    notices = await claim_messages(
        app.pool, ChannelName.TELEGRAM, lease, app.clock.now(), 10, MessageClass.NOTICE
    )
    assert notices == ()
    assert len(await claim(app)) == 2
