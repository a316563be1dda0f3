"""What a bot says that cannot start."""

import asyncio
import os
import sys
from pathlib import Path

import pytest

from domain.settings import Settings


async def refused(settings: Settings, **changes: str) -> tuple[int | None, str]:
    """Return the exit code and the words of a bot that cannot start."""
    environment = {
        "PATH": os.environ["PATH"],
        "DATABASE_URL": settings.database_url.get_secret_value(),
        "REDIS_URL": settings.redis_url.get_secret_value(),
        "BOT_TOKEN": settings.bot_token.get_secret_value(),
        "TELEGRAM_API_URL": settings.telegram_api_url,
        "LOG_LEVEL": "ERROR",
        **changes,
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", env=environment, stderr=asyncio.subprocess.PIPE
    )
    try:
        _out, error = await asyncio.wait_for(process.communicate(), 60)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    return process.returncode, error.decode()


async def test_a_telegram_that_does_not_answer_is_one_sentence(settings: Settings) -> None:
    code, words = await refused(settings)
    assert (code, words.count("\n")) == (2, 1)
    assert words.startswith("Telegram does not answer at TELEGRAM_API_URL (TelegramNetworkError)")


@pytest.mark.parametrize("ready_file", ["/proc/none/ready", "/dev/null/ready"])
async def test_a_ready_file_that_cannot_be_written_is_one_sentence(
    bot_settings: Settings, ready_file: Path
) -> None:
    code, words = await refused(bot_settings, READY_FILE=str(ready_file))
    assert (code, words.count("\n")) == (2, 1)
    assert words.startswith("READY_FILE cannot be written")
