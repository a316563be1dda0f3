"""Which picture a message shows, so that the same one is not sent again.

Telegram says that a message has a photo, but not which one. The last one is kept in Redis per
message, for every process; without Redis the photo is uploaded again.
"""

import hashlib
from dataclasses import replace

import structlog
from aiogram.types import MaybeInaccessibleMessageUnion, Message
from redis.asyncio import Redis
from redis.exceptions import RedisError

from bot.sending.screen import Screen

log = structlog.get_logger(__name__)

# Hardly anybody presses buttons of an older message.
KEPT_SECONDS = 7 * 24 * 3600


class ShownPictures:
    """The pictures in messages that were edited or sent lately."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis

    async def without_same(self, message: MaybeInaccessibleMessageUnion, screen: Screen) -> Screen:
        """Return a screen for `message` that keeps the picture there, where it is the screen's."""
        is_photo = isinstance(message, Message) and message.photo is not None
        if screen.photo is None or not is_photo:
            return screen
        try:
            known = await self._redis.get(_key(message))
        except (RedisError, OSError) as error:
            log.warning("shown picture not read", why=type(error).__name__)
            return screen
        if known is None or known.decode() != _digest(screen.photo):
            return screen
        return replace(screen, photo=None, keeps_photo=True)

    async def note(
        self, message: MaybeInaccessibleMessageUnion | None, photo: str | bytes | None
    ) -> None:
        """Note that a message shows a picture now; one that has none could not be given it."""
        if photo is None or not isinstance(message, Message) or message.photo is None:
            return
        try:
            await self._redis.set(_key(message), _digest(photo), ex=KEPT_SECONDS)
        except (RedisError, OSError) as error:
            log.warning("shown picture not noted", why=type(error).__name__)


def _key(message: MaybeInaccessibleMessageUnion) -> str:
    return f"shown:{message.chat.id}:{message.message_id}"


def _digest(photo: str | bytes) -> str:
    content = photo.encode() if isinstance(photo, str) else photo
    return hashlib.sha256(content).hexdigest()
