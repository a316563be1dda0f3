"""A sandbox for each test, people in it, and the Bot API by hand."""

import io
from collections.abc import AsyncIterator

import pytest
from PIL import Image

from tests.sandbox.telegram.serving import RawBot, running_sandbox
from tests.sandbox_client import SandboxClient, Traveller


@pytest.fixture
async def sandbox_url() -> AsyncIterator[str]:
    """The address of a fresh sandbox."""
    async with running_sandbox() as url:
        yield url


@pytest.fixture
async def sandbox(sandbox_url: str) -> AsyncIterator[SandboxClient]:
    """The people's side."""
    async with SandboxClient(sandbox_url) as client:
        yield client


@pytest.fixture
async def bot(sandbox_url: str) -> AsyncIterator[RawBot]:
    """The bot's side, without a client library."""
    raw = RawBot(sandbox_url)
    yield raw
    await raw.close()


@pytest.fixture
async def asha(sandbox: SandboxClient) -> Traveller:
    """A traveller who has written to the bot, so that it may answer."""
    traveller = await sandbox.add_user("Asha", username="asha", language_code="en")
    await sandbox.say(traveller, "/start")
    return traveller


@pytest.fixture
def picture() -> bytes:
    """A PNG of 1200 × 800."""
    canvas = io.BytesIO()
    Image.new("RGB", (1200, 800), "teal").save(canvas, "PNG")
    return canvas.getvalue()
