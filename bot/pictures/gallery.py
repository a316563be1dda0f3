"""The one place where pictures come from: drawn in a thread, and kept by what they show.

A picture is a value that can draw itself. Two equal ones are the same picture, whoever looks at it
and whichever process drew it: it is kept in Redis under a digest of all it shows. Without Redis it
is drawn again.
"""

import asyncio
import hashlib
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

from bot.pictures.style import PALETTES, Palette
from domain.accounts.models import PictureStyle
from domain.app import App
from domain.background import Background
from domain.suppliers.single_flight import SingleFlight

log = structlog.get_logger(__name__)

# Part of every key: raise it when pictures change their look.
EDITION = 3
LIFE_SECONDS = 3600
# One at a time: a second thread would only share the interpreter with the first.
_easel = ThreadPoolExecutor(max_workers=1, thread_name_prefix="pictures")


class Picture(Protocol):
    """Something drawable. Its `repr` identifies everything visible on it."""

    def draw(self, palette: Palette) -> bytes:
        """Return a PNG."""


def picture_key(picture: Picture, style: PictureStyle) -> str:
    """Return the key under which a picture is kept."""
    text = repr((EDITION, style.value, picture))
    return f"picture:{hashlib.sha256(text.encode()).hexdigest()[:32]}"


class Gallery:
    """The pictures that this process draws; concurrent requests for the same one share a
    drawing.
    """

    def __init__(self, background: Background) -> None:
        self._drawing: SingleFlight[bytes] = SingleFlight(background)

    async def show(self, redis: Redis, picture: Picture, style: PictureStyle) -> bytes:
        """Return a picture as a PNG: kept, or drawn off the event loop."""
        key = picture_key(picture, style)
        return await _kept(redis, key) or await self._drawing.run(
            key, lambda: _draw(redis, key, picture, PALETTES[style])
        )


async def picture_of(app: App, picture: Picture, style: PictureStyle) -> bytes:
    """Return a picture as a PNG."""
    return await app.one(Gallery).show(app.redis, picture, style)


async def _kept(redis: Redis, key: str) -> bytes | None:
    try:
        kept = await redis.get(key)
    except (RedisError, OSError) as error:
        log.warning("picture cache not read", why=type(error).__name__)
        return None
    return bytes(kept) if kept else None


async def _draw(redis: Redis, key: str, picture: Picture, palette: Palette) -> bytes:
    drawn = await asyncio.get_running_loop().run_in_executor(_easel, picture.draw, palette)
    try:
        await redis.set(key, drawn, ex=LIFE_SECONDS)
    except (RedisError, OSError) as error:
        log.warning("picture cache not written", why=type(error).__name__)
    return drawn
