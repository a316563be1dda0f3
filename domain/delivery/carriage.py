"""Carries a channel's messages: claim, hand over, record the outcome."""

import asyncio
from functools import partial
from uuid import UUID

from domain.app import App
from domain.outbox.attempt import tried
from domain.outbox.channels import Channel, Delivery, Unknown
from domain.outbox.leases import kept_alive, new_lease, surely
from domain.outbox.queries.messages import claim_messages, renew_messages, settle_message
from domain.outbox.settlement import settle
from domain.outbox.values import Message, MessageClass
from domain.tracing import Joint, traced


async def carry_messages(app: App, channel: Channel, only: MessageClass | None = None) -> int:
    """Send what is due, the most urgent first; return how many were claimed."""
    lease, database = new_lease(), app.pool
    claimed = await claim_messages(database, channel.name, lease, app.clock.now(), only=only)
    if claimed:
        async with kept_alive(lambda: renew_messages(database, lease)):
            await asyncio.gather(*(_carry(app, channel, one, lease) for one in claimed))
    return len(claimed)


async def _carry(app: App, channel: Channel, message: Message, lease: UUID) -> None:
    name = f"{message.channel.value} {message.kind}"
    with traced(Joint.SEND, name, continues=message.trace):
        delivery = await tried(message, _send(app, channel, message, lease))
        now = app.clock.now()
        settlement = settle(message, delivery, now)
        await surely(partial(settle_message, app.pool, message, lease, settlement, now))


async def _send(app: App, channel: Channel, message: Message, lease: UUID) -> Delivery:
    if message.is_once and message.maybe_sent:
        return Unknown("a call was cut short")
    is_ours = partial(renew_messages, app.pool, lease, message.message_id)
    return await channel.send(message, is_ours)
