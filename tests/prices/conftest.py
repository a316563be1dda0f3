"""A product over two suppliers in memory, and travellers who watch."""

from collections.abc import AsyncIterator

import pytest

from domain.settings import Settings
from tests.conftest import FakeClock
from tests.scene import Scene, open_scene


@pytest.fixture
async def scene(settings: Settings, clock: FakeClock) -> AsyncIterator[Scene]:
    """The product with Goa's two hotels."""
    async with open_scene(settings, clock) as opened:
        yield opened
