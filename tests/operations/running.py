"""The command line, run as a process of its own on the test's servers."""

import asyncio
import os
import sys
from dataclasses import dataclass

from domain.settings import Settings


@dataclass(frozen=True)
class Outcome:
    """How a command ended, and what it wrote."""

    code: int
    out: str
    error: str


async def often(settings: Settings, *arguments: str, typed: str = "", **changes: str) -> Outcome:
    """Run the command line; `changes` are other variables of its environment."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "operations", *arguments,
        env={
            **os.environ,
            "DATABASE_URL": settings.database_url.get_secret_value(),
            "REDIS_URL": settings.redis_url.get_secret_value(),
            "BOT_TOKEN": settings.bot_token.get_secret_value(),
            "TELEGRAM_API_URL": settings.telegram_api_url,
            **changes,
        },
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    out, error = await process.communicate(typed.encode())
    return Outcome(process.returncode or 0, out.decode(), error.decode())
