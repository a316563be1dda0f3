"""The bot over two suppliers in memory, with the sandbox as its Telegram."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiogram import Bot

from bot.dispatcher import create_dispatcher
from bot.sending.bots import create_bot
from bot.updates.intake import UpdateIntake
from bot.updates.polling import poll
from domain.settings import Settings
from tests.conftest import FakeClock
from tests.sandbox.telegram.serving import running_sandbox
from tests.sandbox_client import SandboxClient, Traveller
from tests.scene import Scene, open_scene


@pytest.fixture
async def sandbox_url() -> AsyncIterator[str]:
    """The address of a fresh sandbox."""
    async with running_sandbox() as url:
        yield url


@pytest.fixture
async def sandbox(sandbox_url: str) -> AsyncIterator[SandboxClient]:
    """The people's side of it."""
    async with SandboxClient(sandbox_url) as client:
        yield client


@pytest.fixture
def bot_settings(settings: Settings, sandbox_url: str) -> Settings:
    """Settings that lead to that Telegram."""
    return settings.model_copy(update={"telegram_api_url": sandbox_url})


@pytest.fixture
async def scene(bot_settings: Settings, clock: FakeClock) -> AsyncIterator[Scene]:
    """The product with Goa's two hotels."""
    async with open_scene(bot_settings, clock) as opened:
        yield opened


@pytest.fixture
async def bot(bot_settings: Settings) -> AsyncIterator[Bot]:
    """The bot's connection to Telegram."""
    async with create_bot(bot_settings) as opened:
        yield opened


@pytest.fixture
async def intake(scene: Scene, bot: Bot) -> AsyncIterator[UpdateIntake]:
    """The real dispatcher, which updates reach by polling."""
    working = asyncio.Event()
    async with UpdateIntake(scene.app, bot, create_dispatcher(scene.app)) as opened:
        polling = asyncio.create_task(poll(bot, opened, working.set))
        await working.wait()
        yield opened
        polling.cancel()
        await asyncio.gather(polling, return_exceptions=True)


@pytest.fixture
async def asha(sandbox: SandboxClient, intake: UpdateIntake) -> Traveller:
    """A traveller who has said hello."""
    traveller = await sandbox.add_user("Asha", language_code="en-IN")
    await sandbox.say(traveller, "/start")
    await sandbox.wait_for(traveller, "Hello Asha!")
    await intake.drained()
    return traveller
