"""One try to send or edit: whatever a channel does, it ends in a word of what became of it."""

from collections.abc import Awaitable

import structlog

from domain.db import AWAY
from domain.measuring import SENDS
from domain.outbox.channels import Delivery, Failed
from domain.outbox.values import Message

log = structlog.get_logger(__name__)


async def tried(message: Message, call: Awaitable[Delivery]) -> Delivery:
    """Return what a channel says of a message, and count it.

    Raises what says that the database is away: nobody knows then whether the message is still ours,
    and it is claimed again when its lease ends.
    """
    try:
        delivery = await call
    except AWAY:
        raise
    except Exception as error:
        # One message that cannot be put in words must not hold up the others.
        log.exception("message not sent", id=message.message_id, kind=message.kind)
        delivery = Failed(type(error).__name__, refused=True)
    SENDS.labels(message.channel.value, type(delivery).__name__.lower()).inc()
    log.info(
        "message carried", id=message.message_id, channel=message.channel.value, kind=message.kind,
        outcome=type(delivery).__name__,
    )  # fmt: skip
    return delivery
