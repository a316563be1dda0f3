"""The command line, run in this process on the test's servers: starting another takes seconds."""

import asyncio
from dataclasses import dataclass

from typer.testing import CliRunner

from domain.settings import Settings
from operations.commands import app


@dataclass(frozen=True)
class Outcome:
    """How a command ended, and what it wrote."""

    code: int
    out: str
    error: str


def environment(settings: Settings, **changes: str) -> dict[str, str]:
    """Return the variables that name the test's servers; `changes` are others."""
    return {
        "DATABASE_URL": settings.database_url.get_secret_value(),
        "REDIS_URL": settings.redis_url.get_secret_value(),
        "BOT_TOKEN": settings.bot_token.get_secret_value(),
        "TELEGRAM_API_URL": settings.telegram_api_url,
        **changes,
    }


def run(variables: dict[str, str], *arguments: str, typed: str = "") -> Outcome:
    """Run a command in its own event loop. An exception it does not catch fails the test."""
    result = CliRunner().invoke(app, arguments, input=typed, env=variables)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Outcome(result.exit_code, result.stdout, result.stderr)


async def often(settings: Settings, *arguments: str, typed: str = "", **changes: str) -> Outcome:
    """Run a command beside the test; `changes` are other variables of its environment."""
    return await asyncio.to_thread(run, environment(settings, **changes), *arguments, typed=typed)
