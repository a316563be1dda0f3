"""One try to send or edit: whatever a channel does, it ends in an outcome."""

from collections.abc import Awaitable

import structlog

from domain.db import AWAY
from domain.metrics import SENDS
from domain.outbox.channels import Delivery, Failed
from domain.outbox.values import Message

log = structlog.get_logger(__name__)


async def tried(message: Message, call: Awaitable[Delivery]) -> Delivery:
    """Return a channel's answer for a message, and count it.

    Raises errors that mean the database is unavailable: nobody knows then whether the message is
    still ours, and it is claimed again when its lease expires.
    """
    try:
        delivery = await call
    except AWAY:
        raise
    except Exception as error:
        # One message that cannot be rendered must not hold up the others.
        log.exception("message not sent", id=message.message_id, kind=message.kind)
        delivery = Failed(type(error).__name__, refused=True)
    SENDS.labels(message.channel.value, type(delivery).__name__.lower()).inc()
    log.info(
        "message carried", id=message.message_id, channel=message.channel.value, kind=message.kind,
        outcome=type(delivery).__name__,
    )  # fmt: skip
    return delivery
