"""What Telegram calls the bot: where the pages' links into the chat lead."""

import asyncio
import time

import structlog
from aiogram.exceptions import AiogramError

from bot.sending.bots import create_bot
from domain.settings import Settings

log = structlog.get_logger(__name__)

PATIENCE_SECONDS = 3
# While Telegram does not answer, it is asked no more often than that.
ASKED_AGAIN_SECONDS = 30


class BotName:
    """Asks Telegram once, and remembers."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._name: str | None = None
        self._not_before = 0.0

    async def get(self) -> str | None:
        """Return the username, None while Telegram does not tell."""
        if self._name is None and time.monotonic() >= self._not_before:
            self._not_before = time.monotonic() + ASKED_AGAIN_SECONDS
            try:
                async with asyncio.timeout(PATIENCE_SECONDS), create_bot(self._settings) as bot:
                    self._name = (await bot.get_me()).username
            except (AiogramError, TimeoutError, OSError) as error:
                log.warning("the bot's name is not known", why=type(error).__name__)
        return self._name
