"""Messages in the database: put once, claimed by one, settled for good."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from domain.app import App
from domain.outbox.channels import Delivery, SendsOnly
from domain.outbox.leases import new_lease
from domain.outbox.queries.messages import (
    claim_messages,
    forget_settled,
    put_messages,
    renew_messages,
    settle_message,
)
from domain.outbox.settlement import Again, Done
from domain.outbox.values import ChannelName, Message, MessageClass, NewMessage
from tests.conftest import FakeClock
from workers.outbox import Carrier

EMAIL = ChannelName.EMAIL


def a_message(
    key: str, urgency: int = 0, message_class: MessageClass = MessageClass.NOTICE
) -> NewMessage:
    return NewMessage(
        EMAIL, "asha@example.com", "verify_email", key, "en", values={"code": "x"},
        urgency=urgency, message_class=message_class,
    )  # fmt: skip


async def test_the_same_key_is_the_same_message(app: App, clock: FakeClock) -> None:
    assert await put_messages(app.pool, [a_message("a"), a_message("b")], clock.now()) == 2
    assert await put_messages(app.pool, [a_message("b"), a_message("c")], clock.now()) == 1


async def test_it_leaves_only_if_its_transaction_commits(app: App, clock: FakeClock) -> None:
    async def put_and_fail() -> None:
        async with app.pool.transaction():
            await put_messages(app.pool, [a_message("a")], clock.now())
            raise LookupError

    with pytest.raises(LookupError):
        await put_and_fail()
    assert await claim_messages(app.pool, EMAIL, new_lease(), clock.now()) == ()


async def test_notices_go_before_broadcasts_and_the_urgent_first(
    app: App, clock: FakeClock
) -> None:
    broadcast = a_message("c", -5, MessageClass.BROADCAST)
    await put_messages(app.pool, [broadcast, a_message("a", 5), a_message("b", -1)], clock.now())
    claimed = [
        (await claim_messages(app.pool, EMAIL, new_lease(), clock.now(), 1))[0] for _ in range(3)
    ]
    keys = {
        row["id"]: row["dedupe_key"]
        for row in await app.pool.fetch("SELECT id, dedupe_key FROM outbox_messages")
    }
    assert [keys[one.message_id] for one in claimed] == ["b", "a", "c"]


async def test_each_is_claimed_once_however_many_ask(app: App, clock: FakeClock) -> None:
    await put_messages(app.pool, [a_message(str(n)) for n in range(50)], clock.now())
    claims = await asyncio.gather(
        *(claim_messages(app.pool, EMAIL, new_lease(), clock.now(), 10) for _ in range(8))
    )
    ids = [one.message_id for claim in claims for one in claim]
    assert len(ids) == len(set(ids)) == 50
    assert await claim_messages(app.pool, ChannelName.TELEGRAM, new_lease(), clock.now()) == ()


async def test_what_a_dead_one_held_is_claimed_again(app: App, clock: FakeClock) -> None:
    await put_messages(app.pool, [a_message("a")], clock.now())
    dead = new_lease()
    (held,) = await claim_messages(app.pool, EMAIL, dead, clock.now())
    assert await renew_messages(app.pool, dead, held.message_id)
    await app.pool.execute("UPDATE outbox_messages SET leased_until = now() - interval '1 s'")
    living = new_lease()
    (again,) = await claim_messages(app.pool, EMAIL, living, clock.now())
    assert again.maybe_sent
    assert not await renew_messages(app.pool, dead, held.message_id)
    # What it put back counts no more; what it had sent counts all the same.
    late = Again(clock.now(), 1, "x@example.com")
    await settle_message(app.pool, held, dead, late, clock.now())
    await settle_message(app.pool, held, dead, Done("sent"), clock.now())
    (row,) = await app.pool.fetch("SELECT state, address, payload FROM outbox_messages")
    assert tuple(row) == ("sent", "asha@example.com", {})
    assert not await renew_messages(app.pool, living)


async def test_what_died_before_its_call_has_not_come(app: App, clock: FakeClock) -> None:
    await put_messages(app.pool, [a_message("a")], clock.now())
    await claim_messages(app.pool, EMAIL, new_lease(), clock.now())
    await app.pool.execute("UPDATE outbox_messages SET leased_until = now() - interval '1 s'")
    (again,) = await claim_messages(app.pool, EMAIL, new_lease(), clock.now())
    assert not again.maybe_sent


async def test_what_is_for_once_and_may_have_come_is_not_sent(app: App, clock: FakeClock) -> None:
    await put_messages(app.pool, [replace(a_message("a"), is_once=True)], clock.now())
    dead = new_lease()
    (held,) = await claim_messages(app.pool, EMAIL, dead, clock.now())
    assert await renew_messages(app.pool, dead, held.message_id)
    await app.pool.execute("UPDATE outbox_messages SET leased_until = now() - interval '1 s'")
    assert await Carrier(app, Refusing()).carry() == 1
    assert await app.pool.fetchval("SELECT state FROM outbox_messages") == "unknown"


class Refusing(SendsOnly):
    """A channel that nothing is to be sent by."""

    name = EMAIL

    async def send(self, message: Message, is_ours: object) -> Delivery:
        raise AssertionError(message)


async def test_what_is_put_back_comes_again_when_due(app: App, clock: FakeClock) -> None:
    await put_messages(app.pool, [a_message("a")], clock.now())
    lease = new_lease()
    (held,) = await claim_messages(app.pool, EMAIL, lease, clock.now())
    due_at = clock.now() + timedelta(hours=2)
    await settle_message(app.pool, held, lease, Again(due_at, 0, held.address), clock.now())
    assert await claim_messages(app.pool, EMAIL, lease, clock.now()) == ()
    clock.advance(timedelta(hours=2))
    (again,) = await claim_messages(app.pool, EMAIL, lease, clock.now())
    assert (again.tries, again.maybe_sent, again.values) == (0, False, {"code": "x"})


async def test_what_ended_long_ago_is_forgotten(app: App, clock: FakeClock) -> None:
    await put_messages(app.pool, [a_message("a"), a_message("b")], clock.now())
    lease = new_lease()
    (held, _other) = await claim_messages(app.pool, EMAIL, lease, clock.now())
    await settle_message(app.pool, held, lease, Done("gone", "no such mailbox"), clock.now())
    await forget_settled(app.pool, clock.now() + timedelta(days=31), timedelta(days=30))
    assert await app.pool.fetchval("SELECT count(*) FROM outbox_messages") == 1
