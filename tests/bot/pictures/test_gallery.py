"""Pictures are drawn off the event loop, once, and kept by what they show."""

import asyncio
import threading
import time
from collections.abc import AsyncIterator
from contextlib import aclosing
from dataclasses import dataclass, field

import pytest
from redis.asyncio import Redis

from bot.pictures.gallery import LIFE_SECONDS, Gallery, picture_key
from bot.pictures.style import Palette
from domain.accounts.models import PictureStyle
from domain.background import Background
from domain.settings import Settings

LIGHT, DARK = PictureStyle.LIGHT, PictureStyle.DARK


@dataclass(frozen=True)
class Slow:
    """A picture that takes its time and remembers where it was drawn."""

    content: str
    drawn_in: list[str] = field(default_factory=list, repr=False)
    seconds: float = 0.05

    def draw(self, palette: Palette) -> bytes:
        """Return what it shows, and on which paper."""
        self.drawn_in.append(threading.current_thread().name)
        time.sleep(self.seconds)
        return f"{self.content} on {palette.paper}".encode()


@pytest.fixture
async def redis(settings: Settings) -> AsyncIterator[Redis]:
    """The server where pictures are kept."""
    async with Redis.from_url(settings.redis_url.get_secret_value()) as opened:
        yield opened


@pytest.fixture
async def gallery() -> AsyncIterator[Gallery]:
    """A process's gallery."""
    async with aclosing(Background()) as background:
        yield Gallery(background)


async def test_a_picture_is_drawn_in_another_thread_while_the_loop_goes_on(
    gallery: Gallery, redis: Redis
) -> None:
    picture, ticks = Slow("a", seconds=0.2), 0
    drawing = asyncio.create_task(gallery.show(redis, picture, LIGHT))
    while not drawing.done():
        ticks += 1
        await asyncio.sleep(0.005)
    assert ticks > 10
    assert picture.drawn_in != []
    assert threading.current_thread().name not in picture.drawn_in


async def test_what_was_drawn_is_kept_and_the_same_for_an_equal_picture(
    gallery: Gallery, redis: Redis
) -> None:
    first, again = Slow("b"), Slow("b")
    drawn = await gallery.show(redis, first, LIGHT)
    assert await gallery.show(redis, again, LIGHT) == drawn
    assert again.drawn_in == []
    assert 0 < await redis.ttl(picture_key(first, LIGHT)) <= LIFE_SECONDS


async def test_another_content_or_style_is_another_picture(gallery: Gallery, redis: Redis) -> None:
    shown = {await gallery.show(redis, Slow(c), s) for c in ("c", "d") for s in (LIGHT, DARK)}
    assert len(shown) == 4


async def test_equal_pictures_wanted_at_once_are_drawn_once(gallery: Gallery, redis: Redis) -> None:
    wanted = [Slow("e") for _ in range(20)]
    shown = await asyncio.gather(*(gallery.show(redis, one, LIGHT) for one in wanted))
    assert len(set(shown)) == 1
    assert sum(len(one.drawn_in) for one in wanted) == 1


async def test_without_redis_a_picture_is_drawn_all_the_same(gallery: Gallery) -> None:
    async with Redis.from_url("redis://127.0.0.1:1/0") as away:
        assert await gallery.show(away, Slow("f"), LIGHT) == b"f on #ffffff"
